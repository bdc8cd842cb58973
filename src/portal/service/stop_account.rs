//! What is done to accounts with no call of a member behind it: the portal's own stops, and the past
//! of the demonstration.

use std::time::Duration;

use serde_json::json;

use super::{
    Refusal, Service,
    staff::{Act, Doer},
};
use crate::{
    api::ProblemCode,
    domain::{Actor, Moment, SafeText, StaffRole},
    portal::store::Event,
};

/// Something that is done to an account, by whom and when.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// A stop, a block, a restoring.
    Act {
        /// By whom.
        doer: Doer,
        /// What.
        act: Act,
        /// When.
        at: Moment,
    },
    /// A note.
    Note {
        /// By whom.
        author: String,
        /// What it says.
        text: SafeText,
        /// When.
        at: Moment,
    },
}

impl Doer {
    /// The portal itself, with a supervisor's right and nobody who could take it back.
    pub(crate) fn portal() -> Self {
        let right = Actor::Staff(StaffRole::Supervisor);
        Self { name: "portal".to_owned(), right, undo: Duration::ZERO }
    }
}

impl Service {
    /// Does all of it in one transaction, to an account to which nothing was done yet; otherwise
    /// nothing. A stop holds from the commit on every channel: each call of a session reads the
    /// account's state anew.
    ///
    /// # Errors
    /// `not-found`, `illegal-transition`, `conflict` when the account has changed meanwhile.
    pub(crate) async fn do_first(&self, number: i64, deeds: Vec<Deed>) -> Result<(), Refusal> {
        let mut work = self.store.write().await?;
        if work.newest_action(number).await?.is_some() {
            return Ok(());
        }
        for deed in deeds {
            let account = work.hold_account(number).await?.ok_or(ProblemCode::NotFound)?;
            let event = match deed {
                Deed::Act { doer, act, at } => {
                    self.carry_out(&mut work, &doer, act, account, at).await?.1
                }
                Deed::Note { author, text, at } => {
                    let id = work.add_note(number, &author, &text, at).await?;
                    Event {
                        account: Some(number),
                        actor: author,
                        kind: "account.noted",
                        payload: json!({ "note": id }),
                        at,
                    }
                }
            };
            work.append(event).await?;
        }
        Ok(work.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, sync::Arc};

    use super::*;
    use crate::{
        api::{AcceptanceState, Shown, staff::ActionKind},
        domain::{
            AccountState, Action, BlockId, Cause, FixedClock, Iin, Number, Terminal, Version,
        },
        portal::{
            auth,
            service::Caller,
            store::{Origin, StoredRequest, StoredSession},
        },
    };

    async fn somebody_in_a_session(service: &Service, token: &str) -> i64 {
        let at = service.clock.now();
        let holder = Number::Iin(Iin::certified("000101190001").unwrap());
        let mut work = service.store.write().await.unwrap();
        let mut account = work.open_account(&holder, &"X".into(), None, at).await.unwrap();
        account.enter(account.state.apply(Action::Accept, Actor::Citizen).unwrap(), at);
        assert!(work.change_account(&account, at).await.unwrap());
        let request = StoredRequest {
            id: "r".into(),
            code: "r".into(),
            nonce: "n".into(),
            claim_hash: None,
            device: None,
            number: holder,
            agreement: Version(String::new()),
            shown: Shown {
                languages: vec![],
                blocks: 0,
                from: at,
                until: at,
                statement: true,
                consent: true,
            },
            terminal: Terminal::default(),
            requested_at: at,
            expires_at: at,
            state: AcceptanceState::Effective,
            tries: 0,
            checks: vec![],
            acceptance: None,
            stands_for: None,
        };
        work.add_request(&request).await.unwrap();
        let session =
            StoredSession { account: account.number, origin: Origin::Request(request.id) };
        work.begin_session(auth::hash(token), &session, None, at).await.unwrap();
        work.commit().await.unwrap();
        account.number
    }

    fn stop(service: &Service, cause: &Cause) -> Vec<Deed> {
        let act = Act {
            kind: ActionKind::StopAccess,
            cause: Some(cause.clone()),
            reason: None,
            case: "C-1".into(),
            note: SafeText::default(),
        };
        vec![Deed::Act { doer: Doer::portal(), act, at: service.clock.now() }]
    }

    #[tokio::test]
    async fn a_block_holds_at_the_next_call_of_an_open_session() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder.path(), clock).await;
        let number = somebody_in_a_session(&service, "token").await;
        let caller = Caller { device: None, address: Ipv4Addr::LOCALHOST.into() };
        service.read_balance(&caller, "token").await.unwrap();

        let block = |clause: &str| BlockId(clause.to_owned());
        let cause = Cause::new(block("3.1.3"), Some(block("4.7"))).unwrap();
        service.do_first(number, stop(&service, &cause)).await.unwrap();
        let refused = service.read_balance(&caller, "token").await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Forbidden);
        let account = service.read_account(&caller, "token").await.unwrap();
        assert_eq!(account.state, AccountState::AccessStopped);
        assert_eq!(account.cause, Some(cause.clone()));

        service.do_first(number, stop(&service, &cause)).await.unwrap();
        assert_eq!(service.read_account(&caller, "token").await.unwrap(), account, "once");
        let nobody = service.do_first(1, stop(&service, &cause)).await;
        let nobody = nobody.unwrap_err();
        assert_eq!(nobody.code(), ProblemCode::NotFound);
    }

    #[tokio::test]
    async fn of_two_changes_made_from_one_reading_one_holds() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder.path(), clock).await;
        let number = somebody_in_a_session(&service, "token").await;
        let mut work = service.store.write().await.unwrap();
        let account = work.account(number).await.unwrap().unwrap();
        assert!(work.change_account(&account, service.clock.now()).await.unwrap());
        assert!(!work.change_account(&account, service.clock.now()).await.unwrap());
    }
}
