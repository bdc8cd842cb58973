//! How much of something is done.

use ratatui::{buffer::Buffer, layout::Rect};

use super::label;
use crate::app::{look::Look, theme::Role};

/// A bar as wide as the rectangle: full blocks for what is done, a quiet line for the rest. It is
/// full only when all is done, and never empty once something is.
///
/// ```text
/// ████████████──────
/// ```
pub fn gauge(buf: &mut Buffer, area: Rect, done: usize, all: usize, role: Role, look: &Look) {
    let filled = filled(area.width, done, all);
    let bar = "█".repeat(usize::from(filled));
    label(buf, Rect { width: filled, ..area }, &bar, look.style(role));
    let rest = Rect { x: area.x + filled, width: area.width - filled, ..area };
    label(buf, rest, &"─".repeat(usize::from(rest.width)), look.style(Role::Border));
}

fn filled(width: u16, done: usize, all: usize) -> u16 {
    if all == 0 || done == 0 || width == 0 {
        return 0;
    }
    if done >= all {
        return width;
    }
    let part = usize::from(width) * done / all;
    u16::try_from(part).unwrap_or(width).clamp(1, width.saturating_sub(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn it_is_full_only_at_the_end_and_never_empty_after_the_start() {
        assert_eq!(filled(10, 0, 44), 0);
        assert_eq!(filled(10, 1, 44), 1);
        assert_eq!(filled(10, 22, 44), 5);
        assert_eq!(filled(10, 43, 44), 9);
        assert_eq!(filled(10, 44, 44), 10);
        assert_eq!(filled(0, 4, 44), 0);
        assert_eq!(filled(10, 0, 0), 0);
    }
}
