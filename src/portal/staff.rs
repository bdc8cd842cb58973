//! `kezekte portal staff …`: the operator's staff, looked after beside the portal that serves them.

use serde_json::json;

use super::{
    Error, password,
    service::login,
    store::{Event, Purpose, Store, StoredMember, Work},
};
use crate::domain::{Clock, Random, SafeText, Secret, StaffRole};

/// Groups of four in a password that is given out: 80 random bits.
const GROUPS: usize = 4;

/// A member of staff as the administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// The login.
    pub login: String,
    /// The name.
    pub name: SafeText,
    /// The role.
    pub role: StaffRole,
    /// True once an authenticator is enrolled.
    pub enrolled: bool,
    /// True when dismissed.
    pub disabled: bool,
}

/// A change to one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffChange {
    /// Dismissed: sessions end at once.
    Disable,
    /// Another role, from the next call on.
    Role(StaffRole),
    /// A new password; authenticator, recovery codes and sessions are gone.
    Reset,
    /// The same for a dismissed member, who is one again.
    Enable,
}

/// The staff of a database.
#[derive(Debug)]
pub struct Staff {
    store: Store,
}

impl Staff {
    /// Opens a database, beside the portal that serves it if one does.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn open(database: &str) -> Result<Self, Error> {
        Ok(Self { store: Store::open(database, Purpose::Administer).await? })
    }

    /// Closes the database.
    pub async fn close(self) {
        self.store.close().await;
    }

    /// Adds a member; answers the password, which is shown only now. They enrol an authenticator
    /// when they first sign in.
    ///
    /// # Errors
    /// [`Error::Login`], [`Error::LoginReserved`], [`Error::LoginTaken`], or when the database or the random source failed.
    pub async fn add(
        &self,
        (login, name, role): (&str, &SafeText, StaffRole),
        clock: &dyn Clock,
        random: &dyn Random,
    ) -> Result<Secret, Error> {
        let login = login::read(login).ok_or(Error::Login)?;
        if login::is_reserved(&login) {
            return Err(Error::LoginReserved(login));
        }
        let given = password::readable("password", GROUPS, random)?;
        let hash = password::hash(given.reveal(), random)?;
        let at = clock.now();
        let mut work = self.store.write().await?;
        let added = work.add_member((&login, name, role), &hash, at).await?;
        added.ok_or(Error::LoginTaken)?;
        let payload = json!({ "member": login, "role": role });
        note(&mut work, "staff.added", payload, clock).await?;
        work.commit().await?;
        Ok(given)
    }

    /// Everybody, by login.
    ///
    /// # Errors
    /// When the database failed.
    pub async fn list(&self) -> Result<Vec<StaffMember>, Error> {
        let members = self.store.read().await?.members().await?;
        Ok(members.into_iter().map(StaffMember::from).collect())
    }

    /// Changes a member; answers the new password, where there is one.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Disabled`], or when the database or the random source failed.
    pub async fn change(
        &self,
        login: &str,
        change: StaffChange,
        clock: &dyn Clock,
        random: &dyn Random,
    ) -> Result<Option<Secret>, Error> {
        let login = login::read(login).ok_or(Error::NoMember)?;
        // Before the transaction: a hash takes long.
        let given = match change {
            StaffChange::Reset | StaffChange::Enable => {
                Some(password::readable("password", GROUPS, random)?)
            }
            StaffChange::Disable | StaffChange::Role(_) => None,
        };
        let hash =
            given.as_ref().map(|given| password::hash(given.reveal(), random)).transpose()?;
        let at = clock.now();
        let mut work = self.store.write().await?;
        let member = work.member_by_login(&login).await?.ok_or(Error::NoMember)?;
        if member.disabled_at.is_some() && change == StaffChange::Reset {
            return Err(Error::Disabled);
        }
        let (kind, payload) = match change {
            StaffChange::Disable => {
                if !work.disable_member(member.id, at).await? {
                    return Ok(None);
                }
                ("staff.disabled", json!({ "member": login }))
            }
            StaffChange::Role(role) => {
                work.set_role(member.id, role).await?;
                ("staff.role_changed", json!({ "member": login, "role": role }))
            }
            StaffChange::Reset | StaffChange::Enable => {
                work.reset_member(member.id, hash.as_deref().unwrap_or_default(), at).await?;
                let enabled = change == StaffChange::Enable;
                let kind = if enabled { "staff.enabled" } else { "staff.reset" };
                (kind, json!({ "member": login }))
            }
        };
        note(&mut work, kind, payload, clock).await?;
        work.commit().await?;
        Ok(given)
    }
}

impl From<StoredMember> for StaffMember {
    fn from(stored: StoredMember) -> Self {
        Self {
            login: stored.login,
            name: stored.name,
            role: stored.role,
            enrolled: stored.authenticator.is_some(),
            disabled: stored.disabled_at.is_some(),
        }
    }
}

async fn note(
    work: &mut Work,
    kind: &'static str,
    payload: serde_json::Value,
    clock: &dyn Clock,
) -> Result<(), Error> {
    let (actor, at) = ("portal".to_owned(), clock.now());
    work.append(Event { account: None, actor, kind, payload, at }).await?;
    Ok(())
}
