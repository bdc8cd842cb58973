//! A field to type in.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    symbols::border,
    widgets::{Block, Borders, Widget},
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::label;
use crate::app::{look::Look, theme::Role};

/// Columns the name takes where the field is one row high.
const NAME: u16 = 18;

/// Draws a field with its name; what is too long shows its end. Returns where the text cursor
/// stands when the field has it.
///
/// ```text
/// ┌ Password ───────────┐      one row high:   Password   ••••••▏
/// │ ••••••▏             │
/// └─────────────────────┘
/// ```
pub fn field(
    buf: &mut Buffer,
    area: Rect,
    name: &str,
    text: &str,
    focused: bool,
    look: &Look,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.width < 8 || area.height == 0 {
        return None;
    }
    let role = if focused { Role::Accent } else { Role::Muted };
    let inside = if area.height >= 3 {
        let (set, frame) = match focused {
            true => (border::THICK, Role::Accent),
            false => (border::PLAIN, Role::Border),
        };
        let block = Block::new().borders(Borders::ALL).border_set(set);
        block.border_style(look.style(frame)).render(area, buf);
        let above = Rect::new(area.x + 2, area.y, area.width - 4, 1);
        label(buf, above, &format!(" {name} "), look.style(role));
        Rect::new(area.x + 1, area.y + 1, area.width - 2, 1)
    } else {
        let name_width = NAME.min(area.width / 3);
        let mark = if focused { "▸ " } else { "  " };
        let used = label(buf, Rect { width: name_width, ..area }, mark, look.style(role));
        let beside = Rect { x: area.x + used, width: name_width.saturating_sub(used + 1), ..area };
        label(buf, beside, name, look.style(role));
        Rect { x: area.x + name_width, width: area.width - name_width, height: 1, ..area }
    };
    let style = look.style(Role::Field);
    buf.set_style(inside, style);
    // One column before the text, one after it for the cursor.
    let room = inside.width.saturating_sub(2);
    let shown = end_of(text, room);
    let at = Rect { x: inside.x + 1, width: room, ..inside };
    let used = label(buf, at, &shown, style);
    focused.then(|| Position::new(at.x + used, at.y))
}

/// The end of `text` that fits, marked where something stands before it.
fn end_of(text: &str, room: u16) -> String {
    let room = usize::from(room);
    if text.width() <= room {
        return text.to_owned();
    }
    let mut kept = Vec::new();
    let mut width = 1; // the mark
    for grapheme in text.graphemes(true).rev() {
        width += grapheme.width();
        if width > room {
            break;
        }
        kept.push(grapheme);
    }
    kept.push("…");
    kept.into_iter().rev().collect()
}
