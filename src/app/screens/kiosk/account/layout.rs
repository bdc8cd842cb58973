//! Where everything of the account stands.

use ratatui::layout::Rect;

/// The parts of the screen; a part that has no room is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    /// What has to be said above everything else.
    pub(super) banner: Rect,
    /// Balance: its name, three rows of figures, its moment.
    pub(super) balance: Rect,
    /// Owner; number, account, state, agreement.
    pub(super) facts: Rect,
    /// The months.
    pub(super) months: Rect,
    /// The last lines, with their heading.
    pub(super) lines: Rect,
    /// Everything below balance and facts: why the account is stopped.
    pub(super) below: Rect,
    /// What else there is: a row of targets.
    pub(super) strip: Rect,
}

/// Rows of the balance and of the facts.
const HEAD: u16 = 5;

/// ```text
/// ! banner, only when it is needed
/// balance              │ facts
/// █▀█ ▀█  █▀█          │
/// ─────────────────────┴────────
/// ▁▂▃▄▅ the months
/// ──────────────────────────────
/// the last lines
/// [ details ] [ history ]
/// ```
/// Narrower than 70 columns the facts stand below the balance and there is no chart; nor is there
/// with fewer than 16 rows.
pub(super) fn lay_out(area: Rect, has_banner: bool, has_strip: bool) -> Places {
    let piece = |x: u16, y: u16, width: u16, height: u16| {
        Rect::new(area.x.saturating_add(x), area.y.saturating_add(y), width, height)
            .intersection(area)
    };
    let tall: u16 = if area.height >= 20 && area.width >= 90 { 3 } else { 1 };
    let foot = if has_strip && area.height >= 9 { tall } else { 0 };
    let strip = piece(0, area.height.saturating_sub(foot), area.width, foot);
    // A free row above it where there is one to spare.
    let foot = foot + u16::from(has_strip && area.height >= 18);
    let roomy = area.height >= 28;
    let area = Rect { height: area.height.saturating_sub(foot), ..area };
    let banner = if has_banner { 2 } else { u16::from(roomy) };
    if area.width < 70 {
        let wide = area.width;
        let facts = banner + if area.height < 14 { 3 } else { HEAD };
        let below = facts + HEAD + 1;
        let rest = area.height.saturating_sub(below);
        return Places {
            banner: piece(0, 0, wide, if has_banner { 2 } else { 0 }),
            balance: piece(0, banner, wide, facts - banner),
            facts: piece(0, facts, wide, HEAD),
            months: Rect::default(),
            lines: piece(0, below, wide, rest),
            below: piece(0, below, wide, rest),
            strip,
        };
    }
    let left = (area.width / 2).saturating_sub(1).max(38);
    let below = banner + HEAD + 1 + u16::from(roomy);
    let rest = area.height.saturating_sub(below);
    // An odd height gives the scale a middle.
    let chart = if rest < 12 { 0 } else { (rest / 2) | 1 };
    let lines = below + chart + u16::from(chart > 0);
    Places {
        banner: piece(0, 0, area.width, if has_banner { 2 } else { 0 }),
        balance: piece(0, banner, left, HEAD),
        facts: piece(left + 2, banner, area.width.saturating_sub(left + 2), HEAD),
        months: piece(0, below, area.width, chart),
        lines: piece(0, lines, area.width, area.height.saturating_sub(lines)),
        below: piece(0, below, area.width, rest),
        strip,
    }
}
