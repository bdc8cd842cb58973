//! Taking an action back within its thirty seconds.

use super::{
    deed::{Deed, Setback},
    may,
};
use crate::{
    api::{
        Failure,
        staff::{ActionKind, ActionView, Undo, Undone},
    },
    app::{
        effect::{DeskCall, EffectId},
        look::Look,
        screen::Cx,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
    },
    domain::{Moment, Permission},
    text::{Arg, Phrase, phrases::act},
};

/// An action that was carried out, and its way back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Undoing {
    action: ActionView,
    until: Moment,
    state: State,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    /// It can be taken back.
    Offered,
    /// It is being taken back.
    Asked(Deed),
    /// It has been taken back.
    Undone,
    /// It was not taken back, for this reason.
    Refused(Failure),
}

/// What became of taking it back.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Became {
    /// Nothing is decided yet, or it was refused and that is shown.
    Nothing,
    /// The second factor has to be given first.
    NeedsCode,
    /// It has been taken back.
    Undone,
}

impl Undoing {
    /// An action this desk has just carried out by a deed sent at `sent_at`. It was done no earlier,
    /// so its thirty seconds count from there: no clock of the portal's is needed.
    pub(super) fn of_own(action: ActionView, sent_at: Moment) -> Self {
        let until = sent_at.after(action.undo_until.since(action.at));
        Self { action, until, state: State::Offered }
    }

    /// An action the portal tells of.
    pub(super) fn told(action: ActionView) -> Self {
        let state = if action.undone_at.is_some() { State::Undone } else { State::Offered };
        Self { until: action.undo_until, action, state }
    }

    /// The action.
    pub(super) fn action(&self) -> &ActionView {
        &self.action
    }

    /// True while it can be taken back.
    pub(super) fn is_open(&self, now: Moment) -> bool {
        self.state == State::Offered && now < self.until
    }

    /// True while it can be taken back by whoever is signed in.
    pub(super) fn is_offered(&self, shared: &Shared) -> bool {
        let needed = match self.action.kind {
            ActionKind::Restore => Permission::Restore,
            ActionKind::Block | ActionKind::StopAccess => Permission::Stop,
        };
        self.is_open(shared.now) && may(shared, needed)
    }

    /// True when there is nothing left to say: the time is over and nobody took it back.
    pub(super) fn is_over(&self, now: Moment) -> bool {
        self.state == State::Offered && now >= self.until
    }

    /// True when this is the answer, or the time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        matches!(&self.state, State::Asked(deed) if deed.awaits(id))
    }

    /// Takes it back.
    pub(super) fn ask(&mut self, cx: &mut Cx<'_>) {
        if self.is_open(cx.shared.now) {
            let call = Undo { id: self.action.id.to_string() };
            let attempt = cx.attempt();
            self.state = State::Asked(Deed::begin(cx, DeskCall::Undo(call, attempt)));
        }
    }

    /// The same attempt once more.
    pub(super) fn again(&mut self, cx: &mut Cx<'_>) {
        if let State::Asked(deed) = &mut self.state {
            deed.again(cx);
        }
    }

    /// True while it waits for the second factor.
    pub(super) fn is_held(&self) -> bool {
        matches!(&self.state, State::Asked(deed) if deed.is_held())
    }

    /// The second factor was not given: it is as if nobody had asked.
    pub(super) fn give_up(&mut self) {
        if self.is_held() {
            self.state = State::Offered;
        }
    }

    /// True while it is being taken back.
    pub(super) fn is_asked(&self) -> bool {
        matches!(self.state, State::Asked(_))
    }

    /// True when this one is decided and the portal tells of another action.
    pub(super) fn gives_way_to(&self, other: &ActionView) -> bool {
        matches!(self.state, State::Undone | State::Refused(_)) && other.id != self.action.id
    }

    /// Takes the answer.
    pub(super) fn take(&mut self, cx: &mut Cx<'_>, answer: Result<Undone, Failure>) -> Became {
        let State::Asked(deed) = &mut self.state else { return Became::Nothing };
        match answer {
            Ok(_) => {
                self.state = State::Undone;
                Became::Undone
            }
            Err(failure) => match deed.fail(cx, failure) {
                Setback::Undecided => Became::Nothing,
                Setback::NeedsCode => Became::NeedsCode,
                Setback::Refused(failure) => {
                    self.state = State::Refused(failure);
                    Became::Nothing
                }
            },
        }
    }

    /// What the banner says: what was done, and how long it can be taken back.
    pub(super) fn words(&self, shared: &Shared, look: &Look) -> String {
        self.say(&act::done_at(Arg::Time(self.action.at), done(self.action.kind)), shared, look)
    }

    /// What was done in other words, and how long it can be taken back.
    pub(super) fn say(&self, done: &Phrase, shared: &Shared, look: &Look) -> String {
        let done = look.say(done);
        let rest = match &self.state {
            State::Offered if self.is_offered(shared) => {
                look.say(&act::undo_left(whole_seconds(self.until.since(shared.now))))
            }
            State::Offered => return done,
            State::Asked(deed) if deed.is_unknown() => look.say(&act::undo_unknown()),
            State::Asked(deed) if deed.is_doubtful() => look.say(&act::undo_doubtful()),
            State::Asked(_) => look.say(&act::undoing()),
            State::Undone => look.say(&act::undone()),
            State::Refused(failure) => {
                let trouble = Trouble::from(failure);
                format!("{} ({})", look.say(&trouble.sentence), trouble.code)
            }
        };
        format!("{done} · {rest}")
    }

    /// How loudly it is said.
    pub(super) fn role(&self) -> Role {
        match &self.state {
            State::Refused(_) => Role::Bad,
            State::Asked(_) => Role::Warning,
            State::Offered | State::Undone => Role::Good,
        }
    }
}

/// An action in the past tense.
pub(super) fn done(kind: ActionKind) -> Phrase {
    match kind {
        ActionKind::Restore => act::done_restore(),
        ActionKind::Block => act::done_block(),
        ActionKind::StopAccess => act::done_stop(),
    }
}

/// Seconds that have begun: what is shown is never zero while there is time.
fn whole_seconds(left: std::time::Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}
