//! What an input means here: the root's keys, then what lies over the screen, then the screen.

use ratatui::layout::Position;

use super::{
    chrome::{self, hits},
    commands::root_commands,
    input::{Input, Key},
    keymap,
    model::{Act, Model},
    over::{self, Over},
    screen::Screen as _,
    screens::{AnyScreen, with_screen},
    shared::Profile,
};

/// Finds the meaning of an input. Pure; changes nothing.
#[must_use]
pub fn resolve(model: &Model, input: Input) -> Option<Act> {
    match input {
        Input::Resize(size) => Some(Act::Resize(size)),
        _ if chrome::is_too_small(&model.shared) => quits(model, &input).then_some(Act::Quit),
        Input::Key(key) => Some(key_act(model, key).unwrap_or(Act::Stir)),
        Input::Press(at) => Some(Act::Press(at)),
        Input::Release(at) => Some(release(model, at)),
        Input::Wheel(at, down) => wheel(model, at, down),
        Input::Paste(text) if model.over.is_none() => {
            with_screen!(&model.screen, |screen, wrap| {
                screen.pasted(&model.shared, &text).map(wrap).map(Act::Screen)
            })
        }
        Input::Paste(text) => match &model.over {
            Some(Over::Lock(_)) => Some(Act::Over(over::OverMsg::Typed(text))),
            _ => None,
        },
    }
}

fn quits(model: &Model, input: &Input) -> bool {
    matches!(input, Input::Key(Key::Ctrl('q'))) && model.shared.facts.profile == Profile::Personal
}

/// The root's own keys work on every screen, and over whatever lies there: then only those that do
/// not put something else over it.
fn root_key(model: &Model, key: Key) -> Option<Act> {
    let found = keymap::find(root_commands(model), key)?;
    match (&model.over, &found) {
        (Some(_), Act::ShowPalette | Act::ShowHelp | Act::Lock) => None,
        (Some(Over::Lock(_)), Act::ShowPeople) => None,
        _ => Some(found),
    }
}

fn key_act(model: &Model, key: Key) -> Option<Act> {
    if let Some(act) = root_key(model, key) {
        return Some(act);
    }
    if let Some(over) = &model.over {
        return over::key(model, over, key);
    }
    // The footer says that Esc gives the wait up, so it does.
    if key == Key::Esc && model.shared.waits.as_ref().is_some_and(|wait| wait.gives_up) {
        return Some(Act::GiveUp);
    }
    with_screen!(&model.screen, |screen, wrap| {
        keymap::find(screen.bindings(&model.shared), key)
            .or_else(|| screen.typed(&model.shared, key))
            .map(wrap)
            .map(Act::Screen)
    })
}

/// What stands under a finger.
fn target(model: &Model, at: Position) -> Option<Act> {
    let around = chrome::lay_out(&model.shared);
    if let Some((_, language)) = around.languages.iter().find(|(rect, _)| hits(*rect, at)) {
        return Some(Act::Switch(Some(*language)));
    }
    if let Some(over) = &model.over {
        return over::target(model, over, at);
    }
    if hits(around.demonstration, at) {
        let switch = chrome::switch_of(&model.shared, around.demonstration);
        let switches = model.over.is_none() && hits(switch, at);
        return Some(if switches { Act::SwitchConsole } else { Act::ShowPeople });
    }
    with_screen!(&model.screen, |screen, wrap| {
        let bindings = screen.bindings(&model.shared);
        let slot = chrome::slots(&model.shared, around.bar, &bindings)
            .into_iter()
            .find(|(rect, _)| hits(*rect, at))
            .and_then(|(_, index)| bindings.into_iter().nth(index))
            .map(|binding| binding.msg);
        slot.or_else(|| {
            screen
                .targets(&model.shared, around.body)
                .into_iter()
                .find(|(rect, _)| hits(*rect, at))
                .map(|(_, msg)| msg)
        })
        .map(wrap)
        .map(Act::Screen)
    })
}

/// A finger lifted: the target counts only when it went down on the same one.
fn release(model: &Model, at: Position) -> Act {
    let down = model.shared.pressed.and_then(|down| target(model, down));
    match (down, target(model, at)) {
        (Some(down), Some(up)) if down == up => up,
        _ => Act::Lift,
    }
}

fn wheel(model: &Model, at: Position, down: bool) -> Option<Act> {
    if let Some(over) = &model.over {
        return over::key(model, over, if down { Key::Down } else { Key::Up });
    }
    let body = chrome::lay_out(&model.shared).body;
    with_screen!(&model.screen, |screen, wrap| {
        screen.wheeled(&model.shared, body, at, down).map(wrap).map(Act::Screen)
    })
}

/// Every key that works on this screen, for help and tests: (keys, words).
#[must_use]
pub fn bindings_of(
    screen: &AnyScreen,
    shared: &super::shared::Shared,
) -> Vec<(Vec<Key>, crate::text::Phrase)> {
    with_screen!(screen, |screen, wrap| {
        screen.bindings(shared).into_iter().map(|b| (b.keys, b.label)).collect()
    })
}
