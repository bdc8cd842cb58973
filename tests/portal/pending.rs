//! A signature about which others have to be asked: what it is before they speak, and after.

use std::{net::TcpListener, time::Duration};

use kezekte::{
    api::{AcceptanceState, AcceptanceView, AccountView, ProblemCode, Signed, Standing},
    counterpart::authority::{Mode, Server},
    domain::{AccountState, Check, CheckLine, Fault, Outcome, StaffRole},
    portal::{Config, Error, Portal, Sources, Story},
};
use reqwest::StatusCode;

use super::{
    staff_calls::{Desk, stopping},
    world::{World, config, fresh, keys, ok, refused, sqlite},
};

/// An OCSP responder that is down: nobody listens at its address.
pub(crate) fn down() -> Sources {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    Sources { ocsp: Some(format!("http://127.0.0.1:{port}/ocsp")), ..Sources::default() }
}

#[tokio::test]
async fn what_nobody_can_tell_yet_has_no_effect() {
    no_effect_before_an_answer(World::asking(down()).await).await;
}

pub(super) async fn no_effect_before_an_answer(world: World) {
    let before = kezekte::portal::check(&world.database).await.unwrap();
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    let signed: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);
    assert!(signed.session.is_none() && signed.acceptance.receipt.is_none());
    assert_eq!(signed.acceptance.request, requested.document.request);
    let awaited = signed.acceptance.awaited.clone().unwrap();
    assert!(awaited.revocation && !awaited.stamp);
    assert_eq!(awaited.received_at, world.clock_now());
    assert_eq!(awaited.until, world.clock_now().after(Duration::from_secs(24 * 60 * 60)));
    assert_eq!(awaited.next_at, world.clock_now().after(Duration::from_secs(10)));

    // The same signature again is that one; another key for it finds the nonce used.
    let again: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(again, signed);
    let problem = refused(world.put(&requested, &fresh(), &cms).await).await;
    assert_eq!(problem.code, ProblemCode::NonceUsed);
    let path = format!("acceptances/{}", requested.id);
    let claim = requested.claim.reveal();
    let view: AcceptanceView = ok(world.get(&path, claim).await).await;
    assert_eq!(view, signed.acceptance);
    assert_eq!(world.get(&path, "another").await.status(), StatusCode::UNAUTHORIZED);
    // The claim is no session.
    assert_eq!(world.get("account", claim).await.status(), StatusCode::UNAUTHORIZED);

    // A second request by the same person is that one.
    let second = world.request(&person).await;
    let cms = world.sign(&second, &person);
    let other: Signed = ok(world.put(&second, &fresh(), &cms).await).await;
    assert_eq!(other.acceptance, signed.acceptance);
    assert!(other.session.is_none());
    let second_path = format!("acceptances/{}", second.id);
    let view: AcceptanceView = ok(world.get(&second_path, second.claim.reveal()).await).await;
    assert_eq!(view, signed.acceptance);

    // Signing in shows it, without a session: nobody can say who signs in now.
    let signed_in = world.sign_in(&person).await;
    assert_eq!(signed_in.standing, Standing::Pending);
    assert_eq!((signed_in.session, signed_in.claim), (None, None));
    assert_eq!(signed_in.acceptance, Some(signed.acceptance));
    // Who waits for nothing is told to try again, and the same signature stays good.
    let joined = world.person(Story::Joined);
    let challenged = world.challenge(&joined).await;
    let proof = world.sign_challenge(&challenged, &joined);
    for _ in 0..2 {
        let answer = world.post_session(&challenged, &fresh(), &proof).await;
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!(refused(answer).await.code, ProblemCode::CheckUnavailable);
    }
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert_eq!(after.acceptances, before.acceptances);
    assert!(after.whole());
}

#[tokio::test]
async fn who_was_not_heard_of_in_time_is_refused_and_reads_why() {
    refused_after_a_day(World::asking(down()).await).await;
}

