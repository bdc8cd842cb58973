//! `POST account/withdrawal`: a citizen stops using the portal (2.5).
//!
//! Invariant: the account's state, the end of its acceptances, the request at the desk and the
//! events share one transaction. The session stays, restricted like a stopped owner's, so that a
//! retry of a lost reply gets its answer.

use serde_json::json;

use super::{Caller, Gate, IdempotencyKey, Refusal, Service, once::Once, support::Question};
use crate::{
    api::{HelpAsked, ProblemCode, Withdraw, staff::HelpTopic},
    domain::{Action, Actor},
    portal::store::Event,
};

impl Service {
    /// Ends the use of the portal and opens a request about what remains.
    ///
    /// # Errors
    /// `unauthorised`, `illegal-transition` for an account that is not active, `conflict`,
    /// `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn withdraw(
        &self,
        caller: &Caller,
        session: &str,
        key: &IdempotencyKey,
        asked: &Withdraw,
    ) -> Result<HelpAsked, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.writing_citizen(Gate::See, caller, session, at).await?;
        let mut account = citizen.account;
        let once = Once::new(format!("account:{}", account.number), "withdrawal", key, asked)?;
        let given = match once.take(&mut work, at).await? {
            Some(kept) => self.give_again(&mut work, &kept).await?,
            None => {
                account.enter(account.state.apply(Action::Withdraw, Actor::Citizen)?, at);
                if !work.change_account(&account, at).await? {
                    return Err(ProblemCode::Conflict.into());
                }
                work.end_acceptances(account.number, at).await?;
                let id = work.next_help().await?;
                once.keep(&mut work, &id).await?;
                let question = Question {
                    id,
                    account: Some(account.number),
                    verified: true,
                    topic: HelpTopic::Withdrawal,
                    text: String::new(),
                    language: asked.language,
                    contact: None,
                    typed: None,
                    coded: true,
                };
                let given = self.write_help(&mut work, caller, question, at).await?;
                work.append(Event {
                    account: Some(account.number),
                    actor: "citizen".to_owned(),
                    kind: "account.withdrawn",
                    payload: json!({ "request": id }),
                    at,
                })
                .await?;
                given
            }
        };
        work.commit().await?;
        Ok(given)
    }
}
