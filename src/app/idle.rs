//! The clock's tick, and the warning before an untouched visit is wiped (K4).
//!
//! One timer is outstanding at a time: a touch only moves the deadline, and the timer finds out
//! when it fires.

use std::time::Duration;

use super::{
    apply::{root, wipe},
    effect::{Effect, EffectId, Request},
    model::Model,
    over::{self, Over},
    screen::Screen as _,
    screens::{AnyScreen, with_screen},
    shared::Console,
};
use crate::domain::Moment;

/// Untouched this long, the warning comes up.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same where people read.
const PATIENCE_READING: Duration = Duration::from_secs(180);
/// The same while the person acts in another program or on a telephone: two thirds of the time a
/// request to sign stays open.
const PATIENCE_ELSEWHERE: Duration = Duration::from_secs(600);
/// Untouched this long, the desk is locked (row D9).
const PATIENCE_DESK: Duration = Duration::from_secs(600);
/// How long the warning counts down.
pub(super) const WARNING: Duration = Duration::from_secs(20);

/// When somebody was last there, and the timer that asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Idle {
    last: Moment,
    timer: Option<EffectId>,
}

fn patience(model: &Model) -> Duration {
    if model.shared.facts.console == Console::Desk {
        return PATIENCE_DESK;
    }
    let (reading, elsewhere) = with_screen!(&model.screen, |screen, wrap| {
        (screen.is_reading(), screen.is_elsewhere())
    });
    match (elsewhere, reading) {
        (true, _) => PATIENCE_ELSEWHERE,
        (false, true) => PATIENCE_READING,
        (false, false) => PATIENCE,
    }
}

/// True when there is something to wipe.
fn is_at_stake(model: &Model) -> bool {
    if model.shared.facts.console == Console::Desk {
        return model.shared.staff().is_some();
    }
    model.shared.visit.is_personal() || !matches!(model.screen, AnyScreen::Home(_))
}

/// After every act: notes a touch, starts the timer when there is something to wipe.
pub(super) fn watch(model: &mut Model, by_person: bool, effects: &mut Vec<Effect>) {
    if by_person {
        model.idle.last = model.shared.now;
        // Whoever switches the language of the warning, or rests a finger on it, is there.
        if let Some(Over::Idle(until, _)) = &mut model.over {
            *until = model.shared.now.after(WARNING);
        }
    }
    if model.shared.facts.idle && model.idle.timer.is_none() && is_at_stake(model) {
        let wait = patience(model);
        arm(model, wait, effects);
    }
}

fn arm(model: &mut Model, wait: Duration, effects: &mut Vec<Effect>) {
    let effect = root(model, Request::After(wait));
    model.idle.timer = Some(effect.id);
    effects.push(effect);
}

/// Keeps the minute on the screen.
pub(super) fn tick_clock(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.shared.facts.clock {
        return;
    }
    let into = model.shared.now.micros().rem_euclid(60_000_000);
    let wait = Duration::from_micros(60_000_000 - into.unsigned_abs());
    let effect = root(model, Request::After(wait));
    model.clock = Some(effect.id);
    effects.push(effect);
}

/// One of the root's timers fired; false when it was none of these.
pub(super) fn elapsed(model: &mut Model, id: EffectId, effects: &mut Vec<Effect>) -> bool {
    if model.clock == Some(id) {
        tick_clock(model, effects);
        return true;
    }
    if model.seconds == Some(id) {
        model.seconds = None; // armed again while anything is awaited
        return true;
    }
    if model.idle.timer != Some(id) {
        return false;
    }
    model.idle.timer = None;
    if !is_at_stake(model) {
        return true;
    }
    let now = model.shared.now;
    if let Some(Over::Idle(until, _)) = &model.over {
        if now >= *until {
            wipe(model, effects);
        } else {
            arm(model, Duration::from_secs(1), effects);
        }
        return true;
    }
    let untouched = now.since(model.idle.last);
    let patience = patience(model);
    if untouched >= patience && model.shared.facts.console == Console::Desk {
        over::lock::begin(model);
    } else if untouched >= patience {
        let outage = match model.over.take() {
            Some(Over::Outage(outage)) => Some(outage.failure),
            _ => None,
        };
        model.over = Some(Over::Idle(now.after(WARNING), outage));
        arm(model, Duration::from_secs(1), effects);
    } else {
        arm(model, patience - untouched, effects);
    }
    true
}
