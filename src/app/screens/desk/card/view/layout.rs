//! Where everything is on the card. Words never move a target.

use ratatui::layout::Rect;

use crate::app::screens::desk::card::Tab;

/// Columns of each tab with its name: the longest of the three languages.
const NAMES: [u16; Tab::ALL.len()] = [12, 13, 8, 14, 13, 11];

/// Columns of a tab without its name.
const DIGIT: u16 = 3;

/// Rows of a tab's content that are kept whatever the cause needs.
const LEAST: u16 = 5;

/// Where everything is.
///
/// ```text
/// name · number · kind
/// contacts, or the value in clear
/// STATE · power under breach
/// since · who · case · note
/// the clause … what lifts it
/// ─ tabs ─
/// content
/// banners
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) owner: Rect,
    pub(super) contacts: Rect,
    pub(super) state: Rect,
    pub(super) since: Rect,
    pub(super) why: Rect,
    pub(super) tabs: Rect,
    pub(super) content: Rect,
    pub(super) bars: Rect,
}

/// Lays the card out. A cause gets what the rest leaves, at most half of the height.
pub(super) fn lay_out(area: Rect, is_stopped: bool, bars: u16) -> Places {
    let mut y = area.y;
    let mut left = area.height;
    let mut take = |rows: u16| {
        let rows = rows.min(left);
        let at = Rect { y, height: rows, ..area };
        y += rows;
        left -= rows;
        at
    };
    let stopped = u16::from(is_stopped);
    let owner = take(1);
    let contacts = take(1);
    let state = take(1);
    let since = take(stopped);
    let used = 3 + stopped;
    let free = area.height.saturating_sub(used + 1 + bars + LEAST);
    let why = take(stopped * free.min(area.height / 2).min(13));
    let tabs = take(1);
    let bars = bars.min(area.height.saturating_sub(tabs.bottom().saturating_sub(area.y)));
    let rest = area.bottom().saturating_sub(tabs.bottom());
    let content = take(rest.saturating_sub(bars));
    let bars = take(bars);
    Places { owner, contacts, state, since, why, tabs, content, bars }
}

/// True when every tab has room for its name.
pub(super) fn names_fit(area: Rect) -> bool {
    area.width >= NAMES.iter().sum::<u16>() + NAMES.len() as u16 - 1
}

/// The tabs: all with their names where they fit, else digits around the one that is shown.
pub(super) fn tabs(area: Rect, shown: Tab) -> Vec<(Rect, Tab)> {
    let named = names_fit(area);
    let others = DIGIT * (NAMES.len() as u16 - 1);
    let mut x = area.x;
    Tab::ALL
        .into_iter()
        .zip(NAMES)
        .map(|(tab, name)| {
            let width = match (named, tab == shown) {
                (true, _) => name,
                (false, true) => area.width.saturating_sub(others).min(name),
                (false, false) => DIGIT - 1,
            };
            let at = Rect { x, width, ..area }.intersection(area);
            x = x.saturating_add(width + 1);
            (at, tab)
        })
        .collect()
}
