//! Accounts that are blocked, stopped or refused.

use super::{Error, StoredAccount, Work, accounts::account, values};

impl Work {
    /// Accounts that are stopped, the latest first, after the account `after`; at most `limit`.
    pub(crate) async fn stopped_accounts(
        &mut self,
        after: Option<&StoredAccount>,
        limit: i64,
    ) -> Result<Vec<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts
                   WHERE state IN ('blocked', 'access_stopped', 'refused')
                       AND since_at <= $1 AND (since_at < $1 OR number < $2)
                   ORDER BY since_at DESC, number DESC LIMIT $3";
        let (since, number) =
            after.map_or((i64::MAX, i64::MAX), |last| (last.since.micros(), last.number));
        self.rows(sql, values![since, number, limit]).await?.into_iter().map(account).collect()
    }

    /// How many accounts are stopped.
    pub(crate) async fn count_stopped(&mut self) -> Result<i64, Error> {
        let sql = "SELECT COUNT(*) FROM accounts
                   WHERE state IN ('blocked', 'access_stopped', 'refused')";
        match self.row(sql, values![]).await? {
            Some(mut row) => row.int(),
            None => Ok(0),
        }
    }
}
