//! The document's digest, and the check code people read aloud to compare two documents.
//!
//! The check code is a convenience for people. What is signed and compared by programs is the whole
//! document, never the code.

use sha2::{Digest, Sha256};

/// Sixteen signs, one for each half of an octet. All of them are digits or letters that look the
/// same in Latin and Cyrillic, so they can be read aloud and typed in Kazakh, Russian and English;
/// none looks like another (no 0/O, 1/I, 8/B).
const SIGNS: [char; 16] =
    ['2', '3', '4', '5', '6', '7', '9', 'A', 'C', 'E', 'H', 'K', 'M', 'P', 'T', 'X'];

/// The Cyrillic letters that look like the Latin ones of [`SIGNS`].
const TWINS: [(char, char); 9] = [
    ('А', 'A'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('К', 'K'),
    ('М', 'M'),
    ('Р', 'P'),
    ('Т', 'T'),
    ('Х', 'X'),
];

/// SHA-256 of the document.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The document's check code, `7K2P-MX4A-9HTE-3C65`: the first 64 bits of its SHA-256, half an
/// octet a sign, high half first, in four groups of four.
#[must_use]
pub fn check_code(bytes: &[u8]) -> String {
    let mut code = String::with_capacity(19);
    for (place, octet) in digest(bytes).iter().take(8).enumerate() {
        if place > 0 && place % 2 == 0 {
            code.push('-');
        }
        for half in [octet >> 4, octet & 15] {
            code.extend(SIGNS.get(usize::from(half)));
        }
    }
    code
}

/// True when two check codes are the same, however they were typed: case, dashes, spaces and the
/// keyboard's alphabet do not matter. An empty code is the same as none.
#[must_use]
pub fn same_check_code(one: &str, other: &str) -> bool {
    let plain = |code: &str| -> String {
        let upper = code.chars().flat_map(char::to_uppercase);
        let latin = upper.map(|c| TWINS.iter().find(|(twin, _)| *twin == c).map_or(c, |(_, l)| *l));
        latin.filter(|c| !c.is_whitespace() && *c != '-').collect()
    };
    !plain(one).is_empty() && plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_beginning_of_the_sha_256() {
        // SHA-256 of "abc" (FIPS 180-4) begins ba7816bf 8f01cfea.
        assert_eq!(check_code(b"abc"), "KHAC-39KX-CX23-MXTH");
    }

    #[test]
    fn a_code_typed_on_a_russian_keyboard_is_the_same() {
        assert!(same_check_code("7K2P-MX4A-9HTE-3C65", "7к2р мх4а 9нте 3с65"));
        assert!(!same_check_code("7K2P-MX4A-9HTE-3C65", "7K2P-MX4A-9HTE-3C66"));
        assert!(!same_check_code("", "-"));
    }
}
