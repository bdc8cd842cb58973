//! A member of staff, authorised anew for every action.
//!
//! Invariant: nothing about a member is remembered between two calls. Session, dismissal and role
//! are read in the transaction in which the action happens; a writing one holds the session's row,
//! so a dismissal comes either before the action, which is then refused, or after it.

use std::time::Duration;

use super::super::{Caller, Refusal, Service};
use crate::{
    api::{ProblemCode, staff::StaffView},
    domain::{Moment, Permission, SafeText, StaffRole},
    portal::{
        auth,
        store::{Presented, StoredMember, StoredStaffSession, Work},
    },
};

/// A session ends after so long without use.
pub(super) const IDLE: Duration = Duration::from_secs(15 * 60);
/// A session ends so long after signing in.
pub(super) const WHOLE: Duration = Duration::from_secs(12 * 60 * 60);
/// So long after the second factor nobody asks for it again.
pub(super) const CONFIRMED: Duration = Duration::from_secs(15 * 60);
/// A session's use is written at most so often by calls that only read.
const TOUCH: Duration = Duration::from_secs(30);

/// A member of staff in a session on this terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portal) struct Member {
    /// Their id.
    pub(in crate::portal) id: i64,
    /// The login.
    pub(in crate::portal) login: SafeText,
    /// The name as colleagues know it.
    pub(in crate::portal) name: SafeText,
    /// The role.
    pub(in crate::portal) role: StaffRole,
    used_at: Moment,
    confirmed_at: Moment,
}

impl Member {
    /// Who has just signed in, their second factor given at `passed_at`.
    pub(super) fn signed_in(member: &StoredMember, passed_at: Moment, at: Moment) -> Self {
        Self {
            id: member.id,
            login: member.login.as_str().into(),
            name: member.name.clone(),
            role: member.role,
            used_at: at,
            confirmed_at: passed_at,
        }
    }

    /// The same member, their second factor given at `at`.
    pub(super) fn confirmed(self, at: Moment) -> Self {
        Self { confirmed_at: at, ..self }
    }

    /// The actor as an event names it: `staff:<login>`. Also the actor of the call's
    /// [`Once`](super::super::once::Once).
    pub(in crate::portal) fn actor(&self) -> String {
        format!("staff:{}", self.login)
    }

    /// As the member sees themselves.
    pub(in crate::portal) fn view(&self) -> StaffView {
        StaffView {
            login: self.login.clone(),
            name: self.name.clone(),
            role: self.role,
            confirmed_until: self.confirmed_at.after(CONFIRMED),
            idle_at: self.used_at.after(IDLE),
        }
    }

    fn may(&self, permission: Permission) -> Result<(), Refusal> {
        if self.role.may(permission) { Ok(()) } else { Err(ProblemCode::RoleNotAllowed.into()) }
    }
}

impl Service {
    /// The member of a session that lives, on its terminal, whose role allows this, and a
    /// transaction to read in.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `maintenance`.
    pub(in crate::portal) async fn member(
        &self,
        caller: &Caller,
        token: &str,
        permission: Permission,
        at: Moment,
    ) -> Result<(Work, Member), Refusal> {
        let (work, member) = self.signed_in_member(caller, token, at).await?;
        member.may(permission)?;
        Ok((work, member))
    }

    /// The member of a session that lives, on its terminal, whose role allows this and whose second
    /// factor is fresh, and the transaction to write in. The session is held until it ends.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `maintenance`.
    pub(in crate::portal) async fn writing_member(
        &self,
        caller: &Caller,
        token: &str,
        permission: Permission,
        at: Moment,
    ) -> Result<(Work, Member), Refusal> {
        let mut work = self.store.write().await?;
        let member = self.held_member(&mut work, caller, token, at).await?;
        member.may(permission)?;
        if at >= member.confirmed_at.after(CONFIRMED) {
            return Err(ProblemCode::SecondFactorRequired.into());
        }
        Ok((work, member))
    }

    /// The member of a session that lives, whatever their role, and a transaction to read in.
    pub(in crate::portal) async fn signed_in_member(
        &self,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(Work, Member), Refusal> {
        let session = presented(caller, token, at);
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let mut found = work.staff_session(session).await?;
        if found.as_ref().is_some_and(|found| at.since(found.used_at) >= TOUCH) {
            // One transaction at a time: see `citizen`.
            drop(work);
            let mut touching = self.store.write().await?;
            touching.use_staff_session(session, at).await?;
            touching.commit().await?;
            work = self.store.read().await?;
            found = work.staff_session(session).await?;
        }
        Ok((work, member(found.ok_or(ProblemCode::Unauthorised)?)))
    }

    /// The member of a session that lives, without noting a use: a feed that stays open is none.
    pub(in crate::portal) async fn watching_member(
        &self,
        work: &mut Work,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<Member, Refusal> {
        self.open(work, at).await?;
        let found = work.staff_session(presented(caller, token, at)).await?;
        Ok(member(found.ok_or(ProblemCode::Unauthorised)?))
    }

    /// The member of a session that lives, held in this writing transaction until it ends.
    pub(in crate::portal) async fn held_member(
        &self,
        work: &mut Work,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<Member, Refusal> {
        self.open(work, at).await?;
        let session = presented(caller, token, at);
        let held = work.use_staff_session(session, at).await?;
        // Once it was used now, only the rest of what is presented decides.
        let found = if held { work.staff_session(session).await? } else { None };
        Ok(member(found.ok_or(ProblemCode::Unauthorised)?))
    }
}

pub(super) fn presented<'a>(caller: &'a Caller, token: &str, at: Moment) -> Presented<'a> {
    let before = |time: Duration| {
        let time = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        Moment::from_micros(at.micros().saturating_sub(time))
    };
    Presented {
        token_hash: auth::hash(token),
        device: caller.device_id(),
        used_after: before(IDLE),
        began_after: before(WHOLE),
    }
}

fn member(session: StoredStaffSession) -> Member {
    Member {
        id: session.staff,
        login: session.login.into(),
        name: session.name,
        role: session.role,
        used_at: session.used_at,
        confirmed_at: session.confirmed_at,
    }
}
