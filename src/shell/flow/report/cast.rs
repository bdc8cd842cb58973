//! asciicast v2: the screens of every flow one after the other, to be played in a terminal.
//!
//! A header line, then a line an event: seconds, `o`, what the terminal is sent. The screen is the
//! largest any flow had; a step takes a second.

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use serde_json::json;

use super::name;
use crate::shell::flow::Played;

pub(super) fn write(run: &[Played]) -> String {
    let frames = || run.iter().flat_map(|played| &played.frames);
    let width = frames().map(|frame| frame.screen.area.width).max().unwrap_or(80);
    let height = frames().map(|frame| frame.screen.area.height).max().unwrap_or(24);
    let header = json!({ "version": 2, "width": width, "height": height, "title": "kezekte" });
    let mut cast = format!("{header}\n");
    let mut seconds = 0_u32;
    for played in run {
        for frame in &played.frames {
            let marker = format!("{}: {}", name(played), frame.step);
            cast.push_str(&format!("{}\n", json!([f64::from(seconds), "m", marker])));
            let sent = paint(&frame.screen);
            cast.push_str(&format!("{}\n", json!([f64::from(seconds), "o", sent])));
            seconds += 1;
        }
    }
    cast
}

/// The whole screen from a clear one.
fn paint(screen: &Buffer) -> String {
    let mut sent = "\u{1b}[0m\u{1b}[2J".to_owned();
    for (row, place) in screen.area.rows().zip(1..) {
        sent.push_str(&format!("\u{1b}[{place};1H"));
        let cells: Vec<&Cell> = row.positions().filter_map(|at| screen.cell(at)).collect();
        let same = |a: &&Cell, b: &&Cell| (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier);
        for run in cells.chunk_by(same) {
            if let Some(first) = run.first() {
                sent.push_str(&style(first));
            }
            sent.extend(run.iter().map(|cell| cell.symbol()));
        }
    }
    sent
}

/// Select graphic rendition (ECMA-48, 8.3.117), from nothing.
fn style(cell: &Cell) -> String {
    let mut codes = vec!["0".to_owned()];
    for (modifier, code) in
        [(Modifier::BOLD, "1"), (Modifier::UNDERLINED, "4"), (Modifier::REVERSED, "7")]
    {
        if cell.modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    for (colour, plane) in [(cell.fg, 38), (cell.bg, 48)] {
        if let Color::Rgb(r, g, b) = colour {
            codes.push(format!("{plane};2;{r};{g};{b}"));
        }
    }
    format!("\u{1b}[{}m", codes.join(";"))
}
