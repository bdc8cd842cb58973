//! The code of a top-up, short enough to be spoken by phone: `4417-13` is account 4417, its first
//! top-up, check digit 3.
//!
//! The code is no secret: it says where to pay into, and whoever pays somebody else's top-up has made
//! them a present. The check digit (H. M. Damm, 2004) finds every wrong digit and every swap of two
//! neighbours, so a mistyped code pays nobody else's account.

/// Where to pay into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TopUpCode {
    /// The account's number.
    pub account: u64,
    /// Which top-up of that account, from 1.
    pub turn: u64,
}

/// Damm's quasigroup of order 10: totally anti-symmetric, zeros on the diagonal.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The digit that goes through the table with these digits: zero for digits whose last one is
/// their check digit.
fn damm(digits: &str) -> u8 {
    digits.bytes().filter(u8::is_ascii_digit).fold(0, |row, digit| {
        let cell = DAMM.get(usize::from(row)).and_then(|row| row.get(usize::from(digit - b'0')));
        cell.copied().unwrap_or(0)
    })
}

impl TopUpCode {
    /// Reads a code as people write it: spaces around it and a longer dash are forgiven, a wrong digit
    /// is not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (account, tail) = text.split_once(['-', '–', '—', '−'])?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(account) || !digits(tail) || tail.len() < 2 {
            return None;
        }
        let turn = tail.get(..tail.len() - 1)?;
        let code = Self { account: account.parse().ok()?, turn: turn.parse().ok()? };
        // One way to write a code: leading zeros would make another one of it.
        (code.to_string() == format!("{account}-{tail}")).then_some(code)
    }
}

impl std::fmt::Display for TopUpCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { account, turn } = self;
        write!(f, "{account}-{turn}{}", damm(&format!("{account}{turn}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_digit_and_every_swap_is_found() {
        assert_eq!(damm("572"), 4, "Damm's own example");
        for (account, turn) in [(4417, 1), (4417, 10), (9, 99), (120_456, 7)] {
            let code = TopUpCode { account, turn };
            let text = code.to_string();
            assert_eq!(TopUpCode::parse(&text), Some(code));
            for place in (0..text.len()).filter(|place| text.as_bytes()[*place] != b'-') {
                for digit in '0'..='9' {
                    let mut wrong = text.clone();
                    wrong.replace_range(place..=place, &digit.to_string());
                    assert_eq!(TopUpCode::parse(&wrong).is_some(), wrong == text, "{wrong}");
                }
                let mut swapped = text.clone().into_bytes();
                let next =
                    if swapped.get(place + 1) == Some(&b'-') { place + 2 } else { place + 1 };
                if next < swapped.len() {
                    swapped.swap(place, next);
                    let swapped = String::from_utf8(swapped).unwrap();
                    assert_eq!(TopUpCode::parse(&swapped).is_some(), swapped == text, "{swapped}");
                }
            }
        }
    }

    #[test]
    fn only_one_way_to_write_it_is_read() {
        let code = TopUpCode { account: 4417, turn: 1 };
        let text = code.to_string();
        let tail = text.split_once('-').unwrap().1;
        assert_eq!(TopUpCode::parse(&format!(" 4417–{tail} ")), Some(code));
        for wrong in [
            "",
            "-",
            "4417",
            "4417-",
            "4417-1",
            &format!("04417-{tail}"),
            &format!("4417-0{tail}"),
            &format!("+4417-{tail}"),
            "99999999999999999999999-10",
            "4417-1٣",
        ] {
            assert_eq!(TopUpCode::parse(wrong), None, "{wrong}");
        }
    }
}
