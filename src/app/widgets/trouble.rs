//! What went wrong.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr;

use super::{label, paragraph};
use crate::app::{look::Look, theme::Role, trouble::Trouble};

/// Writes what went wrong from the top of the rectangle; returns the rows used.
///
/// ```text
/// ✗ The password does not open the file.
///   Check the layout and try again.
///   EDS wrong-password
/// ```
pub fn trouble(buf: &mut Buffer, area: Rect, trouble: &Trouble, look: &Look) -> u16 {
    if area.height == 0 {
        return 0;
    }
    label(buf, Rect { height: 1, ..area }, "✗", look.style(Role::Bad));
    let words = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..area };
    let below = |used: u16| Rect {
        y: words.y.saturating_add(used),
        height: words.height.saturating_sub(used),
        ..words
    };
    let mut used = paragraph(buf, words, &look.say(&trouble.sentence), look.style(Role::Bad));
    used += paragraph(buf, below(used), &look.say(&trouble.next), look.style(Role::Text));
    let wide = u16::try_from(trouble.code.width()).unwrap_or(u16::MAX);
    if used < area.height {
        used += 1;
        label(buf, below(used - 1), &trouble.code, look.style(Role::Muted));
    } else if look.say(&trouble.sentence).width() + 2 + usize::from(wide) <= words.width.into() {
        // No row is left for the code: it stands at the end of the first one.
        let end = Rect { x: words.right() - wide, width: wide, ..words };
        label(buf, end, &trouble.code, look.style(Role::Muted));
    }
    used
}
