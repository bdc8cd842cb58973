//! What time alone does: requests and challenges that were not signed expire, old replies are
//! forgotten.

use std::time::Duration;

use serde_json::json;

use super::{Refusal, Service, contact_code::WINDOW, sign_in::PROOF};
use crate::{domain::Moment, portal::store::Event};

/// A reply is kept for a retry for so long.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

impl Service {
    /// Expires requests, forgets replies and whose the challenges were. Doing it late changes no
    /// answer: an expired request is judged by its moment, not by what is written.
    pub(crate) async fn sweep(&self) -> Result<(), Refusal> {
        let at = self.clock.now();
        let kept = i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX);
        let mut work = self.store.write().await?;
        work.forget_replies(Moment::from_micros(at.micros().saturating_sub(kept))).await?;
        self.sweep_staff(&mut work, at).await?;
        let window = i64::try_from(WINDOW.as_micros()).unwrap_or(i64::MAX);
        work.forget_contact_codes(Moment::from_micros(at.micros().saturating_sub(window))).await?;
        work.forget_mobiles(Moment::from_micros(at.micros().saturating_sub(window))).await?;
        let proofs = i64::try_from(PROOF.as_micros()).unwrap_or(0);
        let proofs = Moment::from_micros(at.micros().saturating_sub(proofs));
        work.forget_refused_signatures(at).await?;
        let expired = work.expire_requests(at).await?;
        let forgotten = work.forget_sign_ins(at, proofs).await?;
        // The chain of events last, as everywhere: whoever signs in holds the sign-in and waits for
        // the chain, and would wait for ever if this held the chain and waited for the sign-in.
        let mut note = async |kind, payload| {
            let actor = "portal".to_owned();
            work.append(Event { account: None, actor, kind, payload, at }).await
        };
        if expired > 0 {
            note("acceptance.expired", json!({ "requests": expired })).await?;
        }
        if forgotten > 0 {
            note("session.challenges_forgotten", json!({ "sign_ins": forgotten })).await?;
        }
        Ok(work.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, sync::Arc};

    use super::*;
    use crate::{
        api::{AcceptanceState, ProblemCode, RequestAcceptance, RequestChallenge, Shown},
        domain::{Agreement, Clock as _, FixedClock, Language, Number},
        portal::{
            service::{Caller, IdempotencyKey},
            store::SignInState,
        },
    };

    const NUMBER: &str = "000101190001";

    fn asked(clock: &FixedClock) -> RequestAcceptance {
        let (agreement, at) = (Agreement::embedded(), clock.now());
        RequestAcceptance {
            number: Some(Number::parse(NUMBER).unwrap()),
            agreement: agreement.version().clone(),
            shown: Shown {
                languages: vec![Language::Kk],
                blocks: agreement.gated().count().try_into().unwrap(),
                from: at,
                until: at,
                statement: true,
                consent: true,
            },
        }
    }

    #[tokio::test]
    async fn who_did_not_sign_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder.path(), Arc::<FixedClock>::clone(&clock)).await;
        let asked = asked(&clock);
        let caller = Caller { device: None, address: Ipv4Addr::LOCALHOST.into() };
        let key = IdempotencyKey::parse("k").unwrap();
        let first = service.request_acceptance(&caller, None, &key, &asked).await.unwrap();

        clock.advance(Duration::from_secs(14 * 60));
        service.sweep().await.unwrap();
        let again = service.request_acceptance(&caller, None, &key, &asked).await.unwrap();
        assert_eq!(first.id, again.id);

        clock.advance(Duration::from_secs(60));
        service.sweep().await.unwrap();
        let mut work = service.store.read().await.unwrap();
        let request = work.request(first.id.as_str()).await.unwrap().unwrap();
        assert_eq!(request.state, AcceptanceState::Expired);
        assert_eq!(request.number.digits(), "000000000000");
        drop(work);

        clock.advance(KEPT);
        service.sweep().await.unwrap();
        let anew = service.request_acceptance(&caller, None, &key, &asked).await.unwrap();
        assert_ne!(first.id, anew.id, "the reply was forgotten");
    }

    #[tokio::test]
    async fn a_number_nobody_proved_is_nowhere_in_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder.path(), Arc::<FixedClock>::clone(&clock)).await;
        let caller = Caller { device: None, address: Ipv4Addr::LOCALHOST.into() };
        let key = IdempotencyKey::parse("k").unwrap();
        service.request_acceptance(&caller, None, &key, &asked(&clock)).await.unwrap();
        clock.advance(Duration::from_secs(15 * 60));
        service.sweep().await.unwrap();
        service.store.close().await;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let octets = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!octets.windows(12).any(|window| window == NUMBER.as_bytes()));
        }
    }

    #[tokio::test]
    async fn a_challenge_that_nobody_signed_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder.path(), Arc::<FixedClock>::clone(&clock)).await;
        let caller = Caller { device: None, address: Ipv4Addr::LOCALHOST.into() };
        let key = IdempotencyKey::parse("k").unwrap();
        let asked = RequestChallenge { number: Number::parse(NUMBER).unwrap() };
        let challenged = service.request_challenge(&caller, &key, &asked).await.unwrap();

        let digits = async || {
            service.sweep().await.unwrap();
            let mut work = service.store.read().await.unwrap();
            let stored = work.sign_in(challenged.id.as_str()).await.unwrap().unwrap();
            (stored.number.digits().to_owned(), stored.state)
        };
        clock.advance(Duration::from_secs(299));
        assert_eq!(digits().await, (NUMBER.to_owned(), SignInState::Requested));
        clock.advance(Duration::from_secs(1));
        assert_eq!(digits().await, ("000000000000".to_owned(), SignInState::Expired));
        let again = service.request_challenge(&caller, &key, &asked).await.unwrap_err();
        assert_eq!(again.code(), ProblemCode::RequestExpired);
    }
}
