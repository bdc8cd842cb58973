//! A screen as a camera in front of it would see it: for telephones that read QR codes off it.

use ratatui::{buffer::Buffer, style::Color};

/// Pixels a module of a QR code is wide.
const SCALE: usize = 4;

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels a row.
    pub width: usize,
    /// Row by row: 0 is black, 255 white.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// Of this screen: every cell is an upper and a lower square in its own colours. Other signs
    /// than blocks are left out; a camera would see letters there.
    #[must_use]
    pub fn of(screen: &Buffer) -> Self {
        let (columns, rows) = (screen.area.width, screen.area.height);
        let width = usize::from(columns) * SCALE;
        let mut pixels = Vec::with_capacity(width * usize::from(rows) * 2 * SCALE);
        for row in screen.area.rows() {
            for upper in [true, false] {
                let line: Vec<u8> = row
                    .positions()
                    .filter_map(|at| screen.cell(at))
                    .flat_map(|cell| {
                        let drawn = match cell.symbol() {
                            "█" => true,
                            "▀" => upper,
                            "▄" => !upper,
                            _ => false,
                        };
                        [shade(if drawn { cell.fg } else { cell.bg }); SCALE]
                    })
                    .collect();
                for _ in 0..SCALE {
                    pixels.extend_from_slice(&line);
                }
            }
        }
        Self { width, pixels }
    }
}

/// How light a colour is. The terminal's own colours count as dark.
fn shade(colour: Color) -> u8 {
    match colour {
        Color::Rgb(r, g, b) => {
            u8::try_from((u16::from(r) + u16::from(g) + u16::from(b)) / 3).unwrap_or(u8::MAX)
        }
        _ => 0,
    }
}
