//! The signed attributes: what the signature is really over.
//!
//! They must be canonical DER as received, because the signature is verified over the received
//! octets; attributes that are merely equivalent are refused. Unknown ones are let be: they are
//! signed.

use const_oid::ObjectIdentifier;
use der::{
    Decode, Sequence,
    asn1::{AnyRef, OctetStringRef},
};
use spki::AlgorithmIdentifierRef;

use super::{
    CONTENT_TYPE, MESSAGE_DIGEST, Profile, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2,
    SIGNING_TIME,
};
use crate::{
    domain::{Fault, Moment},
    eds::{
        Certificate,
        algorithm::suite,
        ber::{CONTEXT_0, Element, SEQUENCE, SET, has_shortest_lengths},
        moment,
    },
};
use sha1::{Digest, Sha1};

/// Attributes in one set.
const MAX_ATTRIBUTES: usize = 16;
/// `[4]`: the directoryName of a GeneralName, RFC 5280 §4.2.1.6.
const DIRECTORY_NAME: u8 = 0xa4;

/// The signed attributes that matter.
#[derive(Debug)]
pub(in crate::eds) struct Attributes<'a> {
    received: &'a [u8],
    /// The digest of the content.
    pub(in crate::eds) message_digest: &'a [u8],
    /// When the signer claims to have signed; a time stamp may leave it out.
    pub(in crate::eds) signing_time: Option<Moment>,
    binding: Option<SigningCertificateV2<'a>>,
    /// The form of RFC 2634 §5.4, in time stamps: the same fields, the hash being SHA-1.
    older_binding: Option<SigningCertificateV2<'a>>,
}

/// SigningCertificateV2 of RFC 5035 §3.
#[derive(Debug, Sequence)]
struct SigningCertificateV2<'a> {
    certificates: Vec<EssCertIdV2<'a>>,
    policies: Option<AnyRef<'a>>,
}

/// ESSCertIDv2 of RFC 5035 §4; the hash is SHA-256 where none is named.
#[derive(Debug, Sequence)]
struct EssCertIdV2<'a> {
    hash_algorithm: Option<AlgorithmIdentifierRef<'a>>,
    hash: &'a OctetStringRef,
    issuer_serial: Option<AnyRef<'a>>,
}

impl<'a> Attributes<'a> {
    /// Reads the attributes as they were received, tag `[0]` included.
    ///
    /// # Errors
    /// [`Fault::NotCanonical`]; [`Fault::BadAttribute`] when content type (the profile's), message
    /// digest or a signature's signing time is missing, doubled, of another form or has not exactly one value, or when
    /// any attribute is there twice.
    pub(in crate::eds) fn read(received: &'a [u8], profile: Profile) -> Result<Self, Fault> {
        if !has_shortest_lengths(received) {
            return Err(Fault::NotCanonical);
        }
        let set = Element::only(received)?.expect(CONTEXT_0)?;
        let elements = set.children(MAX_ATTRIBUTES)?;
        // X.690 §11.6: the elements of a SET OF stand in the order of their octets.
        if !elements.is_sorted_by_key(|element| element.whole) {
            return Err(Fault::NotCanonical);
        }
        let attributes = elements.into_iter().map(read_attribute).collect::<Result<Vec<_>, _>>()?;
        let twice = |(place, (kind, _)): (usize, &Attribute<'_>)| {
            attributes.iter().skip(place + 1).any(|(other, _)| other == kind)
        };
        if attributes.iter().enumerate().any(twice) {
            return Err(Fault::BadAttribute);
        }
        let value = |kind| only(&attributes, kind);
        let content_type = value(CONTENT_TYPE)?.ok_or(Fault::BadAttribute)?;
        let message_digest = value(MESSAGE_DIGEST)?.ok_or(Fault::BadAttribute)?;
        let signing_time = value(SIGNING_TIME)?;
        if strictly::<ObjectIdentifier>(content_type)? != profile.content_type()
            || (signing_time.is_none() && profile == Profile::Signature)
        {
            return Err(Fault::BadAttribute);
        }
        Ok(Self {
            received,
            message_digest: strictly::<&OctetStringRef>(message_digest)?.as_bytes(),
            signing_time: signing_time.map(strictly).transpose()?.map(moment),
            binding: value(SIGNING_CERTIFICATE_V2)?.map(strictly).transpose()?,
            older_binding: match profile {
                Profile::Stamp => value(SIGNING_CERTIFICATE)?.map(strictly).transpose()?,
                Profile::Signature => None,
            },
        })
    }

    /// What the signature is over: the received octets under the tag of a SET OF
    /// (RFC 5652 §5.4).
    pub(in crate::eds) fn signed(&self) -> Vec<u8> {
        let mut signed = self.received.to_vec();
        if let Some(tag) = signed.first_mut() {
            *tag = SET;
        }
        signed
    }

