//! Citizens' sessions: a token's hash, an account, the terminal it belongs to.

use super::{Error, Work, values};
use crate::domain::Moment;

/// A session that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredSession {
    /// Whose it is.
    pub account: i64,
    /// The request it came from.
    pub request: String,
}

impl Work {
    /// Begins a session.
    pub(crate) async fn begin_session(
        &mut self,
        token_hash: [u8; 32],
        session: &StoredSession,
        device: Option<&str>,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO sessions (token_hash, account, request, device, began_at, used_at)
                   VALUES ($1, $2, $3, $4, $5, $5)";
        let values =
            values![token_hash, session.account, session.request.as_str(), device, at.micros()];
        self.change(sql, values).await.map(drop)
    }

    /// The session of a token, when it belongs to this terminal, was used after `idle_since` and
    /// has not ended.
    pub(crate) async fn session(
        &mut self,
        token_hash: [u8; 32],
        device: Option<&str>,
        idle_since: Moment,
    ) -> Result<Option<(StoredSession, Moment)>, Error> {
        let sql = "SELECT account, request, used_at FROM sessions
                   WHERE token_hash = $1 AND COALESCE(device, '') = $2
                       AND used_at > $3 AND ended_at IS NULL";
        let values = values![token_hash, device.unwrap_or_default(), idle_since.micros()];
        let Some(mut row) = self.row(sql, values).await? else { return Ok(None) };
        let session = StoredSession { account: row.int()?, request: row.text()? };
        Ok(Some((session, Moment::from_micros(row.int()?))))
    }

    /// Notes that a session was used.
    pub(crate) async fn touch_session(
        &mut self,
        token_hash: [u8; 32],
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE sessions SET used_at = $1 WHERE token_hash = $2 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), token_hash]).await.map(drop)
    }

    /// Ends a session; answers false when it had ended.
    pub(crate) async fn end_session(
        &mut self,
        token_hash: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE sessions SET ended_at = $1 WHERE token_hash = $2 AND ended_at IS NULL";
        Ok(self.change(sql, values![at.micros(), token_hash]).await? == 1)
    }

    /// Ends every session that came from a request.
    pub(crate) async fn end_sessions_of(&mut self, request: &str, at: Moment) -> Result<(), Error> {
        let sql = "UPDATE sessions SET ended_at = $1 WHERE request = $2 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), request]).await.map(drop)
    }
}