pub(super) async fn refused_after_a_day(world: World) {
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    let _: Signed = ok(world.put(&requested, &key, &cms).await).await;
    let second = world.request(&person).await;
    let with_it = world.sign(&second, &person);
    let _: Signed = ok(world.put(&second, &fresh(), &with_it).await).await;
    let (path, claim) = (format!("acceptances/{}", requested.id), requested.claim.reveal());
    let seen = async || ok::<AcceptanceView>(world.get(&path, claim).await).await;

    // Each look asks when it is due, and the waits grow.
    let mut waits = Vec::new();
    for _ in 0..4 {
        let awaited = seen().await.awaited.unwrap();
        waits.push(awaited.next_at.since(world.clock_now()).as_secs());
        world.wait(awaited.next_at.since(world.clock_now()));
    }
    assert_eq!(waits, [10, 20, 40, 80]);

    let until = seen().await.awaited.unwrap().until;
    world.wait(until.since(world.clock_now()));
    let view = seen().await;
    assert_eq!((view.state, view.awaited), (AcceptanceState::Refused, None));
    assert!(view.fault.is_some());
    let problem = refused(world.put(&requested, &key, &cms).await).await;
    assert_eq!((problem.code, problem.fault), (ProblemCode::SignatureRefused, view.fault));
    let other = format!("acceptances/{}", second.id);
    let other: AcceptanceView = ok(world.get(&other, second.claim.reveal()).await).await;
    assert_eq!((other.state, other.fault), (AcceptanceState::Refused, view.fault));
    world.books_are_whole().await;
}

fn passed(view: &AcceptanceView, check: Check) -> bool {
    let passed = CheckLine { check, outcome: Outcome::Passed };
    view.checks.contains(&passed)
}

#[tokio::test]
async fn who_is_asked_at_once_lets_it_take_effect_at_once() {
    let (world, authority) = World::beside_authority().await;
    for (story, asked) in [(Story::Gost, 1), (Story::Rsa, 2), (Story::Head, 3)] {
        let signed = world.join(&world.person(story)).await;
        assert_eq!(signed.acceptance.state, AcceptanceState::Effective, "{story:?}");
        for check in [Check::Revocation, Check::Stamp] {
            assert!(passed(&signed.acceptance, check), "{story:?} {check:?}");
        }
        let session = signed.session.unwrap();
        let account: AccountView = ok(world.get("account", session.reveal()).await).await;
        assert_eq!(account.acceptances.len(), 1);
        let counts = authority.counts();
        assert_eq!((counts.ocsp, counts.stamp, counts.lists), (asked, asked, 0));
    }
    // Signing in asks too, and stamps nothing.
    let signed_in = world.sign_in(&world.person(Story::Gost)).await;
    assert_eq!(signed_in.standing, Standing::Active);
    assert_eq!((authority.counts().ocsp, authority.counts().stamp), (4, 3));
    world.books_are_whole().await;
}

#[tokio::test]
async fn what_was_pending_takes_effect_once_and_lets_its_signer_in() {
    let (world, authority) = World::beside_authority().await;
    effect_once(world, authority).await;
}

pub(super) async fn effect_once(world: World, authority: Server) {
    authority.modes([Mode::Down, Mode::ListsDown]);
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    let signed: Signed = ok(world.put(&requested, &key, &cms).await).await;
    let awaited = signed.acceptance.awaited.unwrap();
    assert!(awaited.revocation && !awaited.stamp, "the stamp came and is kept");
    let second = world.request(&person).await;
    let with_it = world.sign(&second, &person);
    let other: Signed = ok(world.put(&second, &fresh(), &with_it).await).await;
    assert_eq!(other.acceptance.state, AcceptanceState::Pending);
    assert_eq!(authority.counts().stamp, 1);

    authority.modes([]);
    world.wait(Duration::from_secs(10));
    let asked = authority.counts();
    let path = format!("acceptances/{}", requested.id);
    let look = || async {
        let view = world.get(&path, requested.claim.reveal()).await;
        ok::<AcceptanceView>(view).await.state
    };
    let looks = futures_util::future::join_all((0..8).map(|_| look())).await;
    assert_eq!(looks, [AcceptanceState::Effective; 8]);
    let counts = authority.counts();
    assert_eq!((counts.ocsp - asked.ocsp, counts.stamp), (1, 1), "asked once, whoever looks");

    let done: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(done.acceptance.state, AcceptanceState::Effective);
    let account: AccountView = ok(world.get("account", done.session.unwrap().reveal()).await).await;
    assert_eq!(account.acceptances.len(), 1);
    // Who waited with it sees it, and comes in by signing in.
    let other = format!("acceptances/{}", second.id);
    let other: AcceptanceView = ok(world.get(&other, second.claim.reveal()).await).await;
    assert_eq!(other, done.acceptance);
    assert_eq!(world.sign_in(&person).await.standing, Standing::Active);

    // The signature opens no session later: signing in does.
    world.wait(Duration::from_secs(10 * 60));
    let late: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(late.acceptance.state, AcceptanceState::Effective);
    assert!(late.session.is_none());
    world.books_are_whole().await;
}

