//! `GET account/statement`: a page of the ledger's view, newest first.

use super::{Caller, Refusal, Service};
use crate::api::{Balance, GetStatement, ProblemCode, StatementPage};

/// Lines on a page when nobody says.
const USUAL: u16 = 50;
/// Lines on a page at most.
const MOST: u16 = 100;

impl Service {
    /// A page of the caller's own statement. The cursor is the last line's transaction.
    ///
    /// # Errors
    /// `bad-request` for a limit outside 1–100 or a cursor of no page, `unauthorised`,
    /// `forbidden` for a stopped account, `maintenance`.
    pub(crate) async fn read_statement(
        &self,
        caller: &Caller,
        token: &str,
        asked: &GetStatement,
    ) -> Result<StatementPage, Refusal> {
        let at = self.clock.now();
        let limit = asked.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(ProblemCode::BadRequest.into());
        }
        let before = match &asked.cursor {
            None => i64::MAX,
            Some(cursor) => cursor.parse().map_err(|_| ProblemCode::BadRequest)?,
        };
        let (mut work, citizen) = self.citizen_in_use(caller, token, at).await?;
        let account = citizen.account.number;
        let limit = usize::from(limit);
        // One line more than asked for tells whether there is another page.
        let mut lines = work.statement(account, asked.kind, before, limit as i64 + 1).await?;
        let more = lines.len() > limit;
        lines.truncate(limit);
        let next = lines.last().filter(|_| more).map(|line| line.id.to_string().into());
        let balance = Balance { amount: work.balance(account).await?, at };
        Ok(StatementPage { lines, next, balance })
    }
}
