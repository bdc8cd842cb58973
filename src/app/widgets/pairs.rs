//! Names and values, one below the other.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{label, paragraph};
use crate::{
    app::{look::Look, theme::Role},
    text::wrap,
};

/// Columns a name takes before its value.
const NAME: u16 = 26;

/// The rows that [`pairs`] needs in this width.
#[must_use]
pub fn pairs_height(width: u16, pairs: &[(String, String)]) -> u16 {
    let beside = width - NAME.min(width / 2);
    let rows = pairs.iter().map(|(_, value)| wrap(value, beside).len().max(1)).sum::<usize>();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Writes a name and its value a row, values in one column; a long value goes on below itself.
/// Returns the rows used.
///
/// ```text
/// Owner                     ӘБДІҒАЛИ ҚАЙРАТ
/// IIN                       ········0001
/// ```
pub fn pairs(buf: &mut Buffer, area: Rect, pairs: &[(String, String)], look: &Look) -> u16 {
    let name = NAME.min(area.width / 2);
    let mut row = 0;
    for (words, value) in pairs {
        if row >= area.height {
            break;
        }
        let at = Rect { y: area.y + row, height: area.height - row, ..area };
        label(buf, Rect { width: name.saturating_sub(1), ..at }, words, look.style(Role::Muted));
        let beside = Rect { x: at.x + name, width: at.width - name, ..at };
        row += paragraph(buf, beside, value, look.style(Role::Text)).max(1);
    }
    row
}
