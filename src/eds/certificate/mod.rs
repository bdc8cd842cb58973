//! X.509 certificates as НУЦ РК issues them: structure, names, extensions, and what they say of
//! their owner.
//!
//! Reading a certificate judges only its form. Whether anybody trusts it is [`super::Anchors`]'
//! question.

mod extensions;
mod known;
mod name;
pub(super) mod oid;
mod profile;
mod service;

use std::sync::Arc;

use const_oid::ObjectIdentifier;
use der::{
    Decode, Encode, Sequence,
    asn1::{AnyRef, BitStringRef, UintRef},
};
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};
use x509_cert::{ext::Extension, time::Time};

use self::{extensions::Extensions, known::Known, name::Name};
use super::{
    algorithm::{PublicKey, suite},
    malformed, moment,
};
use crate::domain::{CertificateSummary, Fault, Moment, SafeText};

/// The largest certificate that is read, in octets; НУЦ РК's have 0.6 to 2 KiB.
const MAX_SIZE: usize = 16 * 1024;

/// The longest serial number, in octets (RFC 5280 §4.1.2.2); НУЦ РК's have as many.
const MAX_SERIAL: usize = 20;

/// A parsed certificate, with the bytes it came from.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    pub(super) spki: Vec<u8>,
    algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
    validity: (Moment, Moment),
    issuer_name: Name,
    subject_name: Name,
    extensions: Extensions,
    /// Of a trusted authority.
    known: Option<Arc<Known>>,
}

/// Certificate of RFC 5280 §4.1, its parts as received.
#[derive(Sequence)]
pub(super) struct Outer<'a> {
    pub(super) signed: AnyRef<'a>,
    pub(super) algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) signature: BitStringRef<'a>,
}

/// TBSCertificate of RFC 5280 §4.1, without the unique identifiers nobody uses.
#[derive(Sequence)]
pub(super) struct Signed<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    pub(super) version: u8,
    pub(super) serial: AnyRef<'a>,
    pub(super) algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) issuer: AnyRef<'a>,
    pub(super) validity: Validity,
    pub(super) subject: AnyRef<'a>,
    pub(super) spki: AnyRef<'a>,
    #[asn1(context_specific = "3", optional = "true")]
    pub(super) extensions: Option<Vec<Extension>>,
}

/// Validity of RFC 5280 §4.1.2.5.
#[derive(Sequence)]
pub(super) struct Validity {
    pub(super) not_before: Time,
    pub(super) not_after: Time,
}

/// The first common name of a name in DER; empty where there is none.
pub(super) fn common_name(name: &[u8]) -> SafeText {
    let name = Name::from_der(name).ok();
    SafeText::new(name.as_ref().and_then(|name| name.first(oid::COMMON_NAME)).unwrap_or_default())
}

impl Certificate {
    /// Reads one certificate of version 3.
    ///
    /// # Errors
    /// [`Fault::Malformed`], also for octets after it; [`Fault::TooLarge`].
    pub fn from_der(der: &[u8]) -> Result<Self, Fault> {
        if der.len() > MAX_SIZE {
            return Err(Fault::TooLarge);
        }
        const VERSION_3: u8 = 2;
        let outer = Outer::from_der(der).map_err(malformed)?;
        let signed = outer.signed.to_der().map_err(malformed)?;
        let parts = Signed::from_der(&signed).map_err(malformed)?;
        // The algorithm stands twice; both must say the same (RFC 5280 §4.1.1.2).
        if parts.version != VERSION_3 || parts.algorithm != outer.algorithm {
            return Err(Fault::Malformed);
        }
        let serial = parts.serial.to_der().map_err(malformed)?;
        // A negative number or one with octets to spare could be written in several ways.
        if UintRef::from_der(&serial).map_err(malformed)?.as_bytes().len() > MAX_SERIAL {
            return Err(Fault::Malformed);
        }
        let issuer = parts.issuer.to_der().map_err(malformed)?;
        let subject = parts.subject.to_der().map_err(malformed)?;
        Ok(Self {
            der: der.to_vec(),
            serial,
            issuer_name: Name::from_der(&issuer)?,
            subject_name: Name::from_der(&subject)?,
            spki: parts.spki.to_der().map_err(malformed)?,
            algorithm: outer.algorithm.into(),
            signature: outer.signature.as_bytes().ok_or(Fault::Malformed)?.to_vec(),
            validity: (moment(parts.validity.not_before), moment(parts.validity.not_after)),
            extensions: Extensions::read(&parts.extensions.unwrap_or_default())?,
            issuer,
            subject,
            signed,
            known: None,
        })
    }

