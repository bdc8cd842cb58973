//! `GET account/top-ups` and `…/{id}`.

use crate::{
    api::{ProblemCode, TopUpView, TopUps},
    portal::service::{Caller, Refusal, Service},
};

impl Service {
    /// What the caller can pay, and their newest top-up that waits.
    ///
    /// # Errors
    /// `unauthorised`, `forbidden` for a stopped account, `maintenance`.
    pub(crate) async fn read_top_ups(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<TopUps, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen_in_use(caller, token, at).await?;
        let limits = work.top_up_limits().await?;
        let waiting = match work.waiting_top_up(citizen.account.number, None, at).await? {
            Some(stored) => Some(self.top_up_view(&mut work, stored, at).await?),
            None => None,
        };
        Ok(TopUps { limits, waiting })
    }

    /// What became of a top-up of the caller's own.
    ///
    /// # Errors
    /// `unauthorised`, `forbidden` for a stopped account, `not-found` for an unknown top-up and for
    /// another's alike, `maintenance`.
    pub(crate) async fn read_top_up(
        &self,
        caller: &Caller,
        token: &str,
        id: &str,
    ) -> Result<TopUpView, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen_in_use(caller, token, at).await?;
        let stored = work.top_up(citizen.account.number, id).await?;
        let stored = stored.ok_or(ProblemCode::NotFound)?;
        Ok(self.top_up_view(&mut work, stored, at).await?)
    }
}
