//! What a screen is.
//!
//! A screen is a value: state, messages, bindings, `update`, `view`. It never names its successor;
//! it leaves with an `Exit`, and the flow map in [`super::screens`] says what follows.

use std::{fmt::Debug, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    effect::{Effect, EffectId, Reply, Request, Scope},
    input::Key,
    keymap::Binding,
    look::Look,
    shared::Shared,
};
use crate::{api::Failure, domain::Secret};

/// Where a screen stands in the journey, for the step indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading the agreement.
    Agreement,
    /// Entering IIN or BIN.
    Number,
    /// Choosing and opening a key, signing.
    Eds,
    /// Giving and confirming phone and e-mail.
    Details,
    /// Finished.
    Done,
}

/// What `update` may do besides changing its own state.
pub struct Cx<'a> {
    /// What every screen may see.
    pub shared: &'a mut Shared,
    pub(super) scope: Scope,
    pub(super) next: &'a mut EffectId,
    pub(super) effects: &'a mut Vec<Effect>,
    pub(super) outage: &'a mut Option<Failure>,
}

impl<'a> Cx<'a> {
    /// A context for a screen that is not shown by the root: effects are numbered after `next`.
    pub fn new(
        shared: &'a mut Shared,
        scope: Scope,
        next: &'a mut EffectId,
        effects: &'a mut Vec<Effect>,
        outage: &'a mut Option<Failure>,
    ) -> Self {
        Self { shared, scope, next, effects, outage }
    }

    /// A number for an act that changes something: the same number is the same act, however often
    /// it is asked for ([`super::effect::DeskCall`]). Unique within a session.
    pub fn attempt(&mut self) -> u64 {
        self.next.0 += 1;
        self.next.0
    }

    /// Asks the world for something.
    pub fn ask(&mut self, request: Request) -> EffectId {
        self.next.0 += 1;
        let id = *self.next;
        self.effects.push(Effect { id, scope: self.scope, request });
        id
    }

    /// Asks to be told when `time` has passed ([`Reply::Elapsed`]).
    pub fn after(&mut self, time: Duration) -> EffectId {
        self.ask(Request::After(time))
    }

    /// Says that the portal as a whole is away: the outage screen comes up over this one, and
    /// [`Screen::enter`] is called again when the portal is back.
    pub fn report_outage(&mut self, failure: Failure) {
        *self.outage = Some(failure);
    }
}

/// One screen.
pub trait Screen: Clone + Debug + PartialEq {
    /// What it can be told.
    type Msg: Clone + Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned;
    /// How it can end.
    type Exit: Debug;

    /// Asks for what the screen still lacks. Called on entry and again after an outage.
    fn enter(&mut self, _cx: &mut Cx<'_>) {}

    /// The keys that work here.
    fn bindings(&self, shared: &Shared) -> Vec<Binding<Self::Msg>>;

    /// What an unbound key means (typing into a field).
    fn typed(&self, _shared: &Shared, _key: Key) -> Option<Self::Msg> {
        None
    }

    /// What a paste means.
    fn pasted(&self, _shared: &Shared, _text: &Secret) -> Option<Self::Msg> {
        None
    }

    /// Where a finger finds what, besides the bar of actions. The same layout that `view` draws.
    fn targets(&self, _shared: &Shared, _area: Rect) -> Vec<(Rect, Self::Msg)> {
        Vec::new()
    }

    /// What a turn of the wheel means; true is towards the end.
    fn wheeled(
        &self,
        _shared: &Shared,
        _area: Rect,
        _at: Position,
        _down: bool,
    ) -> Option<Self::Msg> {
        None
    }

    /// What an answer means.
    fn replied(&self, _id: EffectId, _reply: Reply) -> Option<Self::Msg> {
        None
    }

    /// Told something.
    fn update(&mut self, cx: &mut Cx<'_>, msg: Self::Msg) -> Option<Self::Exit>;

    /// Called after every message that may have changed size or state, before drawing: a screen
    /// that must know what is visible (the reader's gate) notes it here. `area` is the body.
    fn settle(&mut self, _shared: &mut Shared, _area: Rect) {}

    /// Draws the body; returns where the text cursor stands.
    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position>;

    /// Where it stands in the journey of joining.
    fn step(&self) -> Option<Step> {
        None
    }

    /// True where people read: the idle warning waits longer (K4).
    fn is_reading(&self) -> bool {
        false
    }

    /// True while the person acts in another program or on a telephone: the idle warning waits
    /// longer still, for nothing can be touched here meanwhile.
    fn is_elsewhere(&self) -> bool {
        false
    }

    /// True where letters are typed: single letters are then no hotkeys of the root.
    fn takes_text(&self) -> bool {
        false
    }
}