#[tokio::test]
async fn the_lists_tell_where_the_responder_does_not() {
    let (world, authority) = World::beside_authority().await;
    for mode in [Mode::Down, Mode::TryLater, Mode::WrongResponder, Mode::Forged] {
        authority.mode(mode);
        let person = world.person(Story::Gost);
        let signed = world.join(&person).await;
        assert_eq!(signed.acceptance.state, AcceptanceState::Effective, "{mode:?}");
        assert!(passed(&signed.acceptance, Check::Revocation), "{mode:?}");
    }
    assert!(authority.counts().lists >= 4);
}

#[tokio::test]
async fn no_false_answer_lets_anything_take_effect() {
    let (world, authority) = World::beside_authority().await;
    let person = world.person(Story::Gost);
    let tried = [
        (Mode::TryLater, Fault::OcspTryLater),
        (Mode::Unauthorized, Fault::OcspRefused),
        (Mode::WrongResponder, Fault::OcspWrongResponder),
        (Mode::Forged, Fault::OcspBadSignature),
        (Mode::OtherCertificate, Fault::OcspOtherCertificate),
        (Mode::Forgetful, Fault::OcspUnknown),
    ];
    let before = kezekte::portal::check(&world.database).await.unwrap().acceptances;
    for (mode, fault) in tried {
        authority.modes([mode, Mode::ListsDown]);
        let requested = world.request(&person).await;
        let cms = world.sign(&requested, &person);
        let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
        assert_eq!(signed.acceptance.state, AcceptanceState::Pending, "{mode:?}");
        assert!(signed.session.is_none());
        let line = CheckLine { check: Check::Revocation, outcome: Outcome::Indeterminate(fault) };
        assert!(signed.acceptance.checks.contains(&line), "{:?}", signed.acceptance.checks);
        // The next one is asked about anew, not found waiting.
        world.wait(Duration::from_secs(24 * 60 * 60));
        let path = format!("acceptances/{}", requested.id);
        let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
        assert_eq!((view.state, view.fault), (AcceptanceState::Refused, Some(fault)), "{mode:?}");
    }
    for mode in [Mode::StampDown, Mode::StampRefused, Mode::StampElsewhere, Mode::StampForged] {
        authority.mode(mode);
        let requested = world.request(&person).await;
        let cms = world.sign(&requested, &person);
        let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
        assert_eq!(signed.acceptance.state, AcceptanceState::Pending, "{mode:?}");
        let awaited = signed.acceptance.awaited.unwrap();
        assert!(awaited.stamp && !awaited.revocation, "{mode:?}");
        world.wait(Duration::from_secs(24 * 60 * 60));
        let path = format!("acceptances/{}", requested.id);
        let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
        assert_eq!((view.state, view.fault), (AcceptanceState::Refused, Some(Fault::StampMissing)));
    }
    // Two days old: knowledge from before the signature says nothing of it.
    authority.modes([Mode::Stale, Mode::ListsDown]);
    let requested = world.request(&person).await;
    let cms = world.sign(&requested, &person);
    let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
    let outcome = Outcome::Indeterminate(Fault::OcspStale);
    let line = CheckLine { check: Check::Revocation, outcome };
    assert!(signed.acceptance.checks.contains(&line), "{:?}", signed.acceptance.checks);
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert_eq!(after.acceptances, before);
    assert!(after.whole());
}

