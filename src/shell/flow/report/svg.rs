//! A screen as an SVG picture.
//!
//! Every run of one style is one `<text>` of a fixed length, so that the columns stand whatever
//! font is there; backgrounds and half blocks are rectangles, which no font can leave gaps between.

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

use super::escape;
use crate::shell::flow::style::colour;

/// A cell's width and height in the picture's units.
const CELL: (u16, u16) = (8, 17);
/// Where a row's letters stand, from its top.
const BASE: u16 = 13;

/// Draws a screen.
pub(super) fn draw(screen: &Buffer) -> String {
    let (width, height) = (screen.area.width * CELL.0, screen.area.height * CELL.1);
    let ground = screen.cell((0, 0)).map_or(Color::Black, paper);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"monospace\" font-size=\"13\" xml:space=\"preserve\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        hex(ground)
    );
    for row in screen.area.rows() {
        let cells: Vec<&Cell> = row.positions().filter_map(|at| screen.cell(at)).collect();
        let y = (row.y - screen.area.y) * CELL.1;
        let mut x = 0;
        for run in cells.chunk_by(|a, b| same(a, b)) {
            let wide = CELL.0 * u16::try_from(run.len()).unwrap_or(0);
            if let Some(first) = run.first() {
                if paper(first) != ground {
                    svg.push_str(&rectangle((x, y), (wide, CELL.1), paper(first)));
                }
                write(&mut svg, run, (x, y), wide);
            }
            x += wide;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn same(a: &Cell, b: &Cell) -> bool {
    let half = half(a).is_some() || half(b).is_some();
    !half && a.fg == b.fg && a.bg == b.bg && a.modifier == b.modifier
}

fn write(svg: &mut String, run: &[&Cell], (x, y): (u16, u16), wide: u16) {
    let Some(first) = run.first() else { return };
    if let Some((down, tall)) = half(first) {
        svg.push_str(&rectangle((x, y + down), (wide, tall), ink(first)));
        return;
    }
    let text: String = run.iter().map(|cell| cell.symbol()).collect();
    if text.trim().is_empty() {
        return;
    }
    let has = |modifier| first.modifier.contains(modifier);
    let bold = if has(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if has(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    svg.push_str(&format!(
        "<text x=\"{x}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{}\"{bold}{line}>{}</text>\n",
        y + BASE,
        hex(ink(first)),
        escape(&text)
    ));
}

/// The part of the cell that a block fills: from where, how tall.
fn half(cell: &Cell) -> Option<(u16, u16)> {
    let upper = CELL.1 / 2;
    match cell.symbol() {
        "▀" => Some((0, upper)),
        "▄" => Some((upper, CELL.1 - upper)),
        "█" => Some((0, CELL.1)),
        _ => None,
    }
}

fn rectangle((x, y): (u16, u16), (width, height): (u16, u16), fill: Color) -> String {
    let fill = hex(fill);
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>\n")
}

fn ink(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.bg } else { cell.fg }
}

fn paper(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.fg } else { cell.bg }
}

fn hex(of: Color) -> String {
    match of {
        Color::Reset => "#000".to_owned(),
        other => colour(other),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_run_is_one_text_and_a_half_block_a_rectangle() {
        let mut screen = Buffer::with_lines(["a<b ▀"]);
        let style = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(0, 0, 0));
        screen.set_style(screen.area, style);
        let svg = draw(&screen);
        assert_eq!(svg.matches("<text").count(), 1);
        assert!(svg.contains("textLength=\"32\""), "{svg}");
        assert!(svg.contains(">a&lt;b </text>"), "{svg}");
        assert!(svg.contains("<rect x=\"32\" y=\"0\" width=\"8\" height=\"8\" fill=\"#010203\"/>"));
    }
}