    /// The bytes it was read from.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER: the fingerprint, and what a signing-certificate attribute holds.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The owner's public key.
    ///
    /// # Errors
    /// See [`PublicKey::from_spki`].
    pub fn public_key(&self) -> Result<PublicKey, Fault> {
        match &self.known {
            Some(known) => known.key.clone(),
            None => PublicKey::from_spki(&self.spki),
        }
    }

    /// First and last moment of validity, both included.
    #[must_use]
    pub fn validity(&self) -> (Moment, Moment) {
        self.validity
    }

    /// The readable part. Text in it is harmless on a terminal; a number in a wrong form is absent.
    #[must_use]
    pub fn summary(&self) -> CertificateSummary {
        let shown =
            |name: &Name, attribute| SafeText::new(name.first(attribute).unwrap_or_default());
        CertificateSummary {
            owner: shown(&self.subject_name, oid::COMMON_NAME),
            iin: self.subject_name.iin().ok().flatten(),
            bin: self.subject_name.bin().ok().flatten(),
            organisation: self.subject_name.first(oid::ORGANISATION).map(SafeText::new),
            issuer: shown(&self.issuer_name, oid::COMMON_NAME),
            serial: self.serial_hex(),
            sha256: hex::encode(self.sha256()),
            not_before: self.validity.0,
            not_after: self.validity.1,
            algorithm: self.algorithm_name(),
            role: self.role(),
            for_signing: self.check_usage().is_ok(),
        }
    }

    fn serial_hex(&self) -> String {
        let octets = AnyRef::from_der(&self.serial).map_or(&[][..], AnyRef::value);
        hex::encode(octets.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(octets))
    }

    /// What the key is called; for a key that is not accepted, what its algorithm is called.
    fn algorithm_name(&self) -> SafeText {
        let name = self.public_key().map(|key| key.name()).ok().or_else(|| {
            let oid = self.key_algorithm()?;
            Some(suite::name_of(oid).map_or_else(|| oid.to_string(), str::to_owned))
        });
        SafeText::new(&name.unwrap_or_default())
    }

    /// The octets of the public key, without algorithm and tag: what an OCSP question hashes
    /// (RFC 6960 §4.1.1).
    pub(super) fn key_octets(&self) -> Result<Vec<u8>, Fault> {
        let spki = spki::SubjectPublicKeyInfoRef::from_der(&self.spki).map_err(malformed)?;
        spki.subject_public_key.as_bytes().map(<[u8]>::to_vec).ok_or(Fault::Malformed)
    }

    /// The key's algorithm, accepted or not.
    pub(super) fn key_algorithm(&self) -> Option<ObjectIdentifier> {
        spki::SubjectPublicKeyInfoRef::from_der(&self.spki).ok().map(|spki| spki.algorithm.oid)
    }

    /// The issuer's name as raw DER.
    pub(super) fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The owner's name as raw DER.
    pub(super) fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// The serial number as a raw DER INTEGER.
    pub(super) fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// Whether `key` made this certificate's signature.
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for a signature algorithm outside the suites' table;
    /// [`Fault::BadPath`] for one that is not the key's, and for a signature that does not verify.
    pub(super) fn check_signed_by(&self, key: &PublicKey) -> Result<(), Fault> {
        let algorithm = AlgorithmIdentifierRef::from(&self.algorithm);
        match key.suite().check_signature(algorithm) {
            Err(Fault::AlgorithmNotAccepted) => Err(Fault::AlgorithmNotAccepted),
            Err(_) => Err(Fault::BadPath),
            Ok(()) => key.verify(&self.signed, &self.signature).map_err(|_| Fault::BadPath),
        }
    }

    /// Whether this is an authority's certificate: basic constraints say so, the key may sign
    /// certificates, and `below` authorities may stand under it (RFC 5280 §6.1.4 k–n).
    pub(super) fn check_authority(&self, below: usize) -> Result<(), Fault> {
        let constraints = self.extensions.basic_constraints.as_ref();
        let authority = constraints.is_some_and(|c| {
            c.ca && c.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        });
        let signs = self.extensions.key_usage.as_ref().is_some_and(|usage| usage.key_cert_sign());
        (authority && signs).then_some(()).ok_or(Fault::BadPath)
    }

    /// Whether it is an authority's certificate, which may issue others.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        self.check_authority(0).is_ok()
    }

    /// Refuses a critical extension that is not understood (RFC 5280 §4.2).
    pub(super) fn check_extensions(&self) -> Result<(), Fault> {
        if self.extensions.unknown_critical { Err(Fault::BadPath) } else { Ok(()) }
    }

    /// Whether it is valid at `at`, to the second.
    pub(super) fn check_validity(&self, at: Moment) -> Result<(), Fault> {
        if at.seconds() < self.validity.0.seconds() {
            Err(Fault::NotYetValid)
        } else if at.seconds() > self.validity.1.seconds() {
            Err(Fault::Expired)
        } else {
            Ok(())
        }
    }
}
