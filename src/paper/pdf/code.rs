//! A QR code (ISO/IEC 18004) as the squares that are printed dark.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around a code, as the standard asks.
pub(super) const QUIET: usize = 4;

/// A code's modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules a side, without the quiet zone.
    width: usize,
    /// Row by row; true is dark.
    dark: Vec<bool>,
}

impl Code {
    /// The code of a text. Level M: paper is folded and soiled. None when the text is too long.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Self { width: code.width(), dark })
    }

    /// Modules a side, the quiet zone included.
    pub(super) fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Dark stretches: column, row (the quiet zone counted) and length, in modules.
    pub(super) fn stretches(&self) -> Vec<(usize, usize, usize)> {
        let mut stretches = Vec::new();
        for (row, modules) in self.dark.chunks(self.width.max(1)).enumerate() {
            let mut column = 0;
            for stretch in modules.chunk_by(|one, other| one == other) {
                if stretch.first() == Some(&true) {
                    stretches.push((QUIET + column, QUIET + row, stretch.len()));
                }
                column += stretch.len();
            }
        }
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_reads_as_what_was_said() {
        let text = format!("KEZEKTE-RECEIPT:1:2026-000123:{}:{}", "0A".repeat(32), "F9".repeat(32));
        let code = Code::of(&text).unwrap();
        // Drawn as a page is: eight dots a module.
        let side = code.side() * 8;
        let mut dots = vec![255_u8; side * side];
        for (column, row, length) in code.stretches() {
            for y in row * 8..(row + 1) * 8 {
                dots[y * side + column * 8..y * side + (column + length) * 8].fill(0);
            }
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| dots[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, text);
    }
}
