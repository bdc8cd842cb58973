//! `GET acceptances/{id}`: what became of a request, for the holder of its claim, or of the claim of
//! a sign-in by the same person.

use super::{Caller, Refusal, Service};
use crate::api::{AcceptanceView, ProblemCode};

impl Service {
    /// The request's state, with what is awaited while it is pending and the receipt once it is in
    /// force.
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
        if let Err(refusal) = self.held_request(&mut work, caller, claim, id, at).await {
            if refusal.code() != ProblemCode::Unauthorised {
                return Err(refusal);
            }
            // Who came back and signed in has another claim than the one they signed with.
            let number = self.proved_number(&mut work, caller, claim, at).await?;
            let request = work.request(id).await?.ok_or(ProblemCode::Unauthorised)?;
            let signed = work.signature(id).await?.is_some() || request.stands_for.is_some();
            if request.number != number || !signed {
                return Err(ProblemCode::Unauthorised.into());
            }
        }
        drop(work);
        Ok(self.look_at_signature(id).await?.view)
    }
}
