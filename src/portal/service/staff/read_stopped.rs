//! `GET staff/stopped`: whose access is stopped, the latest first.

use super::{
    super::{Caller, Refusal, Service, account_view::unsigned},
    masked,
};
use crate::{
    api::{
        ProblemCode,
        staff::{AccountHits, GetStopped},
    },
    domain::Permission,
};

/// Hits on a page when nobody says.
const USUAL: u16 = 50;
/// Hits on a page at most.
const MOST: u16 = 100;

impl Service {
    /// A page of accounts that are blocked, stopped or refused. The cursor is the last account.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `bad-request` for a limit or a cursor that cannot be,
    /// `maintenance`.
    pub(in crate::portal) async fn read_stopped(
        &self,
        caller: &Caller,
        token: &str,
        asked: &GetStopped,
    ) -> Result<AccountHits, Refusal> {
        let at = self.clock.now();
        let (mut work, _) = self.member(caller, token, Permission::ReadAccounts, at).await?;
        let limit = asked.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(ProblemCode::BadRequest.into());
        }
        let after = match &asked.cursor {
            None => None,
            Some(cursor) => {
                let number = cursor.parse().map_err(|_| ProblemCode::BadRequest)?;
                Some(work.account(number).await?.ok_or(ProblemCode::BadRequest)?)
            }
        };
        let mut accounts = work.stopped_accounts(after.as_ref(), i64::from(limit) + 1).await?;
        let more = accounts.len() > usize::from(limit);
        accounts.truncate(usize::from(limit));
        let next = accounts.last().filter(|_| more).map(|last| last.number.to_string().into());
        let total = Some(unsigned(work.count_stopped().await?));
        let hits = accounts.into_iter().map(|account| masked::hit(account, None)).collect();
        Ok(AccountHits { hits, next, total })
    }
}
