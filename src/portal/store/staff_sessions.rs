//! Staff sessions: a token's hash, a member, the terminal it belongs to.
//!
//! Invariant: a session is only ever read together with its member, so a dismissed one has none and
//! another role is there at the next call.

use super::{Error, Work, staff::role, values};
use crate::domain::{Moment, SafeText, StaffRole};

/// A staff session that is not over, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredStaffSession {
    /// The member's id.
    pub staff: i64,
    /// The member's login.
    pub login: String,
    /// The member's name.
    pub name: SafeText,
    /// The member's role.
    pub role: StaffRole,
    /// When it was used last.
    pub used_at: Moment,
    /// When the second factor was given last.
    pub confirmed_at: Moment,
}

/// A session as a terminal presents it, and when it must have been used and begun at the earliest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presented<'a> {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// The terminal, when it has a credential.
    pub device: Option<&'a str>,
    /// Used after this.
    pub used_after: Moment,
    /// Begun after this.
    pub began_after: Moment,
}

impl Work {
    /// Begins a session of `staff` that came from `attempt`. Their second factor was given, and the
    /// session's twelve hours began, at `passed_at`.
    pub(crate) async fn begin_staff_session(
        &mut self,
        token_hash: [u8; 32],
        (staff, attempt): (i64, &str),
        device: Option<&str>,
        (passed_at, at): (Moment, Moment),
    ) -> Result<(), Error> {
        let sql = "INSERT INTO staff_sessions (token_hash, staff, attempt, device, began_at,
                       used_at, confirmed_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $5)";
        let values = values![token_hash, staff, attempt, device, passed_at.micros(), at.micros()];
        self.change(sql, values).await.map(drop)
    }

    /// The session of a token, when it belongs to this terminal, is not over by time, has not ended
    /// and its member is one still.
    pub(crate) async fn staff_session(
        &mut self,
        session: Presented<'_>,
    ) -> Result<Option<StoredStaffSession>, Error> {
        let sql = "SELECT s.id, s.login, s.name, s.role, t.used_at, t.confirmed_at
                   FROM staff_sessions t JOIN staff s ON s.id = t.staff
                   WHERE t.token_hash = $1 AND COALESCE(t.device, '') = $2 AND t.used_at > $3
                       AND t.began_at > $4 AND t.ended_at IS NULL AND s.disabled_at IS NULL";
        let Some(mut row) = self.row(sql, session.values()).await? else { return Ok(None) };
        Ok(Some(StoredStaffSession {
            staff: row.int()?,
            login: row.text()?,
            name: row.text()?.into(),
            role: role(&row.text()?)?,
            used_at: Moment::from_micros(row.int()?),
            confirmed_at: Moment::from_micros(row.int()?),
        }))
    }

    /// Notes that a session was used, and holds it until this transaction ends: whoever dismisses
    /// its member meanwhile waits. Answers false when there is no such session.
    pub(crate) async fn use_staff_session(
        &mut self,
        session: Presented<'_>,
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE staff_sessions SET used_at = $5
                   WHERE token_hash = $1 AND COALESCE(device, '') = $2 AND used_at > $3
                       AND began_at > $4 AND ended_at IS NULL";
        let mut values = session.values();
        values.push(at.micros().into());
        Ok(self.change(sql, values).await? == 1)
    }

    /// Notes that the second factor was given again.
    pub(crate) async fn confirm_staff_session(
        &mut self,
        token_hash: [u8; 32],
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE staff_sessions SET confirmed_at = $1
                   WHERE token_hash = $2 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), token_hash]).await.map(drop)
    }

    /// Ends a session on its terminal; answers its member's login and its attempt, none when it had
    /// ended or never was.
    pub(crate) async fn end_staff_session(
        &mut self,
        token_hash: [u8; 32],
        device: Option<&str>,
        at: Moment,
    ) -> Result<Option<(String, String)>, Error> {
        let sql = "UPDATE staff_sessions SET ended_at = $1
                   WHERE token_hash = $2 AND COALESCE(device, '') = $3 AND ended_at IS NULL
                   RETURNING staff, attempt";
        let values = values![at.micros(), token_hash, device.unwrap_or_default()];
        let Some(mut row) = self.row(sql, values).await? else { return Ok(None) };
        let (staff, attempt) = (row.int()?, row.text()?);
        let member = self.member_by_id(staff).await?;
        let member = member.ok_or(Error::Corrupt("a session of nobody"))?;
        Ok(Some((member.login, attempt)))
    }

    /// Ends the sessions that came from this attempt.
    pub(crate) async fn end_staff_sessions_of(
        &mut self,
        attempt: &str,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE staff_sessions SET ended_at = $1 WHERE attempt = $2 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), attempt]).await.map(drop)
    }

    /// Holds the member's sessions on this terminal until this transaction ends.
    pub(crate) async fn hold_staff_sessions_at(
        &mut self,
        staff: i64,
        device: &str,
    ) -> Result<(), Error> {
        let sql = "UPDATE staff_sessions SET used_at = used_at
                   WHERE staff = $1 AND device = $2 AND ended_at IS NULL";
        self.change(sql, values![staff, device]).await.map(drop)
    }

    /// Ends the member's other sessions on this terminal: each has one person in one session.
    pub(crate) async fn end_staff_sessions_at(
        &mut self,
        staff: i64,
        device: &str,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE staff_sessions SET ended_at = $1
                   WHERE staff = $2 AND device = $3 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), staff, device]).await.map(drop)
    }
}

impl Presented<'_> {
    fn values(self) -> Vec<super::Value> {
        values![
            self.token_hash,
            self.device.unwrap_or_default(),
            self.used_after.micros(),
            self.began_after.micros(),
        ]
    }
}
