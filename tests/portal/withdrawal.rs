//! Stopping to use the portal (2.5): what it ends, what remains, and the way back.

use std::time::Duration;

use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, AccountView, HelpAsked, HelpRequest, Notices, ProblemCode,
        Signed, Standing,
        staff::{HelpState, HelpTopic, TimelineKind},
    },
    counterpart::authority::Mode,
    domain::{AccountState, Secret, StaffRole},
    portal::Story,
};
use reqwest::Response;
use serde_json::json;

use super::{
    staff_calls::Desk,
    support::question,
    world::{World, fresh, ok, refused},
};

impl World {
    pub(super) async fn withdraw(&self, session: &Secret, key: &str) -> Response {
        let call = self.http.post(self.url("account/withdrawal")).bearer_auth(session.reveal());
        let call = call.header("Kezekte-Device", &self.credential);
        let call = call.header("Idempotency-Key", key).json(&json!({ "language": "kk" }));
        call.send().await.unwrap()
    }
}

#[tokio::test]
async fn who_stops_is_out_at_once_and_may_come_back() {
    there_and_back(World::new().await).await;
}

pub(super) async fn there_and_back(world: World) {
    let person = world.person(Story::Joined);
    let session = world.sign_in(&person).await.session.unwrap();
    let before: AccountView = ok(world.get("account", session.reveal()).await).await;
    let key = fresh();
    let given: HelpAsked = ok(world.withdraw(&session, &key).await).await;
    assert_eq!((given.request.topic, given.request.state), (HelpTopic::Withdrawal, HelpState::New));

    // The session only reads: what was, why, and what became of it.
    let after: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!((before.state, after.state), (AccountState::Active, AccountState::Withdrawn));
    assert_eq!(after.acceptances.len(), before.acceptances.len());
    assert_eq!(after.acceptances[0].ended_at, Some(world.clock_now()));
    let _: Notices = ok(world.get("account/notices", session.reveal()).await).await;
    for closed in ["account/balance", "account/statement"] {
        let problem = refused(world.get(closed, session.reveal()).await).await;
        assert_eq!(problem.code, ProblemCode::Forbidden, "{closed}");
    }

    // A lost reply: the same request under other digits. Another call: there is nothing to end.
    let again: HelpAsked = ok(world.withdraw(&session, &key).await).await;
    assert_eq!(again.request, given.request);
    let (old, new) = (given.code.unwrap(), again.code.unwrap());
    let late = refused(world.get_help(given.request.id, old.reveal()).await).await;
    assert_eq!(late.code, ProblemCode::Unauthorised);
    let seen: HelpRequest = ok(world.get_help(given.request.id, new.reveal()).await).await;
    assert_eq!(seen, given.request);
    let problem = refused(world.withdraw(&session, &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::IllegalTransition);

    // The desk sees it.
    let desk = Desk::of(&world, StaffRole::Agent).await;
    assert_eq!(desk.count(after.number, TimelineKind::Withdrawn).await, 1);
    assert_eq!(desk.card(after.number).await.state, AccountState::Withdrawn);

    // Whoever signs in is asked for the agreement, and is the same account again.
    world.end_session(session.reveal()).await;
    assert_eq!(world.sign_in(&person).await.standing, Standing::AcceptanceRequired);
    let signed = world.join(&person).await;
    assert!(!signed.already_accepted);
    let account: AccountView =
        ok(world.get("account", signed.session.unwrap().reveal()).await).await;
    assert_eq!((account.number, account.state), (before.number, AccountState::Active));
    assert_eq!(account.acceptances.len(), before.acceptances.len() + 1);
    assert_eq!(account.acceptances[0].ended_at, None);
    world.books_are_whole().await;
}

/// A stopped owner who could go and come back would have undone the stop.
#[tokio::test]
async fn who_is_stopped_does_not_escape_by_stopping() {
    let world = World::new().await;
    let stopped = world.person(Story::Stopped);
    let session = world.sign_in(&stopped).await.session.unwrap();
    let problem = refused(world.withdraw(&session, &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::IllegalTransition);
    assert_eq!(world.sign_in(&stopped).await.standing, Standing::Blocked);
    // Nor does anybody write such a request without the act.
    let mut asked = question("?");
    asked.topic = HelpTopic::Withdrawal;
    let problem = refused(world.post_help(&fresh(), None, &asked).await).await;
    assert_eq!(problem.code, ProblemCode::BadValue);
}

/// The later act holds: a signature that was still being checked does not bring back who has left.
#[tokio::test]
async fn a_signature_from_before_does_not_bring_anybody_back() {
    let (world, authority) = World::beside_authority().await;
    let person = world.person(Story::Joined);
    let session = world.sign_in(&person).await.session.unwrap();
    authority.modes([Mode::Down, Mode::ListsDown]);
    let requested = world.request(&person).await;
    let cms = world.sign(&requested, &person);
    let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);
    world.wait(Duration::from_secs(1));
    let _: HelpAsked = ok(world.withdraw(&session, &fresh()).await).await;

    authority.modes([]);
    world.wait(Duration::from_secs(10));
    let path = format!("acceptances/{}", requested.id);
    let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!(view.state, AcceptanceState::Refused);
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!(account.state, AccountState::Withdrawn);
    // What is signed afterwards does.
    world.wait(Duration::from_secs(1));
    assert_eq!(world.join(&person).await.acceptance.state, AcceptanceState::Effective);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_at_once_one_ends_it() {
    let world = World::new().await;
    let session = world.sign_in(&world.person(Story::Joined)).await.session.unwrap();
    let calls = (0..16).map(|_| async { world.withdraw(&session, &fresh()).await.status() });
    let statuses = futures_util::future::join_all(calls).await;
    assert_eq!(statuses.iter().filter(|status| status.is_success()).count(), 1, "{statuses:?}");
    let desk = Desk::of(&world, StaffRole::Agent).await;
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!(desk.count(account.number, TimelineKind::Withdrawn).await, 1);
    assert_eq!(desk.count(account.number, TimelineKind::HelpAsked).await, 1);
    world.books_are_whole().await;
}
