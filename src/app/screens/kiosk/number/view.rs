//! How the entry looks: twelve cells, what they say, the keypad.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{LENGTH, NumberEntry};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{centred, draw_keypad, frame},
    },
    domain::{Number, NumberFault},
    text::{
        Phrase,
        phrases::{entry as words, number as judged},
        wrap,
    },
};

/// The entry's places.
pub(super) struct Layout {
    title: Rect,
    cells: Vec<Rect>,
    /// Two lines: what the digits say, and its code or note.
    line: Rect,
    pub(super) keypad: Rect,
}

/// Everything in the middle; cells in two groups of six.
///
/// ```text
///              title
/// ┌─┐┌─┐┌─┐┌─┐┌─┐┌─┐   ┌─┐┌─┐┌─┐┌─┐┌─┐┌─┐
/// └─┘└─┘└─┘└─┘└─┘└─┘   └─┘└─┘└─┘└─┘└─┘└─┘
///           what they say
///          ┌ 1 ┐┌ 2 ┐┌ 3 ┐
///               …
/// ```
pub(super) fn lay_out(area: Rect) -> Layout {
    let tall = area.height >= 18;
    let (cell, keys) = if tall { (3, 12) } else { (1, area.height.saturating_sub(4).min(12)) };
    // Free rows come with the height: around the cells first, then above everything.
    let spare = area.height.saturating_sub(1 + cell + 2 + keys);
    let [over_cells, over_keys, over_line] =
        [1, 2, 3].map(|nth| u16::from(spare >= nth) + u16::from(spare >= nth + 8));
    let over_all = spare.saturating_sub(over_cells + over_keys + over_line) / 2;
    let title = Rect { y: area.y + over_all, height: 1, ..area };
    let cells_y = title.bottom() + over_cells;
    let cells = cells(Rect { y: cells_y, height: cell, ..area }, area);
    let line_y = cells_y + cell + over_line;
    let line_width = area.width.min(72);
    let line =
        Rect { x: area.x + (area.width - line_width) / 2, y: line_y, width: line_width, height: 2 };
    let pad_y = line.bottom() + over_keys;
    let keypad = Rect { y: pad_y, height: keys, ..area };
    Layout {
        title: title.intersection(area),
        cells,
        line: line.intersection(area),
        keypad: keypad.intersection(area),
    }
}

fn cells(row: Rect, area: Rect) -> Vec<Rect> {
    let (gap, between) = if area.width >= 66 { (0, 3) } else { (0, 2) };
    let width = (row.width.saturating_sub(between + 10 * gap) / 12).clamp(1, 5);
    let all = 12 * width + between;
    let left = row.x + row.width.saturating_sub(all) / 2;
    (0..12_u16)
        .map(|nth| {
            let x = left + nth * (width + gap) + if nth >= 6 { between } else { 0 };
            Rect { x, width, ..row }.intersection(area)
        })
        .collect()
}

/// Draws it; the text cursor stands in the next cell.
pub(super) fn draw(
    entry: &NumberEntry,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let layout = lay_out(area);
    centred(buf, layout.title, &look.say(&words::question()), look.style(Role::Title));
    let typed = &shared.visit.typed;
    let mut digits = typed.reveal().chars();
    let mut cursor = None;
    for (place, cell) in layout.cells.iter().enumerate() {
        let digit = digits.next();
        let is_next = place == typed.len();
        let is_readable = entry.open || entry.fresh.iter().any(|(_, fresh)| *fresh == place);
        let shown = match digit {
            Some(digit) if is_readable => digit.to_string(),
            Some(_) => "•".to_owned(),
            None if cell.height == 1 => "_".to_owned(),
            None => String::new(),
        };
        let style = look.style(if is_next { Role::Selected } else { Role::Field });
        buf.set_style(cell.intersection(buf.area), style);
        if cell.height == 3 && cell.width >= 3 {
            frame(buf, *cell, style, is_next);
        }
        let middle = Rect { y: cell.y + cell.height / 2, height: cell.height.min(1), ..*cell };
        centred(buf, middle, &shown, style);
        if is_next {
            cursor = Some(Position::new(middle.x + middle.width / 2, middle.y));
        }
    }
    for (row, (words, role)) in lines(entry, shared, look).into_iter().enumerate() {
        let at = Rect { y: layout.line.y + row as u16, height: 1, ..layout.line };
        centred(buf, at.intersection(layout.line), &words, look.style(role));
    }
    draw_keypad(buf, layout.keypad, &look.say(&words::clear()), shared.pressed, look);
    cursor
}

/// What the digits say, in at most two lines.
fn lines(entry: &NumberEntry, shared: &Shared, look: &Look) -> Vec<(String, Role)> {
    let typed = &shared.visit.typed;
    if let Some(fault) = entry.refused {
        return vec![said(&judged::fault(fault), Role::Bad, look), code(fault)];
    }
    match Number::parse(typed.reveal()) {
        Ok(number) => fits(&number, entry.open, look),
        Err(NumberFault::Length(_)) => {
            let left = LENGTH.saturating_sub(typed.len());
            let words = if typed.is_empty() { words::hint() } else { words::left(left) };
            vec![said(&words, Role::Muted, look)]
        }
        Err(fault) => vec![said(&judged::fault(fault), Role::Bad, look), code(fault)],
    }
}

fn said(phrase: &Phrase, role: Role, look: &Look) -> (String, Role) {
    let mark = match role {
        Role::Good => "✓ ",
        Role::Bad => "✗ ",
        _ => "",
    };
    (format!("{mark}{}", look.say(phrase)), role)
}

/// The fault's code, for a call to support.
fn code(fault: NumberFault) -> (String, Role) {
    let code = match fault {
        NumberFault::Length(_) => "length",
        NumberFault::NotDigits => "not-digits",
        NumberFault::AllZeros => "all-zeros",
        NumberFault::Kind => "kind",
        NumberFault::CheckDigit => "check-digit",
    };
    (format!("NUMBER {code}"), Role::Muted)
}

fn fits(number: &Number, open: bool, look: &Look) -> Vec<(String, Role)> {
    let mut lines = vec![said(&judged::fits(number), Role::Good, look)];
    if let Some(note) = number.notes().first() {
        let words = look.say(&judged::note(*note));
        let mut parts = wrap(&words, 72).into_iter();
        let mut part = || parts.next().and_then(|range| words.get(range)).unwrap_or_default();
        let (one, two) = (part().to_owned(), part().to_owned());
        if two.is_empty() {
            lines.push((one, Role::Warning));
        } else {
            // The note needs both lines; that the number fits is said by the mark.
            lines = vec![(format!("✓ {one}"), Role::Warning), (two, Role::Warning)];
        }
    } else if let (true, Number::Iin(iin)) = (open, number) {
        // Half of the number is the birth date: it is said only while the digits are shown.
        if let Some(date) = iin.birth_date() {
            let date = date.format("%d.%m.%Y").to_string();
            lines.push(said(&words::born(date.into()), Role::Muted, look));
        }
    }
    lines
}