#[tokio::test]
async fn a_revoked_certificate_neither_joins_nor_comes_in() {
    let (world, _authority) = World::beside_authority().await;
    let person = world.person(Story::Revoked);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    for _ in 0..2 {
        let problem = refused(world.put(&requested, &key, &cms).await).await;
        assert_eq!(problem.code, ProblemCode::SignatureRefused);
        assert_eq!(problem.fault, Some(Fault::Revoked));
    }
    let path = format!("acceptances/{}", requested.id);
    let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!((view.state, view.fault), (AcceptanceState::Refused, Some(Fault::Revoked)));
    let challenged = world.challenge(&person).await;
    let proof = world.sign_challenge(&challenged, &person);
    let problem = refused(world.post_session(&challenged, &fresh(), &proof).await).await;
    assert_eq!(problem.fault, Some(Fault::Revoked));
    world.books_are_whole().await;
}

#[tokio::test]
async fn who_comes_back_while_the_stamp_is_awaited_follows_it_by_the_new_claim() {
    let (world, authority) = World::beside_authority().await;
    authority.mode(Mode::StampDown);
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let cms = world.sign(&requested, &person);
    let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);

    let signed_in = world.sign_in(&person).await;
    assert_eq!(signed_in.standing, Standing::Pending);
    assert!(signed_in.session.is_none());
    let claim = signed_in.claim.unwrap();
    let shown = signed_in.acceptance.unwrap();
    assert_eq!((&shown.id, shown.state), (&requested.id, AcceptanceState::Pending));
    authority.modes([]);
    world.wait(Duration::from_secs(10));
    let path = format!("acceptances/{}", shown.id);
    let view: AcceptanceView = ok(world.get(&path, claim.reveal()).await).await;
    assert_eq!(view.state, AcceptanceState::Effective);
    // Somebody else's claim reads nothing of it.
    let other = world.sign_in(&world.person(Story::Rsa)).await.claim.unwrap();
    assert_eq!(world.get(&path, other.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.sign_in(&person).await.standing, Standing::Active);
}

#[tokio::test]
async fn a_stamp_that_was_long_in_coming_is_enough_when_it_comes() {
    let (world, authority) = World::beside_authority().await;
    authority.mode(Mode::StampDown);
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let cms = world.sign(&requested, &person);
    let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);
    let asked = authority.counts().ocsp;
    // What the responder said when the signature came says nothing of an hour later.
    authority.mode(Mode::ListsDown);
    world.wait(Duration::from_secs(60 * 60));
    let path = format!("acceptances/{}", requested.id);
    let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!(view.state, AcceptanceState::Effective, "{:?}", view.checks);
    assert_eq!(authority.counts().ocsp, asked + 1);
    assert!(passed(&view, Check::Revocation) && passed(&view, Check::Stamp));
}

#[tokio::test]
async fn a_call_that_is_lost_while_others_are_asked_loses_nothing() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ocsp", silent.local_addr().unwrap());
    let world = World::asking(Sources { ocsp: Some(url), ..Sources::default() }).await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    // The portal has the signature, asks, and is not heard of any more.
    let first = tokio::select! {
        _ = world.put(&requested, &key, &cms) => panic!("answered without an answer"),
        asked = silent.accept() => asked.unwrap(),
    };
    world.wait(Duration::from_secs(61));
    let path = format!("acceptances/{}", requested.id);
    let (view, second) = tokio::join!(
        async { ok::<AcceptanceView>(world.get(&path, requested.claim.reveal()).await).await },
        async { drop(silent.accept().await.unwrap()) },
    );
    let () = second;
    assert_eq!(view.state, AcceptanceState::Pending);
    // Whoever asked first comes too late: its lease is another's.
    drop(first);
    let again: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(again.acceptance, view);
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_portal_of_real_people_needs_somebody_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(kezekte::domain::FixedClock::new(kezekte::domain::Clock::now(
        &kezekte::domain::SystemClock,
    )));
    let with = |sources| Config {
        demo: false,
        sources,
        keys: None,
        ..config(sqlite(folder.path()), keys(), std::sync::Arc::clone(&clock))
    };
    let refused = Portal::start(with(Sources::default())).await;
    assert!(matches!(refused, Err(Error::NoRevocation)));
    let nowhere = Sources { ocsp: Some("ocsp.example.kz".to_owned()), ..Sources::default() };
    assert!(matches!(Portal::start(with(nowhere)).await, Err(Error::Source(_))));
    let off = Sources { unchecked: true, ..Sources::default() };
    Portal::start(with(off)).await.unwrap().shutdown().await;
    Portal::start(with(down())).await.unwrap().shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_signatures_of_one_person_at_once_are_one_acceptance() {
    let (world, _authority) = World::beside_authority().await;
    many_at_once(world).await;
}

