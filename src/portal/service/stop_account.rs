//! Blocks an account or stops its access, for a cause (3.1.2, 3.1.3).

use serde_json::json;

use super::{Refusal, Service};
use crate::{
    api::ProblemCode,
    domain::{Actor, Cause},
    portal::store::Event,
};

impl Service {
    /// Stops the account. It holds from the commit on every channel: each call of a session reads
    /// the account's state anew.
    ///
    /// # Errors
    /// `not-found`, `illegal-transition`, `conflict` when the account has changed meanwhile.
    pub(crate) async fn stop_account(&self, number: i64, cause: Cause) -> Result<(), Refusal> {
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        let mut account = work.account(number).await?.ok_or(ProblemCode::NotFound)?;
        account.state = account.state.apply(cause.action(), Actor::Staff)?;
        account.cause = Some(cause.clone());
        if !work.change_account(&account, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        work.append(Event {
            account: Some(number),
            actor: "staff".to_owned(),
            kind: "account.stopped",
            payload: json!({ "state": account.state, "cause": cause }),
            at,
        })
        .await?;
        Ok(work.commit().await?)
    }
}
