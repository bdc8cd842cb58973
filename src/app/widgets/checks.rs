//! The list of checks: what was looked at, and whether it is in order.

use ratatui::{buffer::Buffer, layout::Rect};

use super::label;
use crate::{
    app::{look::Look, theme::Role},
    domain::{CheckLine, Fault, Outcome},
    text::phrases,
};

/// Writes a line a check, in as many columns as it takes; returns the rows used.
///
/// ```text
/// ✓ Path to a trusted root       ✓ Policy
/// ✗ Validity                     ? Role
/// ```
pub fn checks(buf: &mut Buffer, area: Rect, lines: &[CheckLine], look: &Look) -> u16 {
    if area.height == 0 {
        return 0;
    }
    let columns = u16::try_from(lines.len()).unwrap_or(u16::MAX).div_ceil(area.height).max(1);
    let each = area.width / columns;
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).div_ceil(columns);
    let mut places = (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row)));
    for (line, (column, row)) in lines.iter().zip(&mut places) {
        let (mark, style, words) = match line.outcome {
            Outcome::Passed => ("✓", Role::Good, Role::Text),
            Outcome::Failed(_) => ("✗", Role::Bad, Role::Bad),
            Outcome::Indeterminate(_) => ("?", Role::Warning, Role::Warning),
        };
        let at = Rect::new(area.x + column * each, area.y + row, each.saturating_sub(1), 1);
        label(buf, at, mark, look.style(style));
        let after = Rect { x: at.x + 2, width: at.width.saturating_sub(2), ..at };
        label(buf, after, &look.say(&phrases::check(line.check)), look.style(words));
    }
    rows
}

/// The first check that did not pass, and why.
#[must_use]
pub fn first_failed(lines: &[CheckLine]) -> Option<(&CheckLine, Fault)> {
    lines.iter().find_map(|line| match line.outcome {
        Outcome::Passed => None,
        Outcome::Failed(fault) | Outcome::Indeterminate(fault) => Some((line, fault)),
    })
}
