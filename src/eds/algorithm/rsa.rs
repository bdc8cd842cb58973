//! RSA with SHA-256, PKCS #1 v1.5 (RFC 8017 §8.2), by AWS-LC.
//!
//! Only the judgement of key sizes is ours; the arithmetic, constant-time where it must be, is the
//! library's.

use aws_lc_rs::{
    digest::{Digest, SHA256},
    encoding::AsDer,
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey},
};
use der::{Decode, Sequence, asn1::UintRef};
use zeroize::Zeroizing;

use crate::domain::Fault;

/// Accepted lengths of the modulus in bits.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;
/// Exponents up to this one are refused (FIPS 186-5 §A.1.1: 2^16 < e).
const EXPONENT_ABOVE: u64 = 65_536;

/// RSAPublicKey of RFC 8017 §A.1.1.
#[derive(Sequence)]
struct Pkcs1<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

/// An RSA public key of accepted size.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    pkcs1: Vec<u8>,
    bits: usize,
}

impl RsaPublicKey {
    /// Reads a DER RSAPublicKey (RFC 8017 §A.1.1).
    ///
    /// # Errors
    /// [`Fault::Malformed`]; [`Fault::WeakKey`] unless the modulus is odd and has 2048 to 8192
    /// bits, and the exponent is odd and lies in (65536, 2^64).
    pub fn from_pkcs1(pkcs1: &[u8]) -> Result<Self, Fault> {
        let key = Pkcs1::from_der(pkcs1).map_err(|_| Fault::Malformed)?;
        let modulus = key.modulus.as_bytes();
        let first = modulus.first().ok_or(Fault::Malformed)?;
        let bits = modulus.len() * 8 - first.leading_zeros() as usize;
        let exponent = key
            .exponent
            .as_bytes()
            .iter()
            .try_fold(0_u64, |e, octet| Some(e.checked_mul(256)? | u64::from(*octet)))
            .ok_or(Fault::WeakKey)?;
        let odd = modulus.last().is_some_and(|last| last & 1 == 1) && exponent & 1 == 1;
        if BITS.contains(&bits) && odd && exponent > EXPONENT_ABOVE {
            Ok(Self { pkcs1: pkcs1.to_vec(), bits })
        } else {
            Err(Fault::WeakKey)
        }
    }

    /// DER of the RSAPublicKey.
    #[must_use]
    pub fn to_pkcs1(&self) -> &[u8] {
        &self.pkcs1
    }

    /// Length of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// Verifies `signature` over `message`.
    ///
    /// # Errors
    /// [`Fault::BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.pkcs1)
            .verify(message, signature)
            .map_err(|_| Fault::BadSignature)
    }
}

impl RsaPublicKey {
    /// Verifies `signature` over a message with this SHA-256 digest.
    ///
    /// # Errors
    /// [`Fault::BadSignature`]; [`Fault::DigestMismatch`] for a digest of another length.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let digest =
            Digest::import_less_safe(digest, &SHA256).map_err(|_| Fault::DigestMismatch)?;
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.pkcs1)
            .verify_digest(&digest, signature)
            .map_err(|_| Fault::BadSignature)
    }
}

impl std::fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RsaPublicKey({} bits)", self.bits)
    }
}

/// An RSA key pair. The library wipes its copy when it frees it.
pub struct RsaPrivateKey {
    pair: KeyPair,
    pkcs8: Zeroizing<Vec<u8>>,
    public: RsaPublicKey,
}

impl RsaPrivateKey {
    /// Reads a DER PrivateKeyInfo.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for what is not an RSA key with agreeing parts, [`Fault::WeakKey`].
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Fault> {
        let pair = KeyPair::from_pkcs8(pkcs8).map_err(|_| Fault::Malformed)?;
        let public = RsaPublicKey::from_pkcs1(pair.public_key().as_ref())?;
        Ok(Self { pair, pkcs8: Zeroizing::new(pkcs8.to_vec()), public })
    }

    /// Makes a key of 2048 bits with e = 65537.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn generate() -> Result<Self, Fault> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| Fault::NoRandomness)?;
        let pkcs8 = pair.as_der().map_err(|_| Fault::Malformed)?;
        Self::from_pkcs8(pkcs8.as_ref())
    }

    /// DER of the PrivateKeyInfo.
    #[must_use]
    pub fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        self.pkcs8.clone()
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &RsaPublicKey {
        &self.public
    }

    /// Signs `message`; the signature is as long as the modulus. AWS-LC checks its own CRT result.
    ///
    /// # Errors
    /// [`Fault::BadSignature`] when the library gives none.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| Fault::BadSignature)?;
        self.public.verify(message, &signature)?;
        Ok(signature)
    }
}
