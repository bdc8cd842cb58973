//! One column of one block: its text with what was sought, and the editorial note below it (A11).

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};
use unicode_width::UnicodeWidthStr;

use super::{
    flow::{Lines, NOTE_INSET},
    layout::Column,
    seek::matches_of,
};
use crate::{
    app::{look::Look, theme::Role, widgets::label},
    domain::{Block, BlockKind},
    text::{phrases::agreement as words, wrap},
};

/// One column of one block in the window.
pub(super) struct Part<'a> {
    pub(super) block: &'a Block,
    pub(super) rows: &'a Lines,
    /// The column's place.
    pub(super) nth: usize,
    pub(super) column: Column,
    pub(super) window: Rect,
    /// The block's first row, from the window's first.
    pub(super) y: i32,
}

/// `rows` rows of the window from `y` on, `y` counted from its first row; what lies outside is cut.
pub(super) fn window_rows(window: Rect, y: i32, rows: u16) -> Rect {
    let inside = |y: i32| u16::try_from(y.max(0)).unwrap_or(u16::MAX).min(window.height);
    let (start, end) = (inside(y), inside(y.saturating_add(i32::from(rows))));
    Rect { y: window.y + start, height: end.saturating_sub(start), ..window }
}

impl Part<'_> {
    /// A row of the block, empty where it is outside the window.
    fn row(&self, offset: usize) -> Rect {
        let y = self.y.saturating_add(i32::try_from(offset).unwrap_or(i32::MAX));
        let at = window_rows(self.window, y, 1);
        Rect { x: self.window.x + self.column.x, width: self.column.width, ..at }
            .intersection(self.window)
    }

    /// Draws the text; what was sought stands out.
    pub(super) fn draw_text(&self, sought: &str, look: &Look, buf: &mut Buffer) {
        let role = match self.block.kind {
            BlockKind::Title | BlockKind::Section => Role::Title,
            BlockKind::SignatureLine => Role::Muted,
            _ => Role::Text,
        };
        let text = self.block.text(self.column.language);
        let found = matches_of(text, sought);
        for (line, range) in self.rows.lines.get(self.nth).into_iter().flatten().enumerate() {
            let at = self.row(line);
            if at.is_empty() {
                continue;
            }
            label(buf, at, text.get(range.clone()).unwrap_or_default(), look.style(role));
            for part in &found {
                let (start, end) = (part.start.max(range.start), part.end.min(range.end));
                if start < end {
                    let before = text.get(range.start..start).unwrap_or_default().width() as u16;
                    let there =
                        Rect { x: at.x + before, width: at.width.saturating_sub(before), ..at };
                    let words = text.get(start..end).unwrap_or_default();
                    label(buf, there, words, look.style(Role::ButtonPressed));
                }
            }
        }
    }

    /// Draws the note: first its mark, then its words.
    pub(super) fn draw_note(&self, note: &str, look: &Look, buf: &mut Buffer) {
        let mark = look.texts.say(self.column.language, &words::note_mark());
        let mark_lines = wrap(&mark, self.column.width.saturating_sub(NOTE_INSET));
        let warning = look.style(Role::Warning).remove_modifier(Modifier::BOLD);
        let muted = look.style(Role::Muted);
        let lines = mark_lines.into_iter().map(|range| (mark.get(range), warning));
        let words = self.rows.note.get(self.nth).into_iter().flatten();
        let lines = lines.chain(words.map(|range| (note.get(range.clone()), muted)));
        for (line, (words, style)) in lines.take(usize::from(self.rows.noted)).enumerate() {
            let at = self.row(usize::from(self.rows.text) + line);
            if at.is_empty() {
                continue;
            }
            label(buf, at, "┆", warning);
            let right =
                Rect { x: at.x + NOTE_INSET, width: at.width.saturating_sub(NOTE_INSET), ..at };
            label(buf, right, words.unwrap_or_default(), style);
        }
    }
}
