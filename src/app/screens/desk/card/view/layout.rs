//! Where everything is on the card. Words never move a target.

use ratatui::layout::Rect;

use crate::app::screens::desk::card::Tab;

/// Columns of each tab with its name: the longest of the three languages.
const NAMES: [u16; Tab::ALL.len()] = [12, 13, 8, 14, 13, 11];

/// Columns of a tab without its name.
const DIGIT: u16 = 3;

/// Tabs in a row where they stand in two.
const IN_TWO: usize = Tab::ALL.len().div_ceil(2);

/// Rows of the card from which the tabs may stand in two: fewer are kept for what is below them.
const TALL: u16 = 24;

/// Rows below the tabs that are kept whatever the cause needs.
const LEAST: u16 = 6;

/// Where everything is.
///
/// ```text
/// name · number · kind
/// contacts, or the value in clear
/// STATE · power under breach
/// since · who · case · note
/// the clause … what lifts it
///
/// tabs
/// content, and banners below it
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
}

/// Lays the card out. `why` is what the cause would like to have: it gets that, or what the rest
/// leaves.
pub(super) fn lay_out(area: Rect, is_stopped: bool, why: u16) -> Places {
    let mut y = area.y;
    let mut left = area.height;
    let mut take = |rows: u16| {
        let rows = rows.min(left);
        let at = Rect { y, height: rows, ..area };
        y += rows;
        left -= rows;
        at
    };
    let since = u16::from(is_stopped);
    let free = area.height.saturating_sub(3 + since + 1 + LEAST);
    let (owner, contacts, state, since) = (take(1), take(1), take(1), take(since));
    let why_rows = why.min(free);
    let why_at = take(why_rows);
    // A free row sets the tabs apart where there is one.
    take(u16::from(free > why_rows));
    let tabs = take(if in_two(area) { 2 } else { 1 });
    let content = take(u16::MAX);
    Places { owner, contacts, state, since, why: why_at, tabs, content }
}

/// The lower rows of the content, for so many rows of banners.
pub(super) fn split(content: Rect, bars: u16) -> (Rect, Rect) {
    let bars = bars.min(content.height);
    let upper = Rect { height: content.height - bars, ..content };
    (upper, Rect { y: upper.bottom(), height: bars, ..content })
}

/// Columns of these tabs with their names, a gap between two.
fn columns(names: &[u16]) -> u16 {
    names.iter().map(|name| name + 1).sum::<u16>().saturating_sub(1)
}

/// True where the names need two rows, and the card has them.
fn in_two(area: Rect) -> bool {
    let widest = NAMES.iter().max().map_or(0, |name| (name + 1) * IN_TWO as u16);
    area.height >= TALL && area.width < columns(&NAMES) && area.width >= widest
}

/// True when every tab has room for its name in these rows.
pub(super) fn names_fit(area: Rect) -> bool {
    area.height > 1 || area.width >= columns(&NAMES)
}

/// The tabs: all with their names where they fit, in one row or in two, else digits around the one
/// that is shown.
pub(super) fn tabs(area: Rect, shown: Tab) -> Vec<(Rect, Tab)> {
    if area.height > 1 {
        return in_rows(area);
    }
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

/// The tabs in two rows, the upper ones above the lower ones.
fn in_rows(area: Rect) -> Vec<(Rect, Tab)> {
    let (upper, lower) = NAMES.split_at(IN_TWO);
    let beneath = |nth: usize| lower.get(nth).copied().unwrap_or_default();
    let widths: Vec<u16> =
        upper.iter().enumerate().map(|(nth, name)| (*name).max(beneath(nth))).collect();
    let at = |nth: usize| {
        let (row, place) = (nth / IN_TWO, nth % IN_TWO);
        let before: u16 = widths.iter().take(place).map(|width| width + 1).sum();
        let width = widths.get(place).copied().unwrap_or_default();
        Rect { x: area.x + before, y: area.y + row as u16, width, height: 1 }.intersection(area)
    };
    Tab::ALL.into_iter().enumerate().map(|(nth, tab)| (at(nth), tab)).collect()
}
