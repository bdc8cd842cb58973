//! GOST 34.10-2015 with 512-bit keys: the mathematics of GOST R 34.10-2012 (RFC 7091) over
//! id-tc26-gost-3410-12-512-paramSetA, in Kazakh encodings.

use zeroize::Zeroizing;

use crate::domain::{Fault, Random};

/// A point of the curve that can verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    octets: [u8; 128],
}

impl PublicKey {
    pub(super) fn from_subject_public_key(_key: &[u8]) -> Result<Self, Fault> {
        Err(Fault::BadPoint)
    }
    pub(super) fn to_subject_public_key(&self) -> Vec<u8> {
        self.octets.to_vec()
    }
    /// Verifies.
    pub fn verify(&self, _message: &[u8], _signature: &[u8]) -> Result<(), Fault> {
        Err(Fault::BadSignature)
    }
}

/// A secret scalar with its public key.
pub struct PrivateKey {
    public: PublicKey,
}

impl PrivateKey {
    pub(super) fn from_octets(_octets: &[u8]) -> Result<Self, Fault> {
        Err(Fault::Malformed)
    }
    pub(super) fn to_octets(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new([0; 64])
    }
    /// Makes a key.
    pub fn generate(_random: &dyn Random) -> Result<Self, Fault> {
        Err(Fault::NoRandomness)
    }
    /// The public key.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }
    /// Signs.
    pub fn sign(&self, _message: &[u8], _random: &dyn Random) -> Result<[u8; 128], Fault> {
        Err(Fault::NoRandomness)
    }
}
