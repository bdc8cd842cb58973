//! Integers modulo the group's order q, of two kinds that never mix: public ones, which the fast
//! variable-time code takes, and secret ones, which only the constant-time code takes.
//!
//! Invariant: the one way from [`SecretScalar`] to [`PublicScalar`] is [`SecretScalar::sign`], whose
//! result is published.

use crypto_bigint::{CtEq, CtLt, U512};
use zeroize::{Zeroize, Zeroizing};

use super::parameters::{self, GROUP_ORDER, Scalar};

/// A scalar everybody may see: part of a signature, or made from one.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublicScalar(Scalar);

impl PublicScalar {
    /// r or s of a signature, 64 octets little-endian; nothing unless it lies in [1, q − 1].
    pub(super) fn in_range(octets: &[u8; 64]) -> Option<Self> {
        let integer = U512::from_le_slice(octets);
        let in_range = integer != U512::ZERO && integer < GROUP_ORDER;
        in_range.then(|| Self(Scalar::new(&integer)))
    }

    /// A message's digest as an integer: its octets read little-endian, modulo q, and 1 for 0
    /// (GOST R 34.10-2012 §6.1, step 2).
    pub(super) fn from_digest(digest: &[u8; 64]) -> Self {
        let e = Scalar::new(&U512::from_le_slice(digest));
        Self(if e == Scalar::ZERO { Scalar::ONE } else { e })
    }

    /// z₁ = s/e and z₂ = −r/e (GOST R 34.10-2012 §6.2, steps 4 and 5).
    pub(super) fn verification(e: Self, r: Self, s: Self) -> Option<(Self, Self)> {
        let v = e.0.invert_vartime().into_option()?;
        Some((Self(s.0.mul(&v)), Self(r.0.mul(&v).neg())))
    }

    /// x of a point, 64 octets little-endian, modulo q (GOST R 34.10-2012 §6.1, step 4).
    pub(super) fn from_abscissa(x: &[u8; 64]) -> Self {
        Self(Scalar::new(&U512::from_le_slice(x)))
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0 == Scalar::ZERO
    }

    pub(super) fn octets(&self) -> [u8; 64] {
        parameters::le_octets(&self.integer())
    }

    pub(super) fn integer(&self) -> U512 {
        self.0.retrieve()
    }
}

/// A scalar nobody may see: a private key or a nonce, in [1, q − 1]. Wiped when dropped.
pub(super) struct SecretScalar(Scalar);

impl SecretScalar {
    /// Reads 64 octets, little-endian; nothing unless they lie in [1, q − 1]. Only the answer
    /// depends on the value, not the time.
    pub(super) fn in_range(octets: &[u8; 64]) -> Option<Self> {
        let mut integer = U512::from_le_slice(octets);
        let in_range = integer.ct_lt(&GROUP_ORDER) & !integer.ct_eq(&U512::ZERO);
        let secret = Self(Scalar::new(&integer));
        integer.zeroize();
        in_range.to_bool().then_some(secret)
    }

    /// 64 octets, little-endian.
    pub(super) fn octets(&self) -> Zeroizing<[u8; 64]> {
        let mut integer = self.0.retrieve();
        let octets = Zeroizing::new(parameters::le_octets(&integer));
        integer.zeroize();
        octets
    }

    /// r·d + k·e with d this scalar (GOST R 34.10-2012 §6.1, step 5): the one secret product that
    /// becomes public.
    pub(super) fn sign(&self, k: &Self, e: PublicScalar, r: PublicScalar) -> PublicScalar {
        let mut rd = self.0.mul(&r.0);
        let mut ke = k.0.mul(&e.0);
        let s = PublicScalar(rd.add(&ke));
        rd.zeroize();
        ke.zeroize();
        s
    }
}

impl Drop for SecretScalar {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
