//! What the root does for the desk, whatever screen it shows: how the portal is, waits that are
//! named and given up, a session that has ended, an end that lets a write finish first.

use std::time::Duration;

use super::{
    apply::{root, show},
    effect::{DeskCall, DeskReply, Effect, Reply, Request},
    model::{Model, Pending},
    screens::{AnyScreen, desk::sign_in::DeskSignIn},
    shared::{Console, Link, Shared, Wait},
};
use crate::{
    api::{Failure, ProblemCode},
    domain::{Authenticator, Moment, Secret},
};

/// A wait shorter than this is not worth a word.
const NOTICED: Duration = Duration::from_secs(1);

/// After every act: what is awaited, and the timer that counts its seconds.
pub(super) fn watch(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.shared.facts.console != Console::Desk {
        return;
    }
    model.shared.waits = longest(model);
    if model.seconds.is_none() && model.pending.iter().any(|it| awaited(it).is_some()) {
        let tick = root(model, Request::After(NOTICED));
        model.seconds = Some(tick.id);
        effects.push(tick);
    }
}

fn awaited(pending: &Pending) -> Option<crate::text::Phrase> {
    pending.call.as_ref().and_then(DeskCall::awaited)
}

/// The oldest wait that has become worth a word.
fn longest(model: &Model) -> Option<Wait> {
    let now = model.shared.now;
    let noticed = model.pending.iter().filter(|it| now.since(it.since) >= NOTICED);
    noticed
        .filter_map(|it| Some((it.since, awaited(it)?, it)))
        .min_by_key(|(since, _, it)| (*since, it.id))
        .map(|(since, words, it)| Wait {
            words,
            since,
            gives_up: it.call.as_ref().is_some_and(|call| !call.is_write()),
        })
}

/// True while something is being changed at the portal.
pub(super) fn is_writing(model: &Model) -> bool {
    model.pending.iter().any(|it| it.call.as_ref().is_some_and(DeskCall::is_write))
}

/// Gives up every wait that is shown, except for what changes something: the screen is answered at
/// once, a late answer is nobody's.
pub(super) fn give_up(model: &mut Model, effects: &mut Vec<Effect>) {
    let now = model.shared.now;
    let is_shown = |it: &&Pending| {
        now.since(it.since) >= NOTICED
            && it.call.as_ref().is_some_and(|call| !call.is_write() && call.awaited().is_some())
    };
    let given: Vec<_> = model.pending.iter().filter(is_shown).cloned().collect();
    for pending in given {
        let reply = pending.call.as_ref().and_then(|call| call.failed(Failure::GivenUp));
        if let Some(reply) = reply {
            super::apply::replied(model, pending.id, Reply::Desk(Box::new(reply)), effects);
        }
    }
}

/// What an answer says about the line and about the session: true when there is no session any more.
/// The screen is told all the same, so that nothing in it waits for an answer that has come.
pub(super) fn heed(model: &mut Model, call: Option<&DeskCall>, reply: &Reply) -> bool {
    let Reply::Desk(reply) = reply else { return false };
    if let DeskReply::Copied(text) = &**reply {
        model.shared.copied = Some(text.clone());
    }
    let failure = reply.failure();
    match failure {
        None if matches!(**reply, DeskReply::Copied(_)) => {}
        Some(Failure::GivenUp) => {}
        Some(failure) => model.shared.link = if is_away(failure) { Link::Away } else { Link::Up },
        None => model.shared.link = Link::Up,
    }
    let ended = failure.is_some_and(|failure| {
        *failure == Failure::NoSession || failure.code() == Some(ProblemCode::Unauthorised)
    });
    ended && model.shared.visit.staff.is_some() && !begins(call)
}

fn is_away(failure: &Failure) -> bool {
    failure.is_outage() && failure.code() != Some(ProblemCode::TooMany)
}

/// Calls without a session: their refusal says nothing about one.
fn begins(call: Option<&DeskCall>) -> bool {
    matches!(call, Some(DeskCall::SignIn(..) | DeskCall::Code(..)))
}

/// The session is over: back to signing in. What was being done waits for the same member.
pub(super) fn end_session(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(staff) = model.shared.visit.staff.take() else { return };
    model.over = None;
    model.shared.copied = None;
    effects.push(root(model, Request::Wipe));
    let parked = match std::mem::replace(&mut model.screen, super::screens::first(Console::Desk)) {
        AnyScreen::Workbench(workbench) => Some(Box::new(workbench.parked())),
        _ => None,
    };
    let again = DeskSignIn::again(staff.login.to_string(), parked);
    show(model, AnyScreen::DeskSignIn(again), effects);
}

/// The program is to end: at once, or when what is being changed has been answered.
pub(super) fn quit(model: &mut Model, effects: &mut Vec<Effect>) {
    if is_writing(model) {
        model.shared.ending = true;
    } else {
        effects.push(root(model, Request::Quit));
    }
}

/// After every answer: an end that was waiting for it.
pub(super) fn finish(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.shared.ending && !is_writing(model) {
        effects.push(root(model, Request::Quit));
    }
}

impl Wait {
    /// Whole seconds since it began.
    #[must_use]
    pub fn seconds(&self, now: Moment) -> u64 {
        now.since(self.since).as_secs()
    }
}

/// The code of a member of the demonstration's staff, where this is the demonstration. A code is
/// good once, so of one that was given out already the next one is taken: the portal allows for a
/// clock that is half a minute ahead.
pub(super) fn demonstration_code(shared: &mut Shared, login: &str) -> Option<Secret> {
    let authenticator = authenticator(shared, login)?;
    let [now, next] = [shared.now, shared.now.after(STEP)].map(|at| authenticator.code_at(at));
    // What was given out ahead of its time follows a code that was used.
    let given = shared.given.as_ref();
    let code = if given == Some(&now) || given == Some(&next) { next } else { now };
    shared.given = Some(code.clone());
    Some(code)
}

/// Another one in the place of the code that was given out last, when its time has passed; none
/// while it may still be used.
pub(super) fn demonstration_code_now(shared: &mut Shared, login: &str) -> Option<Secret> {
    let authenticator = authenticator(shared, login)?;
    let given = shared.given.as_ref()?;
    let good = [shared.now, shared.now.after(STEP)];
    if good.into_iter().any(|at| authenticator.code_at(at) == *given) {
        return None;
    }
    demonstration_code(shared, login)
}

/// How long a code of an authenticator lasts (RFC 6238, 5.2).
const STEP: Duration = Duration::from_secs(30);

fn authenticator(shared: &Shared, login: &str) -> Option<Authenticator> {
    let member = shared.facts.staff.iter().find(|member| member.login.as_str() == login)?;
    Authenticator::parse(member.authenticator.reveal())
}
