//! A call that changes something: done once, never repeated, never silently lost.
//!
//! The call carries its attempt, so that asking again is the same act. An answer that does not come
//! leaves it unknown whether the act was done: the same attempt is asked for again, after ever longer
//! waits, until the portal says which it is. When it does not, that is what is said.

use std::time::Duration;

use crate::{
    api::{Failure, ProblemCode},
    app::{
        effect::{DeskCall, EffectId, Request},
        screen::Cx,
    },
    domain::Moment,
};

/// Seconds to wait before each further try.
const WAITS: [u64; 5] = [1, 2, 4, 8, 15];

/// A call that changes something, and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deed {
    call: DeskCall,
    /// When it was first sent. Whatever it does, it does no earlier.
    sent_at: Moment,
    /// Tries of which no answer came.
    lost: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// The answer is awaited.
    Sent(EffectId),
    /// It is not known whether it was done; it is asked again after a while.
    Waits(EffectId),
    /// The second factor has to be given first.
    Held,
    /// It is not known whether it was done, and nobody is asking any more.
    Unknown,
}

/// What an answer that is none of the good ones means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Setback {
    /// Nothing is decided yet.
    Undecided,
    /// The second factor has to be given; then [`Deed::again`].
    NeedsCode,
    /// It was not done, for this reason.
    Refused(Failure),
}

impl Deed {
    /// Sends it for the first time.
    pub(super) fn begin(cx: &mut Cx<'_>, call: DeskCall) -> Self {
        let sent = cx.ask(Request::Desk(call.clone()));
        Self { call, sent_at: cx.shared.now, lost: 0, state: State::Sent(sent) }
    }

    /// True when this is the answer, or the time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        matches!(self.state, State::Sent(awaited) | State::Waits(awaited) if awaited == id)
    }

    /// When it was first sent.
    pub(super) fn sent_at(&self) -> Moment {
        self.sent_at
    }

    /// True when an answer was lost, so that it may have been done already.
    pub(super) fn is_doubtful(&self) -> bool {
        self.lost > 0
    }

    /// True when nobody is asking any more and it is not known whether it was done.
    pub(super) fn is_unknown(&self) -> bool {
        self.state == State::Unknown
    }

    /// True while it waits for the second factor.
    pub(super) fn is_held(&self) -> bool {
        self.state == State::Held
    }

    /// How many tries there have been.
    pub(super) fn tries(&self) -> usize {
        self.lost + 1
    }

    /// The same attempt once more: its time has come, the second factor was given, or somebody asks.
    pub(super) fn again(&mut self, cx: &mut Cx<'_>) {
        if self.state == State::Unknown {
            self.lost = 1;
        }
        self.state = State::Sent(cx.ask(Request::Desk(self.call.clone())));
    }

    /// Takes an answer that is none of the good ones.
    pub(super) fn fail(&mut self, cx: &mut Cx<'_>, failure: Failure) -> Setback {
        use ProblemCode::{
            Internal, Maintenance, SecondFactorRequired, TooMany, Unauthorised, Unavailable,
        };
        let tells_nothing = match &failure {
            Failure::Unreachable | Failure::TimedOut | Failure::BadAnswer | Failure::GivenUp => {
                true
            }
            Failure::Device | Failure::NoSession => false,
            Failure::Refused(problem) => match problem.code {
                Internal | Unavailable => true,
                // This try was not let in; an earlier one may have been.
                Maintenance | TooMany => self.is_doubtful(),
                _ => false,
            },
        };
        if tells_nothing {
            self.lost += 1;
            self.state = match WAITS.get(self.lost - 1) {
                Some(wait) => State::Waits(cx.after(Duration::from_secs(*wait))),
                None => State::Unknown,
            };
            return Setback::Undecided;
        }
        match failure.code() {
            Some(SecondFactorRequired) => {
                self.state = State::Held;
                Setback::NeedsCode
            }
            // Whoever may no longer ask does not learn what an earlier try has done.
            Some(Unauthorised) | None if self.is_doubtful() => {
                self.state = State::Unknown;
                Setback::Undecided
            }
            _ => Setback::Refused(failure),
        }
    }
}
