//! Timers by the machine's clock, or by a script that moves time itself.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::mpsc::UnboundedSender, task::AbortHandle};

use super::Answer;
use crate::{
    app::effect::{EffectId, Reply, Scope},
    domain::{Clock as _, FixedClock, Moment},
};

/// How `After` is carried out.
#[derive(Debug, Clone)]
pub enum Timers {
    /// By waiting.
    Real,
    /// When the script moves time.
    Scripted(Scripted),
}

/// Time that moves when told to.
#[derive(Debug, Clone)]
pub struct Scripted {
    /// Whose timers these are: two consoles name their effects and visits alike.
    console: u8,
    clock: Arc<FixedClock>,
    due: Arc<Mutex<Vec<Due>>>,
}

#[derive(Debug)]
struct Due {
    at: Moment,
    console: u8,
    id: EffectId,
    scope: Scope,
    answers: UnboundedSender<Answer>,
}

impl Timers {
    pub(super) fn start(
        &self,
        id: EffectId,
        scope: Scope,
        wait: Duration,
        due: Moment,
        answers: &UnboundedSender<Answer>,
    ) -> Option<AbortHandle> {
        let answers = answers.clone();
        match self {
            Self::Real => {
                let task = tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    let _ = answers.send((id, Reply::Elapsed));
                });
                Some(task.abort_handle())
            }
            Self::Scripted(scripted) => {
                let console = scripted.console;
                scripted.due().push(Due { at: due, console, id, scope, answers });
                None
            }
        }
    }

    pub(super) fn cancel(&self, scope: Scope) {
        if let Self::Scripted(scripted) = self {
            let here = |due: &Due| due.console == scripted.console && due.scope == scope;
            scripted.due().retain(|due| !here(due));
        }
    }
}

impl Scripted {
    /// Time that stands at the clock's moment.
    #[must_use]
    pub fn new(clock: Arc<FixedClock>) -> Self {
        Self { console: 0, clock, due: Arc::default() }
    }

    /// The same time for the console beside this one: its timers fire in one order with these.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { console: self.console + 1, ..self.clone() }
    }

    fn due(&self) -> MutexGuard<'_, Vec<Due>> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves time to the next timer that falls due within `within` and fires it; when there is
    /// none, moves time by all of `within`. Returns what is left of it, or nothing at the end.
    pub fn step(&self, within: Duration) -> Option<Duration> {
        let now = self.clock.now();
        let limit = now.after(within);
        let next = {
            let mut due = self.due();
            let first = due
                .iter()
                .enumerate()
                .filter(|(_, due)| due.at <= limit)
                .min_by_key(|(_, due)| (due.at, due.console, due.id))
                .map(|(place, _)| place);
            first.map(|place| due.swap_remove(place))
        };
        match next {
            Some(due) => {
                self.clock.advance(due.at.since(now));
                let _ = due.answers.send((due.id, Reply::Elapsed));
                Some(limit.since(self.clock.now()))
            }
            None => {
                self.clock.advance(within);
                None
            }
        }
    }
}
