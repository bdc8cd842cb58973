//! A line in pieces: words and quoted texts, each with its column.

use super::wrong::Wrong;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Its column in characters, from 1.
    pub(super) column: usize,
    /// Its text, without quotation marks.
    pub(super) text: String,
    /// True when it stood in quotation marks.
    pub(super) quoted: bool,
}

/// Cuts a line up; `#` begins a comment. In a quoted text `\"` is a quotation mark and `\\` a
/// backslash.
pub(super) fn tokens(line: &str) -> Result<Vec<Token>, (usize, Wrong)> {
    let mut found = Vec::new();
    let mut letters = line.chars().zip(1..).peekable();
    while let Some((first, column)) = letters.next() {
        if first.is_whitespace() {
            continue;
        }
        if first == '#' {
            break;
        }
        let mut text = String::new();
        let quoted = first == '"';
        if quoted {
            loop {
                match letters.next() {
                    Some(('"', _)) => break,
                    Some(('\\', _)) => match letters.next() {
                        Some((escaped, _)) => text.push(escaped),
                        None => return Err((column, Wrong::Unclosed)),
                    },
                    Some((letter, _)) => text.push(letter),
                    None => return Err((column, Wrong::Unclosed)),
                }
            }
        } else {
            text.push(first);
            while let Some((letter, _)) = letters.next_if(|(letter, _)| !letter.is_whitespace()) {
                text.push(letter);
            }
        }
        found.push(Token { column, text, quoted });
    }
    Ok(found)
}
