//! A signature about which others have to be asked: what it is before they speak, and after.

use std::{net::TcpListener, time::Duration};

use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, ProblemCode, RequestAcceptance, Requested, Signed,
        SignedIn, Standing,
    },
    domain::Fault,
    portal::{Sources, Story},
};
use reqwest::StatusCode;

use super::world::{World, fresh, ok, refused};

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
