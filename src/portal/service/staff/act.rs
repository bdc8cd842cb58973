//! `POST staff/accounts/{id}/restore`, `…/block`, `…/stop-access` (rows D4, D5).
//!
//! Account, act, held notice, reply and event are one transaction. Of any number of members who act
//! from one reading of the account, one has an effect: the others see that it has changed.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, account_view::unsigned, once::Once},
    masked, words,
};
use crate::{
    api::{
        ProblemCode,
        staff::{ActionDone, ActionKind, BlockAccount, RestoreAccount, RestoreReason, StopAccess},
    },
    domain::{AccountState, Actor, Bilingual, Cause, Moment, SafeText},
    portal::{
        auth,
        store::{Before, Event, StoredAccount, StoredAction, Work},
        words::say,
    },
    text::phrases::{self, notice},
};

/// How long an act can be undone, and how long its notice waits.
pub(in crate::portal) const UNDO: Duration = Duration::from_secs(30);

/// What is to be done to an account.
#[derive(Debug, Clone)]
pub(in crate::portal) struct Act {
    pub(in crate::portal) kind: ActionKind,
    pub(in crate::portal) cause: Option<Cause>,
    pub(in crate::portal) reason: Option<RestoreReason>,
    pub(in crate::portal) case: SafeText,
    pub(in crate::portal) note: SafeText,
}

/// Who does it.
#[derive(Debug, Clone)]
pub(in crate::portal) struct Doer {
    /// As events name them.
    pub(in crate::portal) name: String,
    /// With whose right.
    pub(in crate::portal) right: Actor,
    /// How long they can take it back.
    pub(in crate::portal) undo: Duration,
}

/// A call as its idempotency key stands for it: everything that was asked, path and header too.
#[derive(Debug, Serialize)]
struct Asked<'a> {
    account: u64,
    epoch: u64,
    kind: ActionKind,
    cause: Option<&'a Cause>,
    reason: Option<RestoreReason>,
    case: &'a str,
    note: &'a str,
}

/// What became of an act, as it is kept for a retry.
#[derive(Debug, Serialize, Deserialize)]
struct Kept(ActionDone);

impl Service {
    /// Lifts a block, a stop or a refusal.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `bad-value`, `not-found`,
    /// `conflict` when the account has changed since it was seen, `illegal-transition`,
    /// `idempotency-key-reused`, `maintenance`.
    pub(in crate::portal) async fn restore_account(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &RestoreAccount,
    ) -> Result<ActionDone, Refusal> {
        let asked = Asked {
            account: asked.account,
            epoch: asked.epoch,
            kind: ActionKind::Restore,
            cause: None,
            reason: Some(asked.reason),
            case: &asked.case,
            note: &asked.note,
        };
        self.act_once(caller, token, key, &asked).await
    }

    /// Blocks an account (3.1.2).
    ///
    /// # Errors
    /// Like [`restore_account`](Self::restore_account); `bad-value` for a cause of another power.
    pub(in crate::portal) async fn block_account(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &BlockAccount,
    ) -> Result<ActionDone, Refusal> {
        let asked = Asked {
            account: asked.account,
            epoch: asked.epoch,
            kind: ActionKind::Block,
            cause: Some(&asked.cause),
            reason: None,
            case: &asked.case,
            note: &asked.note,
        };
        self.act_once(caller, token, key, &asked).await
    }

    /// Stops an account's access (3.1.3).
    ///
    /// # Errors
    /// Like [`restore_account`](Self::restore_account); `bad-value` for a cause of another power.
    pub(in crate::portal) async fn stop_access(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &StopAccess,
    ) -> Result<ActionDone, Refusal> {
        let asked = Asked {
            account: asked.account,
            epoch: asked.epoch,
            kind: ActionKind::StopAccess,
            cause: Some(&asked.cause),
            reason: None,
            case: &asked.case,
            note: &asked.note,
        };
        self.act_once(caller, token, key, &asked).await
    }

