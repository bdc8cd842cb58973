//! A private key.

use zeroize::Zeroizing;

use super::{PublicKey, RsaPrivateKey, Suite, gost3410, pkcs8, suite};
use crate::domain::{Fault, Random};

/// A private key. It is wiped when dropped, and `Debug` shows nothing of it.
///
/// Every kind is one pointer, so that moving the key copies nothing of it, nor what its making left
/// on the stack where a larger kind would have room for it.
pub enum PrivateKey {
    /// GOST 34.10-2015, 512 bits.
    Gost512(Box<gost3410::PrivateKey>),
    /// RSA, 2048 to 8192 bits.
    Rsa(Box<RsaPrivateKey>),
    /// GOST 34.310-2004: its PKCS #8 octets. Such a key opens, so that its owner can be told what
    /// it is, and does nothing else.
    Gost2004(Box<Zeroizing<Vec<u8>>>),
}

const _: () = assert!(size_of::<PrivateKey>() == 2 * size_of::<usize>());

impl PrivateKey {
    /// Reads a DER PrivateKeyInfo (RFC 5208) as НУЦ РК writes it.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::AlgorithmNotAccepted`], [`Fault::SuiteDisagrees`],
    /// [`Fault::WeakKey`].
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Fault> {
        let info = pkcs8::read(pkcs8)?;
        if info.algorithm.oid == suite::GOST_2004_KEY {
            return Ok(Self::Gost2004(Box::new(Zeroizing::new(pkcs8.to_vec()))));
        }
        if *Suite::of_key(info.algorithm)? == suite::GOST_512 {
            gost3410::PrivateKey::from_octets(info.octet_string()?).map(Self::from)
        } else {
            Ok(Self::Rsa(Box::new(RsaPrivateKey::from_pkcs8(pkcs8)?)))
        }
    }

    /// DER of the PrivateKeyInfo.
    #[must_use]
    pub fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Gost512(key) => pkcs8::write(&suite::GOST_512, &*key.to_octets()),
            Self::Rsa(key) => key.to_pkcs8(),
            Self::Gost2004(pkcs8) => (**pkcs8).clone(),
        }
    }

    /// Makes a GOST 34.10-2015 key of 512 bits.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn generate_gost512(random: &dyn Random) -> Result<Self, Fault> {
        gost3410::PrivateKey::generate(random).map(Self::from)
    }

    /// Makes an RSA key of 2048 bits. Its library draws from the operating system itself.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn generate_rsa2048() -> Result<Self, Fault> {
        RsaPrivateKey::generate().map(Box::new).map(Self::Rsa)
    }

    /// The public key.
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for a GOST 34.310-2004 key.
    pub fn public(&self) -> Result<PublicKey, Fault> {
        match self {
            Self::Gost512(key) => Ok(PublicKey::Gost512(key.public().clone())),
            Self::Rsa(key) => Ok(PublicKey::Rsa(key.public().clone())),
            Self::Gost2004(_) => Err(Fault::AlgorithmNotAccepted),
        }
    }

    /// The suite the key signs with.
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for a GOST 34.310-2004 key.
    pub fn suite(&self) -> Result<&'static Suite, Fault> {
        match self {
            Self::Gost512(_) => Ok(&suite::GOST_512),
            Self::Rsa(_) => Ok(&suite::RSA_SHA256),
            Self::Gost2004(_) => Err(Fault::AlgorithmNotAccepted),
        }
    }

    /// Signs `message` (not its digest) and verifies the result before giving it out. `random`
    /// hedges GOST's nonce; RSA needs none.
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for a GOST 34.310-2004 key, [`Fault::NoRandomness`],
    /// [`Fault::BadSignature`] when the signature just made does not verify (a fault of the
    /// machine).
    pub fn sign(&self, message: &[u8], random: &dyn Random) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Gost512(key) => key.sign(message, random).map(|s| s.to_vec()),
            Self::Rsa(key) => key.sign(message),
            Self::Gost2004(_) => Err(Fault::AlgorithmNotAccepted),
        }
    }
}

impl From<gost3410::PrivateKey> for PrivateKey {
    fn from(key: gost3410::PrivateKey) -> Self {
        Self::Gost512(Box::new(key))
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Gost512(_) => "PrivateKey::Gost512(••••)",
            Self::Rsa(_) => "PrivateKey::Rsa(••••)",
            Self::Gost2004(_) => "PrivateKey::Gost2004(••••)",
        })
    }
}
