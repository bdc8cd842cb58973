//! Keys by the names a flow gives them.

use super::wrong::Wrong;
use crate::app::input::Key;

const NAMED: [(&str, Key); 16] = [
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("BackTab", Key::BackTab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("PageUp", Key::PageUp),
    ("PageDown", Key::PageDown),
    ("Home", Key::Home),
    ("End", Key::End),
    ("Space", Key::Char(' ')),
    ("F2", Key::F(2)),
];
/// More presses in one word than any screen needs.
const MOST: usize = 500;

/// Reads `Enter`, `Ctrl+Q`, `c`, `Down*3`.
pub(super) fn keys(word: &str) -> Result<Vec<Key>, Wrong> {
    let (name, times) = match word.split_once('*') {
        Some((name, times)) if !name.is_empty() => {
            let times = times.parse().ok().filter(|times| (1..=MOST).contains(times));
            let form = || Wrong::Form { expected: "a key and 1 to 500", found: word.to_owned() };
            (name, times.ok_or_else(form)?)
        }
        _ => (word, 1),
    };
    Ok(vec![key(name)?; times])
}

fn key(name: &str) -> Result<Key, Wrong> {
    if let Some((_, key)) = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Ok(*key);
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(Key::Char(letter));
    }
    let number = name.strip_prefix(['F', 'f']).and_then(|number| number.parse().ok());
    if let Some(number @ 1..=12) = number {
        return Ok(Key::F(number));
    }
    if let Some(rest) = name.strip_prefix("Ctrl+") {
        let mut letters = rest.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return Ok(Key::Ctrl(letter.to_ascii_lowercase()));
        }
    }
    Err(Wrong::unknown("key", name, NAMED.iter().map(|(known, _)| *known)))
}
