//! From step to step.

use super::{Act, Step, is_possible};
use crate::{
    api::{
        Failure, ProblemCode,
        staff::{AccountCard, ActionDone, ActionKind, Preview},
    },
    app::{
        fetched::Fetched,
        screen::Cx,
        screens::desk::{
            cause,
            deed::{Deed, Setback},
        },
    },
    domain::{AccountState, Secret},
    text::{Phrase, phrases::act},
};

/// What the card has to do for the dialog.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app::screens::desk::card) enum Then {
    /// Nothing.
    Stay,
    /// Close it; nothing was done.
    Close,
    /// The second factor has to be given.
    NeedsCode,
    /// The account is not what it was: the card is to be asked for anew.
    Reload,
    /// It was done: the dialog is over.
    Done(Box<ActionDone>, crate::domain::Moment),
}

impl Act {
    /// A letter, or more, for the field.
    pub(in crate::app::screens::desk::card) fn put(&mut self, text: &Secret) {
        self.fault = None;
        match self.step {
            Step::Case => self.case.put(text),
            Step::Note => self.note.put(text),
            _ => {}
        }
    }

    /// The last character goes.
    pub(in crate::app::screens::desk::card) fn erase(&mut self) {
        match self.step {
            Step::Case => self.case.erase(),
            Step::Note => self.note.erase(),
            _ => {}
        }
    }

    /// The whole field goes.
    pub(in crate::app::screens::desk::card) fn clear(&mut self) {
        match self.step {
            Step::Case => self.case.clear(),
            Step::Note => self.note.clear(),
            _ => {}
        }
    }

    /// The entry of this digit, and on.
    pub(in crate::app::screens::desk::card) fn choose(&mut self, cx: &mut Cx<'_>, place: usize) {
        if self.step == Step::Choice && place < self.choices() {
            self.set_choice(place);
            self.confirm(cx);
        }
    }

    /// The entry after the chosen one, or before it.
    pub(in crate::app::screens::desk::card) fn select(&mut self, onwards: bool) {
        if self.step != Step::Choice {
            return;
        }
        let last = self.choices().saturating_sub(1);
        let place = match (self.choice, onwards) {
            (None, true) => 0,
            (None, false) => last,
            (Some(place), true) => (place + 1).min(last),
            (Some(place), false) => place.saturating_sub(1),
        };
        self.set_choice(place);
    }

    /// The preview of a block or a stop depends on its cause.
    fn set_choice(&mut self, place: usize) {
        self.fault = None;
        if self.choice != Some(place) {
            self.choice = Some(place);
            if self.kind != ActionKind::Restore {
                self.preview = Fetched::Missing;
                self.preview_asked = None;
            }
        }
    }

    /// One step back; nothing that was typed is lost.
    pub(in crate::app::screens::desk::card) fn back(&mut self) {
        self.fault = None;
        self.step = match self.step {
            Step::Case => Step::Choice,
            Step::Note => Step::Case,
            Step::Preview => Step::Note,
            _ => return,
        };
    }

    /// Esc: the dialog is closed. What has been confirmed goes on behind it.
    pub(in crate::app::screens::desk::card) fn escape(&mut self) -> Then {
        match &self.step {
            Step::Doing(deed) if !deed.is_held() => {
                self.hidden = true;
                Then::Stay
            }
            _ => Then::Close,
        }
    }

    /// Enter: on to the next step, or the deed itself.
    pub(in crate::app::screens::desk::card) fn confirm(&mut self, cx: &mut Cx<'_>) -> Then {
        self.fault = None;
        match &mut self.step {
            Step::Choice if self.choice.is_none() => self.fault = Some(act::choose_cause()),
            Step::Choice => {
                if self.preview.is_lacking() {
                    self.ask_preview(cx);
                }
                self.step = Step::Case;
            }
            Step::Case if self.case.text().is_empty() => self.fault = Some(act::case_needed()),
            Step::Case => self.step = Step::Note,
            Step::Note => {
                if self.preview.is_lacking() {
                    self.ask_preview(cx);
                }
                self.step = Step::Preview;
            }
            Step::Preview if self.stale.is_some() => return Then::Reload,
            Step::Preview => match &self.preview {
                Fetched::Here(_) => self.begin(cx),
                Fetched::Asked => {}
                Fetched::Missing | Fetched::Failed(_) => self.ask_preview(cx),
            },
            Step::Doing(deed) if deed.is_unknown() => deed.again(cx),
            Step::Doing(deed) if deed.is_held() => return Then::NeedsCode,
            Step::Doing(_) => {}
        }
        Then::Stay
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        let attempt = cx.attempt();
        if let Some(call) = self.call(attempt) {
            self.refused = None;
            self.changed = None;
            self.step = Step::Doing(Deed::begin(cx, call));
        }
    }

