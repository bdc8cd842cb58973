//! Restoring, blocking or stopping: reason or clause, case, note, preview, confirmation.
//!
//! Nothing is asked of the portal but the preview before the last Enter, so leaving by Esc at any
//! step before has no effect. From that Enter on the act is a [`Deed`]: closing the dialog does not
//! stop it.

mod steps;
mod view;

pub(super) use steps::Then;
pub(super) use view::{draw, progress};

use super::super::{deed::Deed, may, typed::Typed};
use crate::{
    api::{
        Failure,
        staff::{
            AccountCard, ActionKind, BlockAccount, Preview, PreviewAction, RestoreAccount,
            RestoreReason, StopAccess,
        },
    },
    app::{
        effect::{DeskCall, EffectId, Request},
        fetched::Fetched,
        screen::Cx,
        shared::Shared,
    },
    domain::{AccountState, Action, Actor, Cause, Permission, StaffRole},
    text::{Phrase, phrases::act},
};

/// Characters of a case's number.
const CASE: usize = 40;

/// Characters of a note.
const NOTE: usize = 1000;

/// The dialog of one action.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Act {
    account: u64,
    pub(super) kind: ActionKind,
    /// The place of the reason or cause in the list; none while nothing is chosen.
    choice: Option<usize>,
    case: Typed,
    note: Typed,
    step: Step,
    preview: Fetched<Preview>,
    preview_asked: Option<EffectId>,
    /// What keeps the present step from being left.
    fault: Option<Phrase>,
    /// What the portal refused.
    refused: Option<Failure>,
    /// The account's state before it changed under the dialog; the card is being asked for anew.
    stale: Option<AccountState>,
    /// The account changed under the dialog: said until the next confirmation.
    changed: Option<Phrase>,
    /// Closed while the deed is not decided: it goes on.
    hidden: bool,
}

/// Where the dialog stands.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// The reason of a restoring, the cause of a block or a stop.
    Choice,
    /// The case's number.
    Case,
    /// The note.
    Note,
    /// What would change; Enter does it.
    Preview,
    /// It is being done.
    Doing(Deed),
}

/// What the domain calls the action.
pub(super) const fn action(kind: ActionKind) -> Action {
    match kind {
        ActionKind::Restore => Action::Restore,
        ActionKind::Block => Action::Block,
        ActionKind::StopAccess => Action::StopAccess,
    }
}

/// Whether an account in this state can have that done to it by a member of staff: by the one who
/// may do the most.
pub(super) fn is_possible(kind: ActionKind, state: AccountState) -> bool {
    state.apply(action(kind), Actor::Staff(StaffRole::Supervisor)).is_ok()
}

/// Whether it is offered: the state has it and the role allows it.
pub(super) fn is_offered(kind: ActionKind, state: AccountState, shared: &Shared) -> bool {
    let needed = match kind {
        ActionKind::Restore => Permission::Restore,
        ActionKind::Block | ActionKind::StopAccess => Permission::Stop,
    };
    is_possible(kind, state) && may(shared, needed)
}

/// The name of an action.
pub(super) fn name(kind: ActionKind) -> Phrase {
    match kind {
        ActionKind::Restore => act::restore(),
        ActionKind::Block => act::block(),
        ActionKind::StopAccess => act::stop(),
    }
}

/// A reason of restoring in words.
pub(super) fn reason_words(reason: RestoreReason) -> Phrase {
    match reason {
        RestoreReason::PaymentReceived => act::reason_payment_received(),
        RestoreReason::DataCorrected => act::reason_data_corrected(),
        RestoreReason::BreachRemedied => act::reason_breach_remedied(),
        RestoreReason::StoppedByMistake => act::reason_stopped_by_mistake(),
        RestoreReason::TechnicalResolved => act::reason_technical_resolved(),
    }
}

/// The reason that the cause suggests.
fn suggested(cause: Option<&Cause>) -> RestoreReason {
    let Some(cause) = cause else { return RestoreReason::DataCorrected };
    match cause.breach().map(|clause| clause.0.as_str()) {
        None => RestoreReason::TechnicalResolved,
        Some("4.7") => RestoreReason::PaymentReceived,
        Some("3.4.2" | "4.6") => RestoreReason::DataCorrected,
        Some(_) => RestoreReason::BreachRemedied,
    }
}

