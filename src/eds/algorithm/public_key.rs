//! A public key of an accepted suite.

use der::{Decode, Encode, asn1::BitString};
use spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::{RsaPublicKey, Suite, gost3410, suite};
use crate::domain::Fault;

/// A public key that has passed every check its algorithm asks for: only such a key can verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// GOST 34.10-2015, 512 bits.
    Gost512(gost3410::PublicKey),
    /// RSA, 2048 to 8192 bits.
    Rsa(RsaPublicKey),
}

impl PublicKey {
    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::AlgorithmNotAccepted`], [`Fault::SuiteDisagrees`];
    /// [`Fault::BadPoint`] for GOST, [`Fault::WeakKey`] for RSA.
    pub fn from_spki(spki: &[u8]) -> Result<Self, Fault> {
        let spki = SubjectPublicKeyInfoRef::from_der(spki).map_err(|_| Fault::Malformed)?;
        let suite = Suite::of_key(spki.algorithm)?;
        let key = spki.subject_public_key.as_bytes().ok_or(Fault::Malformed)?;
        if *suite == suite::GOST_512 {
            Ok(Self::Gost512(gost3410::PublicKey::from_subject_public_key(key)?))
        } else {
            Ok(Self::Rsa(RsaPublicKey::from_pkcs1(key)?))
        }
    }

    /// DER of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        let key = match self {
            Self::Gost512(key) => key.to_subject_public_key(),
            Self::Rsa(key) => key.to_pkcs1().to_vec(),
        };
        // Neither step can fail: the key is whole octets and far below DER's length limit.
        BitString::from_bytes(&key)
            .and_then(|subject_public_key| {
                let algorithm = self.suite().key_algorithm();
                SubjectPublicKeyInfoOwned { algorithm, subject_public_key }.to_der()
            })
            .unwrap_or_default()
    }

    /// The suite the key belongs to.
    #[must_use]
    pub fn suite(&self) -> &'static Suite {
        match self {
            Self::Gost512(_) => &suite::GOST_512,
            Self::Rsa(_) => &suite::RSA_SHA256,
        }
    }

    /// Verifies `signature` over `message` (not over its digest).
    ///
    /// # Errors
    /// [`Fault::Malformed`] for a signature of a wrong length, [`Fault::SignatureRange`],
    /// [`Fault::BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Gost512(key) => key.verify(message, signature),
            Self::Rsa(key) => key.verify(message, signature),
        }
    }

    /// The same key, for one that verifies often: an authority's, a responder's. Copies of it share
    /// what is kept. Of an RSA key there is nothing to keep.
    #[must_use]
    pub fn kept(self) -> Self {
        match self {
            Self::Gost512(key) => Self::Gost512(key.kept()),
            Self::Rsa(_) => self,
        }
    }

    /// Verifies `signature` over a message whose digest by the key's suite (see
    /// [`Suite::hasher`]) is given: for messages that are too long to be held.
    ///
    /// # Errors
    /// As [`Self::verify`]; [`Fault::DigestMismatch`] for a digest of another length.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Gost512(key) => key.verify_hashed(digest, signature),
            Self::Rsa(key) => key.verify_digest(digest, signature),
        }
    }

    /// What the key is called: `GOST 34.10-2015 (512)`, `RSA-2048`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Gost512(_) => "GOST 34.10-2015 (512)".to_owned(),
            Self::Rsa(key) => format!("RSA-{}", key.bits()),
        }
    }
}
