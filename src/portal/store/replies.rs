//! Replies by idempotency key: the same key is one effect, however often it is sent.
//!
//! Invariant: a reply holds no token and no claim.

use super::{Error, Work, values};
use crate::domain::Moment;

/// What a key stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reserved {
    /// Nobody used it: this transaction does the work, and no other can meanwhile.
    New,
    /// The work was done; its reply.
    Done(String),
    /// It was used with another body.
    Differs,
}

impl Work {
    /// Takes an idempotency key for this transaction. In PostgreSQL a second caller waits here
    /// until the first has committed.
    pub(crate) async fn reserve(
        &mut self,
        (actor, operation, key): (&str, &str, &str),
        fingerprint: [u8; 32],
        at: Moment,
    ) -> Result<Reserved, Error> {
        let sql = "INSERT INTO replies (actor, operation, key, fingerprint, body, at)
                   VALUES ($1, $2, $3, $4, '', $5)
                   ON CONFLICT (actor, operation, key) DO NOTHING";
        let values = values![actor, operation, key, fingerprint, at.micros()];
        if self.change(sql, values).await? == 1 {
            return Ok(Reserved::New);
        }
        let found = self.reply((actor, operation, key), fingerprint).await?;
        found.ok_or(Error::Corrupt("a reply is missing"))
    }

    /// What a key stands for, if anything.
    pub(crate) async fn reply(
        &mut self,
        (actor, operation, key): (&str, &str, &str),
        fingerprint: [u8; 32],
    ) -> Result<Option<Reserved>, Error> {
        let sql = "SELECT fingerprint, body FROM replies
                   WHERE actor = $1 AND operation = $2 AND key = $3";
        let Some(mut row) = self.row(sql, values![actor, operation, key]).await? else {
            return Ok(None);
        };
        if row.hash()? != fingerprint {
            return Ok(Some(Reserved::Differs));
        }
        Ok(Some(Reserved::Done(row.text()?)))
    }

    /// Keeps the reply of a reserved key.
    pub(crate) async fn keep_reply(
        &mut self,
        (actor, operation, key): (&str, &str, &str),
        body: &str,
    ) -> Result<(), Error> {
        let sql = "UPDATE replies SET body = $1 WHERE actor = $2 AND operation = $3 AND key = $4";
        self.change(sql, values![body, actor, operation, key]).await.map(drop)
    }

    /// Forgets replies from before `at`.
    pub(crate) async fn forget_replies(&mut self, at: Moment) -> Result<u64, Error> {
        self.change("DELETE FROM replies WHERE at < $1", values![at.micros()]).await
    }
}
