//! What an answer says, for people. Nothing is judged: anybody can write such an answer.

use der::Decode;

use super::{
    CertId,
    answer::{Answer, Responder, Status},
};
use crate::{
    domain::{CertificateSummary, Fault, Moment, SafeText},
    eds::{Certificate, ber::Element, certificate, malformed, revocation::Reason},
};

/// An answer's readable part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The responder's name (CN), or its key's SHA-1 in lower-case hex.
    pub responder: SafeText,
    /// When the answer was made.
    pub produced_at: Moment,
    /// What is said of each certificate.
    pub said: Vec<Said>,
    /// The nonce's extension value, lower-case hex.
    pub nonce: Option<String>,
    /// The certificates in the answer.
    pub certificates: Vec<CertificateSummary>,
}

/// What is said of one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The certificate's serial number, lower-case hex.
    pub serial: String,
    /// Its state, as claimed.
    pub state: State,
    /// Since when that was known.
    pub this_update: Moment,
    /// When there will be news, if that is said.
    pub next_update: Option<Moment>,
}

/// A certificate's state (RFC 6960 §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked {
        /// Since when.
        at: Moment,
        /// Why, if that is said.
        reason: Option<Reason>,
    },
    /// The responder does not know it.
    Unknown,
}

/// Reads an answer (OCSPResponse, DER).
///
/// # Errors
/// [`Fault::OcspTryLater`] and [`Fault::OcspRefused`] for what its status says;
/// [`Fault::OcspMalformed`].
pub fn summary(answer: &[u8]) -> Result<Summary, Fault> {
    let answer = Answer::read(answer)?;
    let said = answer.singles.iter().map(|single| {
        let id = CertId::from_der(&single.id).map_err(malformed)?;
        Ok::<_, Fault>(Said {
            serial: plain(id.serial.value()),
            state: match single.status {
                Status::Good => State::Good,
                Status::Revoked(at, reason) => State::Revoked { at, reason },
                Status::Unknown => State::Unknown,
            },
            this_update: single.this_update,
            next_update: single.next_update,
        })
    });
    let nonce = answer.nonce.as_deref();
    let bare = |value| Element::only(value).map_or(value, |element| element.body);
    Ok(Summary {
        responder: match &answer.responder {
            Responder::Name(name) => certificate::common_name(name),
            Responder::Key(hash) => SafeText::new(&hex::encode(hash)),
        },
        produced_at: answer.produced_at,
        said: said.collect::<Result<_, _>>()?,
        nonce: nonce.map(|value| hex::encode(bare(value))),
        certificates: answer.certificates.iter().map(Certificate::summary).collect(),
    })
}

/// The body of an INTEGER as certificates' summaries write serial numbers.
fn plain(integer: &[u8]) -> String {
    hex::encode(integer.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(integer))
}
