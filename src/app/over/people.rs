//! The demonstration's people (row F10): choose a story, and the journey's fields fill themselves.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Over, OverMsg};
use crate::{
    app::{
        apply::{tell, wipe},
        chrome::desk::role_name,
        desk::is_writing,
        effect::Effect,
        input::Key,
        look::Look,
        model::Model,
        screens::{AnyMsg, AnyScreen, desk::sign_in},
        shared::{Console, Shared, Visit},
        theme::Role,
        widgets::{button, dialog, dialog_area, dialog_inside, label},
    },
    domain::SafeText,
    text::{
        Phrase,
        phrases::{desk, over, story},
    },
};

/// Who is offered here: the kiosk's citizens or the desk's staff.
fn count(shared: &Shared) -> usize {
    match shared.facts.console {
        Console::Kiosk => shared.facts.people.len(),
        Console::Desk => shared.facts.staff.len(),
    }
}

/// Name, and what there is to say of them.
fn offered(shared: &Shared) -> Vec<(&SafeText, Phrase)> {
    let facts = &shared.facts;
    match facts.console {
        Console::Kiosk => {
            facts.people.iter().map(|it| (&it.name, story(it.story.as_str()))).collect()
        }
        Console::Desk => facts.staff.iter().map(|it| (&it.name, role_name(it.role))).collect(),
    }
}

/// Shows the list, or hides it.
pub(in crate::app) fn toggle(model: &mut Model) {
    model.over = match &model.over {
        None => Some(Over::People(model.shared.visit.person.unwrap_or(0))),
        Some(Over::People(_)) => None,
        other => other.clone(),
    };
}

/// Takes a person: the screens fill their fields from it. At the desk another member than the one
/// who is signed in takes over at once; not while something is being changed at the portal.
pub(in crate::app) fn choose(model: &mut Model, place: usize, effects: &mut Vec<Effect>) {
    model.over = None;
    if place >= count(&model.shared) {
        return;
    }
    let shared = &model.shared;
    let chosen = shared.facts.staff.get(place).map(|member| &member.login);
    match (shared.facts.console, shared.staff()) {
        (Console::Desk, Some(staff)) if Some(&staff.login) == chosen => {}
        (Console::Desk, Some(_)) if is_writing(model) => {}
        (Console::Desk, Some(_)) => {
            wipe(model, effects);
            model.shared.visit.person = Some(place);
            tell(model, AnyMsg::DeskSignIn(sign_in::Msg::ByItself), effects);
        }
        // Somebody else stands at the first screen: nothing of the one before is theirs, no tick either.
        (Console::Kiosk, _) if is_anothers(model, place) => {
            wipe(model, effects);
            model.shared.visit.person = Some(place);
        }
        _ => model.shared.visit.person = Some(place),
    }
}

/// True when the first screen is up and the visit holds something of a person other than this one.
fn is_anothers(model: &Model, place: usize) -> bool {
    let visit = &model.shared.visit;
    let rest = Visit { person: None, ..visit.clone() };
    matches!(model.screen, AnyScreen::Home(_))
        && visit.person.is_some_and(|person| person != place)
        && rest.is_personal()
}

/// Arrows move, Enter or the digit chooses, Esc closes.
#[must_use]
pub fn key(shared: &Shared, cursor: usize, key: Key) -> Option<OverMsg> {
    let last = count(shared).checked_sub(1)?;
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
const HEAD: u16 = 2;

/// Rows below the last person: a gap and the way back.
const FOOT: u16 = 2;

fn size(shared: &Shared) -> (u16, u16) {
    let rows = u16::try_from(count(shared)).unwrap_or(u16::MAX);
    (76.min(shared.size.width), (rows + HEAD + FOOT + 2).min(shared.size.height))
}

/// The first person who is shown, the rows of the people, and the way back below them. Where not
/// everybody has a row, the list follows the cursor.
///
/// ```text
/// what choosing does
///
/// ▸ 1  name      story
///   2  name      story
///
///        [ Esc Back ]
/// ```
fn lay_out(shared: &Shared, cursor: usize, screen: Rect) -> (usize, Vec<Rect>, Rect) {
    let inside = dialog_inside(dialog_area(screen, size(shared)));
    let last = inside.bottom().saturating_sub(FOOT);
    let rows: Vec<_> = (inside.y + HEAD..last.max(inside.y + HEAD))
        .take(count(shared))
        .map(|y| Rect { y, height: 1, ..inside })
        .collect();
    let first = (cursor + 1).saturating_sub(rows.len());
    let width = 18.min(inside.width);
    let x = inside.x + (inside.width - width) / 2;
    (first, rows, Rect { x, width, y: inside.bottom().saturating_sub(1), height: 1 })
}

/// A line a person; the way back, and everything outside of the box, closes it.
#[must_use]
pub fn targets(shared: &Shared, cursor: usize, screen: Rect) -> Vec<(Rect, OverMsg)> {
    let (first, rows, back) = lay_out(shared, cursor, screen);
    let area = dialog_area(screen, size(shared));
    let outside = [
        Rect { height: area.y.saturating_sub(screen.y), ..screen },
        Rect { y: area.bottom(), height: screen.bottom().saturating_sub(area.bottom()), ..screen },
        Rect { width: area.x.saturating_sub(screen.x), ..screen },
        Rect { x: area.right(), width: screen.right().saturating_sub(area.right()), ..screen },
    ];
    let mut targets: Vec<_> =
        rows.into_iter().zip(first..).map(|(row, place)| (row, OverMsg::Choose(place))).collect();
    targets.push((back, OverMsg::Close));
    targets.extend(outside.map(|rect| (rect, OverMsg::Close)));
    targets
}

/// Draws the list.
pub fn draw(cursor: usize, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    let inside = dialog(buf, screen, size(shared), &look.say(&over::people()), look);
    let (first, rows, back) = lay_out(shared, cursor, screen);
    let words = Rect { height: inside.height.min(1), ..inside };
    let what = match shared.facts.console {
        Console::Kiosk => over::people_words(),
        Console::Desk => desk::people_words(),
    };
    label(buf, words, &look.say(&what), look.style(Role::Muted));
    for ((place, (name, story)), line) in
        offered(shared).into_iter().enumerate().skip(first).zip(rows)
    {
        let style = look.style(if place == cursor { Role::Selected } else { Role::Text });
        buf.set_style(line.intersection(buf.area), style);
        let mark = if place == cursor { "▸" } else { " " };
        // Beyond the nine digits a line is reached by the arrows.
        let digit = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        let name = format!("{mark} {digit}  {name}");
        label(buf, Rect { width: 30.min(line.width), ..line }, &name, style);
        let story = look.say(&story);
        let right = Rect { x: line.x + 31, width: line.width.saturating_sub(31), ..line };
        label(buf, right, &story, style);
    }
    let words = look.say(&over::dismiss());
    button(buf, back, &words, "Esc", shared.pressed, Role::Button, look);
}
