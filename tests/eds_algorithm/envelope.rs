//! The outside of a key file, written by hand with its integrity: for insides that the product never
//! writes. The password is `Qwerty12`.

use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};

use super::certificate::element;

/// One block of salt.
pub(super) const SALT: [u8; 64] = [0x5a; 64];
const DATA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];

/// A ContentInfo of type data.
pub(super) fn data(content: &[u8]) -> Vec<u8> {
    element(0x30, &[&DATA, &element(0xa0, &[&element(4, &[content])])])
}

/// A key file around `safe` with this integrity value, and iterations unless they are left out.
pub(crate) fn file(safe: &[u8], integrity: &[u8; 20], iterations: &[u8]) -> Vec<u8> {
    const SHA1: [u8; 11] = [0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0];
    let count = if iterations.is_empty() { Vec::new() } else { element(2, &[iterations]) };
    let digest_info = element(0x30, &[&SHA1, &element(4, &[integrity])]);
    let mac = element(0x30, &[&digest_info, &element(4, &[&SALT]), &count]);
    element(0x30, &[&[2, 1, 3], &data(safe), &mac])
}

/// HMAC-SHA1 of `safe` under one iteration of RFC 7292's appendix B.2, written out: the salt is one
/// block, and "Qwerty12" with its end is 18 octets, repeated to one block.
pub(crate) fn integrity(safe: &[u8]) -> [u8; 20] {
    let password: Vec<u8> = "Qwerty12\0".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let password: Vec<u8> = password.into_iter().cycle().take(64).collect();
    let key = Sha1::digest([&[3; 64][..], &SALT, &password].concat());
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(&key).unwrap();
    mac.update(safe);
    mac.finalize().into_bytes().into()
}
