//! Answering about certificates: the responder's side of RFC 6960.

use der::{
    Decode, Encode,
    asn1::{GeneralizedTime, OctetString},
};
use sha1::{Digest, Sha1};
use x509_cert::ext::Extension;

use super::{Appointed, service::signed};
use crate::{
    domain::{Fault, Moment, Random},
    eds::{
        Certificate,
        ber::{
            CONTEXT_0, CONTEXT_1, CONTEXT_2, ENUMERATED, Element, GENERALIZED_TIME, IMPLICIT_0,
            IMPLICIT_2, OCTET_STRING, SEQUENCE, encode,
        },
        certificate::oid,
        malformed,
        revocation::{
            Revocation,
            ocsp::{CertId, Heard},
        },
    },
};

/// A question, as it was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    id: Vec<u8>,
    serial: Vec<u8>,
    nonce: Option<Vec<u8>>,
}

impl Asked {
    /// Reads an OCSPRequest about one certificate.
    ///
    /// # Errors
    /// [`Fault::Malformed`], also for a question about several certificates.
    pub fn read(question: &[u8]) -> Result<Self, Fault> {
        let Heard { id, nonce } = Heard::read(question)?;
        let serial = CertId::from_der(&id).and_then(|id| id.serial.to_der()).map_err(malformed)?;
        Ok(Self { id, serial, nonce })
    }

    /// Whether it is about a certificate of `issuer`.
    #[must_use]
    pub fn is_of(&self, issuer: &Certificate) -> bool {
        let id = CertId::from_der(&self.id).map_err(malformed);
        id.and_then(|id| id.is_of(issuer)).unwrap_or(false)
    }

    /// The certificate's serial number, lower-case hex, as in
    /// [`CertificateSummary`](crate::domain::CertificateSummary).
    #[must_use]
    pub fn serial(&self) -> String {
        let octets = Element::only(&self.serial).map_or(&[][..], |integer| integer.body);
        hex::encode(octets.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(octets))
    }

    /// The same question about another certificate of the same issuer: its serial number's last bit
    /// is changed. For a responder that answers beside the question.
    #[must_use]
    pub fn about_another(mut self) -> Self {
        // The serial number stands last in the CertID.
        if let Some(last) = self.id.last_mut() {
            *last ^= 1;
        }
        self
    }

    /// Whether a nonce came with it.
    #[must_use]
    pub fn has_nonce(&self) -> bool {
        self.nonce.is_some()
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The certificate's state.
    pub status: Revocation,
    /// When it was known to be so.
    pub this_update: Moment,
    /// When the answer is made; when it was known to be so, where nothing else is said.
    pub produced_at: Option<Moment>,
    /// When more will be known; НУЦ РК does not say.
    pub next_update: Option<Moment>,
    /// Whether the question's nonce is repeated.
    pub nonce: bool,
    /// Whether the responder is named by its key rather than by its name.
    pub by_key: bool,
}

impl Appointed {
    /// A signed answer to `asked`, in DER, with the responder's certificate.
    ///
    /// # Errors
    /// As [`PrivateKey::sign`](crate::eds::algorithm::PrivateKey::sign).
    pub fn answer(
        &self,
        asked: &Asked,
        reply: &Reply,
        random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        let responder = if reply.by_key {
            let hash = Sha1::digest(self.certificate.key_octets()?);
            encode(CONTEXT_2, &[&encode(OCTET_STRING, &[&hash])])
        } else {
            encode(CONTEXT_1, &[self.certificate.subject()])
        };
        let known = time(reply.this_update)?;
        let made = reply.produced_at.map_or(Ok(known.clone()), time)?;
        let next = reply.next_update.map(time).transpose()?;
        let next = next.map(|next| encode(CONTEXT_0, &[&next])).unwrap_or_default();
        let status = self::status(reply.status)?;
        let single = encode(SEQUENCE, &[&asked.id, &status, &known, &next]);
        let nonce = asked.nonce.as_ref().filter(|_| reply.nonce).map(|nonce| nonce_of(nonce));
        let extensions = match nonce.transpose()? {
            Some(nonce) => encode(CONTEXT_1, &[&encode(SEQUENCE, &[&nonce])]),
            None => Vec::new(),
        };
        let data =
            encode(SEQUENCE, &[&responder, &made, &encode(SEQUENCE, &[&single]), &extensions]);
        let certificates = encode(CONTEXT_0, &[&encode(SEQUENCE, &[self.certificate.der()])]);
        let basic = signed(&data, &self.key, &certificates, random)?;
        let kind = oid::OCSP_BASIC.to_der().map_err(malformed)?;
        let bytes = encode(SEQUENCE, &[&kind, &encode(OCTET_STRING, &[&basic])]);
        Ok(encode(SEQUENCE, &[&encode(ENUMERATED, &[&[0]]), &encode(CONTEXT_0, &[&bytes])]))
    }
}

/// An answer that says nothing but why (OCSPResponseStatus, RFC 6960 §4.2.1: 1 malformed request,
/// 2 internal error, 3 try later, 5 signature required, 6 unauthorized).
#[must_use]
pub fn refusal(status: u8) -> Vec<u8> {
    encode(SEQUENCE, &[&encode(ENUMERATED, &[&[status]])])
}

fn status(status: Revocation) -> Result<Vec<u8>, Fault> {
    Ok(match status {
        Revocation::Good => encode(IMPLICIT_0, &[]),
        Revocation::Unknown(_) => encode(IMPLICIT_2, &[]),
        Revocation::Revoked { at, reason } => {
            let number = reason.map(|reason| encode(ENUMERATED, &[&[reason.number()]]));
            let reason = number.map(|number| encode(CONTEXT_0, &[&number])).unwrap_or_default();
            encode(CONTEXT_1, &[&time(at)?, &reason])
        }
    })
}

fn nonce_of(value: &[u8]) -> Result<Vec<u8>, Fault> {
    let extension = || {
        let extn_value = OctetString::new(value)?;
        Extension { extn_id: oid::OCSP_NONCE, critical: false, extn_value }.to_der()
    };
    extension().map_err(malformed::<der::Error>)
}

/// A GeneralizedTime of whole seconds.
pub(super) fn time(at: Moment) -> Result<Vec<u8>, Fault> {
    let seconds = u64::try_from(at.seconds()).map_err(malformed)?;
    let time = GeneralizedTime::from_unix_duration(std::time::Duration::from_secs(seconds));
    let whole = time.and_then(|time| time.to_der()).map_err(malformed)?;
    debug_assert_eq!(whole.first(), Some(&GENERALIZED_TIME));
    Ok(whole)
}
