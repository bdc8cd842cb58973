//! The idle lock of the desk (row D9): covers everything until the member gives a code.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::{Clear, Widget as _},
};

use super::{Over, OverMsg};
use crate::{
    app::{
        apply::root,
        desk,
        effect::{DeskReply, Effect, EffectId, Reply, Request},
        input::Key,
        look::Look,
        model::Model,
        screens::desk::code::CodeEntry,
        shared::Shared,
        theme::Role,
    },
    text::phrases::deskentry as words,
};

/// Covers the screen, when somebody is signed in.
pub(in crate::app) fn begin(model: &mut Model) {
    let locked = matches!(model.over, Some(Over::Lock(_)));
    let login = model.shared.staff().map(|staff| staff.login.clone());
    if let Some(login) = login
        && !locked
    {
        let given = desk::demonstration_code(&mut model.shared, login.as_str());
        model.over = Some(Over::Lock(CodeEntry::new(given)));
    }
}

/// Letters are the code's; Enter hands it in; Esc does nothing, because there is nowhere to go.
#[must_use]
pub(super) fn key(key: Key) -> Option<OverMsg> {
    match key {
        Key::Enter => Some(OverMsg::Confirm),
        Key::Backspace => Some(OverMsg::Erased),
        key => CodeEntry::typed(key).map(OverMsg::Typed),
    }
}

/// Hands the code in. What the demonstration filled in when the screen was covered may be long
/// stale by now: then it fills in another.
pub(super) fn confirm(model: &mut Model, effects: &mut Vec<Effect>) {
    if let (Some(Over::Lock(entry)), Some(given)) = (&model.over, &model.shared.given)
        && entry.holds(given)
        && let Some(staff) = model.shared.staff().map(|staff| staff.login.clone())
        && let Some(code) = desk::demonstration_code_now(&mut model.shared, staff.as_str())
        && let Some(Over::Lock(entry)) = &mut model.over
    {
        entry.replace(code);
    }
    let Some(Over::Lock(entry)) = &mut model.over else { return };
    let next = &mut model.next;
    let attempt = || {
        next.0 += 1;
        next.0
    };
    if let Some(call) = entry.call(attempt) {
        let effect = root(model, Request::Desk(call));
        if let Some(Over::Lock(entry)) = &mut model.over {
            entry.asked = Some(effect.id);
        }
        effects.push(effect);
    }
}

/// The code was right: the screen is there again, as it was.
pub(super) fn replied(model: &mut Model, id: EffectId, reply: Reply) {
    let Some(Over::Lock(entry)) = &mut model.over else { return };
    if entry.asked != Some(id) {
        return;
    }
    let Reply::Desk(reply) = reply else { return };
    let DeskReply::Confirmed(answer) = *reply else { return };
    if let Some(staff) = entry.answered(answer) {
        model.shared.visit.staff = Some(staff);
        model.over = None;
        return;
    }
    // The demonstration's code has gone stale: it makes another.
    let login = model.shared.staff().map(|staff| staff.login.clone());
    let given = login.and_then(|it| desk::demonstration_code(&mut model.shared, it.as_str()));
    if let (Some(code), Some(Over::Lock(entry))) = (given, &mut model.over) {
        entry.fill(code);
    }
}

/// Draws it over an empty screen: nothing of what was shown is left.
pub(super) fn draw(
    entry: &CodeEntry,
    shared: &Shared,
    look: &Look,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = screen.intersection(buf.area);
    Clear.render(area, buf);
    buf.set_style(area, look.style(Role::Text));
    let name = shared.staff().map(|staff| staff.name.clone()).unwrap_or_default();
    let keys = format!("Enter {}", look.say(&words::confirm_now()));
    entry.draw((&words::locked(), &words::locked_words(name)), &keys, look, screen, buf)
}