    async fn act_once(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &Asked<'_>,
    ) -> Result<ActionDone, Refusal> {
        let at = self.clock.now();
        let (mut work, member) =
            self.writing_member(caller, token, asked.kind.permission(), at).await?;
        let once = Once::new(member.actor(), "staff.act", key, asked)?;
        if let Some(kept) = once.take(&mut work, at).await? {
            let kept = serde_json::from_str(&kept);
            return kept.map(|Kept(done)| done).map_err(|_| Refusal::Broken("an act of no form"));
        }
        let act = Act {
            kind: asked.kind,
            cause: asked.cause.cloned(),
            reason: asked.reason,
            case: words::case(asked.case)?,
            note: words::remark(asked.note)?,
        };
        judge(&act)?;
        let account = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        let account = work.hold_account(account).await?.ok_or(ProblemCode::NotFound)?;
        if unsigned(account.epoch) != asked.epoch {
            return Err(ProblemCode::Conflict.into());
        }
        let doer = Doer { name: member.actor(), right: Actor::Staff(member.role), undo: UNDO };
        let (kept, event) = self.carry_out(&mut work, &doer, act, account, at).await?;
        let kept = Kept(kept);
        once.keep(&mut work, &kept).await?;
        work.append(event).await?;
        work.commit().await?;
        Ok(kept.0)
    }

    /// Does it to an account this transaction holds. The event is the caller's to append, last.
    pub(in crate::portal::service) async fn carry_out(
        &self,
        work: &mut Work,
        doer: &Doer,
        act: Act,
        mut account: StoredAccount,
        at: Moment,
    ) -> Result<(ActionDone, Event), Refusal> {
        let id = auth::random_hex::<16>(self.random.as_ref())?;
        let before = Before::of(&account);
        account.enter(account.state.apply(act.kind.action(), doer.right)?, at);
        account.cause = act.cause.clone();
        account.stopped_by = (act.kind != ActionKind::Restore).then(|| id.clone());
        if !work.change_account(&account, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        let action = StoredAction {
            id,
            account: account.number,
            kind: act.kind,
            actor: doer.name.clone(),
            cause: act.cause,
            reason: act.reason,
            case: Some(act.case),
            note: act.note,
            before,
            epoch: account.epoch + 1,
            at,
            undo_until: at.after(doer.undo),
            undone_at: None,
        };
        work.add_action(&action).await?;
        let text = notice_of(account.state, action.cause.as_ref());
        let times = (at, action.undo_until);
        work.add_notice(account.number, Some(&action.id), &text, times).await?;
        let event = Event {
            account: Some(account.number),
            actor: doer.name.clone(),
            kind: event_of(action.kind),
            payload: json!({
                "action": action.id,
                "state": account.state,
                "cause": action.cause,
                "reason": action.reason,
            }),
            at,
        };
        let done = ActionDone {
            action: masked::action(&action),
            epoch: unsigned(action.epoch),
            state: account.state,
        };
        Ok((done, event))
    }
}

/// A cause belongs to the acts of its power, and to no other.
pub(super) fn judge(act: &Act) -> Result<(), Refusal> {
    let fits = match (&act.cause, act.kind) {
        (None, ActionKind::Restore) => true,
        (Some(cause), kind) => kind != ActionKind::Restore && cause.action() == kind.action(),
        (None, _) => false,
    };
    if fits { Ok(()) } else { Err(ProblemCode::BadValue.into()) }
}

/// What the citizen is told: what the account is now, on what ground, what to do. The clauses are
/// the cause's own, so the citizen, the staff and the notice cite one text.
pub(super) fn notice_of(after: AccountState, cause: Option<&Cause>) -> Bilingual {
    let ground = |cause: &Cause| match cause.breach() {
        Some(breach) => notice::ground(cause.power().label(), breach.label()),
        None => notice::ground_technical(cause.power().label()),
    };
    let phrase = match (after, cause) {
        (AccountState::Blocked, Some(it)) => {
            notice::blocked(ground(it), phrases::cause(it), phrases::cause_next(cause))
        }
        (AccountState::AccessStopped, Some(it)) => {
            notice::access_stopped(ground(it), phrases::cause(it), phrases::cause_next(cause))
        }
        (AccountState::Registered, _) => notice::refusal_lifted(),
        _ => notice::restored(),
    };
    let said = say(&phrase);
    Bilingual { kk: said.kk, ru: said.ru }
}

const fn event_of(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Restore => "account.restored",
        ActionKind::Block => "account.blocked",
        ActionKind::StopAccess => "account.access_stopped",
    }
}
