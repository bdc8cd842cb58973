//! A box in the middle of the screen, over everything else.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Modifier,
    symbols::border,
    widgets::{Block, Borders, Clear, Widget},
};

use super::label;
use crate::app::{look::Look, theme::Role};

/// Columns and rows kept free around a box, so that nothing behind it touches its frame.
const FREE: (u16, u16) = (2, 1);

/// Fewer columns than this beside a box show nothing that can be read.
const STRIP: u16 = 16;

/// A centred box of this size, or as much of it as there is room for.
#[must_use]
pub fn dialog_area(over: Rect, size: (u16, u16)) -> Rect {
    let (width, height) = (size.0.min(over.width), size.1.min(over.height));
    Rect::new(over.x + (over.width - width) / 2, over.y + (over.height - height) / 2, width, height)
}

/// What [`dialog`] leaves inside its frame.
#[must_use]
pub fn dialog_inside(area: Rect) -> Rect {
    Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(2))
}

/// Draws the box with its title over what is there, which steps back; returns its inside.
pub fn dialog(buf: &mut Buffer, over: Rect, size: (u16, u16), title: &str, look: &Look) -> Rect {
    let area = dialog_area(over, size).intersection(buf.area);
    let behind = look.style(Role::Border).remove_modifier(Modifier::all());
    buf.set_style(over.intersection(buf.area), behind.add_modifier(Modifier::DIM));
    // What would peek out at the sides in a narrow strip is only noise: the whole rows go then.
    let is_strip = area.x.saturating_sub(over.x) < STRIP;
    let cleared = Rect::new(
        area.x.saturating_sub(FREE.0),
        area.y.saturating_sub(FREE.1),
        area.width.saturating_add(2 * FREE.0),
        area.height.saturating_add(2 * FREE.1),
    )
    .intersection(over);
    let cleared = match is_strip {
        true => Rect { x: over.x, width: over.width, ..cleared },
        false => cleared,
    }
    .intersection(buf.area);
    Clear.render(cleared, buf);
    buf.set_style(cleared, look.style(Role::Text));
    Block::new()
        .borders(Borders::ALL)
        .border_set(border::ROUNDED)
        .border_style(look.style(Role::Accent))
        .render(area, buf);
    if area.width > 6 && area.height > 2 {
        let at = Rect::new(area.x + 2, area.y, area.width - 4, 1);
        label(buf, at, &format!(" {title} "), look.style(Role::Title));
    }
    dialog_inside(area)
}
