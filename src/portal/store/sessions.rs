//! Citizens' sessions: a token's hash, an account, the terminal it belongs to.

use super::{Error, Work, values};
use crate::domain::Moment;

/// A session that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredSession {
    /// Whose it is.
    pub account: i64,
    /// What it came from.
    pub origin: Origin,
}

/// The proof a session came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The signature of an acceptance: the request's id.
    Request(String),
    /// The signature of a challenge: the sign-in's id.
    SignIn(String),
}

impl Origin {
    /// As it is stored: a request or a sign-in.
    fn columns(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Request(id) => (Some(id), None),
            Self::SignIn(id) => (None, Some(id)),
        }
    }
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
        let sql = "INSERT INTO sessions (token_hash, account, request, sign_in, device, began_at,
                       used_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $6)";
        let (request, sign_in) = session.origin.columns();
        let values = values![token_hash, session.account, request, sign_in, device, at.micros()];
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
        let sql = "SELECT account, request, sign_in, used_at FROM sessions
                   WHERE token_hash = $1 AND COALESCE(device, '') = $2
                       AND used_at > $3 AND ended_at IS NULL";
        let values = values![token_hash, device.unwrap_or_default(), idle_since.micros()];
        let Some(mut row) = self.row(sql, values).await? else { return Ok(None) };
        let account = row.int()?;
        let origin = match (row.text_or_null()?, row.text_or_null()?) {
            (Some(request), None) => Origin::Request(request),
            (None, Some(sign_in)) => Origin::SignIn(sign_in),
            _ => return Err(Error::Corrupt("a session without an origin")),
        };
        let session = StoredSession { account, origin };
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

    /// Ends every session that came from this proof.
    pub(crate) async fn end_sessions_of(
        &mut self,
        origin: &Origin,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = match origin {
            Origin::Request(_) => {
                "UPDATE sessions SET ended_at = $1 WHERE request = $2 AND ended_at IS NULL"
            }
            Origin::SignIn(_) => {
                "UPDATE sessions SET ended_at = $1 WHERE sign_in = $2 AND ended_at IS NULL"
            }
        };
        let (Origin::Request(id) | Origin::SignIn(id)) = origin;
        self.change(sql, values![at.micros(), id.as_str()]).await.map(drop)
    }
}
