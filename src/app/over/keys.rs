//! The desk's help: every key that works here, from the table that dispatch reads.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr as _;

use super::OverMsg;
use crate::{
    app::{
        commands::commands,
        input::Key,
        look::Look,
        model::Model,
        theme::Role,
        widgets::{dialog, dialog_area, dialog_inside, flush, label},
    },
    text::phrases::desk,
};

/// Columns and rows of the box.
const SIZE: (u16, u16) = (74, 22);
/// Columns of the keys.
const KEYS: u16 = 22;

/// What each key does: (keys, words), equal words in one line, in the order of the table.
#[must_use]
pub fn lines(model: &Model, look: &Look) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for binding in commands(model) {
        let words = look.say(&binding.label);
        let caps = binding.keys.iter().map(|key| key.cap()).collect::<Vec<_>>().join(" ");
        match lines.iter_mut().find(|(_, said)| *said == words) {
            Some((keys, _)) if keys.width() + caps.width() < usize::from(KEYS) => {
                keys.push(' ');
                keys.push_str(&caps);
            }
            Some(_) => {}
            None => lines.push((caps, words)),
        }
    }
    lines
}

/// Arrows scroll; anything else closes it.
#[must_use]
pub(super) fn key(from: usize, key: Key) -> OverMsg {
    match key {
        Key::Down | Key::PageDown | Key::Char(' ') => OverMsg::Point(from + 5),
        Key::Up | Key::PageUp => OverMsg::Point(from.saturating_sub(5)),
        _ => OverMsg::Close,
    }
}

/// Draws it from this line on.
pub(super) fn draw(model: &Model, from: usize, look: &Look, screen: Rect, buf: &mut Buffer) {
    let lines = lines(model, look);
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let size = (SIZE.0, SIZE.1.min(wanted).min(screen.height));
    dialog(buf, screen, size, &look.say(&desk::keys()), look);
    let inside = dialog_inside(dialog_area(screen, size));
    let rows = usize::from(inside.height.saturating_sub(2));
    let from = from.min(lines.len().saturating_sub(rows));
    for ((keys, words), y) in lines.iter().skip(from).take(rows).zip(inside.y + 1..) {
        let row = Rect { y, height: 1, ..inside };
        label(buf, Rect { width: KEYS.min(row.width), ..row }, keys, look.style(Role::Accent));
        let beside = KEYS + 1;
        let right = Rect { x: row.x + beside, width: row.width.saturating_sub(beside), ..row };
        label(buf, right, words, look.style(Role::Text));
    }
    if lines.len() > rows {
        let shown = format!("↑↓ {}–{} / {}", from + 1, (from + rows).min(lines.len()), lines.len());
        let last = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
        flush(buf, last, &shown, look.style(Role::Muted));
    }
}
