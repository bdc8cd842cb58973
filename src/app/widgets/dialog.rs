//! A box in the middle of the screen, over everything else.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Borders, Clear, Widget},
};

use super::label;
use crate::app::{look::Look, theme::Role};

/// Clears a centred box of this size, frames it with a title, and returns its inside.
pub fn dialog(buf: &mut Buffer, over: Rect, size: (u16, u16), title: &str, look: &Look) -> Rect {
    let (width, height) = (size.0.min(over.width), size.1.min(over.height));
    let area = Rect::new(
        over.x + (over.width - width) / 2,
        over.y + (over.height - height) / 2,
        width,
        height,
    )
    .intersection(buf.area);
    Clear.render(area, buf);
    buf.set_style(area, look.style(Role::Text));
    Block::new()
        .borders(Borders::ALL)
        .border_set(border::ROUNDED)
        .border_style(look.style(Role::Accent))
        .render(area, buf);
    if area.width > 6 && area.height > 2 {
        let at = Rect::new(area.x + 2, area.y, area.width - 4, 1);
        label(buf, at, &format!(" {title} "), look.style(Role::Title));
    }
    Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(2))
}
