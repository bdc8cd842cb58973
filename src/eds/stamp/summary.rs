//! What a time stamp says, for people. Nothing is judged: anybody can write such a token.

use super::{Info, query::token_of};
use crate::{
    domain::{CertificateSummary, Fault, Moment},
    eds::{
        Certificate,
        cms::{Profile, SignedData},
    },
};

/// A token's readable part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The time it claims.
    pub at: Moment,
    /// The policy's OID.
    pub policy: String,
    /// The stamped hash, lower-case hex.
    pub imprint: String,
    /// The query's nonce, lower-case hex.
    pub nonce: Option<String>,
    /// The authority's certificate, where it is there.
    pub certificate: Option<CertificateSummary>,
}

/// Reads a token, or an answer with a token in it (TimeStampResp), in DER.
///
/// # Errors
/// [`Fault::StampRefused`] for an answer without a token; [`Fault::StampMalformed`],
/// [`Fault::AlgorithmNotAccepted`].
pub fn summary(octets: &[u8]) -> Result<Summary, Fault> {
    let unreadable = |_| Fault::StampMalformed;
    let answered;
    let data = match SignedData::read(octets, Profile::Stamp) {
        Ok(data) => data,
        Err(_) => {
            answered = token_of(octets)?;
            SignedData::read(&answered, Profile::Stamp).map_err(unreadable)?
        }
    };
    let info = Info::read(data.content.as_deref().ok_or(Fault::StampMalformed)?)?;
    Ok(Summary {
        at: info.at,
        policy: info.policy.to_string(),
        imprint: hex::encode(info.imprint.1),
        nonce: info.nonce.map(hex::encode),
        certificate: data.signer().ok().map(|(_, certificate)| Certificate::summary(certificate)),
    })
}
