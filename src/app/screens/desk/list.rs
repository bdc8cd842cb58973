//! A list whose entries take as many rows as their words need, with one of them selected.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr;

use crate::{
    app::{
        look::Look,
        theme::Role,
        widgets::{flush, label},
    },
    text::wrap,
};

/// An entry: something short before it, its words, something short after it, a remark below.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Entry {
    /// Before the words, in a column of its own.
    pub(super) lead: String,
    /// What it says; wrapped.
    pub(super) words: String,
    /// At the right end of the first row.
    pub(super) tail: String,
    /// Below the words, quieter; wrapped.
    pub(super) below: String,
    /// How the words and the tail are drawn.
    pub(super) role: Option<Role>,
}

/// Columns of the mark before the selected entry.
const MARK: u16 = 2;

/// Draws as many entries as fit so that the selected one is whole where possible.
///
/// ```text
/// ▸ 20.11.2026 14:01  Access stopped · 3.1.3 under 4.7 · portal
///                     «a colleague's remark»
///   19.11.2026 10:22  Signed in · user
/// ```
pub(super) fn draw(entries: &[Entry], selected: usize, look: &Look, area: Rect, buf: &mut Buffer) {
    if area.height == 0 || area.width < 12 {
        return;
    }
    let lead = entries.iter().map(|it| columns(&it.lead)).max().unwrap_or(0);
    let lead = if lead == 0 { 0 } else { (lead + 2).min(area.width / 2) };
    let from = first(entries, selected, lead, area);
    let mut y = area.y;
    for (nth, entry) in entries.iter().enumerate().skip(from) {
        if y >= area.bottom() {
            break;
        }
        let at = Rect { y, height: area.bottom() - y, ..area };
        if nth == selected && entries.len() > 1 {
            label(buf, at, "▸", look.style(Role::Accent));
        }
        y = y.saturating_add(draw_entry(entry, lead, look, at, buf));
    }
}

/// The first entry to draw: the earliest from which the selected one still fits whole.
fn first(entries: &[Entry], selected: usize, lead: u16, area: Rect) -> usize {
    let mut rows = 0;
    for nth in (0..=selected.min(entries.len().saturating_sub(1))).rev() {
        let Some(entry) = entries.get(nth) else { return 0 };
        rows += height(entry, lead, area.width);
        if rows > usize::from(area.height) {
            return (nth + 1).min(selected);
        }
    }
    0
}

/// Columns left for the words.
fn beside(lead: u16, width: u16) -> u16 {
    width.saturating_sub(MARK + lead).max(1)
}

/// Columns left for the words' rows, of which the first leaves room for the tail.
fn room(entry: &Entry, lead: u16, width: u16) -> u16 {
    let tail = columns(&entry.tail);
    let tail = if tail == 0 { 0 } else { tail + 2 };
    beside(lead, width).saturating_sub(tail).max(1)
}

fn height(entry: &Entry, lead: u16, width: u16) -> usize {
    let below = match entry.below.is_empty() {
        true => 0,
        false => wrap(&entry.below, beside(lead, width)).len(),
    };
    wrap(&entry.words, room(entry, lead, width)).len() + below
}

fn draw_entry(entry: &Entry, lead: u16, look: &Look, area: Rect, buf: &mut Buffer) -> u16 {
    let role = entry.role.unwrap_or(Role::Text);
    let at = Rect { x: area.x + MARK, width: lead.saturating_sub(1), ..area };
    label(buf, at, &entry.lead, look.style(Role::Muted));
    let words =
        Rect { x: area.x + MARK + lead, width: beside(lead, area.width).min(area.width), ..area };
    flush(buf, words, &entry.tail, look.style(role));
    let mut row = 0;
    let mut write = |text: &str, columns: u16, role: Role| {
        for line in wrap(text, columns) {
            if row < words.height {
                let at = Rect { y: words.y + row, height: 1, width: columns, ..words };
                label(buf, at, text.get(line).unwrap_or_default(), look.style(role));
                row += 1;
            }
        }
    };
    write(&entry.words, room(entry, lead, area.width), role);
    if !entry.below.is_empty() {
        write(&entry.below, beside(lead, area.width), Role::Muted);
    }
    row.max(1)
}

fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}
