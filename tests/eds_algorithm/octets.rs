//! No octets from outside make a reader panic.

use kezekte::eds::{
    algorithm::{PrivateKey, PublicKey},
    pkcs12,
};
use proptest::prelude::*;

use super::{ROOT, gost_key, parts};

/// Every cut, and one flipped bit in each of the first `count` octets.
fn spoiled(octets: &[u8], count: usize) -> impl Iterator<Item = Vec<u8>> {
    let cut = (0..octets.len()).map(|length| octets[..length].to_vec());
    let flipped = (0..count).map(|place| {
        let mut flipped = octets.to_vec();
        flipped[place] ^= 1 << (place % 8);
        flipped
    });
    cut.chain(flipped)
}

#[test]
fn spoiled_public_keys() {
    let gost = parts(ROOT).spki;
    let rsa = PrivateKey::generate_rsa2048().unwrap().public().unwrap().to_spki();
    for other in spoiled(&gost, gost.len()) {
        assert!(PublicKey::from_spki(&other).is_err());
    }
    // Another modulus is a key as good as any; only the octets before it are judged here.
    for other in spoiled(&rsa, rsa.len() - 257 - 5) {
        assert!(PublicKey::from_spki(&other).is_err());
    }
}

#[test]
fn spoiled_private_keys() {
    let gost = gost_key().to_pkcs8();
    // The last 64 octets are d, and any d is a key.
    for other in spoiled(&gost, gost.len() - 64) {
        let read = PrivateKey::from_pkcs8(&other);
        assert!(read.is_err() || matches!(read, Ok(PrivateKey::Gost2004(_))));
    }
    let rsa = PrivateKey::generate_rsa2048().unwrap().to_pkcs8();
    for (i, other) in spoiled(&rsa, 400).enumerate() {
        assert!(PrivateKey::from_pkcs8(&other).is_err(), "{i} of {}", rsa.len());
    }
}

proptest! {
    #![proptest_config(crate::cases::property(64))]

    #[test]
    fn any_octets(octets in prop::collection::vec(any::<u8>(), 0..300), in_sequence in any::<bool>()) {
        let octets = if in_sequence { [&[0x30, 0x80], &octets[..]].concat() } else { octets };
        prop_assert!(pkcs12::open(&octets, "Qwerty12").is_err());
        prop_assert!(PublicKey::from_spki(&octets).is_err());
        prop_assert!(PrivateKey::from_pkcs8(&octets).is_err());
    }
}