pub(super) async fn many_at_once(world: World) {
    const MANY: usize = 24;
    let before = kezekte::portal::check(&world.database).await.unwrap().acceptances;
    let people = [Story::Gost, Story::Rsa].map(|story| world.person(story));
    let joins = (0..MANY).map(|n| world.join(&people[n % people.len()]));
    let joined = futures_util::future::join_all(joins).await;
    assert!(joined.iter().all(|signed| signed.acceptance.state == AcceptanceState::Effective));
    let ids: std::collections::BTreeSet<_> =
        joined.iter().map(|signed| signed.acceptance.id.to_string()).collect();
    assert_eq!(ids.len(), people.len());
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert!(after.whole() && after.acceptances == before + 2, "{after:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_stopped_while_others_are_asked_stays_stopped() {
    let (world, authority) = World::beside_authority().await;
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let person = world.person(Story::Gost);
    world.join(&person).await;
    let seen = supervisor.card_of(&person).await;
    authority.modes([Mode::Down, Mode::ListsDown]);
    let requested = world.request(&person).await;
    let (key, cms) = (fresh(), world.sign(&requested, &person));
    let signed: Signed = ok(world.put(&requested, &key, &cms).await).await;
    assert_eq!(signed.acceptance.state, AcceptanceState::Pending);
    let stopping = stopping("3.1.2", "3.4.3");
    let stopped = supervisor.act("block", &seen, &fresh(), &stopping).await;
    assert!(stopped.status().is_success());

    authority.modes([]);
    world.wait(Duration::from_secs(10));
    let done: Signed = ok(world.put(&requested, &key, &cms).await).await;
    // The acceptance that stands already, and a session that shows why and nothing else.
    assert!(done.already_accepted);
    let session = done.session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!((account.state, account.acceptances.len()), (AccountState::Blocked, 1));
    let balance = world.get("account/balance", session.reveal()).await;
    assert_eq!(balance.status(), StatusCode::FORBIDDEN);
    assert_eq!(supervisor.card(seen.account).await.state, AccountState::Blocked);
    world.books_are_whole().await;
}

/// Two portals on one database, and a citizen who looks at both: one of them asks, once.
pub(super) async fn two_portals(here: &World, there: &World, authority: &Server) {
    authority.modes([Mode::Down, Mode::ListsDown]);
    let person = here.person(Story::Gost);
    let requested = here.request(&person).await;
    let (key, cms) = (fresh(), here.sign(&requested, &person));
    let _: Signed = ok(here.put(&requested, &key, &cms).await).await;
    authority.modes([]);
    let asked = authority.counts().ocsp;
    here.wait(Duration::from_secs(10));
    let path = format!("acceptances/{}", requested.id);
    let look = |world: &World| {
        let call = world.http.get(world.url(&path)).header("Kezekte-Device", &here.credential);
        let call = call.bearer_auth(requested.claim.reveal());
        async { ok::<AcceptanceView>(call.send().await.unwrap()).await.state }
    };
    let looks = (0..16).map(|turn| look(if turn % 2 == 0 { here } else { there }));
    let looks = futures_util::future::join_all(looks).await;
    assert_eq!(looks, [AcceptanceState::Effective; 16]);
    assert_eq!(authority.counts().ocsp - asked, 1, "one portal asked, once");
    let done: Signed = ok(here.put(&requested, &key, &cms).await).await;
    let account: AccountView = ok(here.get("account", done.session.unwrap().reveal()).await).await;
    assert_eq!(account.acceptances.len(), 1);
    here.books_are_whole().await;
}
