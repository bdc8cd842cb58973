//! An amount in figures three rows high.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use unicode_width::UnicodeWidthStr;

use super::label;

/// The figures 0–9, then minus and comma, each as three rows.
const FIGURES: [(char, [&str; 3]); 12] = [
    ('0', ["█▀█", "█ █", "▀▀▀"]),
    ('1', ["▀█ ", " █ ", "▀▀▀"]),
    ('2', ["▀▀█", "█▀▀", "▀▀▀"]),
    ('3', ["▀▀█", " ▀█", "▀▀▀"]),
    ('4', ["█ █", "▀▀█", "  ▀"]),
    ('5', ["█▀▀", "▀▀█", "▀▀▀"]),
    ('6', ["█▀▀", "█▀█", "▀▀▀"]),
    ('7', ["▀▀█", "  █", "  ▀"]),
    ('8', ["█▀█", "█▀█", "▀▀▀"]),
    ('9', ["█▀█", "▀▀█", "▀▀▀"]),
    ('−', ["   ", "▀▀▀", "   "]),
    (',', [" ", " ", "▄"]),
];

/// Columns that an amount takes in large figures.
#[must_use]
pub fn figures_width(amount: &str) -> u16 {
    let width = |c: char| match FIGURES.iter().find(|(figure, _)| *figure == c) {
        Some((_, strokes)) => strokes.iter().map(|stroke| stroke.width()).max().unwrap_or(0) + 1,
        None => 1,
    };
    u16::try_from(amount.chars().map(width).sum::<usize>()).unwrap_or(u16::MAX)
}

/// Writes an amount (`1 234,50 ₸`) in large figures where they fit, else as a line in the middle
/// row of three.
///
/// ```text
/// ▀█  ▀▀█ ▀▀█ █ █   █▀▀ █▀█
///  █  █▀▀  ▀█ ▀▀█   ▀▀█ █ █ ₸
/// ▀▀▀ ▀▀▀ ▀▀▀   ▀ ▄ ▀▀▀ ▀▀▀
/// ```
pub fn figures(buf: &mut Buffer, area: Rect, amount: &str, style: Style) {
    let mut rows = [const { String::new() }; 3];
    for c in amount.chars() {
        match FIGURES.iter().find(|(figure, _)| *figure == c) {
            Some((_, strokes)) => {
                for (row, stroke) in rows.iter_mut().zip(strokes) {
                    row.push_str(stroke);
                    row.push(' ');
                }
            }
            None if c.is_whitespace() => rows.iter_mut().for_each(|row| row.push(' ')),
            None => {
                for (row, sign) in rows.iter_mut().zip([' ', c, ' ']) {
                    row.push(sign);
                }
            }
        }
    }
    let fits = area.height >= 3 && rows.iter().all(|row| row.width() <= usize::from(area.width));
    if !fits {
        let middle = Rect { y: area.y + area.height / 2, height: area.height.min(1), ..area };
        label(buf, middle, amount, style);
        return;
    }
    for (y, row) in (area.y..).zip(&rows) {
        label(buf, Rect { y, height: 1, ..area }, row, style);
    }
}
