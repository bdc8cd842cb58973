//! Where everything on the workbench stands.

use ratatui::layout::Rect;

/// From so many columns on both sides are shown.
const BOTH: u16 = 100;

/// The places; a side that is not shown has none.
///
/// ```text
/// ┌ requests ─────┐┌ pane ──────────────┐      ┌ search ───────┐
/// │ rows          ││                    │      │ / field       │
/// ├ stopped ──────┤│                    │  or  ├───────────────┤
/// │ rows          ││                    │      │ hits          │
/// └───────────────┘└────────────────────┘      └───────────────┘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Places {
    /// The left side with its frame.
    pub(super) left: Rect,
    /// The right side with its frame.
    pub(super) right: Rect,
    /// Rows of the upper list, or the field of a search.
    pub(super) upper: Rect,
    /// The rule between the two.
    pub(super) rule: Rect,
    /// Rows of the lower list, or of what a search found.
    pub(super) lower: Rect,
    /// Inside of the right side.
    pub(super) pane: Rect,
}

/// True where both sides are shown.
pub(super) const fn is_wide(area: Rect) -> bool {
    area.width >= BOTH
}

/// Lays out: `pane` says which side a narrow terminal shows, `upper` how many rows the upper part
/// has (none for half of them).
pub(super) fn lay_out(area: Rect, pane: bool, upper: Option<u16>) -> Places {
    let mut places = Places::default();
    if is_wide(area) {
        let left = (area.width * 2 / 5).min(62);
        places.left = Rect { width: left, ..area };
        places.right = Rect { x: area.x + left, width: area.width - left, ..area };
    } else if pane {
        places.right = area;
    } else {
        places.left = area;
    }
    let inside = framed(places.left);
    let free = inside.height.saturating_sub(1);
    let above = upper.unwrap_or(free.div_ceil(2)).min(free);
    places.upper = Rect { height: above, ..inside };
    let rule = u16::from(inside.height > 0);
    places.rule = Rect { y: inside.y + above, height: rule, ..places.left };
    let below = inside.y + above + rule;
    places.lower = Rect { y: below, height: inside.height.saturating_sub(above + rule), ..inside };
    places.pane = framed(places.right);
    places
}

fn framed(area: Rect) -> Rect {
    let width = area.width.saturating_sub(2);
    Rect { x: area.x + 1, y: area.y + 1, width, height: area.height.saturating_sub(2) }
}
