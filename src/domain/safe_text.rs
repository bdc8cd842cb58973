//! Text from outside that can be put on a terminal.

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_width::UnicodeWidthChar;

/// A string that came from outside and was made harmless when it was decoded: NFC; control
/// characters, format characters (bidirectional overrides, zero-width), private use and
/// line/paragraph separators are shown as `⟨U+XXXX⟩`. No other character of it can start an
/// escape sequence or move a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Default)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "portal", schema(value_type = String))]
#[serde(transparent)]
pub struct SafeText(String);

impl SafeText {
    /// Makes `text` harmless. Line feeds are kept as spaces.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for c in text.nfc() {
            match c {
                '\n' | '\t' => safe.push(' '),
                '\u{a0}' | '\u{202f}' => safe.push(c),
                c if harmless(c) => safe.push(c),
                c => safe.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            }
        }
        Self(safe)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Printable and at least one column wide, or a combining mark that joined nothing under NFC.
fn harmless(c: char) -> bool {
    if c.is_control() {
        return false;
    }
    let code = u32::from(c);
    let format = matches!(code,
        0xAD | 0x61C | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF
        | 0xFFF0..=0xFFFB | 0x13430..=0x1343F | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
        | 0xFE00..=0xFE0F | 0x115F | 0x1160 | 0x3164 | 0xFFA0 | 0x34F);
    let private = matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x10FFFF);
    // What takes no column and is no mark on the letter before it cannot be seen at all.
    let seen = UnicodeWidthChar::width(c).is_some_and(|width| width > 0 || is_combining_mark(c));
    !format && !private && seen
}

impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(deserializer)?))
    }
}

impl From<&str> for SafeText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for SafeText {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl std::fmt::Display for SafeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_becomes_visible() {
        assert_eq!(SafeText::new("a\u{1b}[31mb").as_str(), "a⟨U+001B⟩[31mb");
        assert_eq!(
            SafeText::new("a\u{9b}2J\u{202e}b\u{200b}").as_str(),
            "a⟨U+009B⟩2J⟨U+202E⟩b⟨U+200B⟩"
        );
    }

    #[test]
    fn kazakh_and_money_stay_as_they_are() {
        let text = "Әбдіғали Қ. — 1\u{a0}234,00\u{a0}₸ №7 «ок»";
        assert_eq!(SafeText::new(text).as_str(), text);
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        // Shorthand and Egyptian format controls, a Hangul vowel without its consonant.
        for c in ['\u{1bca0}', '\u{1bca3}', '\u{13430}', '\u{1160}', '\u{1d173}'] {
            let shown = format!("a⟨U+{:04X}⟩b", u32::from(c));
            assert_eq!(SafeText::new(&format!("a{c}b")).as_str(), shown);
        }
        // A mark that joins nothing under NFC stays on its letter.
        assert_eq!(SafeText::new("қ\u{301}").as_str(), "қ\u{301}");
    }

    #[test]
    fn no_scalar_value_lets_a_control_byte_through() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let safe = SafeText::new(&c.to_string());
            assert!(!safe.as_str().chars().any(char::is_control), "U+{:04X}", u32::from(c));
        }
    }
}
