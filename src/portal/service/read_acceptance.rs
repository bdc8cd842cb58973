//! `GET acceptances/{id}`: what became of a request, for the holder of its claim.

use super::{Caller, Refusal, Service, account_view};
use crate::api::AcceptanceView;

impl Service {
    /// The request's state, with the receipt once it is in force.
    ///
    /// # Errors
    /// `unauthorised`.
    pub(crate) async fn read_acceptance(
        &self,
        caller: &Caller,
        claim: &str,
        id: &str,
    ) -> Result<AcceptanceView, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        let request = self.held_request(&mut work, caller, claim, id, at).await?;
        let Some(acceptance) = &request.acceptance else {
            return Ok(account_view::request(&request, at));
        };
        let acceptance = work.acceptance(acceptance).await?;
        let acceptance = acceptance.ok_or(Refusal::Broken("an acceptance is missing"))?;
        Ok(account_view::acceptance(acceptance))
    }
}
