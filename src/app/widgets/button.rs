//! Buttons and tiles: targets that show their key and react to a finger.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{centred, label};
use crate::app::{look::Look, theme::Role};

/// A button. Three rows high it is a frame with the words in the middle; one row high it is a
/// coloured strip.
///
/// ```text
/// ┏━━━━━━━━━━━━━━━━┓
/// ┃ Enter  Алға    ┃
/// ┗━━━━━━━━━━━━━━━━┛
/// ```
pub fn button(
    buf: &mut Buffer,
    area: Rect,
    words: &str,
    cap: &str,
    pressed: Option<Position>,
    role: Role,
    look: &Look,
) {
    let area = area.intersection(buf.area);
    if area.width == 0 || area.height == 0 {
        return;
    }
    let role = if pressed.is_some_and(|at| area.contains(at)) { Role::ButtonPressed } else { role };
    let style = look.style(role);
    fill(buf, area, style);
    let text = match (cap.is_empty(), look.plain && role == Role::ButtonMain) {
        (true, _) => words.to_owned(),
        (false, false) => format!("{cap} {words}"),
        (false, true) => format!("[{cap}] {words}"),
    };
    if area.height >= 3 && area.width >= 4 {
        frame(buf, area, style, role == Role::ButtonMain || role == Role::ButtonPressed);
        let middle = Rect::new(area.x + 1, area.y + area.height / 2, area.width - 2, 1);
        centred(buf, middle, &text, style);
    } else {
        centred(buf, Rect { height: 1, ..area }, &text, style);
    }
}

/// A large button with a second line that explains the first.
#[allow(clippy::too_many_arguments)] // a tile is these things; a struct would only rename them
pub fn tile(
    buf: &mut Buffer,
    area: Rect,
    words: &str,
    explanation: &str,
    cap: &str,
    pressed: Option<Position>,
    role: Role,
    look: &Look,
) {
    let area = area.intersection(buf.area);
    if area.width == 0 || area.height == 0 {
        return;
    }
    let is_pressed = pressed.is_some_and(|at| area.contains(at));
    let role = if is_pressed { Role::ButtonPressed } else { role };
    let style = look.style(role);
    fill(buf, area, style);
    let framed = area.height >= 3 && area.width >= 6;
    if framed {
        frame(buf, area, style, role == Role::ButtonMain || is_pressed);
    }
    let inset = u16::from(framed);
    let inner = Rect::new(
        area.x + 1 + inset,
        area.y + inset,
        area.width.saturating_sub(2 + 2 * inset),
        area.height - 2 * inset,
    );
    let lines = 1 + u16::from(!explanation.is_empty());
    let first = inner.height.saturating_sub(lines) / 2;
    let line = |row: u16| Rect { y: inner.y + row, height: u16::from(row < inner.height), ..inner };
    let used = label(buf, line(first), &format!("{cap}  "), style);
    let at = |row: u16| {
        let line = line(row);
        Rect { x: line.x + used, width: line.width.saturating_sub(used), ..line }
    };
    label(buf, at(first), words, style);
    if !explanation.is_empty() && inner.height > first + 1 {
        label(
            buf,
            at(first + 1),
            explanation,
            style.remove_modifier(ratatui::style::Modifier::BOLD),
        );
    }
}

fn fill(buf: &mut Buffer, area: Rect, style: ratatui::style::Style) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Fills the rectangle and draws a frame around it, a heavy one where it matters.
pub fn frame(buf: &mut Buffer, area: Rect, style: ratatui::style::Style, heavy: bool) {
    use ratatui::{
        symbols::border,
        widgets::{Block, Borders, Widget},
    };
    let set = if heavy { border::THICK } else { border::PLAIN };
    Block::new()
        .borders(Borders::ALL)
        .border_set(set)
        .border_style(style)
        .style(style)
        .render(area, buf);
}
