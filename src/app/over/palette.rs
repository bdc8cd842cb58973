//! The palette (row D11): every command of the screen and of the root, found by a few letters of its
//! name in any of the three languages.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::OverMsg;
use crate::{
    app::{
        commands::commands,
        fuzzy,
        input::Key,
        keymap::Binding,
        look::Look,
        model::{Act, Model},
        theme::Role,
        widgets::{dialog, dialog_area, dialog_inside, flush, label},
    },
    domain::Language,
    text::{Phrase, Texts, phrases::desk},
};

/// Longest query that is taken, in characters.
const LONGEST: usize = 60;
/// Columns and rows of the box.
const SIZE: (u16, u16) = (64, 18);

/// What was typed, and which of what was found is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    query: String,
    cursor: usize,
}

/// The commands that fit the query, the best first; of equals, the order of the table. Motions of a
/// cursor are keys, not commands.
#[must_use]
pub fn found(model: &Model, query: &str) -> Vec<Binding<Act>> {
    let opens_it = |it: &Binding<Act>| it.msg == Act::ShowPalette;
    let mut all: Vec<_> = commands(model)
        .into_iter()
        .filter(|it| !it.keys.first().is_some_and(|key| moves(*key)) && !opens_it(it))
        .filter_map(|it| Some((score(&it, query)?, it)))
        .collect();
    all.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    all.into_iter().map(|(_, it)| it).collect()
}

fn moves(key: Key) -> bool {
    matches!(
        key,
        Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::PageUp
            | Key::PageDown
            | Key::Home
            | Key::End
            | Key::Tab
            | Key::BackTab
            | Key::Backspace
            | Key::Char('0'..='9')
    )
}

fn score(binding: &Binding<Act>, query: &str) -> Option<u32> {
    let best = |phrase: &Phrase| {
        let words = |language| Texts::embedded().say(language, phrase);
        Language::ALL.into_iter().filter_map(|it| fuzzy::score(query, &words(it))).max()
    };
    best(&binding.label).max(binding.also.as_ref().and_then(best))
}

/// What a key means here.
#[must_use]
pub(super) fn act(model: &Model, palette: &Palette, key: Key) -> Option<Act> {
    let place = |forth: bool| {
        let last = found(model, &palette.query).len().saturating_sub(1);
        let to = if forth { palette.cursor + 1 } else { palette.cursor.saturating_sub(1) };
        Act::Over(OverMsg::Point(to.min(last)))
    };
    match key {
        Key::Esc => Some(Act::Over(OverMsg::Close)),
        Key::Up => Some(place(false)),
        Key::Down | Key::Tab => Some(place(true)),
        Key::Enter => {
            let chosen = found(model, &palette.query).into_iter().nth(palette.cursor)?;
            Some(Act::Command(Box::new(chosen.msg)))
        }
        Key::Backspace => Some(Act::Over(OverMsg::Erased)),
        Key::Char(c) => Some(Act::Over(OverMsg::Typed(crate::domain::Secret::new("typed", c)))),
        _ => None,
    }
}

/// A letter of the query.
pub(super) fn write(palette: &mut Palette, letters: &str) {
    let room = LONGEST.saturating_sub(palette.query.chars().count());
    palette.query.extend(letters.chars().take(room));
    palette.cursor = 0;
}

/// The last letter goes.
pub(super) fn erase(palette: &mut Palette) {
    palette.query.pop();
    palette.cursor = 0;
}

/// The cursor goes there.
pub(super) fn point(palette: &mut Palette, place: usize) {
    palette.cursor = place;
}

/// The line of the query, and the lines of what was found.
fn lay_out(screen: Rect) -> (Rect, Vec<Rect>) {
    let inside = dialog_inside(dialog_area(screen, SIZE));
    let query = Rect { height: inside.height.min(1), ..inside };
    let rows = inside.y.saturating_add(2)..inside.bottom();
    (query, rows.map(|y| Rect { y, height: 1, ..inside }).collect())
}

/// The first row that is shown, so that the chosen one is among them.
fn top(palette: &Palette, rows: usize) -> usize {
    palette.cursor.saturating_sub(rows.saturating_sub(1))
}

/// What stands where.
#[must_use]
pub(super) fn target(model: &Model, palette: &Palette, screen: Rect, at: Position) -> Option<Act> {
    let (_, rows) = lay_out(screen);
    let row = rows.iter().position(|row| row.contains(at))?;
    let place = top(palette, rows.len()) + row;
    let chosen = found(model, &palette.query).into_iter().nth(place)?;
    Some(Act::Command(Box::new(chosen.msg)))
}

/// Draws it.
///
/// ```text
/// ╭ Commands ────────────────╮
/// │ : restore▏               │
/// │                          │
/// │ ▸ restore access       u │
/// │   …                      │
/// ╰──────────────────────────╯
/// ```
pub(super) fn draw(
    model: &Model,
    palette: &Palette,
    look: &Look,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    dialog(buf, screen, SIZE, &look.say(&desk::commands_title()), look);
    let (line, rows) = lay_out(screen);
    let used = label(buf, line, &format!(": {}", palette.query), look.style(Role::Text));
    let all = found(model, &palette.query);
    if all.is_empty() {
        let first = rows.first().copied().unwrap_or_default();
        label(buf, first, &look.say(&desk::nothing_found()), look.style(Role::Muted));
    }
    let from = top(palette, rows.len());
    for ((place, binding), row) in all.iter().enumerate().skip(from).zip(&rows) {
        let chosen = place == palette.cursor;
        let style = look.style(if chosen { Role::Selected } else { Role::Text });
        buf.set_style(row.intersection(buf.area), style);
        let mark = if chosen { "▸ " } else { "  " };
        let cap = binding.keys.first().map(|key| key.cap()).unwrap_or_default();
        flush(buf, Rect { width: row.width.saturating_sub(1), ..*row }, &cap, style);
        let room = Rect { width: row.width.saturating_sub(9), ..*row };
        label(buf, room, &format!("{mark}{}", look.say(&binding.label)), style);
    }
    Some(Position::new((line.x + used).min(line.right().saturating_sub(1)), line.y))
}
