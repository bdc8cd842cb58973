//! What can lie over a screen: the idle warning, an outage, the demonstration's people.

pub mod idle;
pub mod keys;
pub mod lock;
pub mod outage;
pub mod palette;
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
    model::{Act, Model},
    screens::desk::code::CodeEntry,
};
use crate::{
    api::Failure,
    domain::{Moment, Secret},
};

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Over {
    /// "Still there?", until this moment. An outage that it covers comes back after it.
    Idle(Moment, Option<Failure>),
    /// The portal is away.
    Outage(outage::Outage),
    /// The demonstration's people; the cursor's place.
    People(usize),
    /// The desk is locked.
    Lock(CodeEntry),
    /// The desk's palette of commands.
    Palette(palette::Palette),
    /// The desk's keys; the first line that is shown.
    Help(usize),
}

/// What can be told to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Letters of a code or of a query.
    Typed(Secret),
    /// The last letter goes.
    Erased,
    /// The code is handed in.
    Confirm,
}

/// What a key means here.
#[must_use]
pub fn key(model: &Model, over: &Over, key: Key) -> Option<Act> {
    if let Over::Palette(palette) = over {
        return palette::act(model, palette, key);
    }
    told(model, over, key).map(Act::Over)
}

fn told(model: &Model, over: &Over, key: Key) -> Option<OverMsg> {
    match over {
        Over::Idle(..) => Some(if key == Key::Esc { OverMsg::EndVisit } else { OverMsg::Close }),
        Over::Outage(_) => outage::key(key),
        Over::People(cursor) => people::key(&model.shared, *cursor, key),
        Over::Lock(_) => lock::key(key),
        Over::Help(from) => Some(keys::key(*from, key)),
        Over::Palette(_) => None,
    }
}

/// What stands under a finger here.
#[must_use]
pub fn target(model: &Model, over: &Over, at: Position) -> Option<Act> {
    let screen = Rect::new(0, 0, model.shared.size.width, model.shared.size.height);
    match over {
        Over::Palette(palette) => palette::target(model, palette, screen, at),
        over => touched(model, over, screen, at).map(Act::Over),
    }
}

fn touched(model: &Model, over: &Over, screen: Rect, at: Position) -> Option<OverMsg> {
    let targets = match over {
        Over::Idle(..) if idle::ends(screen, at) => return Some(OverMsg::EndVisit),
        Over::Idle(..) => return Some(OverMsg::Close),
        Over::Outage(_) => outage::targets(screen),
        Over::People(cursor) => people::targets(&model.shared, *cursor, screen),
        Over::Help(_) => return Some(OverMsg::Close),
        Over::Lock(_) | Over::Palette(_) => return None,
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
        OverMsg::Point(place) => match &mut model.over {
            Some(Over::Palette(palette)) => palette::point(palette, place),
            Some(Over::Help(from)) => *from = place,
            _ => model.over = Some(Over::People(place)),
        },
        OverMsg::Choose(place) => people::choose(model, place, effects),
        OverMsg::Typed(letters) => match &mut model.over {
            Some(Over::Lock(entry)) => entry.write(&letters),
            Some(Over::Palette(palette)) => palette::write(palette, letters.reveal()),
            _ => {}
        },
        OverMsg::Erased => match &mut model.over {
            Some(Over::Lock(entry)) => entry.erase(),
            Some(Over::Palette(palette)) => palette::erase(palette),
            _ => {}
        },
        OverMsg::Confirm => lock::confirm(model, effects),
    }
}

/// An answer to the root.
pub(super) fn replied(model: &mut Model, id: EffectId, reply: Reply, effects: &mut Vec<Effect>) {
    match model.over {
        Some(Over::Lock(_)) => lock::replied(model, id, reply),
        _ => outage::replied(model, id, reply, effects),
    }
}

/// Draws it; returns where the text cursor stands.
pub fn draw(
    model: &Model,
    over: &Over,
    look: &Look,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let shared = &model.shared;
    match over {
        Over::Idle(until, _) => idle::draw(*until, shared, look, screen, buf),
        Over::Outage(outage) => outage::draw(outage, shared, look, screen, buf),
        Over::People(cursor) => people::draw(*cursor, shared, look, screen, buf),
        Over::Lock(entry) => return lock::draw(entry, shared, look, screen, buf),
        Over::Palette(palette) => return palette::draw(model, palette, look, screen, buf),
        Over::Help(from) => keys::draw(model, *from, look, screen, buf),
    }
    None
}
