//! `GET account/notices`: what the citizen was told about the account.

use super::{Caller, Refusal, Service};
use crate::{
    api::{Notice, Notices},
    portal::store::StoredNotice,
};

/// Notices in a reply at most.
const MOST: i64 = 50;

impl Service {
    /// The caller's own notices that are published, newest first. A stopped owner reads them too:
    /// they say why.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_account_notices(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<Notices, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen(caller, token, at).await?;
        let published = work.published_notices_of(citizen.account.number, at, MOST).await?;
        let notice = |it: StoredNotice| Notice { at: it.publish_at, text: it.text };
        Ok(Notices { notices: published.into_iter().map(notice).collect() })
    }
}
