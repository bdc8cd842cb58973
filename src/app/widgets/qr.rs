//! A QR code (ISO/IEC 18004) of half blocks: black on white whatever the theme, with its quiet
//! zone, so that a phone reads it off a dark terminal as well as off a light one.

use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
};

/// Light modules around the code, best first. The standard asks for four; phones read two.
const QUIET: [u16; 3] = [4, 3, 2];
/// Levels of error correction, best first: nothing soils a screen, so the quiet zone comes first.
const LEVELS: [EcLevel; 2] = [EcLevel::M, EcLevel::L];

/// A code laid out: its modules and how many light ones stand around it.
struct Laid {
    /// Row by row; true is dark.
    modules: Vec<bool>,
    /// Modules a side, without the quiet zone.
    width: u16,
    quiet: u16,
}

impl Laid {
    /// Its columns and rows: a cell holds two modules, one below the other.
    fn cells(&self) -> (u16, u16) {
        let side = self.width.saturating_add(2 * self.quiet);
        (side, side.div_ceil(2))
    }

    fn is_dark(&self, x: u16, y: u16) -> bool {
        let (x, y) = (x.wrapping_sub(self.quiet), y.wrapping_sub(self.quiet));
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        x < self.width && y < self.width && self.modules.get(at) == Some(&true)
    }
}

/// The best that fits into so many cells.
fn lay_out(text: &str, width: u16, height: u16) -> Option<Laid> {
    let codes = LEVELS.map(|level| QrCode::with_error_correction_level(text, level).ok());
    for quiet in QUIET {
        for code in codes.iter().flatten() {
            let side = u16::try_from(code.width()).ok()?;
            let laid = Laid { modules: Vec::new(), width: side, quiet };
            if laid.cells().0 <= width && laid.cells().1 <= height {
                let modules = code.to_colors().into_iter().map(|it| it == Module::Dark);
                return Some(Laid { modules: modules.collect(), ..laid });
            }
        }
    }
    None
}

/// Where a code of `text` would stand in the middle of the area; none when it does not fit. Text in
/// digits, upper-case letters and `$%*+-./:` makes the smallest codes.
#[must_use]
pub fn qr_area(area: Rect, text: &str) -> Option<Rect> {
    lay_out(text, area.width, area.height).map(|laid| middle(area, &laid))
}

fn middle(area: Rect, laid: &Laid) -> Rect {
    let (width, height) = laid.cells();
    Rect::new(
        area.x + area.width.saturating_sub(width) / 2,
        area.y + area.height.saturating_sub(height) / 2,
        width,
        height,
    )
}

/// Draws a code of `text` in the middle of the area. Answers false, and draws nothing, where it does
/// not fit: what it says must then stand beside it in words.
///
/// ```text
/// █████████████
/// ██ ▄▄▄ █▄▀ …     a cell is two modules, light ones are drawn:
/// ██ █ █ █▀▄       the code is right on a dark terminal even without colours
/// ```
pub fn qr(buf: &mut Buffer, area: Rect, text: &str) -> bool {
    let area = area.intersection(buf.area);
    let Some(laid) = lay_out(text, area.width, area.height) else { return false };
    draw(buf, middle(area, &laid), &laid);
    true
}

/// The same at the left of the area. Answers where it stands, so that words can stand beside it.
pub fn qr_left(buf: &mut Buffer, area: Rect, text: &str) -> Option<Rect> {
    let area = area.intersection(buf.area);
    let laid = lay_out(text, area.width, area.height)?;
    let at = Rect { x: area.x, ..middle(area, &laid) };
    draw(buf, at, &laid);
    Some(at)
}

fn draw(buf: &mut Buffer, at: Rect, laid: &Laid) {
    let style = Style::new().fg(Color::Rgb(255, 255, 255)).bg(Color::Rgb(0, 0, 0));
    for (row, y) in (0..at.height).zip(at.y..) {
        for (x, column) in (0..at.width).zip(at.x..) {
            // An odd side leaves half a row below the code: it stays light.
            let light = (!laid.is_dark(x, 2 * row), !laid.is_dark(x, 2 * row + 1));
            let symbol = match light {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => " ",
            };
            buf.set_string(column, y, symbol, style);
        }
    }
}
