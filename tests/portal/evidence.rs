//! `GET acceptances/{id}/evidence`: the owner's package, whole, and nobody else's.

use kezekte::{
    cli::folder::anchors,
    domain::{Check, Fault, Moment, StaffRole},
    eds::Anchors,
    evidence::{Finding, Line, Part, Read, Why, judge},
    portal::Story,
};

use super::{
    staff_calls::{Desk, stopping},
    world::{World, fresh, refused},
};
use crate::evidence::openssl;

async fn package(world: &World, id: &str, token: &str) -> Vec<u8> {
    let answer = world.get(&format!("acceptances/{id}/evidence"), token).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/x-tar");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let named = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    let octets = answer.bytes().await.unwrap().to_vec();
    let receipt = Read::new(&octets).unwrap().receipt;
    assert_eq!(named, format!("attachment; filename=\"kezekte-{receipt}.tar\""));
    octets
}

fn trust(world: &World) -> Anchors {
    anchors(Some(&world.keys().join("trust"))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_gets_the_same_package_again_and_a_stranger_judges_it() {
    let world = World::new().await;
    for story in [Story::Gost, Story::Rsa] {
        let signed = world.join(&world.person(story)).await;
        let session = signed.session.unwrap();
        let id = signed.acceptance.id.as_str();
        let octets = package(&world, id, session.reveal()).await;
        assert_eq!(octets, package(&world, id, session.reveal()).await);

        // This portal asks nobody, so nobody but the portal vouches for the time and for the
        // certificate; all else is in order.
        let judgement = judge(&octets, &trust(&world), world.clock_now());
        let unproven = |line: &&Line| line.finding != Finding::Passed;
        let unproven: Vec<&Line> = judgement.lines.iter().filter(unproven).collect();
        let parts: Vec<&Part> = unproven.iter().map(|line| &line.part).collect();
        assert_eq!(
            parts,
            [&Part::Signature(Check::Stamp), &Part::Signature(Check::Revocation)],
            "{judgement:#?}"
        );
        assert_eq!(
            judgement.verdict,
            Finding::Indeterminate(Why::Fault(Fault::StampMissing)),
            "{judgement:#?}"
        );
        let later = Moment::parse_rfc3339("2040-01-01T00:00:00Z").unwrap();
        let judgement = judge(&octets, &trust(&world), later);
        assert!(matches!(judgement.verdict, Finding::Indeterminate(_)), "{judgement:#?}");
        if openssl::is_here() {
            let (code, said) = openssl::check(&octets);
            assert_eq!(code, 0, "{said}");
        }
    }
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_receipt_stands_among_the_events_that_follow_and_says_nothing_of_its_owner() {
    let world = World::new().await;
    let first = world.join(&world.person(Story::Gost)).await;
    let (id, session) = (first.acceptance.id, first.session.unwrap());
    let later = world.join(&world.person(Story::Rsa)).await.acceptance.receipt.unwrap();
    let octets = package(&world, id.as_str(), session.reveal()).await;
    let judgement = judge(&octets, &trust(&world), world.clock_now());
    let newest = judgement.event.unwrap().newest();
    assert_eq!(hex::encode(newest.hash), later.event.as_str());
    let event = Read::new(&octets).unwrap();
    let text = String::from_utf8_lossy(event.file("event.json").unwrap()).into_owned();
    for word in [later.number.as_str(), later.sha256.as_str(), "stood_already"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

/// Whoever is in dispute, or has left, needs it most.
#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_owner_gets_it_and_so_does_one_who_has_left() {
    let (world, _authority) = World::beside_authority().await;
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    for (story, stop) in [(Story::Gost, true), (Story::Rsa, false)] {
        let signed = world.join(&world.person(story)).await;
        let (id, session) = (signed.acceptance.id, signed.session.unwrap());
        if stop {
            let card = supervisor.card(signed.acceptance.receipt.unwrap().account).await;
            let done = supervisor.act("block", &card, &fresh(), &stopping("3.1.2", "3.4.1")).await;
            assert!(done.status().is_success());
        } else {
            assert!(world.withdraw(&session, &fresh()).await.status().is_success());
        }
        let octets = package(&world, id.as_str(), session.reveal()).await;
        let judgement = judge(&octets, &trust(&world), world.clock_now());
        assert_eq!(judgement.verdict, Finding::Passed, "{:#?}", judgement.lines);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_gets_it() {
    let world = World::new().await;
    let signed = world.join(&world.person(Story::Gost)).await;
    let other = world.join(&world.person(Story::Rsa)).await.session.unwrap();
    let path = format!("acceptances/{}/evidence", signed.acceptance.id);
    let problem = refused(world.get(&path, other.reveal()).await).await;
    assert_eq!(problem.code.code(), "not-found");
    let problem = refused(world.get(&path, "x").await).await;
    assert_eq!(problem.code.code(), "unauthorised");
    let absent = world.get("acceptances/0/evidence", other.reveal()).await;
    assert_eq!(refused(absent).await.code.code(), "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stamped_acceptance_is_proven_to_anybody_long_after_its_certificate_has_expired() {
    let (world, _authority) = World::beside_authority().await;
    let signed = world.join(&world.person(Story::Gost)).await;
    let session = signed.session.unwrap();
    let octets = package(&world, signed.acceptance.id.as_str(), session.reveal()).await;
    let later = Moment::parse_rfc3339("2040-01-01T00:00:00Z").unwrap();
    for at in [world.clock_now(), later] {
        let judgement = judge(&octets, &trust(&world), at);
        assert_eq!(judgement.verdict, Finding::Passed, "{:#?}", judgement.lines);
    }
    let read = Read::new(&octets).unwrap();
    assert!(read.stamp().is_some() && read.revocation("ocsp").len() == 1);
    if openssl::is_here() {
        let (code, said) = openssl::check(&octets);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("ok: stamped at "), "{said}");
    }
}
