//! Our own certification authority, for the demonstration and the tests: certificates of the shape
//! НУЦ РК gives them (eds.md §1), under names and addresses of ours.
//!
//! It judges nothing: it certifies whatever it is told, hostile keys included, because tests need
//! those. It keeps no register: its lists and answers say what they are told. Trust in it lives only where a demonstration
//! or a test puts it.

mod answer;
mod extensions;
mod list;
mod loopback;
mod service;
mod stamp;
mod subject;

pub use answer::{Asked, Reply, refusal};
pub use list::{List, Revoked};
pub use service::{Appointed, Service};
pub use stamp::{stamp_refusal, stamps_over};
pub use subject::{Subject, Usage};

use der::{
    Encode,
    asn1::{AnyRef, BitString},
};
use x509_cert::ext::Extension;

use self::subject::{Rdns, authority_name};
use super::{
    Certificate,
    algorithm::{PrivateKey, PublicKey},
    certificate::{Outer, Signed, Validity},
    malformed, time,
};
use crate::domain::{Fault, Moment, Random};

/// A certification authority: its certificate and its key.
#[derive(Debug)]
pub struct Authority {
    key: PrivateKey,
    certificate: Certificate,
}

impl Authority {
    /// A self-signed GOST 34.10-2015 (512) root, valid from the first to the last moment.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`]; [`Fault::Malformed`] for a name that cannot be written.
    pub fn root_gost(
        name: &str,
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        Self::make(PrivateKey::generate_gost512(random)?, name, validity, None, random)
    }

    /// A self-signed RSA-2048 root. Its key comes from the operating system's generator, whatever
    /// `random` is.
    ///
    /// # Errors
    /// As [`Self::root_gost`].
    pub fn root_rsa(
        name: &str,
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        Self::make(PrivateKey::generate_rsa2048()?, name, validity, None, random)
    }

    /// An issuing authority under this one, with a key of the same kind.
    ///
    /// # Errors
    /// As [`Self::root_gost`].
    pub fn issuing(
        &self,
        name: &str,
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        let key = match &self.key {
            PrivateKey::Rsa(_) => PrivateKey::generate_rsa2048()?,
            _ => PrivateKey::generate_gost512(random)?,
        };
        Self::make(key, name, validity, Some(self), random)
    }

    fn make(
        key: PrivateKey,
        name: &str,
        validity: (Moment, Moment),
        above: Option<&Self>,
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        let spki = key.public()?.to_spki();
        let issuer_spki = above.map_or(Ok(spki.clone()), Self::spki)?;
        let name = authority_name(name).map_err(malformed)?;
        let certificate = Draft {
            subject: &name,
            issuer: match above {
                Some(above) => above.certificate.subject().to_vec(),
                None => name.to_der().map_err(malformed)?,
            },
            validity,
            spki: &spki,
            extensions: extensions::of_authority(&spki, &issuer_spki).map_err(malformed)?,
        }
        .sign(above.map_or(&key, |above| &above.key), random)?;
        Ok(Self { key, certificate: Certificate::from_der(&certificate)? })
    }

    /// An authority that was made before and kept.
    ///
    /// # Errors
    /// [`Fault::KeyMismatch`] when the certificate is of another key.
    pub fn new(key: PrivateKey, certificate: Certificate) -> Result<Self, Fault> {
        if certificate.public_key()? == key.public()? {
            Ok(Self { key, certificate })
        } else {
            Err(Fault::KeyMismatch)
        }
    }

    /// Its private key, for whoever keeps the authority.
    #[must_use]
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// Its own certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn spki(&self) -> Result<Vec<u8>, Fault> {
        self.key.public().map(|key| key.to_spki())
    }

    /// Certifies a person's (or a system's) public key, given as SubjectPublicKeyInfo (DER);
    /// answers the certificate in DER. With the same random source, moment and key the answer is
    /// the same.
    ///
    /// # Errors
    /// As [`Self::root_gost`]; [`Fault::Malformed`] for a key that is not DER.
    pub fn certify(
        &self,
        subject: &Subject,
        public_key: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        let mut turn = [0];
        random.fill(&mut turn).map_err(|_| Fault::NoRandomness)?;
        let suite = PublicKey::from_spki(public_key).ok().map(|key| key.suite());
        let issuer_spki = self.spki()?;
        Draft {
            subject: &subject.name(turn[0]).map_err(malformed)?,
            issuer: self.certificate.subject().to_vec(),
            validity: subject.validity,
            spki: public_key,
            extensions: extensions::of_subject(subject, public_key, &issuer_spki, suite)
                .map_err(malformed)?,
        }
        .sign(&self.key, random)
    }
}

/// A certificate before it is signed.
struct Draft<'a> {
    subject: &'a Rdns,
    issuer: Vec<u8>,
    validity: (Moment, Moment),
    spki: &'a [u8],
    extensions: Vec<Extension>,
}

impl Draft<'_> {
    /// The certificate in DER, signed with `key`, under a random serial number of 20 octets.
    fn sign(self, key: &PrivateKey, random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let mut serial = [0; 22];
        random.fill(&mut serial).map_err(|_| Fault::NoRandomness)?;
        // INTEGER, 20 octets, positive and in its shortest form.
        (serial[0], serial[1], serial[2]) = (0x02, 20, serial[2] & 0x3f | 0x40);
        let algorithm = key.suite()?.signature_algorithm();
        let subject = self.subject.to_der().map_err(malformed)?;
        let signed = || {
            Signed {
                version: 2,
                serial: AnyRef::try_from(&serial[..])?,
                algorithm: (&algorithm).into(),
                issuer: AnyRef::try_from(&self.issuer[..])?,
                validity: Validity {
                    not_before: time(self.validity.0)?,
                    not_after: time(self.validity.1)?,
                },
                subject: AnyRef::try_from(&subject[..])?,
                spki: AnyRef::try_from(self.spki)?,
                extensions: Some(self.extensions.clone()),
            }
            .to_der()
        };
        let signed = signed().map_err(malformed::<der::Error>)?;
        let signature = key.sign(&signed, random)?;
        let outer = || {
            let signature = BitString::from_bytes(&signature)?;
            let signed = AnyRef::try_from(&signed[..])?;
            Outer { signed, algorithm: (&algorithm).into(), signature: (&signature).into() }
                .to_der()
        };
        outer().map_err(malformed::<der::Error>)
    }
}
