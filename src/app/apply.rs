//! Carries out what an input meant.

use super::{
    chrome, desk,
    effect::{DeskCall, Effect, EffectId, Reply, Request, Scope},
    idle,
    model::{Act, Model, Pending},
    over,
    screen::Screen as _,
    screens::{self, AnyExit, AnyMsg, AnyScreen, desk::sign_in, with_screen},
    shared::{StaffPerson, Visit},
};
use crate::domain::{Language, Moment, Permission};

/// Carries out one act at this moment. Pure: what has to be done in the world comes back as data.
pub fn apply(model: &mut Model, at: Moment, act: Act) -> Vec<Effect> {
    let mut effects = Vec::new();
    model.shared.now = at;
    let by_person = !matches!(act, Act::Replied(..) | Act::Resize(_));
    if by_person {
        model.shared.pressed = None;
        model.shared.copied = None;
    }
    match act {
        Act::Screen(msg) => tell(model, msg, &mut effects),
        Act::Replied(id, reply) => replied(model, id, reply, &mut effects),
        Act::Over(msg) => over::update(model, msg, &mut effects),
        Act::Switch(language) => {
            model.shared.language = language.unwrap_or_else(|| following(&model.shared));
        }
        Act::Restyle => model.shared.theme = model.shared.theme.next(),
        Act::Resize(size) => model.shared.size = size,
        Act::Press(at) => model.shared.pressed = Some(at),
        Act::ShowPeople => over::people::toggle(model),
        Act::SwitchConsole => effects.push(root(model, Request::SwitchConsole)),
        Act::Arrive => arrive(model, &mut effects),
        Act::Quit => desk::quit(model, &mut effects),
        Act::GiveUp => desk::give_up(model, &mut effects),
        Act::ShowPalette => {
            model.over = Some(over::Over::Palette(over::palette::Palette::default()))
        }
        Act::ShowHelp => model.over = Some(over::Over::Help(0)),
        Act::Lock => over::lock::begin(model),
        Act::Command(act) => {
            model.over = None;
            return apply(model, at, *act);
        }
        Act::Lift | Act::Stir => {}
    }
    settle(model);
    idle::watch(model, by_person, &mut effects);
    note(model, &effects);
    let noted = effects.len();
    desk::finish(model, &mut effects);
    desk::watch(model, &mut effects);
    note(model, effects.get(noted..).unwrap_or_default());
    effects
}

fn following(shared: &super::shared::Shared) -> Language {
    let offered = shared.languages();
    let place = offered.iter().position(|language| *language == shared.language).unwrap_or(0);
    offered.get((place + 1) % offered.len()).copied().unwrap_or_default()
}

/// An effect of the root's own.
pub(super) fn root(model: &mut Model, request: Request) -> Effect {
    model.next.0 += 1;
    Effect { id: model.next, scope: Scope::ROOT, request }
}

/// Remembers what is awaited, so that a late reply can be told from an expected one.
pub(super) fn note(model: &mut Model, effects: &[Effect]) {
    for effect in effects {
        match &effect.request {
            Request::Cancel(scope) => model.pending.retain(|pending| pending.scope != *scope),
            Request::Wipe
            | Request::SwitchConsole
            | Request::Quit
            | Request::CancelPhone { .. } => {}
            request => model.pending.push(Pending {
                id: effect.id,
                scope: effect.scope,
                since: model.shared.now,
                call: match request {
                    Request::Desk(call) => Some(call.clone()),
                    _ => None,
                },
                idle: matches!(
                    request,
                    Request::After(_)
                        | Request::Desk(DeskCall::Listen)
                        | Request::SignByNcaLayer { .. }
                        | Request::WatchPhone { .. }
                ),
            }),
        }
    }
}

pub(super) fn tell(model: &mut Model, msg: AnyMsg, effects: &mut Vec<Effect>) {
    let scope = model.scope;
    let exit = model.within(scope, effects, |screen, cx| screen.update(cx, msg));
    if let Some(exit) = exit {
        leave(model, exit, effects);
    }
}

/// Leaves the screen by this exit and enters the one that follows.
fn leave(model: &mut Model, exit: AnyExit, effects: &mut Vec<Effect>) {
    let scope = model.scope;
    let next = model.within(scope, effects, |_, cx| screens::follow(exit, cx));
    show(model, next, effects);
}

/// Shows a screen: ends the visit to the one before.
pub(super) fn show(model: &mut Model, screen: AnyScreen, effects: &mut Vec<Effect>) {
    let ended = model.scope;
    effects.push(root(model, Request::Cancel(ended)));
    model.pending.retain(|pending| pending.scope != ended);
    model.scope = Scope(ended.0 + 1);
    model.screen = screen;
    enter(model, effects);
}

/// Lets the screen ask for what it lacks.
pub(super) fn enter(model: &mut Model, effects: &mut Vec<Effect>) {
    let scope = model.scope;
    model.within(scope, effects, |screen, cx| with_screen!(screen, |s, wrap| s.enter(cx)));
}

/// Somebody has come from the console beside this one. Who has read nothing finds the desk open:
/// the demonstration's first member who may restore accounts signs in by itself, where nobody was
/// chosen yet.
fn arrive(model: &mut Model, effects: &mut Vec<Effect>) {
    let shared = &mut model.shared;
    let may = |member: &StaffPerson| member.role.may(Permission::Restore);
    let first = shared.facts.staff.iter().position(may);
    let nobody = shared.visit.person.is_none() && shared.visit.staff.is_none();
    if nobody && first.is_some() && matches!(model.screen, AnyScreen::DeskSignIn(_)) {
        shared.visit.person = first;
        tell(model, AnyMsg::DeskSignIn(sign_in::Msg::ByItself), effects);
    }
}

/// Back to the first screen with nothing of the citizen's left (K4).
pub(super) fn wipe(model: &mut Model, effects: &mut Vec<Effect>) {
    model.shared.visit = Visit::default();
    model.over = None;
    effects.push(root(model, Request::Wipe));
    show(model, screens::first(model.shared.facts.console), effects);
}

pub(super) fn replied(model: &mut Model, id: EffectId, reply: Reply, effects: &mut Vec<Effect>) {
    let Some(place) = model.pending.iter().position(|pending| pending.id == id) else {
        return; // it came after its visit had ended
    };
    let Pending { scope, call, .. } = model.pending.swap_remove(place);
    let ended = desk::heed(model, call.as_ref(), &reply);
    if let Reply::Status(Ok(status)) = &reply {
        model.shared.status = Some(status.clone());
    }
    if scope == Scope::ROOT {
        if !idle::elapsed(model, id, effects) {
            over::replied(model, id, reply, effects);
        }
    } else {
        let msg = with_screen!(&model.screen, |screen, wrap| screen.replied(id, reply).map(wrap));
        if let Some(msg) = msg {
            tell(model, msg, effects);
        }
    }
    if ended {
        desk::end_session(model, effects);
    }
}

/// Lets the screen see how much room it has.
fn settle(model: &mut Model) {
    let body = chrome::lay_out(&model.shared).body;
    if model.over.is_some() || chrome::is_too_small(&model.shared) {
        return; // what is covered has not been shown
    }
    let shared = &mut model.shared;
    with_screen!(&mut model.screen, |screen, wrap| screen.settle(shared, body));
}
