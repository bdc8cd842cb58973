//! From sheets to PDF/A-2u: archival, every glyph with its character, the fonts embedded.

use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Configuration, Validator},
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
};

use super::{
    Sheets,
    sheet::{FOOTER, LEFT, Mark, PAPER, Style, WIDTH},
};
use crate::domain::Moment;

/// How light grey is; black is 0. Seven to one against white.
const GREY: u8 = 85;

/// The PDF's octets. `title` stands in its metadata, with `at` as its date: the receipt's own, so
/// that the same receipt is the same file whenever it is printed. `footer` stands at the bottom of
/// every sheet. None when the writer refuses.
pub(super) fn pdf(sheets: &Sheets, title: &str, at: Moment, footer: &str) -> Option<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::A2_U),
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    let metadata = Metadata::new().title(title.to_owned()).language("kk".to_owned());
    document.set_metadata(metadata.creator("kezekte".to_owned()).creation_date(date(at)?));
    let count = sheets.sheets().len();
    for (nth, marks) in sheets.sheets().iter().enumerate() {
        let mut page = document.start_page_with(PageSettings::from_wh(PAPER.0, PAPER.1)?);
        let mut surface = page.surface();
        for mark in marks {
            draw(sheets, &mut surface, mark)?;
        }
        let style = Style::grey(7.5);
        text(sheets, &mut surface, (LEFT, FOOTER), style, footer);
        let number = format!("{} / {count}", nth + 1);
        let right = LEFT + WIDTH - sheets.face(style).width(&number, style.size);
        text(sheets, &mut surface, (right, FOOTER), style, &number);
        surface.finish();
        page.finish();
    }
    document.finish().ok()
}

/// A moment as PDF writes it, in UTC.
fn date(at: Moment) -> Option<DateTime> {
    let text = at.rfc3339();
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next()?.parse::<u8>().ok();
    let date = DateTime::new(year).month(part()?).day(part()?);
    Some(date.hour(part()?).minute(part()?).second(part()?).utc_offset_hour(0))
}

fn draw(sheets: &Sheets, surface: &mut Surface<'_>, mark: &Mark) -> Option<()> {
    match mark {
        Mark::Text { x, y, style, text: line } => text(sheets, surface, (*x, *y), *style, line),
        Mark::Rule { y } => {
            let rule = Rect::from_xywh(LEFT, *y, WIDTH, 0.6)?;
            fill(surface, &path([rule])?, 170);
        }
        Mark::Code { x, y, side, code } => {
            let module = side / code.side() as f32;
            let place = |modules: usize| modules as f32 * module;
            let squares = code.stretches().into_iter().filter_map(|(column, row, length)| {
                Rect::from_xywh(x + place(column), y + place(row), place(length), module)
            });
            fill(surface, &path(squares)?, 0);
        }
    }
    Some(())
}

fn path(squares: impl IntoIterator<Item = Rect>) -> Option<Path> {
    let mut path = PathBuilder::new();
    for square in squares {
        path.push_rect(square);
    }
    path.finish()
}

fn fill(surface: &mut Surface<'_>, path: &Path, light: u8) {
    surface.set_fill(Some(ink(light)));
    surface.draw_path(path);
}

fn ink(light: u8) -> Fill {
    Fill {
        paint: luma::Color::new(light).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn text(sheets: &Sheets, surface: &mut Surface<'_>, (x, y): (f32, f32), style: Style, line: &str) {
    if line.is_empty() {
        return;
    }
    let face = sheets.face(style);
    surface.set_fill(Some(ink(if style.grey { GREY } else { 0 })));
    let from = Point::from_xy(x, y);
    surface.draw_glyphs(from, &face.glyphs(line), face.font(), line, style.size, false);
}
