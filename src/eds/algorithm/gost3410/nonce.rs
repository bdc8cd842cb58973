//! The nonce k of a signature: HMAC_DRBG over Streebog-512 in the shape of RFC 6979 §3.2 with the
//! additional data of its §3.6.
//!
//! Seeded with d, e and 64 random octets (hedged): a failing generator still gives each message a k
//! of its own, and an attacker who can repeat a computation does not meet the same k twice.

use hmac::{Hmac, KeyInit, Mac};
use streebog::Streebog512;
use zeroize::{Zeroize, Zeroizing};

use super::scalar::{PublicScalar, SecretScalar};
use crate::domain::{Fault, Random};

type Octets = Zeroizing<[u8; 64]>;

/// An endless supply of nonces for one signature.
pub(super) struct Nonces {
    key: Octets,
    value: Octets,
}

impl Nonces {
    /// RFC 6979 §3.2, steps b to g. d and e enter as 64 octets each, big-endian (int2octets,
    /// bits2octets).
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub(super) fn new(
        d: &SecretScalar,
        e: PublicScalar,
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        let mut extra: Octets = Zeroizing::new([0; 64]);
        random.fill(extra.as_mut()).map_err(|_| Fault::NoRandomness)?;
        let mut d = d.octets();
        d.reverse();
        let e = e.integer().to_be_bytes();
        let mut nonces = Self { key: Zeroizing::new([0; 64]), value: Zeroizing::new([1; 64]) };
        for step in [0, 1] {
            nonces.update(&[&[step], d.as_ref(), e.as_ref(), extra.as_ref()]);
        }
        Ok(nonces)
    }

    /// The next candidate that lies in [1, q − 1] (RFC 6979 §3.2, step h). The curve's q is so near
    /// to 2^512 that a second candidate is not to be expected.
    pub(super) fn next(&mut self) -> SecretScalar {
        loop {
            self.value = self.mac(&[self.value.as_ref()]);
            let mut candidate = self.value.clone();
            candidate.reverse();
            let k = SecretScalar::in_range(&candidate);
            // Step h.3 is for a candidate that was refused; done always, it also forgets k.
            self.update(&[&[0]]);
            if let Some(k) = k {
                return k;
            }
        }
    }

    /// K = HMAC_K(V ‖ data), V = HMAC_K(V).
    fn update(&mut self, data: &[&[u8]]) {
        let mut parts = vec![self.value.as_ref() as &[u8]];
        parts.extend_from_slice(data);
        self.key = self.mac(&parts);
        self.value = self.mac(&[self.value.as_ref()]);
    }

    fn mac(&self, parts: &[&[u8]]) -> Octets {
        let mut key = (*self.key).into();
        let mut mac = <Hmac<Streebog512> as KeyInit>::new(&key);
        key.zeroize();
        for part in parts {
            mac.update(part);
        }
        let mut tag = mac.finalize().into_bytes();
        let octets = Zeroizing::new(tag.into());
        tag.zeroize();
        octets
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::RandomFailed, eds::algorithm::gost3410::parameters};

    /// A generator stuck at one value.
    #[derive(Debug)]
    struct Stuck(u8);
    impl Random for Stuck {
        fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
            octets.fill(self.0);
            Ok(())
        }
    }

    fn first(d: u64, e: u64, random: u8) -> [u8; 64] {
        let octets = |n: u64| parameters::le_octets(&crypto_bigint::U512::from_u64(n));
        let d = SecretScalar::in_range(&octets(d)).unwrap();
        let e = PublicScalar::from_digest(&octets(e));
        *Nonces::new(&d, e, &Stuck(random)).unwrap().next().octets()
    }

    #[test]
    fn key_message_and_randomness_each_change_the_nonce() {
        let nonce = first(5, 7, 0);
        assert_eq!(nonce, first(5, 7, 0));
        for other in [first(6, 7, 0), first(5, 8, 0), first(5, 7, 1)] {
            assert_ne!(nonce, other);
        }
    }

    #[test]
    fn a_second_nonce_differs() {
        let octets = parameters::le_octets(&crypto_bigint::U512::from_u64(5));
        let d = SecretScalar::in_range(&octets).unwrap();
        let mut nonces = Nonces::new(&d, PublicScalar::from_digest(&octets), &Stuck(0)).unwrap();
        assert_ne!(*nonces.next().octets(), *nonces.next().octets());
    }
}
