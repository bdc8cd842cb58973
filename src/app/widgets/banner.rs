//! What has to be said above everything else on a screen.

use ratatui::{buffer::Buffer, layout::Rect};

use super::paragraph;
use crate::app::{look::Look, theme::Role};

/// Fills the rectangle with the role's colour and writes the words into it.
pub fn banner(buf: &mut Buffer, area: Rect, words: &str, role: Role, look: &Look) {
    let style = look.style(role).reversed();
    buf.set_style(area.intersection(buf.area), style);
    let inside = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    paragraph(buf, inside, words, style);
}
