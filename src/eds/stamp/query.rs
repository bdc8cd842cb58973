//! Asking for a time stamp, and taking the answer.

use const_oid::ObjectIdentifier;
use der::{Encode, asn1::UintRef};

use super::{Info, POLICY_GOST, POLICY_RSA};
use crate::{
    domain::Fault,
    eds::{
        algorithm::{Suite, suite::GOST_512},
        ber::{BOOLEAN, Element, INTEGER, OCTET_STRING, SEQUENCE, encode},
        cms::{Profile, SignedData},
        malformed,
    },
};

/// The largest answer, in octets; a token with its certificate has 2 KiB.
const MAX_ANSWER: usize = 64 * 1024;
/// Elements in one structure of an answer, at most.
const MAX_ELEMENTS: usize = 8;
/// PKIStatus: granted, and granted with modifications (RFC 3161 §2.4.2).
const GRANTED: [&[u8]; 2] = [&[0], &[1]];

/// A query for a time stamp (RFC 3161 §2.4.1): certReq TRUE, a nonce of eight octets, the policy of
/// the suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    der: Vec<u8>,
    imprint: Vec<u8>,
    suite: &'static Suite,
    /// An INTEGER in DER.
    nonce: Vec<u8>,
    policy: ObjectIdentifier,
}

impl Query {
    /// A query for a stamp over a signature (CMS): the imprint is its key's suite's hash of the
    /// signature's value, the policy that of the suite. `nonce` is random; НУЦ РК's have eight
    /// octets.
    ///
    /// # Errors
    /// What is wrong with the envelope or the key; [`Fault::Malformed`] for an empty nonce.
    pub fn new(signature: &[u8], nonce: &[u8]) -> Result<Self, Fault> {
        let data = SignedData::read(signature, Profile::Signature)?;
        let (signer, certificate) = data.signer()?;
        let suite = certificate.public_key()?.suite();
        let policy = if *suite == GOST_512 { POLICY_GOST } else { POLICY_RSA };
        Self::over(&signer.signature, suite, policy, nonce)
    }

    /// The same over the octets of a signature's value, under a policy of the operator's choice.
    /// Stamps of other policies than НУЦ РК's are not believed.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for an empty nonce.
    pub fn over(
        signature_value: &[u8],
        suite: &'static Suite,
        policy: ObjectIdentifier,
        nonce: &[u8],
    ) -> Result<Self, Fault> {
        if nonce.is_empty() {
            return Err(Fault::Malformed);
        }
        let imprint = suite.hash(signature_value);
        let algorithm = suite.digest_algorithm().to_der().map_err(malformed)?;
        let nonce = UintRef::new(nonce).and_then(|nonce| nonce.to_der()).map_err(malformed)?;
        let der = encode(
            SEQUENCE,
            &[
                &encode(INTEGER, &[&[1]]),
                &encode(SEQUENCE, &[&algorithm, &encode(OCTET_STRING, &[&imprint])]),
                &policy.to_der().map_err(malformed)?,
                &nonce,
                &encode(BOOLEAN, &[&[0xff]]),
            ],
        );
        Ok(Self { der, imprint, suite, nonce, policy })
    }

    /// What is sent: `application/timestamp-query`.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The token of an answer (`application/timestamp-reply`), in DER, when it answers this query:
    /// imprint, policy and nonce are the query's. Whether the token may be believed is judged when
    /// it stands in the signature.
    ///
    /// # Errors
    /// [`Fault::StampRefused`] when the authority gave none; [`Fault::StampMalformed`],
    /// [`Fault::StampDiffers`], [`Fault::StampWrongPolicy`], [`Fault::StampWrongNonce`].
    pub fn token(&self, answer: &[u8]) -> Result<Vec<u8>, Fault> {
        let token = token_of(answer)?;
        let data = SignedData::read(&token, Profile::Stamp).map_err(unreadable)?;
        let info = Info::read(data.content.as_deref().ok_or(Fault::StampMalformed)?)?;
        if info.imprint.0 != self.suite || info.imprint.1 != self.imprint {
            return Err(Fault::StampDiffers);
        }
        if info.policy != self.policy {
            return Err(Fault::StampWrongPolicy);
        }
        if info.nonce != Some(&self.nonce) {
            return Err(Fault::StampWrongNonce);
        }
        Ok(token)
    }
}

/// The token in an answer (TimeStampResp, RFC 3161 §2.4.2), in DER, whatever it was asked for: it
/// is judged when it stands in the signature. [`Query::token`] looks at the nonce too.
///
/// # Errors
/// [`Fault::StampRefused`] when the authority gave none; [`Fault::StampMalformed`].
pub fn token_of(answer: &[u8]) -> Result<Vec<u8>, Fault> {
    if answer.len() > MAX_ANSWER {
        return Err(Fault::StampMalformed);
    }
    let parts = Element::only(answer).and_then(|answer| answer.expect(SEQUENCE));
    let parts = parts.and_then(|answer| answer.children(2)).map_err(unreadable)?;
    let [status, token @ ..] = &parts[..] else { return Err(Fault::StampMalformed) };
    let status = status.expect(SEQUENCE).and_then(|status| status.children(MAX_ELEMENTS));
    let status = status.map_err(unreadable)?;
    let status = status.first().ok_or(Fault::StampMalformed)?;
    if !GRANTED.contains(&status.expect(INTEGER).map_err(unreadable)?.body) {
        return Err(Fault::StampRefused);
    }
    match token {
        [token] => Ok(token.whole.to_vec()),
        _ => Err(Fault::StampMalformed),
    }
}

fn unreadable(_: Fault) -> Fault {
    Fault::StampMalformed
}
