//! Taking off what signatures are wrapped in on their way: PEM armour, base64, line breaks
//! (NCALayer answers in any of these, eds.md §5.1).

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The octets inside PEM armour or base64; anything else is given back as it is.
#[must_use]
pub fn unarmour(octets: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(octets) else { return Cow::Borrowed(octets) };
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let base64: String = lines.flat_map(|line| line.split_whitespace()).collect();
    match STANDARD.decode(base64) {
        Ok(inside) if !inside.is_empty() => Cow::Owned(inside),
        _ => Cow::Borrowed(octets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn armour_comes_off_and_bare_octets_stay() {
        let der = [0x30, 0x82, 0xff];
        for wrapped in ["MIL/", "MI\r\nL/\n", "-----BEGIN CMS-----\nMIL/\n-----END CMS-----\n"] {
            assert_eq!(*unarmour(wrapped.as_bytes()), der);
        }
        assert_eq!(*unarmour(&der), der);
        assert_eq!(*unarmour(b"0\x03\x02\x01\x07"), *b"0\x03\x02\x01\x07");
    }
}
