//! One line of text.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use unicode_width::UnicodeWidthStr;

/// Writes `text` at the left of the rectangle's first row; what does not fit ends in `…`.
/// Returns the columns used.
pub fn label(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.width == 0 || area.height == 0 {
        return 0;
    }
    let room = usize::from(area.width);
    let (end, _) = buf.set_stringn(area.x, area.y, text, room, style);
    if text.width() > room {
        // A wide character may have left the last column free: the mark goes there either way.
        buf.set_stringn(area.right() - 1, area.y, "…", 1, style);
        return area.width;
    }
    end - area.x
}

/// Writes `text` in the middle of the rectangle's first row.
pub fn centred(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let free = area.width.saturating_sub(u16::try_from(text.width()).unwrap_or(u16::MAX));
    label(buf, Rect { x: area.x + free / 2, width: area.width - free / 2, ..area }, text, style);
}

/// Writes `text` at the right of the rectangle's first row.
pub fn flush(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let free = area.width.saturating_sub(u16::try_from(text.width()).unwrap_or(u16::MAX));
    label(buf, Rect { x: area.x + free, width: area.width - free, ..area }, text, style);
}
