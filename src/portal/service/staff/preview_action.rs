//! `POST staff/accounts/{id}/preview`: what an act would do; it changes nothing.

use super::{
    super::{Caller, Refusal, Service, account_view::unsigned},
    act::{Act, judge, notice_of},
};
use crate::{
    api::{
        ProblemCode,
        staff::{Preview, PreviewAction},
    },
    domain::{Actor, SafeText},
};

impl Service {
    /// What the act would make of the account, and what the citizen would be told.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `bad-value` for a cause that does not belong to the act,
    /// `not-found`, `illegal-transition`, `maintenance`.
    pub(in crate::portal) async fn preview_action(
        &self,
        caller: &Caller,
        token: &str,
        asked: &PreviewAction,
    ) -> Result<Preview, Refusal> {
        let at = self.clock.now();
        let (mut work, member) = self.member(caller, token, asked.kind.permission(), at).await?;
        judge(&Act {
            kind: asked.kind,
            cause: asked.cause.clone(),
            reason: None,
            case: SafeText::default(),
            note: SafeText::default(),
        })?;
        let number = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        let account = work.account(number).await?.ok_or(ProblemCode::NotFound)?;
        let after = account.state.apply(asked.kind.action(), Actor::Staff(member.role))?;
        Ok(Preview {
            epoch: unsigned(account.epoch),
            before: account.state,
            after,
            notice: notice_of(after, asked.cause.as_ref()),
        })
    }
}