    /// Its time has come, or the second factor was given: the same attempt once more.
    pub(in crate::app::screens::desk::card) fn again(&mut self, cx: &mut Cx<'_>) {
        if let Step::Doing(deed) = &mut self.step {
            deed.again(cx);
        }
    }

    /// The preview came.
    pub(in crate::app::screens::desk::card) fn take_preview(
        &mut self,
        it: Option<&AccountCard>,
        answer: Result<Preview, Failure>,
    ) -> Then {
        self.preview_asked = None;
        match answer {
            Ok(preview) => {
                // The preview is of another account than the one on the card behind it.
                let moved = it.is_some_and(|it| it.epoch != preview.epoch);
                self.preview = Fetched::Here(preview);
                if moved { self.note_change(it) } else { Then::Stay }
            }
            Err(failure) if is_change(&failure) => {
                self.preview = Fetched::Missing;
                self.note_change(it)
            }
            Err(failure) => {
                self.preview = Fetched::Failed(failure);
                Then::Stay
            }
        }
    }

    /// The deed was answered.
    pub(in crate::app::screens::desk::card) fn take_done(
        &mut self,
        cx: &mut Cx<'_>,
        it: Option<&AccountCard>,
        answer: Result<ActionDone, Failure>,
    ) -> Then {
        let Step::Doing(deed) = &mut self.step else { return Then::Stay };
        let failure = match answer {
            Ok(done) => return Then::Done(Box::new(done), deed.sent_at()),
            Err(failure) => failure,
        };
        match deed.fail(cx, failure) {
            Setback::Undecided => Then::Stay,
            Setback::NeedsCode => Then::NeedsCode,
            Setback::Refused(failure) => {
                // A dialog that comes up again by itself must not take a stray Enter for a
                // confirmation: it begins at its first step.
                let came_up = std::mem::take(&mut self.hidden);
                self.step = if came_up { Step::Choice } else { Step::Preview };
                if is_change(&failure) {
                    self.preview = Fetched::Missing;
                    return self.note_change(it);
                }
                self.refused = Some(failure);
                Then::Stay
            }
        }
    }

    /// The account changed under the dialog.
    fn note_change(&mut self, it: Option<&AccountCard>) -> Then {
        if self.stale.is_none() {
            self.stale = it.map(|it| it.state);
        }
        Then::Reload
    }

    /// The card came anew, where the account was in state `before`. Says what changed when the
    /// dialog rests on something else; gives back what is to be said instead when there is nothing
    /// left to do.
    pub(in crate::app::screens::desk::card) fn meet(
        &mut self,
        cx: &mut Cx<'_>,
        before: AccountState,
        it: &AccountCard,
    ) -> Option<Phrase> {
        if self.deed().is_some() {
            return None; // its own answer says what became of it
        }
        let refused = self.stale.take();
        if !is_possible(self.kind, it.state) {
            return Some(act::not_needed(cause::state(it.state)));
        }
        let seen = self.preview.here().is_some_and(|preview| preview.epoch != it.epoch);
        let before = refused.unwrap_or(before);
        if refused.is_some() || before != it.state || (seen && self.step == Step::Preview) {
            self.changed = Some(changed(before, it.state));
            self.step = Step::Choice;
        }
        if seen || self.preview.is_lacking() {
            self.preview = Fetched::Missing;
            self.ask_preview(cx);
        }
        None
    }
}

fn changed(before: AccountState, now: AccountState) -> Phrase {
    match before == now {
        true => act::changed_same(cause::state(now)),
        false => act::changed(cause::state(before), cause::state(now)),
    }
}

/// True when the portal refused because the account is not what it was.
fn is_change(failure: &Failure) -> bool {
    matches!(failure.code(), Some(ProblemCode::Conflict | ProblemCode::IllegalTransition))
}
