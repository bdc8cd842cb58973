//! Wrapped text.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::label;
use crate::text::wrap;

/// Writes wrapped text from the top of the rectangle; returns the rows used. Rows that do not fit
/// are left out.
pub fn paragraph(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let mut row = 0;
    for line in wrap(text, area.width) {
        if row >= area.height {
            break;
        }
        let at = Rect { y: area.y + row, height: 1, ..area };
        label(buf, at, text.get(line).unwrap_or_default(), style);
        row += 1;
    }
    row
}
