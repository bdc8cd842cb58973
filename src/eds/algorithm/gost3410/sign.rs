//! Private keys and signing (GOST R 34.10-2012 §6.1). Constant-time in everything secret.

use zeroize::Zeroizing;

use super::{
    nonce::Nonces,
    scalar::{PublicScalar, SecretScalar},
    secret_multiply::multiply_base,
    verify::{PublicKey, digest},
};
use crate::domain::{Fault, Random};

/// A secret scalar and the public key that belongs to it. Wiped when dropped.
pub struct PrivateKey {
    d: SecretScalar,
    public: PublicKey,
}

/// How often a generator may give a number outside [1, q − 1] before it is held broken; a working
/// one does so once in 2^256 times.
const ATTEMPTS: usize = 8;

impl PrivateKey {
    /// Reads d: 64 octets, little-endian.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for another length or a number outside [1, q − 1].
    pub fn from_octets(octets: &[u8]) -> Result<Self, Fault> {
        let octets = <&[u8; 64]>::try_from(octets).map_err(|_| Fault::Malformed)?;
        SecretScalar::in_range(octets).ok_or(Fault::Malformed).and_then(Self::new)
    }

    /// d: 64 octets, little-endian.
    #[must_use]
    pub fn to_octets(&self) -> Zeroizing<[u8; 64]> {
        self.d.octets()
    }

    /// Makes a key.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`] when `random` fails or gives no number of the group.
    pub fn generate(random: &dyn Random) -> Result<Self, Fault> {
        let mut octets = Zeroizing::new([0; 64]);
        for _ in 0..ATTEMPTS {
            random.fill(octets.as_mut()).map_err(|_| Fault::NoRandomness)?;
            if let Some(d) = SecretScalar::in_range(&octets) {
                return Self::new(d);
            }
        }
        Err(Fault::NoRandomness)
    }

    fn new(d: SecretScalar) -> Result<Self, Fault> {
        let (x, y) = multiply_base(&d);
        Ok(Self { d, public: PublicKey::from_coordinates(&x, &y)? })
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs `message` with a hedged nonce (`Nonces`) and verifies the result, because a signature
    /// made by a machine at fault can give the key away. The result is r ‖ s, each 64 octets,
    /// little-endian.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`]; [`Fault::BadSignature`] when the result does not verify.
    pub fn sign(&self, message: &[u8], random: &dyn Random) -> Result<[u8; 128], Fault> {
        let e = PublicScalar::from_digest(&digest(message));
        let mut nonces = Nonces::new(&self.d, e, random)?;
        loop {
            let k = nonces.next();
            let (x, _) = multiply_base(&k);
            let r = PublicScalar::from_abscissa(&x);
            let s = self.d.sign(&k, e, r);
            if r.is_zero() || s.is_zero() {
                continue;
            }
            let mut signature = [0; 128];
            signature[..64].copy_from_slice(&r.octets());
            signature[64..].copy_from_slice(&s.octets());
            self.public.verify_digest(e, &signature)?;
            return Ok(signature);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OsRandom;

    /// A wrong signature does not leave: here the key that checks it is another's.
    #[test]
    fn what_does_not_verify_is_not_given_out() {
        let (mut key, other) =
            (PrivateKey::generate(&OsRandom).unwrap(), PrivateKey::generate(&OsRandom).unwrap());
        assert!(key.sign(b"agreement", &OsRandom).is_ok());
        key.public = other.public.clone();
        assert_eq!(key.sign(b"agreement", &OsRandom), Err(Fault::BadSignature));
    }
}
