//! Blocks an account or stops its access, for a cause (3.1.2, 3.1.3).

use serde_json::json;

use super::{Refusal, Service};
use crate::{
    api::ProblemCode,
    domain::{Actor, Cause, StaffRole},
    portal::store::Event,
};

impl Service {
    /// Stops the account. It holds from the commit on every channel: each call of a session reads
    /// the account's state anew.
    ///
    /// # Errors
    /// `not-found`, `illegal-transition`, `conflict` when the account has changed meanwhile.
    pub(crate) async fn stop_account(&self, number: i64, cause: Cause) -> Result<(), Refusal> {
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        let mut account = work.account(number).await?.ok_or(ProblemCode::NotFound)?;
        let right = Actor::Staff(StaffRole::Supervisor);
        account.enter(account.state.apply(cause.action(), right)?, at);
        account.cause = Some(cause.clone());
        if !work.change_account(&account, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        work.append(Event {
            account: Some(number),
            actor: "staff".to_owned(),
            kind: "account.stopped",
            payload: json!({ "state": account.state, "cause": cause }),
            at,
        })
        .await?;
        Ok(work.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, sync::Arc};

    use super::*;
    use crate::{
        api::{AcceptanceState, Shown},
        domain::{
            AccountState, Action, BlockId, FixedClock, Iin, Moment, Number, Terminal, Version,
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
        };
        work.add_request(&request).await.unwrap();
        let session =
            StoredSession { account: account.number, origin: Origin::Request(request.id) };
        work.begin_session(auth::hash(token), &session, None, at).await.unwrap();
        work.commit().await.unwrap();
        account.number
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
        service.stop_account(number, cause.clone()).await.unwrap();
        let refused = service.read_balance(&caller, "token").await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Forbidden);
        let account = service.read_account(&caller, "token").await.unwrap();
        assert_eq!(account.state, AccountState::AccessStopped);
        assert_eq!(account.cause, Some(cause.clone()));

        let again = service.stop_account(number, cause).await.unwrap_err();
        assert_eq!(again.code(), ProblemCode::IllegalTransition);
        let nobody = service.stop_account(1, Cause::all().remove(0)).await.unwrap_err();
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
