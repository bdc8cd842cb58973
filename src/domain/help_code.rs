//! A help request's number and what proves that it is one's own.

use super::{Random, RandomFailed, Secret, digit};

/// What somebody who is not signed in keeps of a help request: its number and thirteen random
/// digits (43 bits), `1042-3914-0726-55831`. Digits alone, because every kiosk has a keypad for
/// them, every keyboard layout types them, and people read them aloud in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpCode {
    /// The request's number: no secret.
    pub id: u64,
    /// The thirteen digits.
    pub secret: Secret,
}

/// How the secret digits are grouped for reading.
const GROUPS: [usize; 3] = [4, 4, 5];

impl HelpCode {
    /// How many secret digits there are.
    pub const SECRET: usize = 13;
    /// The most digits there can be in all.
    pub const LONGEST: usize = Self::SECRET + 12;

    /// New secret digits for the request `id`.
    ///
    /// # Errors
    /// When the random source has failed.
    pub fn mint(id: u64, random: &dyn Random) -> Result<Self, RandomFailed> {
        let mut octets = [0; 16];
        random.fill(&mut octets)?;
        // 128 bits over 13 digits: no digit is likelier than another by more than 2⁻⁸⁰.
        let drawn = u128::from_be_bytes(octets) % 10_u128.pow(13);
        Ok(Self { id, secret: Secret::new("help", format!("{drawn:013}")) })
    }

    /// Reads what was typed: digits of any layout, with spaces and dashes or without.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut digits = Secret::new("help", "");
        for c in typed.chars().filter(|c| !matches!(c, ' ' | '-' | '–' | '—' | '\u{a0}')) {
            digits.push(digit(c)?);
        }
        let digits = digits.reveal();
        if digits.len() > Self::LONGEST {
            return None;
        }
        let (id, secret) = digits.split_at_checked(digits.len().checked_sub(Self::SECRET)?)?;
        Some(Self { id: id.parse().ok()?, secret: Secret::new("help", secret) })
    }

    /// Whether a credential has the form of the secret digits.
    #[must_use]
    pub fn is_secret(credential: &str) -> bool {
        credential.len() == Self::SECRET && credential.bytes().all(|b| b.is_ascii_digit())
    }

    /// As people read it: `1042-3914-0726-55831`.
    #[must_use]
    pub fn grouped(&self) -> Secret {
        let mut shown = self.id.to_string();
        let mut rest = self.secret.reveal();
        for length in GROUPS {
            let (group, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            shown.push('-');
            shown.push_str(group);
            rest = after;
        }
        Secret::new("help", shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OsRandom;

    #[test]
    fn what_is_shown_is_read_back_however_it_is_typed() {
        for id in [1, 1042, 99_999_999] {
            let code = HelpCode::mint(id, &OsRandom).unwrap();
            assert!(HelpCode::is_secret(code.secret.reveal()));
            let shown = code.grouped();
            assert_eq!(HelpCode::parse(shown.reveal()), Some(code.clone()));
            assert_eq!(HelpCode::parse(&shown.reveal().replace('-', " ")), Some(code.clone()));
            assert_eq!(HelpCode::parse(&shown.reveal().replace('-', "")), Some(code));
        }
        let kazakh = HelpCode::parse("\"қңә-ғғғғ-ғғғғ-ғғғғғ").unwrap();
        assert_eq!((kazakh.id, kazakh.secret.reveal()), (1042, "5555555555555"));
    }

    #[test]
    fn nothing_else_is_a_code() {
        for typed in ["", "1042", "3914072655831", "1042-3914-0726-5583x", "-", "١٢٣٤"] {
            assert_eq!(HelpCode::parse(typed), None, "{typed}");
        }
        assert_eq!(HelpCode::parse(&"9".repeat(HelpCode::LONGEST + 1)), None);
        assert!(HelpCode::parse(&"9".repeat(HelpCode::LONGEST)).is_some());
    }

    #[test]
    fn it_is_not_printed() {
        let code = HelpCode::parse("1042-3914-0726-55831").unwrap();
        assert_eq!(code.grouped().reveal(), "1042-3914-0726-55831");
        assert!(!format!("{code:?}").contains("3914"));
    }
}