    /// Whether the signing-certificate attribute names `certificate`; nothing when there is no
    /// such attribute.
    ///
    /// # Errors
    /// [`Fault::WrongBinding`]; [`Fault::AlgorithmNotAccepted`] for a hash that is not accepted.
    pub(in crate::eds) fn check_binding(
        &self,
        certificate: &Certificate,
    ) -> Option<Result<(), Fault>> {
        // The first identifier is the signer's, others are of its path (RFC 5035 §3).
        self.binding.as_ref().map(|binding| match binding.certificates.first() {
            Some(identifier) => identifier.check(certificate),
            None => Err(Fault::WrongBinding),
        })
    }

    /// Whether a time stamp names `certificate` as its signer's, in the older form, the newer or
    /// both (RFC 3161 §2.4.2, RFC 5816 §2.2.1).
    ///
    /// # Errors
    /// [`Fault::WrongBinding`], also when neither is there; [`Fault::AlgorithmNotAccepted`].
    pub(in crate::eds) fn check_stamp_binding(
        &self,
        certificate: &Certificate,
    ) -> Result<(), Fault> {
        let newer = self.check_binding(certificate);
        let older = self.older_binding.as_ref().map(|binding| {
            let first = binding.certificates.first().ok_or(Fault::WrongBinding)?;
            first.check_older(certificate)
        });
        match (older, newer) {
            (None, None) => Err(Fault::WrongBinding),
            (older, newer) => older.unwrap_or(Ok(())).and(newer.unwrap_or(Ok(()))),
        }
    }
}

impl EssCertIdV2<'_> {
    fn check(&self, certificate: &Certificate) -> Result<(), Fault> {
        let hash = match self.hash_algorithm {
            None => certificate.sha256().to_vec(),
            Some(algorithm) => suite::SUITES
                .iter()
                .find(|suite| suite.check_digest(algorithm).is_ok())
                .ok_or(Fault::AlgorithmNotAccepted)?
                .hash(certificate.der()),
        };
        self.compare(certificate, &hash)
    }

    /// ESSCertID of RFC 2634 §5.4.1: the hash is SHA-1, and no other can be named.
    fn check_older(&self, certificate: &Certificate) -> Result<(), Fault> {
        match self.hash_algorithm {
            None => self.compare(certificate, &Sha1::digest(certificate.der())),
            Some(_) => Err(Fault::WrongBinding),
        }
    }

    fn compare(&self, certificate: &Certificate, hash: &[u8]) -> Result<(), Fault> {
        let named = self.issuer_serial.is_none_or(|named| names(named, certificate));
        if named && self.hash.as_bytes() == hash { Ok(()) } else { Err(Fault::WrongBinding) }
    }
}

/// Whether an IssuerSerial (RFC 5035 §4: GeneralNames and a serial number) names `certificate`.
fn names(issuer_serial: AnyRef<'_>, certificate: &Certificate) -> bool {
    let issuer_is = |names: &Element<'_>| {
        let names = Element::only(names.whole).and_then(|names| names.children(1));
        names.is_ok_and(|names| {
            names.iter().any(|n| n.tag == DIRECTORY_NAME && n.body == certificate.issuer())
        })
    };
    let whole = Element { tag: SEQUENCE, whole: &[], body: issuer_serial.value() };
    match whole.children(2).as_deref() {
        Ok([names, serial]) => issuer_is(names) && serial.whole == certificate.serial(),
        _ => false,
    }
}

/// An attribute's type and the elements of its SET OF values.
type Attribute<'a> = (ObjectIdentifier, Vec<Element<'a>>);

fn read_attribute(attribute: Element<'_>) -> Result<Attribute<'_>, Fault> {
    let parts = attribute.expect(SEQUENCE).and_then(|a| a.children(2));
    match parts.as_deref() {
        Ok([kind, values]) => {
            let kind = ObjectIdentifier::from_der(kind.whole).map_err(|_| Fault::BadAttribute)?;
            let values = values.expect(SET).and_then(|values| values.children(MAX_ATTRIBUTES));
            Ok((kind, values.map_err(|_| Fault::BadAttribute)?))
        }
        _ => Err(Fault::BadAttribute),
    }
}

/// The only value of the attribute of this kind; nothing when there is none.
fn only<'a>(
    attributes: &[Attribute<'a>],
    kind: ObjectIdentifier,
) -> Result<Option<&'a [u8]>, Fault> {
    match attributes.iter().find(|(other, _)| *other == kind).map(|(_, values)| &values[..]) {
        None => Ok(None),
        Some([value]) => Ok(Some(value.whole)),
        Some(_) => Err(Fault::BadAttribute),
    }
}

fn strictly<'a, T: Decode<'a>>(value: &'a [u8]) -> Result<T, Fault> {
    T::from_der(value).map_err(|_| Fault::BadAttribute)
}
