//! `GET support/requests` and `…/{id}`: what became of it.

use super::{citizens_view, is_code_of};
use crate::{
    api::{HelpRequest, HelpRequests, ProblemCode},
    domain::HelpCode,
    portal::service::{Caller, Refusal, Service},
};

/// The longest list.
const MOST: i64 = 20;

impl Service {
    /// One request, by its secret digits or by the session of who asked. An unknown one, wrong
    /// digits and another's request are one refusal.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_help(
        &self,
        caller: &Caller,
        bearer: &str,
        id: i64,
    ) -> Result<HelpRequest, Refusal> {
        let at = self.clock.now();
        let help = if HelpCode::is_secret(bearer) {
            let mut work = self.store.read().await?;
            self.open(&mut work, at).await?;
            work.help(id).await?.filter(|help| is_code_of(help, bearer))
        } else {
            let (mut work, citizen) = self.citizen(caller, bearer, at).await?;
            let owner = Some(citizen.account.number);
            work.help(id).await?.filter(|help| help.verified && help.account == owner)
        };
        Ok(citizens_view(help.ok_or(ProblemCode::Unauthorised)?))
    }

    /// What the citizen asked in a session, newest first.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_helps(
        &self,
        caller: &Caller,
        session: &str,
    ) -> Result<HelpRequests, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen(caller, session, at).await?;
        let helps = work.helps_of(citizen.account.number, MOST).await?;
        Ok(HelpRequests { requests: helps.into_iter().map(citizens_view).collect() })
    }
}
