//! Credentials the portal gives out: claims, sessions and device secrets.
//!
//! Each is 256 random bits, shown once and stored as its SHA-256; so much randomness needs no
//! slower hash. Compared in constant time.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::domain::{Random, RandomFailed, Secret};

/// A new credential and the hash under which it is stored.
pub(super) fn mint(
    slot: &'static str,
    random: &dyn Random,
) -> Result<(Secret, [u8; 32]), RandomFailed> {
    let mut octets = Zeroizing::new([0_u8; 32]);
    random.fill(octets.as_mut_slice())?;
    let secret = Secret::new(slot, URL_SAFE_NO_PAD.encode(octets.as_slice()));
    let hash = hash(secret.reveal());
    Ok((secret, hash))
}

/// The hash of a credential that was presented.
pub(super) fn hash(presented: &str) -> [u8; 32] {
    Sha256::digest(presented.as_bytes()).into()
}

/// True when what was presented is the credential whose hash is stored.
pub(super) fn matches(presented: &str, stored: &[u8; 32]) -> bool {
    hash(presented).ct_eq(stored).into()
}

/// Random octets in lower-case hex: ids and nonces.
pub(super) fn random_hex<const OCTETS: usize>(random: &dyn Random) -> Result<String, RandomFailed> {
    let mut octets = [0_u8; OCTETS];
    random.fill(&mut octets)?;
    Ok(hex::encode(octets))
}
