//! The demonstration's people (row F10): choose a story, and the journey's fields fill themselves.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Over, OverMsg};
use crate::{
    app::{
        input::Key,
        look::Look,
        model::Model,
        shared::Shared,
        theme::Role,
        widgets::{dialog, label, paragraph},
    },
    text::phrases::over,
};

/// Shows the list, or hides it.
pub(in crate::app) fn toggle(model: &mut Model) {
    model.over = match &model.over {
        None => Some(Over::People(model.shared.visit.person.unwrap_or(0))),
        Some(Over::People(_)) => None,
        other => other.clone(),
    };
}

/// Takes a person: the screens fill their fields from it.
pub(in crate::app) fn choose(model: &mut Model, place: usize) {
    if place < model.shared.facts.people.len() {
        model.shared.visit.person = Some(place);
    }
    model.over = None;
}

/// Arrows move, Enter or the digit chooses, Esc closes.
#[must_use]
pub fn key(shared: &Shared, cursor: usize, key: Key) -> Option<OverMsg> {
    let last = shared.facts.people.len().checked_sub(1)?;
    match key {
        Key::Up => Some(OverMsg::Point(cursor.saturating_sub(1))),
        Key::Down => Some(OverMsg::Point((cursor + 1).min(last))),
        Key::Enter => Some(OverMsg::Choose(cursor)),
        Key::Esc => Some(OverMsg::Close),
        Key::Char(c) => {
            let place = c.to_digit(10)?.checked_sub(1)? as usize;
            (place <= last).then_some(OverMsg::Choose(place))
        }
        _ => None,
    }
}

/// Rows above the first person: the words and a gap.
const HEAD: u16 = 3;

fn size(shared: &Shared) -> (u16, u16) {
    let rows = u16::try_from(shared.facts.people.len()).unwrap_or(u16::MAX);
    (76.min(shared.size.width), (rows + 6).min(shared.size.height))
}

fn inside(shared: &Shared, screen: Rect) -> Rect {
    let (width, height) = size(shared);
    Rect::new(
        screen.x + (screen.width - width) / 2 + 2,
        screen.y + (screen.height - height) / 2 + 1,
        width.saturating_sub(4),
        height.saturating_sub(2),
    )
}

/// A line a person.
#[must_use]
pub fn targets(shared: &Shared, screen: Rect) -> Vec<(Rect, OverMsg)> {
    let inside = inside(shared, screen);
    (inside.y + HEAD..inside.bottom())
        .zip(0..shared.facts.people.len())
        .map(|(y, place)| (Rect { y, height: 1, ..inside }, OverMsg::Choose(place)))
        .collect()
}

/// Draws the list.
pub fn draw(cursor: usize, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    let inside = dialog(buf, screen, size(shared), &look.say(&over::people()), look);
    let at =
        |row: u16| Rect { y: inside.y + row, height: u16::from(row < inside.height), ..inside };
    let words = Rect { height: inside.height.min(2), ..inside };
    paragraph(buf, words, &look.say(&over::people_words()), look.style(Role::Muted));
    for (row, (place, person)) in (HEAD..inside.height).zip(shared.facts.people.iter().enumerate())
    {
        let line = at(row);
        let style = look.style(if place == cursor { Role::Selected } else { Role::Text });
        buf.set_style(line, style);
        let mark = if place == cursor { "▸" } else { " " };
        let name = format!("{mark} {}  {}", place + 1, person.name);
        label(buf, Rect { width: 30.min(line.width), ..line }, &name, style);
        let story = look.say(&crate::text::phrases::story(person.story.as_str()));
        let right = Rect { x: line.x + 31, width: line.width.saturating_sub(31), ..line };
        label(buf, right, &story, style);
    }
}
