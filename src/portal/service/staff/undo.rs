//! `POST staff/actions/{id}/undo` and `GET staff/actions` (row D4).

use std::time::Duration;

use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, account_view::unsigned, once::Once},
    masked,
};
use crate::{
    api::{
        ProblemCode,
        staff::{ActionView, Undo, Undone},
    },
    domain::{Moment, Permission, StaffRole},
    portal::store::Event,
};

/// How far back a member is told of their own acts.
const BACK: Duration = Duration::from_secs(15 * 60);

impl Service {
    /// Takes an act back within its thirty seconds: the account is what it was before, and the
    /// notice is withdrawn before anybody could read it. Its author may, and a supervisor.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `not-found`, `undo-closed`
    /// once the time is over, `conflict` when it was undone or the account has changed meanwhile,
    /// `idempotency-key-reused`, `maintenance`.
    pub(in crate::portal) async fn undo_action(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &Undo,
    ) -> Result<Undone, Refusal> {
        let at = self.clock.now();
        let (mut work, member) =
            self.writing_member(caller, token, Permission::Restore, at).await?;
        let once = Once::new(member.actor(), "staff.undo", key, &asked.id)?;
        if let Some(kept) = once.take(&mut work, at).await? {
            return serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"));
        }
        let action = work.action(&asked.id).await?.ok_or(ProblemCode::NotFound)?;
        let own = action.actor == member.actor() || member.role == StaffRole::Supervisor;
        if !own || !member.role.may(action.kind.permission()) {
            return Err(ProblemCode::RoleNotAllowed.into());
        }
        if action.undo_until <= at {
            return Err(ProblemCode::UndoClosed.into());
        }
        let account = work.hold_account(action.account).await?;
        let mut account = account.ok_or(Refusal::Broken("an act on no account"))?;
        // Somebody has built on what this act did: it is theirs to take back first. Undoing is a
        // change itself, so an act that was undone is refused here too.
        if account.epoch != action.epoch || !work.undo_action(&action.id, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        account.state = action.before.state;
        account.cause = action.before.cause;
        account.since = action.before.since;
        account.stopped_by = action.before.stopped_by;
        if !work.change_account(&account, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        work.withdraw_notice(&action.id, at).await?;
        let undone = Undone {
            account: unsigned(account.number),
            epoch: unsigned(account.epoch + 1),
            state: account.state,
        };
        once.keep(&mut work, &undone).await?;
        work.append(Event {
            account: Some(account.number),
            actor: member.actor(),
            kind: "account.undone",
            payload: json!({ "action": action.id, "state": account.state }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(undone)
    }

    /// The caller's own acts of the last fifteen minutes, newest first.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `maintenance`.
    pub(in crate::portal) async fn read_actions(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<Vec<ActionView>, Refusal> {
        let at = self.clock.now();
        let (mut work, member) = self.member(caller, token, Permission::ReadAccounts, at).await?;
        let back = i64::try_from(BACK.as_micros()).unwrap_or(0);
        let since = Moment::from_micros(at.micros().saturating_sub(back));
        let actions = work.actions_by(&member.actor(), since).await?;
        Ok(actions.iter().map(masked::action).collect())
    }
}
