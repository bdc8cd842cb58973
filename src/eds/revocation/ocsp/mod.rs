//! Asking a responder about a certificate, and judging what it answers (RFC 6960).

mod answer;
mod judge;
mod question;
mod summary;

pub use judge::judge;
pub(in crate::eds) use question::Heard;
pub use question::Question;
pub use summary::{Said, State, Summary, summary};

use der::{
    Sequence,
    asn1::{AnyRef, OctetStringRef},
};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierRef;

use crate::{
    domain::Fault,
    eds::{Certificate, algorithm::suite::RSA_SHA256},
};

/// id-sha1, RFC 3279 §2.1: here it only finds an authority by its name and key; nothing is signed
/// with it.
const SHA_1: const_oid::ObjectIdentifier = const_oid::ObjectIdentifier::new_unwrap("1.3.14.3.2.26");

/// CertID (RFC 6960 §4.1.1): a certificate by the hashes of its issuer's name and key, and its
/// serial number.
#[derive(Debug, Clone, Copy, Sequence)]
pub(in crate::eds) struct CertId<'a> {
    pub(in crate::eds) algorithm: AlgorithmIdentifierRef<'a>,
    pub(in crate::eds) issuer_name: &'a OctetStringRef,
    pub(in crate::eds) issuer_key: &'a OctetStringRef,
    pub(in crate::eds) serial: AnyRef<'a>,
}

impl CertId<'_> {
    /// Whether it names a certificate of `issuer`: both hashes are the issuer's, by SHA-256 or
    /// SHA-1.
    pub(in crate::eds) fn is_of(&self, issuer: &Certificate) -> Result<bool, Fault> {
        let key = issuer.key_octets()?;
        let (name, key) = if self.algorithm.oid == RSA_SHA256.digest {
            (Sha256::digest(issuer.subject()).to_vec(), Sha256::digest(key).to_vec())
        } else if self.algorithm.oid == SHA_1 {
            (Sha1::digest(issuer.subject()).to_vec(), Sha1::digest(key).to_vec())
        } else {
            return Ok(false);
        };
        Ok(self.issuer_name.as_bytes() == name && self.issuer_key.as_bytes() == key)
    }
}
