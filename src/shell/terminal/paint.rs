//! From cells to bytes: only the cells that changed, only the attributes that changed.
//!
//! ```text
//! CSI ?2026 h   ESC [ row ; col H   CSI attributes m   text …   CSI ?2026 l
//! ```
//! Invariant: the only control bytes written are this file's own; a cell's text is never one
//! (every string from outside is a `SafeText`, and what is not printable here becomes `?`).

use std::io::Write as _;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
    style::{Color, Modifier},
};

use super::depth::Depth;

/// Remembers what the terminal shows.
#[derive(Debug)]
pub struct Painter {
    depth: Depth,
    shown: Option<Buffer>,
    cursor: Option<Position>,
}

impl Painter {
    /// A painter for a terminal whose content is not known.
    #[must_use]
    pub fn new(depth: Depth) -> Self {
        Self { depth, shown: None, cursor: None }
    }

    /// The terminal's content is not known any more (it was resized).
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// The bytes that turn what is shown into `frame`; none when nothing changed.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let whole = self.shown.as_ref().is_none_or(|shown| shown.area != frame.area);
        let mut bytes = Vec::new();
        if whole {
            // Attributes off, then clear: the ground is painted by the cells themselves.
            bytes.extend_from_slice(b"\x1b[?25l\x1b[0m\x1b[2J");
            self.cursor = None;
            self.shown = Some(Buffer::empty(frame.area));
        }
        if let Some(shown) = &mut self.shown {
            let changed = shown.diff(frame);
            if !changed.is_empty() {
                write_cells(&changed, self.depth, &mut bytes);
            }
            shown.clone_from(frame);
        }
        if bytes.is_empty() && self.cursor == cursor {
            return bytes;
        }
        let moved = !bytes.is_empty();
        match cursor {
            Some(at) => {
                let _ = write!(bytes, "\x1b[{};{}H", at.y + 1, at.x + 1);
                if self.cursor.is_none() {
                    bytes.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => bytes.extend_from_slice(b"\x1b[?25l"),
            None => {}
        }
        self.cursor = cursor;
        if moved {
            let mut synchronized = b"\x1b[?2026h".to_vec();
            synchronized.append(&mut bytes);
            synchronized.extend_from_slice(b"\x1b[?2026l");
            return synchronized;
        }
        bytes
    }
}

type Look = (Color, Color, Modifier);

fn write_cells(cells: &[(u16, u16, &Cell)], depth: Depth, bytes: &mut Vec<u8>) {
    let mut at: Option<(u16, u16)> = None;
    let mut look: Option<Look> = None;
    for (x, y, cell) in cells {
        if at != Some((*x, *y)) {
            let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
        }
        let wanted = (depth.reduce(cell.fg), depth.reduce(cell.bg), cell.modifier);
        if look != Some(wanted) {
            write_look(wanted, look, bytes);
            look = Some(wanted);
        }
        let symbol = cell.symbol();
        if symbol.chars().any(char::is_control) {
            bytes.push(b'?');
        } else {
            bytes.extend_from_slice(symbol.as_bytes());
        }
        let columns = unicode_width::UnicodeWidthStr::width(symbol).max(1);
        at = Some((x.saturating_add(u16::try_from(columns).unwrap_or(1)), *y));
    }
    bytes.extend_from_slice(b"\x1b[m");
}

const MODIFIERS: [(Modifier, &str); 5] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
];

/// One SGR sequence. An attribute that has to go takes a reset with it; otherwise only what differs
/// is written.
fn write_look(wanted: Look, before: Option<Look>, bytes: &mut Vec<u8>) {
    let (fg, bg, modifier) = wanted;
    let keeps = before.filter(|(_, _, old)| modifier.contains(*old));
    let mut codes: Vec<String> = Vec::new();
    if keeps.is_none() {
        codes.push("0".to_owned());
    }
    let (old_fg, old_bg, old_modifier) =
        keeps.unwrap_or((Color::Reset, Color::Reset, Modifier::empty()));
    for (flag, code) in MODIFIERS {
        if modifier.contains(flag) && !old_modifier.contains(flag) {
            codes.push(code.to_owned());
        }
    }
    if fg != old_fg {
        codes.push(colour_code(fg, 38));
    }
    if bg != old_bg {
        codes.push(colour_code(bg, 48));
    }
    let _ = write!(bytes, "\x1b[{}m", codes.join(";"));
}

/// SGR parameters of a colour; `base` is 38 for the text and 48 for the ground.
fn colour_code(colour: Color, base: u8) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("{base};2;{r};{g};{b}"),
        Color::Indexed(index @ 0..=7) => (base - 8 + index).to_string(),
        Color::Indexed(index @ 8..=15) => (base + 52 + index - 8).to_string(),
        Color::Indexed(index) => format!("{base};5;{index}"),
        _ => (base + 1).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    #[test]
    fn nothing_changed_writes_nothing() {
        let mut painter = Painter::new(Depth::True);
        let frame = Buffer::with_lines(["Әлем"]);
        assert!(!painter.paint(&frame, None).is_empty());
        assert!(painter.paint(&frame, None).is_empty());
    }

    #[test]
    fn one_changed_cell_is_one_run() {
        let mut painter = Painter::new(Depth::None);
        let mut frame = Buffer::empty(Rect::new(0, 0, 8, 1));
        painter.paint(&frame, None);
        frame.set_string(3, 0, "қ", Style::new());
        let bytes = painter.paint(&frame, None);
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            "\x1b[?2026h\x1b[1;4H\x1b[0mқ\x1b[m\x1b[?2026l"
        );
    }

    #[test]
    fn without_colours_no_colour_is_written() {
        let mut painter = Painter::new(Depth::None);
        let mut frame = Buffer::empty(Rect::new(0, 0, 8, 1));
        let style = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(9, 9, 9));
        frame.set_string(0, 0, "қазақша", style.add_modifier(Modifier::BOLD));
        let text = String::from_utf8_lossy(&painter.paint(&frame, None)).into_owned();
        assert!(!text.contains(";2;") && !text.contains("38") && !text.contains("39"), "{text:?}");
        assert!(text.contains("\x1b[0;1m"));
    }
}
