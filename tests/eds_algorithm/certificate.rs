//! A certificate for a key, written by hand: no more of it than a key file needs.

use der::Encode;
use kezekte::{domain::OsRandom, eds::algorithm::PrivateKey};

/// DER of an element, for what the tests write by hand.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut octets = match content.len() {
        short @ 0..=0x7f => vec![tag, short as u8],
        middle @ 0x80..=0xff => vec![tag, 0x81, middle as u8],
        long => vec![tag, 0x82, (long >> 8) as u8, long as u8],
    };
    octets.extend(content);
    octets
}

/// A self-signed certificate of a fictitious person.
pub(crate) fn certificate(key: &PrivateKey) -> Vec<u8> {
    let algorithm = key.suite().unwrap().signature_algorithm().to_der().unwrap();
    let common_name = element(0x30, &[&[0x06, 3, 0x55, 4, 3], &element(0x0c, &[b"TEST"])]);
    let name = element(0x30, &[&element(0x31, &[&common_name])]);
    let validity =
        element(0x30, &[&element(0x17, &[b"260101000000Z"]), &element(0x17, &[b"270101000000Z"])]);
    let spki = key.public().unwrap().to_spki();
    let signed = element(
        0x30,
        &[&element(0xa0, &[&[2, 1, 2]]), &[2, 1, 1], &algorithm, &name, &validity, &name, &spki],
    );
    let signature = key.sign(&signed, &OsRandom).unwrap();
    element(0x30, &[&signed, &algorithm, &element(0x03, &[&[0], &signature])])
}
