//! Twelve months as columns, with a scale and the months' names. Plain arithmetic in whole tiyn.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{centred, flush, label};
use crate::{
    app::{look::Look, theme::Role},
    domain::{Tenge, group},
    text::Phrase,
};

/// A column: its name below, its height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The month's short name.
    pub name: Phrase,
    /// The amount it shows.
    pub amount: Tenge,
}

/// Columns kept free at the left for the scale (`100 000 ₸ ┤`).
const SCALE: u16 = 13;

/// Eighths of a cell, from one to eight.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the columns; the last one, which is the present month, in the accent colour.
///
/// ```text
///  50 000 ₸ ┤ ▃▃▃  ███
///           │ ███  ███  ▂▂▂
///       0 ₸ ┼─────────────────
///             қаң  ақп  нау
/// ```
pub fn months(buf: &mut Buffer, area: Rect, columns: &[Column], look: &Look) {
    let slot = area.width.saturating_sub(SCALE) / u16::try_from(columns.len().max(1)).unwrap_or(1);
    if slot < 4 || area.height < 4 {
        return;
    }
    let rows = (area.height - 2) & !1; // even, so that the scale has a middle
    let top = round_up(columns.iter().map(|column| column.amount.tiyn()).max().unwrap_or(0));
    let floor = area.y + rows;
    scale(buf, area, rows, top, look);
    let rule = "─".repeat(usize::from(slot) * columns.len());
    let axis = Rect::new(area.x + SCALE, floor, area.width - SCALE, 1);
    label(buf, axis, &rule, look.style(Role::Border));
    for (nth, column) in columns.iter().enumerate() {
        let last = nth + 1 == columns.len();
        let role = if last { Role::Accent } else { Role::Muted };
        let x = area.x + SCALE + u16::try_from(nth).unwrap_or(0) * slot;
        let width = slot - slot.div_ceil(4);
        let bar = Rect::new(x + (slot - width) / 2, area.y, width, rows);
        raise(buf, bar, eighths(column.amount.tiyn(), top, rows), look.style(role));
        let name = Rect::new(x, floor + 1, slot, 1);
        centred(buf, name, &look.say(&column.name), look.style(role));
    }
}

fn scale(buf: &mut Buffer, area: Rect, rows: u16, top: i64, look: &Look) {
    let style = look.style(Role::Muted);
    let whole = |tiyn: i64| format!("{}\u{a0}₸ ", group(tiyn.unsigned_abs() / 100));
    let words = Rect { width: SCALE - 1, height: 1, ..area };
    for row in 0..=rows {
        let y = area.y + row;
        let tick = Rect::new(area.x + SCALE - 1, y, 1, 1);
        let (mark, amount) = match row {
            0 => ("┤", Some(top)),
            row if row == rows => ("┼", Some(0)),
            row if row * 2 == rows => ("┤", Some(top / 2)),
            _ => ("│", None),
        };
        label(buf, tick, mark, look.style(Role::Border));
        if let Some(amount) = amount {
            flush(buf, Rect { y, ..words }, &whole(amount), style);
        }
    }
}

/// Fills a column from below by eighths of a cell.
fn raise(buf: &mut Buffer, bar: Rect, eighths: u64, style: ratatui::style::Style) {
    for row in 0..bar.height {
        let left = eighths.saturating_sub(u64::from(row) * 8).min(8);
        let Some(block) = usize::try_from(left).ok().and_then(|n| EIGHTHS.get(n.checked_sub(1)?))
        else {
            break;
        };
        let at = Rect { y: bar.bottom() - 1 - row, height: 1, ..bar };
        label(buf, at, &block.repeat(usize::from(bar.width)), style);
    }
}

/// How many eighths of a cell `amount` is high when `top` fills all rows: rounded to the nearest,
/// but anything above zero is seen. Amounts below zero have no height.
fn eighths(amount: i64, top: i64, rows: u16) -> u64 {
    if amount <= 0 || top <= 0 {
        return 0;
    }
    let all = i128::from(rows) * 8;
    let high = (i128::from(amount) * all + i128::from(top) / 2) / i128::from(top);
    u64::try_from(high.clamp(1, all)).unwrap_or(0)
}

/// The next round amount at or above: 1, 2 or 5 with zeros, at least 100 ₸.
fn round_up(tiyn: i64) -> i64 {
    let mut power: i64 = 10_000;
    loop {
        for step in [1, 2, 5] {
            match power.checked_mul(step) {
                Some(round) if round >= tiyn => return round,
                Some(_) => {}
                None => return tiyn,
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_in_a_round_amount() {
        let cases = [(0, 10_000), (10_000, 10_000), (10_001, 20_000), (4_500_000, 5_000_000)];
        for (amount, top) in cases {
            assert_eq!(round_up(amount), top);
        }
        assert_eq!(round_up(i64::MAX), i64::MAX);
    }

    #[test]
    fn a_column_is_as_high_as_its_share() {
        assert_eq!(eighths(50, 100, 4), 16);
        assert_eq!(eighths(100, 100, 4), 32);
        assert_eq!(eighths(1, 1_000_000, 4), 1);
        assert_eq!(eighths(0, 100, 4), 0);
        assert_eq!(eighths(-5, 100, 4), 0);
        assert_eq!(eighths(i64::MAX, i64::MAX, 98), 784);
    }
}
