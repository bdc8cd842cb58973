//! How signing in looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{DeskSignIn, Stage};
use crate::{
    app::{
        look::Look,
        theme::Role,
        widgets::{field, label, paragraph, qr, qr_area, trouble},
    },
    domain::Secret,
    text::{Phrase, phrases::deskentry as words},
};

/// Columns of what is asked.
const COLUMN: u16 = 60;
/// Columns that what is asked needs beside a QR code.
const BESIDE: u16 = 32;

/// Draws it; returns where the text cursor stands.
pub(super) fn draw(
    state: &DeskSignIn,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let cursor = match &state.stage {
        Stage::Login | Stage::Password => draw_password(state, look, middle(area), buf),
        Stage::Code(None) => draw_code(state, look, middle(area), buf),
        Stage::Code(Some(uri)) => draw_enrolment(state, uri, look, area, buf),
        Stage::Recovery(codes, _) => {
            draw_recovery(codes, look, middle(area), buf);
            None
        }
    };
    cursor.filter(|_| state.asked.is_none())
}

fn middle(area: Rect) -> Rect {
    let width = area.width.saturating_sub(4).min(COLUMN);
    let above = 2 + area.height.saturating_sub(22) / 3;
    let x = area.x + (area.width - width) / 2;
    Rect { x, width, y: area.y + above.min(area.height), height: area.height.saturating_sub(above) }
}

/// So many rows of the column, from this one on; none below its end.
fn rows(column: Rect, row: u16, rows: u16) -> Rect {
    let y = column.y.saturating_add(row).min(column.bottom());
    Rect { y, height: rows.min(column.bottom() - y), ..column }
}

/// ```text
/// Staff sign-in
///
/// ┌ Login ────────────┐
/// ┌ Password ─────────┐
/// ✗ what went wrong
/// ```
fn draw_password(
    state: &DeskSignIn,
    look: &Look,
    column: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    title(&words::title(), look, column, buf);
    let on_login = state.stage == Stage::Login;
    let name = look.say(&words::login());
    let first = field(buf, rows(column, 2, 3), &name, &state.login, on_login, look);
    let (name, hidden) = (look.say(&words::password()), "•".repeat(state.password.len()));
    let second = field(buf, rows(column, 5, 3), &name, &hidden, !on_login, look);
    below(state, &words::checking_password(), look, rows(column, 9, 5), buf);
    first.or(second)
}

fn draw_code(state: &DeskSignIn, look: &Look, column: Rect, buf: &mut Buffer) -> Option<Position> {
    title(&words::title(), look, column, buf);
    code_field(state, &words::code_words(), look, rows(column, 2, column.height), buf)
}

/// What to do, the field, what became of it.
fn code_field(
    state: &DeskSignIn,
    what: &Phrase,
    look: &Look,
    column: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let used = paragraph(buf, rows(column, 0, 6), &look.say(what), look.style(Role::Muted));
    let name = look.say(&words::code());
    let at = rows(column, used + 1, 3);
    let cursor = field(buf, at, &name, state.code.reveal(), true, look);
    below(state, &words::checking(), look, rows(column, used + 5, 6), buf);
    cursor
}

/// The QR code at the left where it fits, the same secret in letters beside it.
fn draw_enrolment(
    state: &DeskSignIn,
    uri: &Secret,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let left = Rect { width: area.width.saturating_sub(BESIDE + 3), ..area };
    let code = qr_area(left, uri.reveal());
    let column = match code {
        Some(code) => {
            let code = Rect { x: area.x + 1, ..code };
            qr(buf, code, uri.reveal());
            let x = code.right() + 2;
            Rect { x, width: area.right().saturating_sub(x + 1).min(COLUMN), ..area }
        }
        None => middle(area),
    };
    let used = title(&words::enrol(), look, rows(column, 1, 3), buf);
    let name = rows(column, used + 2, 1);
    let wide = label(buf, name, &look.say(&words::secret()), look.style(Role::Muted)) + 2;
    let secret =
        Rect { x: name.x + wide, width: name.width.saturating_sub(wide), height: 3, ..name };
    let taken = paragraph(buf, secret, &grouped(uri.reveal()), look.style(Role::Text)).max(1);
    let mut row = used + 3 + taken;
    if code.is_none() {
        let at = rows(column, row, 1);
        row += 1 + paragraph(buf, at, &look.say(&words::no_room()), look.style(Role::Muted));
    }
    code_field(state, &words::enrol_words(), look, rows(column, row, column.height), buf)
}

/// The secret of an `otpauth://` URI in groups of four, as it is typed by hand.
fn grouped(uri: &str) -> String {
    let after = uri.split(['?', '&']).find_map(|part| part.strip_prefix("secret="));
    let mut text = String::new();
    for (place, letter) in after.unwrap_or_default().chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(letter);
    }
    text
}

fn draw_recovery(codes: &[Secret], look: &Look, column: Rect, buf: &mut Buffer) {
    let used = title(&words::recovery(), look, column, buf);
    let words = look.say(&words::recovery_words());
    let mut row = used + 1;
    row += paragraph(buf, rows(column, row, 4), &words, look.style(Role::Text)) + 1;
    for (place, code) in codes.iter().enumerate() {
        let number = format!("{:>2}. ", place + 1);
        let at = rows(column, row, 1);
        let wide = label(buf, at, &number, look.style(Role::Muted));
        let beside = Rect { x: at.x + wide, width: at.width.saturating_sub(wide), ..at };
        label(buf, beside, code.reveal(), look.style(Role::Title));
        row += 1;
    }
}

fn title(words: &Phrase, look: &Look, column: Rect, buf: &mut Buffer) -> u16 {
    let at = rows(column, 0, 2);
    paragraph(buf, at, &look.say(words), look.style(Role::Title))
}

/// What is under way, or what went wrong.
fn below(state: &DeskSignIn, doing: &Phrase, look: &Look, area: Rect, buf: &mut Buffer) {
    if state.asked.is_some() {
        label(buf, area, &look.say(doing), look.style(Role::Muted));
    } else if let Some(it) = &state.trouble {
        trouble(buf, area, it, look);
    }
}
