//! The portal is away: planned maintenance (4.2), no connection (4.3), or something of this device.
//! Retries by itself; nothing of the visit is lost.

use std::time::Duration;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Over, OverMsg};
use crate::{
    api::{Failure, ProblemCode},
    app::{
        apply::{enter, root},
        effect::{Effect, EffectId, Reply, Request},
        input::Key,
        look::Look,
        model::Model,
        shared::Shared,
        theme::Role,
        widgets::{button, dialog, dialog_area, label, paragraph},
    },
    domain::Moment,
    text::{Arg, Phrase, phrases::over},
};

/// Waits between retries, in seconds; the last one repeats.
const WAITS: [u64; 4] = [5, 10, 20, 30];

/// An outage, and when the portal is asked again.
#[derive(Debug, Clone, PartialEq)]
pub struct Outage {
    /// What happened.
    pub failure: Failure,
    /// The next try; none while one is under way.
    pub retry_at: Option<Moment>,
    tries: usize,
    timer: Option<EffectId>,
    probe: Option<EffectId>,
}

/// Comes up over the screen.
pub(in crate::app) fn begin(model: &mut Model, failure: Failure, effects: &mut Vec<Effect>) {
    let tries = match &model.over {
        Some(Over::Outage(outage)) => outage.tries + 1,
        _ => 0,
    };
    let wait = wait_for(&failure, tries);
    let timer = root(model, Request::After(Duration::from_secs(1)));
    model.over = Some(Over::Outage(Outage {
        failure,
        retry_at: Some(model.shared.now.after(wait)),
        tries,
        timer: Some(timer.id),
        probe: None,
    }));
    effects.push(timer);
}

/// The portal's own `Retry-After` where it gave one, else the table; never more than a minute, so
/// that the end of an outage is seen.
fn wait_for(failure: &Failure, tries: usize) -> Duration {
    let by_table = WAITS.get(tries).or(WAITS.last()).copied().unwrap_or(30);
    let seconds = match failure {
        Failure::Refused(problem) => {
            problem.retry_after.map_or(by_table, |s| u64::from(s).clamp(1, 60))
        }
        _ => by_table,
    };
    Duration::from_secs(seconds)
}

/// Asks the portal now.
pub(in crate::app) fn probe(model: &mut Model, effects: &mut Vec<Effect>) {
    let effect = root(model, Request::Status);
    if let Some(Over::Outage(outage)) = &mut model.over
        && outage.probe.is_none()
    {
        outage.probe = Some(effect.id);
        outage.retry_at = None;
        effects.push(effect);
    }
}

/// A tick of the countdown, or the portal's answer.
pub(in crate::app) fn replied(
    model: &mut Model,
    id: EffectId,
    reply: Reply,
    effects: &mut Vec<Effect>,
) {
    let now = model.shared.now;
    let Some(Over::Outage(outage)) = &mut model.over else { return };
    if outage.timer == Some(id) {
        outage.timer = None;
        if outage.retry_at.is_some_and(|at| now >= at) {
            probe(model, effects);
        } else if outage.retry_at.is_some() {
            let timer = root(model, Request::After(Duration::from_secs(1)));
            if let Some(Over::Outage(outage)) = &mut model.over {
                outage.timer = Some(timer.id);
            }
            effects.push(timer);
        }
        return;
    }
    if outage.probe != Some(id) {
        return;
    }
    match reply {
        Reply::Status(Ok(_)) => {
            model.over = None;
            enter(model, effects);
        }
        Reply::Status(Err(failure)) => begin(model, failure, effects),
        _ => {}
    }
}

/// Enter tries at once; Esc goes back to the screen below.
#[must_use]
pub fn key(key: Key) -> Option<OverMsg> {
    match key {
        Key::Enter | Key::Char(' ') => Some(OverMsg::Retry),
        Key::Esc => Some(OverMsg::Close),
        _ => None,
    }
}

fn lay_out(screen: Rect) -> (Rect, Rect, Rect) {
    let area = dialog_area(screen, (64, 14));
    let row = area.bottom().saturating_sub(4);
    let half = area.width.saturating_sub(6) / 2;
    let back = Rect::new(area.x + 2, row, half, 3);
    (area, back, Rect { x: back.right() + 2, ..back })
}

/// What stands where.
#[must_use]
pub fn targets(screen: Rect) -> Vec<(Rect, OverMsg)> {
    let (_, back, retry) = lay_out(screen);
    vec![(back, OverMsg::Close), (retry, OverMsg::Retry)]
}

/// The title and the sentence: maintenance (4.2), the line (4.3), the portal, this device.
fn words_of(failure: &Failure) -> (Phrase, Phrase) {
    match failure {
        Failure::Refused(problem) if problem.code == ProblemCode::Maintenance => {
            let detail = Arg::Trilingual(Box::new(problem.next_step.clone()));
            (over::maintenance(), over::maintenance_words(detail))
        }
        Failure::Refused(problem) if problem.code == ProblemCode::TooMany => {
            (over::busy(), over::busy_words())
        }
        Failure::Refused(_) => (over::portal_ill(), over::portal_ill_words()),
        Failure::Device => (over::this_device(), over::this_device_words()),
        _ => (over::no_connection(), over::no_connection_words()),
    }
}

/// Draws the outage: what happened, what happens next, when.
pub fn draw(outage: &Outage, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    let (area, back, retry) = lay_out(screen);
    let (title, words) = words_of(&outage.failure);
    let inside = dialog(buf, screen, (area.width, area.height), &look.say(&title), look);
    let at = |row: u16, rows: u16| Rect { y: inside.y + row, height: rows, ..inside };
    let used = paragraph(buf, at(1, 5), &look.say(&words), look.style(Role::Text));
    paragraph(buf, at(2 + used, 1), &look.say(&over::nothing_lost()), look.style(Role::Good));
    let next = match outage.retry_at {
        Some(at) => over::retry_in(u32::try_from(at.since(shared.now).as_secs()).unwrap_or(0)),
        None => over::retrying(),
    };
    label(buf, at(4 + used, 1), &look.say(&next), look.style(Role::Muted));
    button(buf, back, &look.say(&over::dismiss()), "Esc", shared.pressed, Role::Button, look);
    button(
        buf,
        retry,
        &look.say(&over::retry_now()),
        "Enter",
        shared.pressed,
        Role::ButtonMain,
        look,
    );
}
