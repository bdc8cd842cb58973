//! What can lie over a screen: the idle warning, an outage, the demonstration's people.

pub mod idle;
pub mod outage;
pub mod people;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::{
    apply::wipe,
    effect::{Effect, EffectId, Reply},
    input::Key,
    look::Look,
    model::Model,
    shared::Shared,
};
use crate::{api::Failure, domain::Moment};

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Over {
    /// "Still there?", until this moment. An outage that it covers comes back after it.
    Idle(Moment, Option<Failure>),
    /// The portal is away.
    Outage(outage::Outage),
    /// The demonstration's people; the cursor's place.
    People(usize),
}

/// What can be told to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OverMsg {
    /// Close it and go on.
    Close,
    /// End the visit and wipe it.
    EndVisit,
    /// Try the portal now.
    Retry,
    /// Move the cursor to this place.
    Point(usize),
    /// Take this person of the demonstration.
    Choose(usize),
}

/// What a key means here.
#[must_use]
pub fn key(model: &Model, over: &Over, key: Key) -> Option<OverMsg> {
    match over {
        Over::Idle(..) => Some(if key == Key::Esc { OverMsg::EndVisit } else { OverMsg::Close }),
        Over::Outage(_) => outage::key(key),
        Over::People(cursor) => people::key(&model.shared, *cursor, key),
    }
}

/// What stands under a finger here.
#[must_use]
pub fn target(model: &Model, over: &Over, at: Position) -> Option<OverMsg> {
    let screen = Rect::new(0, 0, model.shared.size.width, model.shared.size.height);
    let targets = match over {
        Over::Idle(..) if idle::ends(screen, at) => return Some(OverMsg::EndVisit),
        Over::Idle(..) => return Some(OverMsg::Close),
        Over::Outage(_) => outage::targets(screen),
        Over::People(_) => people::targets(&model.shared, screen),
    };
    targets.into_iter().find(|(rect, _)| rect.contains(at)).map(|(_, msg)| msg)
}

/// Told something.
pub(super) fn update(model: &mut Model, msg: OverMsg, effects: &mut Vec<Effect>) {
    match msg {
        OverMsg::Close => {
            if let Some(Over::Idle(_, Some(failure))) = model.over.take() {
                outage::begin(model, failure, effects);
            }
        }
        OverMsg::EndVisit => wipe(model, effects),
        OverMsg::Retry => outage::probe(model, effects),
        OverMsg::Point(place) => model.over = Some(Over::People(place)),
        OverMsg::Choose(place) => people::choose(model, place),
    }
}

/// An answer to the root.
pub(super) fn replied(model: &mut Model, id: EffectId, reply: Reply, effects: &mut Vec<Effect>) {
    outage::replied(model, id, reply, effects);
}

/// Draws it.
pub fn draw(over: &Over, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    match over {
        Over::Idle(until, _) => idle::draw(*until, shared, look, screen, buf),
        Over::Outage(outage) => outage::draw(outage, shared, look, screen, buf),
        Over::People(cursor) => people::draw(*cursor, shared, look, screen, buf),
    }
}
