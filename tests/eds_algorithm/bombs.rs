//! Key files that ask for too much: refused before the work is done.

use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use kezekte::{domain::Fault, eds::pkcs12::open};
use sha1::{Digest, Sha1};

use super::element;

/// Far above what a refusal takes, far below what ten million iterations would.
const AT_ONCE: Duration = Duration::from_millis(250);
/// What the most expensive file that is still accepted may take, in a debug build on a busy machine.
const BOUND: Duration = Duration::from_secs(3);

fn refused(file: &[u8], within: Duration) -> Fault {
    let start = Instant::now();
    let fault = open(file, "Qwerty12").unwrap_err();
    assert!(start.elapsed() < within, "{:?}", start.elapsed());
    fault
}

const DATA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];

/// A ContentInfo of type data.
fn data(content: &[u8]) -> Vec<u8> {
    element(0x30, &[&DATA, &element(0xa0, &[&element(4, &[content])])])
}

/// A key file around `safe` with this integrity value, and iterations unless they are left out.
fn file(safe: &[u8], integrity: &[u8; 20], iterations: &[u8]) -> Vec<u8> {
    const SHA1: [u8; 11] = [0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0];
    let count = if iterations.is_empty() { Vec::new() } else { element(2, &[iterations]) };
    let digest_info = element(0x30, &[&SHA1, &element(4, &[integrity])]);
    let mac = element(0x30, &[&digest_info, &element(4, &[&SALT]), &count]);
    element(0x30, &[&[2, 1, 3], &data(safe), &mac])
}

const SALT: [u8; 64] = [0x5a; 64];

/// HMAC-SHA1 of `safe` under one iteration of RFC 7292's appendix B.2, written out: the salt is one
/// block, and "Qwerty12" with its end is 18 octets, repeated to one block.
fn integrity(safe: &[u8]) -> [u8; 20] {
    let password: Vec<u8> = "Qwerty12\0".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let password: Vec<u8> = password.into_iter().cycle().take(64).collect();
    let key = Sha1::digest([&[3; 64][..], &SALT, &password].concat());
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(&key).unwrap();
    mac.update(safe);
    mac.finalize().into_bytes().into()
}

/// A SafeContents with `count` key bags, each of which wants so many iterations for 3DES.
fn key_bags(count: usize, iterations: u32) -> Vec<u8> {
    const KEY_BAG: [u8; 13] = [6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2];
    const TRIPLE_DES: [u8; 12] = [6, 10, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, 3];
    let parameters =
        element(0x30, &[&element(4, &[&SALT]), &element(2, &[&iterations.to_be_bytes()])]);
    let algorithm = element(0x30, &[&TRIPLE_DES, &parameters]);
    let shrouded = element(0x30, &[&algorithm, &element(4, &[&[7; 16]])]);
    let bag = element(0x30, &[&KEY_BAG, &element(0xa0, &[&shrouded])]);
    element(0x30, &[&bag.repeat(count)])
}

#[test]
fn ten_million_iterations() {
    let ten_million = 10_000_000_u32.to_be_bytes();
    assert_eq!(refused(&file(&[0x30, 0], &[0; 20], &ten_million), AT_ONCE), Fault::KeyFileBomb);
    for more in [&[0x7f, 0xff, 0xff, 0xff][..], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert_eq!(refused(&file(&[0x30, 0], &[0; 20], more), AT_ONCE), Fault::KeyFileBomb);
    }
    let million_and_one = 1_000_001_u32.to_be_bytes();
    assert_eq!(
        refused(&file(&[0x30, 0], &[0; 20], &million_and_one[1..]), AT_ONCE),
        Fault::KeyFileBomb
    );
}

#[test]
fn the_most_that_is_accepted_is_bounded() {
    let million = 1_000_000_u32.to_be_bytes();
    assert_eq!(refused(&file(&[0x30, 0], &[0; 20], &million[1..]), BOUND), Fault::WrongPassword);
}

#[test]
fn size_and_depth() {
    assert_eq!(refused(&vec![0x30; 65_537], AT_ONCE), Fault::KeyFileBomb);
    let deep = [0x30, 0x80].repeat(32_000);
    assert_eq!(refused(&deep, AT_ONCE), Fault::KeyFileBomb);
    // Many short elements at the greatest depth that is still looked through.
    let mut wide = [0x30, 0x80].repeat(16);
    wide.extend([0x04, 0].repeat(32_000));
    assert!(matches!(refused(&wide, AT_ONCE), Fault::NotKeyFile | Fault::KeyFileBomb));
}

/// The integrity fits here, so that the bags' own cost is what is judged.
#[test]
fn work_is_added_up_over_the_bags() {
    let bags = |count, iterations| {
        let safe = element(0x30, &[&data(&key_bags(count, iterations))]);
        file(&safe, &integrity(&safe), &[])
    };
    // Two blocks of key and one of vector: more than all that is allowed, and asked for at once.
    assert_eq!(refused(&bags(1, 1_000_000), AT_ONCE), Fault::KeyFileBomb);
    assert_eq!(refused(&bags(1, 10_000_000), AT_ONCE), Fault::KeyFileBomb);
    // Within bounds: the work is done, and what was decrypted is no key.
    assert_eq!(refused(&bags(1, 1000), BOUND), Fault::WrongPassword);
    assert_eq!(refused(&bags(1, 600_000), BOUND), Fault::WrongPassword);
    // A hundred files in one still cost one file's work.
    let one = data(&key_bags(1, 600_000));
    let safe = element(0x30, &[&one.repeat(100)]);
    assert_eq!(refused(&file(&safe, &integrity(&safe), &[]), BOUND), Fault::WrongPassword);
}
