//! Members of staff: who they are, what they may do, what they prove it with.

use super::{Error, Row, Work, values};
use crate::domain::{Moment, SafeText, StaffRole};

/// A member of staff as they are stored.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredMember {
    /// Their id.
    pub id: i64,
    /// The login.
    pub login: String,
    /// The name as colleagues know it.
    pub name: SafeText,
    /// The role.
    pub role: StaffRole,
    /// Argon2id, a PHC string.
    pub password: String,
    /// The authenticator's sealed secret, once enrolled.
    pub authenticator: Option<Vec<u8>>,
    /// When they were dismissed.
    pub disabled_at: Option<Moment>,
}

impl std::fmt::Debug for StoredMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredMember").field("login", &self.login).finish_non_exhaustive()
    }
}

impl Work {
    /// Adds a member without an authenticator; answers their id, none when the login is taken.
    pub(crate) async fn add_member(
        &mut self,
        (login, name, role): (&str, &SafeText, StaffRole),
        password: &str,
        at: Moment,
    ) -> Result<Option<i64>, Error> {
        let id = self.next("staff", 1).await?;
        let sql = "INSERT INTO staff (id, login, name, role, password, last_step, added_at)
                   VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (login) DO NOTHING";
        let values = values![id, login, name.as_str(), role.code(), password, at.micros()];
        Ok((self.change(sql, values).await? == 1).then_some(id))
    }

    /// A member by their login, dismissed or not.
    pub(crate) async fn member_by_login(
        &mut self,
        login: &str,
    ) -> Result<Option<StoredMember>, Error> {
        let sql = "SELECT id, login, name, role, password, authenticator, disabled_at FROM staff
                   WHERE login = $1";
        self.row(sql, values![login]).await?.map(member).transpose()
    }

    /// A member by their id, dismissed or not.
    pub(crate) async fn member_by_id(&mut self, id: i64) -> Result<Option<StoredMember>, Error> {
        let sql = "SELECT id, login, name, role, password, authenticator, disabled_at FROM staff
                   WHERE id = $1";
        self.row(sql, values![id]).await?.map(member).transpose()
    }

    /// Everybody, by login.
    pub(crate) async fn members(&mut self) -> Result<Vec<StoredMember>, Error> {
        let sql = "SELECT id, login, name, role, password, authenticator, disabled_at FROM staff
                   ORDER BY login, id";
        self.rows(sql, values![]).await?.into_iter().map(member).collect()
    }

    /// Gives a member another role, from their next call on.
    pub(crate) async fn set_role(&mut self, id: i64, role: StaffRole) -> Result<(), Error> {
        let sql = "UPDATE staff SET role = $1 WHERE id = $2";
        self.change(sql, values![role.code(), id]).await.map(drop)
    }

    /// Dismisses a member and ends their sessions and attempts; answers false when they were
    /// dismissed already.
    pub(crate) async fn disable_member(&mut self, id: i64, at: Moment) -> Result<bool, Error> {
        self.end_staff_access(id, at).await?;
        let sql = "UPDATE staff SET disabled_at = $1 WHERE id = $2 AND disabled_at IS NULL";
        Ok(self.change(sql, values![at.micros(), id]).await? == 1)
    }

    /// Gives a member a new password and takes the authenticator, the recovery codes, the sessions
    /// and the attempts; a dismissed one is a member again.
    pub(crate) async fn reset_member(
        &mut self,
        id: i64,
        password: &str,
        at: Moment,
    ) -> Result<(), Error> {
        self.end_staff_access(id, at).await?;
        let sql = "UPDATE staff SET password = $1, authenticator = NULL, disabled_at = NULL
                   WHERE id = $2";
        self.change(sql, values![password, id]).await?;
        self.set_recovery_codes(id, &[]).await?;
        // A session that began while this waited for its member's row.
        self.end_staff_access(id, at).await
    }

    /// Puts an authenticator in the place of the member's.
    pub(crate) async fn set_authenticator(&mut self, id: i64, sealed: &[u8]) -> Result<(), Error> {
        let sql = "UPDATE staff SET authenticator = $1 WHERE id = $2";
        self.change(sql, values![sealed, id]).await.map(drop)
    }

    /// Enrols an authenticator, when the member has none: exactly one caller gets true. `step` is
    /// that of the code which proved it.
    pub(crate) async fn enrol(&mut self, id: i64, sealed: &[u8], step: i64) -> Result<bool, Error> {
        let sql = "UPDATE staff SET authenticator = $1, last_step = $2
                   WHERE id = $3 AND authenticator IS NULL AND disabled_at IS NULL";
        Ok(self.change(sql, values![sealed, step, id]).await? == 1)
    }

    /// Uses a step of the authenticator: exactly one caller gets true, and none for an older one.
    pub(crate) async fn use_step(&mut self, id: i64, step: i64) -> Result<bool, Error> {
        let sql = "UPDATE staff SET last_step = $1
                   WHERE id = $2 AND last_step < $1 AND disabled_at IS NULL";
        Ok(self.change(sql, values![step, id]).await? == 1)
    }

    /// Puts these recovery codes (their HMACs) in place of the ones before.
    pub(crate) async fn set_recovery_codes(
        &mut self,
        id: i64,
        codes: &[[u8; 32]],
    ) -> Result<(), Error> {
        self.change("DELETE FROM staff_recovery_codes WHERE staff = $1", values![id]).await?;
        for code in codes {
            let sql = "INSERT INTO staff_recovery_codes (staff, code) VALUES ($1, $2)";
            self.change(sql, values![id, *code]).await?;
        }
        Ok(())
    }

    /// Uses a recovery code: exactly one caller gets true.
    pub(crate) async fn use_recovery_code(
        &mut self,
        id: i64,
        code: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE staff_recovery_codes SET used_at = $1
                   WHERE staff = $2 AND code = $3 AND used_at IS NULL";
        Ok(self.change(sql, values![at.micros(), id, code]).await? == 1)
    }

    /// Attempts, then sessions; the member's own row comes after them. Signing in takes the same
    /// order, so that the two wait for each other and never both.
    async fn end_staff_access(&mut self, id: i64, at: Moment) -> Result<(), Error> {
        let sql = "UPDATE staff_attempts SET claim_hash = NULL, enrols = NULL WHERE staff = $1";
        self.change(sql, values![id]).await?;
        let sql = "UPDATE staff_sessions SET ended_at = $1 WHERE staff = $2 AND ended_at IS NULL";
        self.change(sql, values![at.micros(), id]).await.map(drop)
    }
}

fn member(mut row: Row) -> Result<StoredMember, Error> {
    Ok(StoredMember {
        id: row.int()?,
        login: row.text()?,
        name: row.text()?.into(),
        role: role(&row.text()?)?,
        password: row.text()?,
        authenticator: row.bytes_or_null()?,
        disabled_at: row.int_or_null()?.map(Moment::from_micros),
    })
}

pub(super) fn role(code: &str) -> Result<StaffRole, Error> {
    StaffRole::from_code(code).ok_or(Error::Corrupt("an unknown role"))
}
