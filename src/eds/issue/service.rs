//! Those whom an authority appoints: OCSP responders and time-stamping authorities.

use der::Encode;

use super::{Authority, Draft, extensions, subject::authority_name};
use crate::{
    domain::{Fault, Moment, Random},
    eds::{Certificate, algorithm::PrivateKey, malformed},
};

/// What somebody is appointed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Answering about certificates (RFC 6960 §4.2.2.2).
    Responder,
    /// Stamping time (RFC 3161 §2.3).
    StampAuthority,
}

/// Somebody who signs for an authority: a key and a certificate. What they sign is not judged here
/// either.
#[derive(Debug)]
pub struct Appointed {
    pub(super) key: PrivateKey,
    pub(super) certificate: Certificate,
}

impl Appointed {
    /// One who was appointed before and kept, or who only says so.
    #[must_use]
    pub fn new(key: PrivateKey, certificate: Certificate) -> Self {
        Self { key, certificate }
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The key, for whoever keeps it.
    #[must_use]
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }
}

impl Authority {
    /// Appoints somebody with a new key, of the same kind as the authority's own.
    ///
    /// # Errors
    /// As [`Self::root_gost`].
    pub fn appoint(
        &self,
        service: Service,
        name: &str,
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Appointed, Fault> {
        let key = match &self.key {
            PrivateKey::Rsa(_) => PrivateKey::generate_rsa2048()?,
            _ => PrivateKey::generate_gost512(random)?,
        };
        let spki = key.public()?.to_spki();
        let certificate = Draft {
            subject: &authority_name(name).map_err(malformed)?,
            issuer: self.certificate.subject().to_vec(),
            validity,
            spki: &spki,
            extensions: extensions::of_service(service, &spki, &self.spki()?)
                .map_err(|_: der::Error| Fault::Malformed)?,
        }
        .sign(&self.key, random)?;
        Ok(Appointed { key, certificate: Certificate::from_der(&certificate)? })
    }

    /// The authority itself in that place: a responder may be the authority (RFC 6960 §4.2.2.2).
    ///
    /// # Errors
    /// [`Fault::Malformed`] never happens to a key that was read before.
    pub fn itself(&self) -> Result<Appointed, Fault> {
        let key = PrivateKey::from_pkcs8(&self.key.to_pkcs8())?;
        Ok(Appointed { key, certificate: self.certificate.clone() })
    }
}

/// Octets signed by `key`, in the form certificates, lists and answers share: what is signed, the
/// algorithm, the signature, and what may come after it.
pub(super) fn signed(
    octets: &[u8],
    key: &PrivateKey,
    after: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    use crate::eds::ber::{BIT_STRING, SEQUENCE, encode};
    let algorithm = key.suite()?.signature_algorithm().to_der().map_err(malformed)?;
    let signature = encode(BIT_STRING, &[&[0], &key.sign(octets, random)?]);
    Ok(encode(SEQUENCE, &[octets, &algorithm, &signature, after]))
}
