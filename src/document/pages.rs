//! The document's pages, drawn from the very bytes that will be signed.
//!
//! Nothing is left out and nothing is added: every octet belongs to exactly one line of one page.
//! What cannot be drawn is shown by its number: `⟨U+202E⟩` a character, `⟨0xFF⟩` an octet that is
//! not UTF-8. Any bytes can be shown, not only those of a document.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::{domain::SafeText, text::wrap_pieces};

/// The narrowest page: `⟨U+10FFFF⟩` fits into it.
const NARROWEST: u16 = 10;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The octets it shows, its line feed included.
    pub bytes: Range<usize>,
    /// What is drawn: at most the page's columns wide, no control character in it.
    pub text: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The octets it shows. The pages' ranges join without a gap to the whole.
    pub bytes: Range<usize>,
    /// Its lines, at most the page's rows, at least one.
    pub lines: Vec<Line>,
}

/// The pages of `bytes` for a screen of `columns` × `rows` (at least 10 × 1). Lines are wrapped by
/// their width on a terminal and changed in no other way. No bytes, no pages.
#[must_use]
pub fn pages(bytes: &[u8], columns: u16, rows: u16) -> Vec<Page> {
    let mut lines = Vec::new();
    let mut at = 0;
    for row in bytes.split_inclusive(|octet| *octet == b'\n') {
        Drawn::of(row).wrapped(at, columns.max(NARROWEST), &mut lines);
        at += row.len();
    }
    let page = |lines: &[Line]| Page {
        bytes: lines.first().map_or(0, |line| line.bytes.start)
            ..lines.last().map_or(0, |line| line.bytes.end),
        lines: lines.to_vec(),
    };
    lines.chunks(usize::from(rows.max(1))).map(page).collect()
}

/// A row of the document as it is drawn, not wrapped yet.
#[derive(Default)]
struct Drawn {
    text: String,
    /// For every piece (a character, or the number of one): where it ends in `text` and in the row.
    ends: Vec<(usize, usize)>,
    /// Octets of the row, its line feed included.
    octets: usize,
}

impl Drawn {
    fn of(row: &[u8]) -> Self {
        let mut drawn = Self::default();
        for chunk in row.strip_suffix(b"\n").unwrap_or(row).utf8_chunks() {
            for c in chunk.valid().chars() {
                drawn.push(&shown(c), c.len_utf8());
            }
            for octet in chunk.invalid() {
                drawn.push(&format!("⟨0x{octet:02X}⟩"), 1);
            }
        }
        drawn.octets = row.len();
        drawn
    }

    fn push(&mut self, piece: &str, octets: usize) {
        self.text.push_str(piece);
        self.octets += octets;
        self.ends.push((self.text.len(), self.octets));
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts.zip(&self.ends).filter_map(|(start, (end, _))| self.text.get(start..*end))
    }

    /// Appends the lines of this row, which begins at `offset` in the document.
    fn wrapped(&self, offset: usize, columns: u16, lines: &mut Vec<Line>) {
        let mut from = 0;
        for range in wrap_pieces(self.pieces(), columns) {
            let piece = self.ends.partition_point(|(end, _)| *end < range.end);
            let to = match self.ends.get(piece) {
                Some((_, octets)) if range.end < self.text.len() => *octets,
                _ => self.octets,
            };
            let text = self.text.get(range).unwrap_or_default();
            let hangs = text.width() > usize::from(columns);
            let text = text.strip_suffix(' ').filter(|_| hangs).unwrap_or(text);
            lines.push(Line { bytes: offset + from..offset + to, text: text.to_owned() });
            from = to;
        }
    }
}

/// A character as it is drawn: itself, or its number. Tabs and line ends too are shown by number.
fn shown(c: char) -> String {
    match c {
        c if c.is_control() => format!("⟨U+{:04X}⟩", u32::from(c)),
        c => {
            let mut text = [0; 4];
            let text: &str = c.encode_utf8(&mut text);
            let safe = SafeText::new(text);
            // A character that NFC would change is drawn as it is: the bytes are what is shown.
            if safe.as_str().starts_with('⟨') { safe.to_string() } else { text.to_owned() }
        }
    }
}
