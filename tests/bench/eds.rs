//! What a signature costs. Every figure includes the digest of a message of 32 octets.

use divan::Bencher;
use kezekte::{
    domain::OsRandom,
    eds::{
        algorithm::{PrivateKey, PublicKey, gost3410},
        pkcs12,
    },
};

use self::certificate::certificate;

#[path = "../eds_algorithm/certificate.rs"]
mod certificate;

const MESSAGE: &[u8; 32] = b"thirty-two octets of a document.";

/// q of the curve.
const ORDER: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                     27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";

fn gost() -> PrivateKey {
    PrivateKey::generate_gost512(&OsRandom).unwrap()
}

fn rsa() -> PrivateKey {
    PrivateKey::generate_rsa2048().unwrap()
}

fn signed(key: &PrivateKey) -> (PublicKey, Vec<u8>) {
    (key.public().unwrap(), key.sign(MESSAGE, &OsRandom).unwrap())
}

#[divan::bench]
fn gost_verify(bencher: Bencher<'_, '_>) {
    let (key, signature) = signed(&gost());
    bencher.bench(|| key.verify(MESSAGE, &signature).unwrap());
}

/// An authority's or a responder's key: its multiples are there after the first time.
#[divan::bench]
fn gost_verify_kept(bencher: Bencher<'_, '_>) {
    let (key, signature) = signed(&gost());
    let key = key.kept();
    key.verify(MESSAGE, &signature).unwrap();
    bencher.bench(|| key.verify(MESSAGE, &signature).unwrap());
}

/// What the first verification by such a key costs.
#[divan::bench]
fn gost_verify_keeping(bencher: Bencher<'_, '_>) {
    let (key, signature) = signed(&gost());
    bencher.with_inputs(|| key.clone().kept()).bench_refs(|key| {
        key.verify(MESSAGE, &signature).unwrap();
    });
}

/// With the check of the result, which is most of it.
#[divan::bench]
fn gost_sign(bencher: Bencher<'_, '_>) {
    let key = gost();
    key.sign(MESSAGE, &OsRandom).unwrap();
    bencher.bench(|| key.sign(MESSAGE, &OsRandom).unwrap());
}

/// d·G for d = 1 and d = q − 1: the same figure, or the arithmetic is not constant-time.
#[divan::bench(args = [false, true])]
fn gost_derive_public_key(bencher: Bencher<'_, '_>, many_bits: bool) {
    let mut d = [0; 64];
    d[0] = 1;
    if many_bits {
        d = hex::decode(ORDER).unwrap().try_into().unwrap();
        d.reverse();
        d[0] -= 1;
    }
    bencher.bench(|| gost3410::PrivateKey::from_octets(&d).unwrap());
}

#[divan::bench]
fn gost_read_public_key(bencher: Bencher<'_, '_>) {
    let spki = gost().public().unwrap().to_spki();
    bencher.bench(|| PublicKey::from_spki(&spki).unwrap());
}

#[divan::bench]
fn rsa_verify(bencher: Bencher<'_, '_>) {
    let (key, signature) = signed(&rsa());
    bencher.bench(|| key.verify(MESSAGE, &signature).unwrap());
}

#[divan::bench]
fn rsa_sign(bencher: Bencher<'_, '_>) {
    let key = rsa();
    bencher.bench(|| key.sign(MESSAGE, &OsRandom).unwrap());
}

#[divan::bench]
fn key_file_open(bencher: Bencher<'_, '_>) {
    let key = gost();
    let file = pkcs12::build(&key, &certificate(&key), "Qwerty12", &OsRandom).unwrap();
    bencher.bench(|| pkcs12::open(&file, "Qwerty12").unwrap());
}
