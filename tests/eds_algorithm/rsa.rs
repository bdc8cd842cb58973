//! RSA: sizes, exponents, signatures.

use der::{Encode, asn1::BitString};
use kezekte::{
    domain::{Fault, OsRandom},
    eds::algorithm::{PrivateKey, PublicKey, suite::RSA_SHA256},
};
use spki::SubjectPublicKeyInfoOwned;

use super::element;

fn key(modulus: &[u8], exponent: &[u8]) -> Result<PublicKey, Fault> {
    let pkcs1 = element(0x30, &[&element(2, &[modulus]), &element(2, &[exponent])]);
    let spki = SubjectPublicKeyInfoOwned {
        algorithm: RSA_SHA256.key_algorithm(),
        subject_public_key: BitString::from_bytes(&pkcs1).unwrap(),
    };
    PublicKey::from_spki(&spki.to_der().unwrap())
}

/// An odd number of this many bits, as DER's INTEGER holds it. Whether it is a product of two
/// primes nobody can see.
fn modulus(bits: usize) -> Vec<u8> {
    let mut octets = vec![0xc5; bits.div_ceil(8)];
    octets[0] = match bits % 8 {
        0 => 0xc5,
        more => 1 << (more - 1),
    };
    if octets[0] & 0x80 != 0 {
        octets.insert(0, 0);
    }
    octets
}

#[test]
fn sizes() {
    for (bits, accepted) in
        [(1024, false), (2047, false), (2048, true), (4096, true), (8192, true), (8193, false)]
    {
        let met = key(&modulus(bits), &[1, 0, 1]);
        match accepted {
            true => assert_eq!(met.unwrap().name(), format!("RSA-{bits}")),
            false => assert_eq!(met, Err(Fault::WeakKey), "{bits}"),
        }
    }
    let mut even = modulus(2048);
    *even.last_mut().unwrap() = 0xc4;
    assert_eq!(key(&even, &[1, 0, 1]), Err(Fault::WeakKey));
}

#[test]
fn exponents() {
    for weak in [&[1_u8][..], &[3], &[17], &[0, 0xff, 0xff], &[1, 0, 0], &[1, 0, 2], &[1; 9]] {
        assert_eq!(key(&modulus(2048), weak), Err(Fault::WeakKey), "{weak:?}");
    }
    assert!(key(&modulus(2048), &[1, 0, 1]).is_ok());
    // Negative, and longer than DER allows.
    assert_eq!(key(&modulus(2048), &[0x81]), Err(Fault::Malformed));
    assert_eq!(key(&modulus(2048), &[0, 1, 0, 1]), Err(Fault::Malformed));
}

#[test]
fn signing_and_verifying() {
    let key = PrivateKey::generate_rsa2048().unwrap();
    let public = key.public().unwrap();
    assert_eq!(public.name(), "RSA-2048");
    let signature = key.sign(b"agreement", &OsRandom).unwrap();
    assert_eq!(public.verify(b"agreement", &signature), Ok(()));
    assert_eq!(public.verify(b"agreemenT", &signature), Err(Fault::BadSignature));
    for length in [0, 255, 257] {
        let mut other = signature.clone();
        other.resize(length, 0);
        assert_eq!(public.verify(b"agreement", &other), Err(Fault::BadSignature));
    }
    let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).unwrap();
    assert_eq!(again.public(), Ok(public.clone()));
    assert_eq!(PublicKey::from_spki(&public.to_spki()), Ok(public));
    assert_eq!(format!("{key:?}"), "PrivateKey::Rsa(••••)");
}
