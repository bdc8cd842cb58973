//! Stamping time: the authority's side of RFC 3161.

use const_oid::ObjectIdentifier;
use der::{Decode, Encode};
use spki::AlgorithmIdentifierRef;

use super::{Appointed, answer::time};
use crate::{
    domain::{Fault, Moment, Random},
    eds::{
        algorithm::Suite,
        ber::{BOOLEAN, Element, INTEGER, SEQUENCE, encode},
        cms, malformed,
        stamp::{POLICY_GOST, POLICY_RSA},
    },
};

/// Fields of a query, at most.
const MAX_FIELDS: usize = 6;

impl Appointed {
    /// The answer (TimeStampResp) to a query, in DER: a token that says `at`, in whole seconds. A
    /// policy that is not named is that of the authority's key.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for what is not a query; as
    /// [`PrivateKey::sign`](crate::eds::algorithm::PrivateKey::sign).
    pub fn stamp(&self, query: &[u8], at: Moment, random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let fields = Element::only(query)?.expect(SEQUENCE)?.children(MAX_FIELDS)?;
        let [version, imprint, rest @ ..] = &fields[..] else { return Err(Fault::Malformed) };
        if version.expect(INTEGER)?.body != [1] {
            return Err(Fault::Malformed);
        }
        let policy = rest.iter().find_map(|field| ObjectIdentifier::from_der(field.whole).ok());
        let gost = matches!(self.key, crate::eds::algorithm::PrivateKey::Gost512(_));
        let policy = policy.unwrap_or(if gost { POLICY_GOST } else { POLICY_RSA });
        let nonce = rest.iter().find(|field| field.tag == INTEGER);
        let asks_certificate = rest.iter().any(|field| field.tag == BOOLEAN);
        if !asks_certificate {
            // A token without its certificate could not be judged by anybody here.
            return Ok(stamp_refusal());
        }
        let mut serial = [0; 20];
        random.fill(&mut serial).map_err(|_| Fault::NoRandomness)?;
        serial[0] = serial[0] & 0x3f | 0x40;
        let info = encode(
            SEQUENCE,
            &[
                &encode(INTEGER, &[&[1]]),
                &policy.to_der().map_err(malformed)?,
                imprint.expect(SEQUENCE)?.whole,
                &encode(INTEGER, &[&serial]),
                &time(at)?,
                nonce.map_or(&[], |nonce| nonce.whole),
            ],
        );
        let token = cms::build_token(&info, (&self.key, &self.certificate), at, random)?;
        let granted = encode(SEQUENCE, &[&encode(INTEGER, &[&[0]])]);
        Ok(encode(SEQUENCE, &[&granted, &token]))
    }
}

/// Whether a query's imprint is by the suite's hash.
#[must_use]
pub fn stamps_over(query: &[u8], suite: &Suite) -> bool {
    let imprint = || {
        let fields = Element::only(query)?.expect(SEQUENCE)?.children(MAX_FIELDS)?;
        let imprint = fields.get(1).ok_or(Fault::Malformed)?.expect(SEQUENCE)?.children(2)?;
        imprint.first().map(|algorithm| algorithm.whole).ok_or(Fault::Malformed)
    };
    let algorithm =
        imprint().and_then(|der| AlgorithmIdentifierRef::from_der(der).map_err(malformed));
    algorithm.is_ok_and(|algorithm| suite.check_digest(algorithm).is_ok())
}

/// An answer without a token: rejection (PKIStatus 2, RFC 3161 §2.4.2).
#[must_use]
pub fn stamp_refusal() -> Vec<u8> {
    encode(SEQUENCE, &[&encode(SEQUENCE, &[&encode(INTEGER, &[&[2]])])])
}
