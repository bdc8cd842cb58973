//! Text into the terminal's clipboard: OSC 52, as xterm defines it ("Manipulate Selection Data").
//!
//! ```text
//! ESC ] 52 ; c ; base64 BEL             within tmux:   ESC P tmux; ESC ESC ] 52 ; … BEL ESC \
//! ```
//! A terminal that does not know it shows nothing; whether it took the text cannot be asked.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The longest text that is copied, in bytes: terminals drop longer sequences, some at 8 KiB of
/// base64.
const LONGEST: usize = 6_000;

/// The bytes that copy `text`; none when it is empty or too long. `in_tmux` wraps them for the
/// terminal around tmux (`allow-passthrough`), every ESC doubled.
#[must_use]
pub fn copying(text: &str, in_tmux: bool) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    let bytes = match in_tmux {
        true => format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        false => plain,
    };
    Some(bytes.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_of_the_sequence() {
        let bytes = copying("№1042", false).unwrap();
        assert_eq!(bytes, b"\x1b]52;c;4oSWMTA0Mg==\x07");
    }

    #[test]
    fn tmux_hands_it_on() {
        let bytes = copying("4417", true).unwrap();
        assert_eq!(bytes, b"\x1bPtmux;\x1b\x1b]52;c;NDQxNw==\x07\x1b\\");
    }

    #[test]
    fn no_text_can_leave_the_sequence() {
        let bytes = copying("a\x07\x1b]0;b", false).unwrap();
        assert_eq!(bytes.iter().filter(|byte| **byte < 0x20).count(), 2);
        assert_eq!(copying("", false), None);
        assert_eq!(copying(&"x".repeat(LONGEST + 1), false), None);
    }
}
