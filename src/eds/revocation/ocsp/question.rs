//! A question about one certificate.

use der::{
    Decode, Encode,
    asn1::{AnyRef, OctetString, OctetStringRef},
};
use sha2::{Digest, Sha256};
use x509_cert::ext::Extension;

use super::CertId;
use crate::{
    domain::Fault,
    eds::{
        Certificate,
        algorithm::suite::RSA_SHA256,
        ber::{CONTEXT_2, Element, SEQUENCE, encode},
        certificate::oid,
        malformed,
    },
};

/// Octets of a nonce (RFC 9654 §2.1).
const NONCE: std::ops::RangeInclusive<usize> = 1..=128;

/// OCSPRequest (RFC 6960 §4.1.1) about one certificate, by SHA-256, with a nonce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    der: Vec<u8>,
    nonce: Vec<u8>,
}

impl Question {
    /// A question about `certificate`, which `issuer` has issued, with a nonce of 1 to 128 random
    /// octets (RFC 9654 §2.1; 32 are recommended).
    ///
    /// # Errors
    /// [`Fault::Malformed`] for a nonce of another length.
    pub fn new(
        certificate: &Certificate,
        issuer: &Certificate,
        nonce: &[u8],
    ) -> Result<Self, Fault> {
        if !NONCE.contains(&nonce.len()) {
            return Err(Fault::Malformed);
        }
        let algorithm = RSA_SHA256.digest_algorithm();
        let name = Sha256::digest(issuer.subject());
        let key = Sha256::digest(issuer.key_octets()?);
        let build = || {
            let id = CertId {
                algorithm: (&algorithm).into(),
                issuer_name: OctetStringRef::new(&name)?,
                issuer_key: OctetStringRef::new(&key)?,
                serial: AnyRef::try_from(certificate.serial())?,
            };
            let extension = Extension {
                extn_id: oid::OCSP_NONCE,
                critical: false,
                extn_value: OctetString::new(OctetStringRef::new(nonce)?.to_der()?)?,
            };
            let request = encode(SEQUENCE, &[&id.to_der()?]);
            let extensions = encode(CONTEXT_2, &[&encode(SEQUENCE, &[&extension.to_der()?])]);
            let asked = encode(SEQUENCE, &[&encode(SEQUENCE, &[&request]), &extensions]);
            Ok(encode(SEQUENCE, &[&asked]))
        };
        let der = build().map_err(malformed::<der::Error>)?;
        Ok(Self { der, nonce: nonce.to_vec() })
    }

    /// What is sent: `application/ocsp-request`.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The nonce in it.
    #[must_use]
    pub fn nonce(&self) -> &[u8] {
        &self.nonce
    }
}

/// The certificate a question is about, and its nonce: the responder's side.
pub(in crate::eds) struct Heard {
    /// The CertID, in DER.
    pub(in crate::eds) id: Vec<u8>,
    /// The value of the nonce's extension, as it was sent.
    pub(in crate::eds) nonce: Option<Vec<u8>>,
}

impl Heard {
    /// Reads a question about one certificate; signed ones are read too, their signature is not.
    ///
    /// # Errors
    /// [`Fault::Malformed`], also for a question about several certificates.
    pub(in crate::eds) fn read(question: &[u8]) -> Result<Self, Fault> {
        const MAX: usize = 8;
        let question = Element::only(question)?.expect(SEQUENCE)?.children(2)?;
        let asked = question.first().ok_or(Fault::Malformed)?.expect(SEQUENCE)?.children(MAX)?;
        let list = asked.iter().find(|part| part.tag == SEQUENCE).ok_or(Fault::Malformed)?;
        let [one] = list.children(MAX)?[..] else { return Err(Fault::Malformed) };
        let id = one.expect(SEQUENCE)?.children(2)?.first().ok_or(Fault::Malformed)?.whole;
        let mut nonce = None;
        for part in asked.iter().filter(|part| part.tag == CONTEXT_2) {
            for extension in Element::only(part.body)?.expect(SEQUENCE)?.children(MAX)? {
                let extension = Extension::from_der(extension.whole).map_err(malformed)?;
                if extension.extn_id == oid::OCSP_NONCE {
                    nonce = Some(extension.extn_value.into_bytes().into_vec());
                }
            }
        }
        Ok(Self { id: id.to_vec(), nonce })
    }
}
