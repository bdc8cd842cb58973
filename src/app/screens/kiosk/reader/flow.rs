//! The text as rows.
//!
//! A place in the text is a block and a row in it, so that a change of width or language keeps the
//! block where it was.

use std::{ops::Range, sync::Arc};

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
    pub(super) wrapped: Arc<Wrapped>,
}

/// Every block's lines in these columns. It depends on nothing but the agreement and the columns,
/// and wrapping the whole text takes longer than a frame should, so the screen keeps it.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Wrapped {
    pub(super) columns: Vec<Column>,
    blocks: Vec<Lines>,
}

impl std::fmt::Debug for Wrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Wrapped({:?})", self.columns)
    }
}

/// A block's rows: its text, then its note, then a free row. Rows of all columns begin together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lines {
    /// Each column's lines of text.
    pub(super) lines: Vec<Vec<Range<usize>>>,
    /// Rows the text takes: those of the longest column.
    pub(super) text: u16,
    /// Each column's lines of the note; empty where there is none.
    pub(super) note: Vec<Vec<Range<usize>>>,
    /// Rows the note takes, its mark included.
    pub(super) noted: u16,
}

impl Lines {
    /// All rows, the free one included.
    pub(super) fn height(&self) -> u16 {
        self.text.saturating_add(self.noted).saturating_add(1)
    }

    fn of(agreement: &Agreement, block: &Block, columns: &[Column]) -> Self {
        let text = |column: &Column| wrap(block.text(column.language), column.width);
        let lines: Vec<_> = columns.iter().map(text).collect();
        let mut rows = Self { text: longest(&lines), lines, note: Vec::new(), noted: 0 };
        if let Some(note) = agreement.note(&block.id) {
            let text =
                |column: &Column| wrap(note.text.get(column.language).as_str(), note_width(column));
            rows.note = columns.iter().map(text).collect();
            let narrowest = columns.iter().map(note_width).min().unwrap_or_default();
            rows.noted = longest(&rows.note) + mark_rows(narrowest);
        }
        rows
    }
}

/// Columns a note's frame takes.
pub(super) const NOTE_INSET: u16 = 2;

fn note_width(column: &Column) -> u16 {
    column.width.saturating_sub(NOTE_INSET)
}

/// Rows for the mark above a note, which no language's mark exceeds.
fn mark_rows(width: u16) -> u16 {
    1 + 115 / width.max(1)
}

impl<'a> Flow<'a> {
    /// The agreement in these columns; what was wrapped before serves when it is for the same ones.
    pub(super) fn new(agreement: &'a Agreement, columns: &[Column], before: &Arc<Wrapped>) -> Self {
        let fits = before.columns == columns && before.blocks.len() == agreement.blocks().len();
        let wrapped = if fits {
            Arc::clone(before)
        } else {
            let blocks = agreement.blocks().iter();
            Arc::new(Wrapped {
                columns: columns.to_vec(),
                blocks: blocks.map(|block| Lines::of(agreement, block, columns)).collect(),
            })
        };
        Self { agreement, wrapped }
    }

    fn height(&self, block: usize) -> u16 {
        self.wrapped.blocks.get(block).map_or(0, Lines::height)
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
    pub(super) fn visible(&self, top: Place, window: u16) -> Vec<(usize, i32, &Lines)> {
        let mut shown = Vec::new();
        let mut y = -i32::from(top.row);
        for block in top.block.. {
            if y >= i32::from(window) {
                break;
            }
            let Some(rows) = self.wrapped.blocks.get(block) else { break };
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

fn longest(lines: &[Vec<Range<usize>>]) -> u16 {
    lines.iter().map(|lines| u16::try_from(lines.len()).unwrap_or(u16::MAX)).max().unwrap_or(0)
}

/// The language in which a reader of this language of the interface gets the agreement: it has no
/// English.
pub(super) fn agreement_language(language: Language) -> Language {
    match language {
        Language::Kk => Language::Kk,
        Language::Ru | Language::En => Language::Ru,
    }
}
