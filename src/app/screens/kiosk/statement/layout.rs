//! Where everything of the statement stands.

use ratatui::layout::Rect;

/// The parts of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    /// Heading and balance.
    pub(super) title: Rect,
    /// One tab a kind.
    pub(super) tabs: Vec<Rect>,
    /// The red banner of lines that do not sum.
    pub(super) banner: Rect,
    /// The columns' names.
    pub(super) names: Rect,
    /// The lines, one a row.
    pub(super) lines: Rect,
    /// The selected line in full.
    pub(super) detail: Rect,
}

/// ```text
/// Operations                    Balance
/// [ all ] [ in ] [ out ] [ back ] [ corrected ]
/// ! banner, only when it is needed
/// date   what for         amount   balance
/// ▸ …
/// ───────
/// the selected line in full
/// ```
pub(super) fn lay_out(area: Rect, roomy: bool, has_banner: bool) -> Places {
    let tall: u16 = if roomy { 3 } else { 1 };
    let gap: u16 = u16::from(area.height >= 14);
    let detail: u16 = match area.height {
        0..14 => 0,
        14..28 => 2,
        _ => 3,
    };
    let banner = if has_banner { 2 } else { 0 };
    let piece = |y: u16, height: u16| {
        Rect { y: area.y.saturating_add(y), height, ..area }.intersection(area)
    };
    let tabs = 1 + gap;
    let under = tabs + tall + gap;
    let names = under + banner;
    let lines = names + 1;
    let bottom = area.height.saturating_sub(detail);
    let each = area.width.saturating_sub(4) / 5;
    Places {
        title: piece(0, 1),
        tabs: (0..5)
            .map(|nth| Rect { x: area.x + nth * (each + 1), width: each, ..piece(tabs, tall) })
            .collect(),
        banner: piece(under, banner),
        names: piece(names, 1),
        lines: piece(lines, bottom.saturating_sub(lines)),
        detail: piece(bottom, detail),
    }
}

/// The rows of a part, from its top.
pub(super) fn rows(part: Rect) -> impl Iterator<Item = Rect> {
    (part.top()..part.bottom()).map(move |y| Rect { y, height: 1, ..part })
}

/// Columns of an amount (`−99 999 999,99 ₸`).
const AMOUNT: u16 = 16;

/// Mark, date, what for, amount, balance. The date has its time from 100 columns up; the balance
/// is left out below 60.
///
/// ```text
/// ▸ 20.11.2026  what for            −1 234,50 ₸     98 765,50 ₸
/// ```
pub(super) fn columns(at: Rect) -> [Rect; 5] {
    let date = if at.width >= 100 { 19 } else { 11 };
    let balance = if at.width >= 60 { AMOUNT } else { 0 };
    let words = at.width.saturating_sub(2 + date + AMOUNT + balance);
    let mut x = at.x;
    [2, date, words, AMOUNT, balance].map(|width| {
        let column = Rect { x, width, ..at }.intersection(at);
        x = x.saturating_add(width);
        column
    })
}
