//! `GET staff/events`: what changed, as each role may know it (row D10).
//!
//! The feed is the audit log, read from a place on: nothing is kept for it, so any number of portal
//! processes feed anybody, and a member who comes back misses nothing.

use super::{Caller, Refusal, Service};
use crate::{
    api::{
        ProblemCode,
        staff::{StaffEvent, StaffEventKind},
    },
    domain::{Permission, Secret, StaffRole},
    portal::{
        service::account_view::unsigned,
        store::{StoredEvent, Work},
    },
};

/// Events read at once.
const BATCH: i64 = 100;

/// A member's place in the feed.
#[derive(Debug)]
pub(crate) struct Feed {
    caller: Caller,
    token: Secret,
    login: String,
    after: i64,
}

impl Feed {
    /// Whose it is.
    pub(crate) fn login(&self) -> &str {
        &self.login
    }

    /// The newest event that was looked at.
    pub(crate) fn place(&self) -> i64 {
        self.after
    }
}

impl Service {
    /// A place in the feed: after the event `last`, else at its end.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `maintenance`.
    pub(crate) async fn open_feed(
        &self,
        caller: Caller,
        token: Secret,
        last: Option<i64>,
    ) -> Result<Feed, Refusal> {
        let mut work = self.store.read().await?;
        let at = self.clock.now();
        let member = self.watching_member(&mut work, &caller, token.reveal(), at).await?;
        may_watch(member.role)?;
        let (tip, _) = work.chain_tip().await?;
        // A place after the end is one of a database that is no more.
        let after = last.filter(|last| (0..=tip).contains(last)).unwrap_or(tip);
        Ok(Feed { caller, token, login: member.login.to_string(), after })
    }

    /// Whether the member may still be told anything.
    ///
    /// # Errors
    /// As [`Self::open_feed`].
    pub(crate) async fn may_be_told(&self, feed: &Feed) -> Result<(), Refusal> {
        let mut work = self.store.read().await?;
        self.watcher(&mut work, feed).await.map(drop)
    }

    /// What has come since the feed's place, and moves it on. Nothing means that the end is
    /// reached.
    ///
    /// # Errors
    /// As [`Self::open_feed`]: every batch is authorised anew.
    pub(crate) async fn news(&self, feed: &mut Feed) -> Result<Vec<StaffEvent>, Refusal> {
        let mut work = self.store.read().await?;
        let role = self.watcher(&mut work, feed).await?;
        loop {
            let batch = work.events_after(feed.after, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(Vec::new()) };
            feed.after = last.seq;
            let told: Vec<_> = batch.iter().filter_map(|event| told(event, role)).collect();
            if !told.is_empty() {
                return Ok(told);
            }
        }
    }

    async fn watcher(&self, work: &mut Work, feed: &Feed) -> Result<StaffRole, Refusal> {
        let at = self.clock.now();
        let member = self.watching_member(work, &feed.caller, feed.token.reveal(), at).await?;
        may_watch(member.role)?;
        Ok(member.role)
    }
}

fn may_watch(role: StaffRole) -> Result<(), ProblemCode> {
    let may = role.may(Permission::ReadAccounts) || role.may(Permission::ReadRequests);
    if may { Ok(()) } else { Err(ProblemCode::RoleNotAllowed) }
}

/// An event as this role is told of it, if it is. Signing in changes no account.
fn told(event: &StoredEvent, role: StaffRole) -> Option<StaffEvent> {
    let (area, deed) = event.kind.split_once('.')?;
    let number = event.account.map(unsigned);
    let kind = match (area, deed) {
        ("help", _) if role.may(Permission::ReadRequests) => {
            let payload: serde_json::Value = serde_json::from_str(&event.payload).ok()?;
            StaffEventKind::Request { id: payload.get("request")?.as_u64()? }
        }
        ("help" | "session" | "staff", _) => return None,
        (_, "revealed") if role == StaffRole::Supervisor => {
            StaffEventKind::Revealed { number: number? }
        }
        (_, "revealed") => return None,
        _ if role.may(Permission::ReadAccounts) => StaffEventKind::Account { number: number? },
        _ => return None,
    };
    Some(StaffEvent { seq: unsigned(event.seq), at: event.at, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn event(kind: &str, account: Option<i64>) -> StoredEvent {
        StoredEvent {
            seq: 7,
            account,
            actor: "portal".to_owned(),
            kind: kind.to_owned(),
            payload: r#"{"request":1042}"#.to_owned(),
            at: Moment::from_seconds(0),
            previous: [0; 32],
            hash: [0; 32],
        }
    }

    #[test]
    fn each_role_is_told_what_it_may_know() {
        let row = |kind: &str, account| -> String {
            let letter = |role| match told(&event(kind, account), role).map(|told| told.kind) {
                Some(StaffEventKind::Request { id: 1042 }) => 'q',
                Some(StaffEventKind::Account { number: 4417 }) => 'a',
                Some(StaffEventKind::Revealed { number: 4417 }) => 'r',
                Some(_) => '?',
                None => '.',
            };
            StaffRole::ALL.map(letter).iter().collect()
        };
        // Viewer, agent, supervisor, auditor, admin.
        assert_eq!(row("help.asked", None), "qqq..");
        assert_eq!(row("help.asked", Some(4417)), "qqq..");
        assert_eq!(row("account.restored", Some(4417)), "aaaa.");
        assert_eq!(row("acceptance.effective", Some(4417)), "aaaa.");
        assert_eq!(row("account.revealed", Some(4417)), "..r..");
        for (kind, account) in [
            ("session.began", Some(4417)),
            ("staff.signed_in", None),
            ("acceptance.requested", None),
            ("nothing", Some(4417)),
        ] {
            assert_eq!(row(kind, account), ".....", "{kind}");
        }
    }
}
