//! What is being done, step by step.

use ratatui::{buffer::Buffer, layout::Rect};

use super::label;
use crate::app::{look::Look, theme::Role};

/// Writes a line a step: those before `now` are done, the others lie ahead.
///
/// ```text
/// ✓ The document is signed
/// ● The signature is handed in
/// ○ The portal checks
/// ```
pub fn stages(buf: &mut Buffer, area: Rect, steps: &[String], now: usize, look: &Look) -> u16 {
    let gap = if area.height >= 6 { 2 } else { 1 };
    for (nth, words) in steps.iter().enumerate() {
        let down = u16::try_from(nth).unwrap_or(u16::MAX).saturating_mul(gap);
        if down >= area.height {
            break;
        }
        let (mark, style, text) = match nth.cmp(&now) {
            std::cmp::Ordering::Less => ("✓", Role::Good, Role::Text),
            std::cmp::Ordering::Equal => ("●", Role::Accent, Role::Title),
            std::cmp::Ordering::Greater => ("○", Role::Muted, Role::Muted),
        };
        let at = Rect { y: area.y + down, height: 1, ..area };
        label(buf, at, mark, look.style(style));
        let after = Rect { x: at.x + 2, width: at.width.saturating_sub(2), ..at };
        label(buf, after, words, look.style(text));
    }
    u16::try_from(steps.len()).unwrap_or(u16::MAX).saturating_mul(gap).min(area.height)
}
