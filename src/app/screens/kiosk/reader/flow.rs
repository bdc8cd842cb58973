//! The text as rows: wraps a block when it is asked for, never the whole agreement.
//!
//! A place in the text is a block and a row in it, so that a change of width or language keeps the
//! block where it was.

use std::ops::Range;

use super::layout::Column;
use crate::{
    domain::{Agreement, Block, Language},
    text::wrap,
};

/// A place in the text: a block by its index, a row in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub(super) block: usize,
    pub(super) row: u16,
}

/// The agreement in these columns.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) columns: &'a [Column],
}

/// A block's rows: its text, then its note, then a free row. Rows of all columns begin together.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub(super) block: &'a Block,
    /// Each column's lines of text.
    pub(super) lines: Vec<Vec<Range<usize>>>,
    /// Rows the text takes: those of the longest column.
    pub(super) text: u16,
    /// Each column's note with its lines; empty where there is none.
    pub(super) note: Vec<(&'a str, Vec<Range<usize>>)>,
    /// Rows the note takes, its mark included.
    pub(super) noted: u16,
}

impl Rows<'_> {
    /// All rows, the free one included.
    pub(super) fn height(&self) -> u16 {
        self.text.saturating_add(self.noted).saturating_add(1)
    }
}

/// Columns a note's frame takes.
pub(super) const NOTE_INSET: u16 = 2;

/// Rows for the mark under a note, which no language's mark exceeds.
pub(super) fn mark_rows(width: u16) -> u16 {
    1 + 115 / width.max(1)
}

impl<'a> Flow<'a> {
    /// A block's rows.
    pub(super) fn rows(&self, block: usize) -> Option<Rows<'a>> {
        let block = self.agreement.blocks().get(block)?;
        let lines: Vec<_> = self
            .columns
            .iter()
            .map(|column| wrap(block.text(column.language), column.width))
            .collect();
        let mut rows =
            Rows { block, text: longest(lines.iter()), lines, note: Vec::new(), noted: 0 };
        if let Some(note) = self.agreement.note(&block.id) {
            rows.note = self
                .columns
                .iter()
                .map(|column| {
                    let text = note.text.get(column.language).as_str();
                    (text, wrap(text, column.width.saturating_sub(NOTE_INSET)))
                })
                .collect();
            let narrowest =
                self.columns.iter().map(|column| column.width).min().unwrap_or_default();
            let lines = longest(rows.note.iter().map(|(_, lines)| lines));
            rows.noted = lines + mark_rows(narrowest.saturating_sub(NOTE_INSET));
        }
        Some(rows)
    }

    fn height(&self, block: usize) -> u16 {
        self.rows(block).map_or(0, |rows| rows.height())
    }

    /// `rows` further on; at most the end.
    pub(super) fn forward(&self, from: Place, mut rows: u16) -> Place {
        let mut at = from;
        let count = self.agreement.blocks().len();
        while at.block < count {
            let left = self.height(at.block).saturating_sub(at.row);
            if rows < left {
                return Place { row: at.row + rows, ..at };
            }
            rows -= left;
            at = Place { block: at.block + 1, row: 0 };
        }
        at
    }

    /// `rows` back; at least the beginning.
    pub(super) fn back(&self, from: Place, mut rows: u16) -> Place {
        let mut at = from;
        loop {
            if rows <= at.row {
                return Place { row: at.row - rows, ..at };
            }
            let Some(before) = at.block.checked_sub(1) else { return Place::default() };
            rows -= at.row;
            at = Place { block: before, row: self.height(before) };
        }
    }

    /// The same place, made one that exists and leaves no window of this height half empty.
    pub(super) fn clamp(&self, at: Place, window: u16) -> Place {
        let last = self.agreement.blocks().len().saturating_sub(1);
        let at = if at.block > last { Place { block: last, row: u16::MAX } } else { at };
        let row = at.row.min(self.height(at.block).saturating_sub(1));
        // The very last row is free: it need not be shown.
        let end = Place { block: last + 1, row: 0 };
        let lowest = self.back(end, window.saturating_add(1));
        Place { row, ..at }.min(lowest)
    }

    /// The blocks of which something stands in a window from `top`: index, first row in the
    /// window (negative when it begins above), its rows.
    pub(super) fn visible(&self, top: Place, window: u16) -> Vec<(usize, i32, Rows<'a>)> {
        let mut shown = Vec::new();
        let mut y = -i32::from(top.row);
        for block in top.block.. {
            if y >= i32::from(window) {
                break;
            }
            let Some(rows) = self.rows(block) else { break };
            let height = i32::from(rows.height());
            if y + height - 1 > 0 {
                shown.push((block, y, rows));
            }
            y += height;
        }
        shown
    }

    /// The rows from `top` down to the beginning of `block`; none when it begins above.
    pub(super) fn distance(&self, top: Place, block: usize) -> Option<u16> {
        if block < top.block || (block == top.block && top.row > 0) {
            return None;
        }
        let between: u32 =
            (top.block..block).map(|block| u32::from(self.height(block))).sum::<u32>();
        u16::try_from(between.saturating_sub(u32::from(top.row))).ok()
    }

    /// `top`, moved as little as shows `block`: all of it where it fits, else its beginning.
    pub(super) fn reveal(&self, top: Place, block: usize, window: u16) -> Place {
        let height = self.height(block).saturating_sub(1); // without its free row
        let start = Place { block, row: 0 };
        let moved = match self.distance(top, block) {
            Some(y) if y.saturating_add(height) <= window => top,
            Some(_) if height <= window => self.back(start, window - height),
            _ => start,
        };
        self.clamp(moved, window)
    }
}

fn longest<'a>(lines: impl Iterator<Item = &'a Vec<Range<usize>>>) -> u16 {
    lines.map(|lines| u16::try_from(lines.len()).unwrap_or(u16::MAX)).max().unwrap_or(0)
}

/// The language in which a reader of this language of the interface gets the agreement: it has no
/// English.
pub(super) fn agreement_language(language: Language) -> Language {
    match language {
        Language::Kk => Language::Kk,
        Language::Ru | Language::En => Language::Ru,
    }
}
