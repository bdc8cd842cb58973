//! The number pad for fingers (K3).

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::button;
use crate::app::{look::Look, theme::Role};

/// A key of the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pad {
    /// A digit.
    Digit(char),
    /// Everything away.
    Clear,
    /// The last digit away.
    Erase,
}

/// The pad's keys in their order.
const KEYS: [Pad; 12] = [
    Pad::Digit('1'),
    Pad::Digit('2'),
    Pad::Digit('3'),
    Pad::Digit('4'),
    Pad::Digit('5'),
    Pad::Digit('6'),
    Pad::Digit('7'),
    Pad::Digit('8'),
    Pad::Digit('9'),
    Pad::Clear,
    Pad::Digit('0'),
    Pad::Erase,
];

/// The pad in the middle of an area: four rows of three keys, 3 rows high where twelve rows are
/// free, up to 13 columns wide.
///
/// ```text
/// ┌ 1 ┐ ┌ 2 ┐ ┌ 3 ┐
/// ┌ 4 ┐ ┌ 5 ┐ ┌ 6 ┐
/// ┌ 7 ┐ ┌ 8 ┐ ┌ 9 ┐
/// ┌ C ┐ ┌ 0 ┐ ┌ ⌫ ┐
/// ```
#[must_use]
pub fn keypad(area: Rect) -> Vec<(Rect, Pad)> {
    let height = (area.height / 4).min(3);
    let gap = u16::from(area.width >= 23);
    let width = (area.width.saturating_sub(2 * gap) / 3).min(13);
    let left = area.x + area.width.saturating_sub(3 * width + 2 * gap) / 2;
    KEYS.into_iter()
        .zip(0_u16..)
        .map(|(key, nth)| {
            let (column, row) = (nth % 3, nth / 3);
            let rect =
                Rect::new(left + column * (width + gap), area.y + row * height, width, height);
            (rect.intersection(area), key)
        })
        .collect()
}

/// Draws the pad; `clear` is the word for taking everything away.
pub fn draw_keypad(
    buf: &mut Buffer,
    area: Rect,
    clear: &str,
    pressed: Option<Position>,
    look: &Look,
) {
    for (rect, key) in keypad(area) {
        let words = match key {
            Pad::Digit(digit) => digit.to_string(),
            Pad::Clear => clear.to_owned(),
            Pad::Erase => "⌫".to_owned(),
        };
        button(buf, rect, &words, "", pressed, Role::Button, look);
    }
}
