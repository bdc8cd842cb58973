//! The keyboard for fingers (K3): what an e-mail address is made of.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::button;
use crate::app::{look::Look, theme::Role};

/// A key of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// A character.
    Char(char),
    /// The last one away.
    Erase,
}

const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl@", "zxcvbnm.-⌫"];

/// Four rows of ten keys in the middle of an area, 3 rows high where twelve rows are free, up to 9
/// columns wide.
///
/// ```text
/// ┌ 1 ┐┌ 2 ┐ …
/// ┌ q ┐┌ w ┐ …
/// ┌ a ┐┌ s ┐ … ┌ @ ┐
/// ┌ z ┐┌ x ┐ … ┌ ⌫ ┐
/// ```
#[must_use]
pub fn keyboard(area: Rect) -> Vec<(Rect, Letter)> {
    let (width, height) = ((area.width / 10).min(9), (area.height / 4).min(3));
    let left = area.x + area.width.saturating_sub(10 * width) / 2;
    let mut keys = Vec::new();
    for (row, letters) in (0_u16..).zip(ROWS) {
        for (column, letter) in (0_u16..).zip(letters.chars()) {
            let gap = u16::from(height == 1);
            let rect = Rect::new(
                left + column * width,
                area.y + row * height,
                width.saturating_sub(gap),
                height,
            );
            let key = if letter == '⌫' { Letter::Erase } else { Letter::Char(letter) };
            keys.push((rect.intersection(area), key));
        }
    }
    keys
}

/// Draws the keyboard.
pub fn draw_keyboard(buf: &mut Buffer, area: Rect, pressed: Option<Position>, look: &Look) {
    for (rect, key) in keyboard(area) {
        let words = match key {
            Letter::Char(letter) => letter.to_string(),
            Letter::Erase => "⌫".to_owned(),
        };
        button(buf, rect, &words, "", pressed, Role::Button, look);
    }
}