impl Act {
    /// Opens the dialog for the account as the card shows it. `request` is the help request from
    /// which the card was opened; without one, the only open request of the citizen is the case.
    pub(super) fn open(
        cx: &mut Cx<'_>,
        kind: ActionKind,
        it: &AccountCard,
        request: Option<u64>,
    ) -> Self {
        let only = match it.requests.as_slice() {
            [only] => Some(only.id),
            _ => None,
        };
        let case = request.or(only).map(|id| id.to_string()).unwrap_or_default();
        let reasons = RestoreReason::ALL.iter();
        let choice = match kind {
            ActionKind::Restore => {
                let suggested = suggested(it.cause.as_ref());
                reasons.clone().position(|reason| *reason == suggested)
            }
            ActionKind::Block | ActionKind::StopAccess => None,
        };
        let mut opened = Self {
            account: it.account,
            kind,
            choice,
            case: Typed::filled(CASE, &case),
            note: Typed::new(NOTE),
            step: Step::Choice,
            preview: Fetched::Missing,
            preview_asked: None,
            fault: None,
            refused: None,
            stale: None,
            changed: None,
            hidden: false,
        };
        if kind == ActionKind::Restore {
            opened.ask_preview(cx);
        }
        opened
    }

    /// The causes of a block or a stop, in the order of their digits.
    pub(super) fn causes(&self) -> Vec<Cause> {
        let power = action(self.kind);
        Cause::all().into_iter().filter(|cause| cause.action() == power).collect()
    }

    /// How many there are to choose from.
    pub(super) fn choices(&self) -> usize {
        match self.kind {
            ActionKind::Restore => RestoreReason::ALL.len(),
            ActionKind::Block | ActionKind::StopAccess => self.causes().len(),
        }
    }

    fn reason(&self) -> Option<RestoreReason> {
        RestoreReason::ALL.get(self.choice?).copied()
    }

    fn cause(&self) -> Option<Cause> {
        self.causes().into_iter().nth(self.choice?)
    }

    /// True while the dialog is seen.
    pub(super) fn is_open(&self) -> bool {
        !self.hidden
    }

    /// What is left of it when the session has ended; none when it had been sent.
    pub(super) fn parked(mut self) -> Option<Self> {
        if self.deed().is_some_and(|deed| !deed.is_held()) {
            return None;
        }
        if self.deed().is_some() {
            self.step = Step::Preview;
        }
        (self.preview, self.preview_asked) = (Fetched::Missing, None);
        Some(self)
    }

    /// It is to be seen again.
    pub(super) fn uncover(&mut self) {
        self.hidden = false;
    }

    /// True while a reason or cause is chosen.
    pub(super) fn chooses(&self) -> bool {
        self.step == Step::Choice
    }

    /// True while letters are typed.
    pub(super) fn takes_text(&self) -> bool {
        matches!(self.step, Step::Case | Step::Note)
    }

    /// The deed, once it has been confirmed.
    pub(super) fn deed(&self) -> Option<&Deed> {
        match &self.step {
            Step::Doing(deed) => Some(deed),
            _ => None,
        }
    }

    /// True when this is an answer, or a time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.preview_asked == Some(id) || self.deed().is_some_and(|deed| deed.awaits(id))
    }

    /// Asks what the action would do, when everything it depends on is known.
    fn ask_preview(&mut self, cx: &mut Cx<'_>) {
        let cause = match self.kind {
            ActionKind::Restore => None,
            ActionKind::Block | ActionKind::StopAccess => match self.cause() {
                Some(cause) => Some(cause),
                None => return,
            },
        };
        let call = PreviewAction { account: self.account, kind: self.kind, cause };
        self.preview = Fetched::Asked;
        self.preview_asked = Some(cx.ask(Request::Desk(DeskCall::Preview(call))));
    }

    /// The call that carries it out, on the account as the preview saw it.
    fn call(&self, attempt: u64) -> Option<DeskCall> {
        let epoch = self.preview.here()?.epoch;
        let (account, case, note) =
            (self.account, self.case.text().to_owned(), self.note.text().to_owned());
        Some(match self.kind {
            ActionKind::Restore => {
                let reason = self.reason()?;
                DeskCall::Restore(RestoreAccount { account, epoch, reason, case, note }, attempt)
            }
            ActionKind::Block => {
                let cause = self.cause()?;
                DeskCall::Block(BlockAccount { account, epoch, cause, case, note }, attempt)
            }
            ActionKind::StopAccess => {
                let cause = self.cause()?;
                DeskCall::StopAccess(StopAccess { account, epoch, cause, case, note }, attempt)
            }
        })
    }
}
