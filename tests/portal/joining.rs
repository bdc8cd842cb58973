//! Joining, and every way in which it is refused.

use std::time::Duration;

use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, AccountView, Balance, ProblemCode, PutSignature,
        Requested, Signed, StatementPage,
    },
    domain::{AccountState, Fault, Iin, Number, Version},
    portal::Story,
};
use reqwest::StatusCode;

use super::world::{World, fresh, ok, refused, sign_bytes};

#[tokio::test]
async fn a_gost_key_and_an_rsa_key_join_and_see_their_money() {
    let world = World::new().await;
    for story in [Story::Gost, Story::Rsa, Story::Head] {
        let person = world.person(story);
        let signed = world.join(&person).await;
        assert!(!signed.already_accepted);
        assert_eq!(signed.acceptance.state, AcceptanceState::Effective);
        let receipt = signed.acceptance.receipt.unwrap();
        assert_eq!(receipt.accepted_at.anniversary(3), receipt.valid_until.civil_date());
        assert!(receipt.number.as_str().len() == 11, "{}", receipt.number);
        let session = signed.session.unwrap();

        let account: AccountView = ok(world.get("account", session.reveal()).await).await;
        assert_eq!(account.number, receipt.account);
        assert_eq!(account.state, AccountState::Active);
        assert_eq!(account.acceptances.len(), 1);
        let balance: Balance = ok(world.get("account/balance", session.reveal()).await).await;
        let page: StatementPage =
            ok(world.get("account/statement?limit=100", session.reveal()).await).await;
        assert!(page.lines.len() > 30, "a year of lines");
        assert_eq!(page.lines[0].balance, balance.amount);
        let sum: i64 = page.lines.iter().map(|line| line.amount.tiyn()).sum();
        assert_eq!(sum, balance.amount.tiyn(), "the lines sum to the balance");
    }
    world.books_are_whole().await;
}

#[tokio::test]
async fn the_statement_pages_without_a_gap_and_filters() {
    let world = World::new().await;
    let session = world.join(&world.person(Story::Gost)).await.session.unwrap();
    let all: StatementPage =
        ok(world.get("account/statement?limit=100", session.reveal()).await).await;
    let (mut lines, mut query) = (Vec::new(), "account/statement?limit=7".to_owned());
    loop {
        let page: StatementPage = ok(world.get(&query, session.reveal()).await).await;
        lines.extend(page.lines);
        let Some(next) = page.next else { break };
        query = format!("account/statement?limit=7&cursor={next}");
    }
    assert_eq!(lines, all.lines);
    let refunds: StatementPage =
        ok(world.get("account/statement?kind=refund", session.reveal()).await).await;
    assert_eq!(refunds.lines.len(), 1);
    assert!(all.lines.contains(&refunds.lines[0]), "a filtered line keeps its balance");
    for bad in ["limit=0", "limit=101", "cursor=x", "kind=gift"] {
        let response = world.get(&format!("account/statement?{bad}"), session.reveal()).await;
        assert_eq!(refused(response).await.code, ProblemCode::BadRequest, "{bad}");
    }
}

#[tokio::test]
async fn who_has_joined_joins_no_second_time() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let first = world.join(&person).await;
    let second = world.join(&person).await;
    assert!(first.already_accepted && second.already_accepted);
    assert_eq!(first.acceptance, second.acceptance);
    let account: AccountView =
        ok(world.get("account", second.session.unwrap().reveal()).await).await;
    assert_eq!(account.acceptances.len(), 1);
}

#[tokio::test]
async fn a_stopped_citizen_learns_why_and_nothing_else() {
    let world = World::new().await;
    for person in world.people.people.iter().filter(|person| person.story == Story::Stopped) {
        let session = world.join(person).await.session.unwrap();
        let account: AccountView = ok(world.get("account", session.reveal()).await).await;
        assert_eq!(account.cause, person.cause);
        let stopped = matches!(account.state, AccountState::Blocked | AccountState::AccessStopped);
        assert!(stopped, "{:?}", account.state);
        for path in ["account/balance", "account/statement"] {
            let problem = refused(world.get(path, session.reveal()).await).await;
            assert_eq!(problem.code, ProblemCode::Forbidden);
        }
    }
}

#[tokio::test]
async fn a_bad_signature_is_refused_by_name_and_leaves_the_request_signable() {
    let world = World::new().await;
    let cases = [
        (Story::Expired, Fault::Expired),
        (Story::WrongPerson, Fault::WrongPerson),
        (Story::Employee, Fault::NoRightToSign),
    ];
    for (story, fault) in cases {
        let person = world.person(story);
        let requested = world.request(&person).await;
        let problem =
            refused(world.put(&requested, &fresh(), &world.sign(&requested, &person)).await).await;
        assert_eq!(problem.code, ProblemCode::SignatureRefused);
        assert_eq!(problem.fault, Some(fault), "{story:?}");
        assert!(!problem.checks.is_empty());
    }
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let other = sign_bytes(b"another document", &person, world.clock_now());
    let problem = refused(world.put(&requested, &fresh(), &other).await).await;
    assert_eq!(problem.fault, Some(Fault::DigestMismatch));
    let view: AcceptanceView =
        ok(world.get(&format!("acceptances/{}", requested.id), requested.claim.reveal()).await)
            .await;
    assert_eq!(view.state, AcceptanceState::Requested);
    let good = world.sign(&requested, &person);
    let _: Signed = ok(world.put(&requested, &fresh(), &good).await).await;
}

#[tokio::test]
async fn tries_are_bounded_and_a_retry_of_one_counts_once() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let bad = sign_bytes(b"another document", &person, world.clock_now());
    for _ in 0..9 {
        let key = fresh();
        for _ in 0..2 {
            let problem = refused(world.put(&requested, &key, &bad).await).await;
            assert_eq!(problem.code, ProblemCode::SignatureRefused);
        }
    }
    refused(world.put(&requested, &fresh(), &bad).await).await;
    let good = world.sign(&requested, &person);
    let problem = refused(world.put(&requested, &fresh(), &good).await).await;
    assert_eq!(problem.code, ProblemCode::RequestExpired);
    let path = format!("acceptances/{}", requested.id);
    let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!(view.state, AcceptanceState::Refused);
    // Somebody else's failures cost the person nothing: a new request is signed at once.
    world.join(&person).await;
}

#[tokio::test]
async fn a_request_expires() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let good = world.sign(&requested, &person);
    world.wait(Duration::from_secs(15 * 60));
    let problem = refused(world.put(&requested, &fresh(), &good).await).await;
    assert_eq!(problem.code, ProblemCode::RequestExpired);
    let path = format!("acceptances/{}", requested.id);
    let view: AcceptanceView = ok(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!(view.state, AcceptanceState::Expired);
    world.wait(Duration::from_secs(10 * 60));
    let problem = refused(world.get(&path, requested.claim.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the claim ends too");
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let good = world.sign(&requested, &person);
    let _: Signed = ok(world.put(&requested, &fresh(), &good).await).await;
    let problem = refused(world.put(&requested, &fresh(), &good).await).await;
    assert_eq!(problem.code, ProblemCode::NonceUsed);
    // A signature of one request is worth nothing for another.
    let second = world.request(&person).await;
    let problem = refused(world.put(&second, &fresh(), &good).await).await;
    assert_eq!(problem.fault, Some(Fault::DigestMismatch));
}

#[tokio::test]
async fn a_lost_reply_is_asked_for_again() {
    let world = World::new().await;
    let person = world.person(Story::Rsa);
    let (key, asked) = (fresh(), world.asked(&person));
    let lost: Requested = ok(world.post(&key, &asked).await).await;
    let requested: Requested = ok(world.post(&key, &asked).await).await;
    assert_eq!(
        (&lost.id, &lost.document, &lost.sha256),
        (&requested.id, &requested.document, &requested.sha256)
    );
    assert_ne!(lost.claim, requested.claim);
    let good = world.sign(&requested, &person);
    let problem = refused(world.put(&lost, &fresh(), &good).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the lost claim is worth nothing");

    let key = fresh();
    let lost: Signed = ok(world.put(&requested, &key, &good).await).await;
    let again: Signed = ok(world.put(&requested, &key, &good).await).await;
    assert_eq!(lost.acceptance, again.acceptance);
    let (old, new) = (lost.session.unwrap(), again.session.unwrap());
    assert_eq!(world.get("account", old.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.get("account", new.reveal()).await.status(), StatusCode::OK);
    // The wipe ends the session for good: no retry opens it again.
    assert_eq!(world.end_session(new.reveal()).await, StatusCode::NO_CONTENT);
    assert_eq!(world.end_session(new.reveal()).await, StatusCode::NO_CONTENT);
    assert_eq!(world.get("account", new.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    let problem = refused(world.put(&requested, &key, &good).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn a_key_with_another_body_is_refused() {
    let world = World::new().await;
    let key = fresh();
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let requested: Requested = ok(world.post(&key, &world.asked(&gost)).await).await;
    let problem = refused(world.post(&key, &world.asked(&rsa)).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);
    let key = fresh();
    let _: Signed = ok(world.put(&requested, &key, &world.sign(&requested, &gost)).await).await;
    let problem = refused(world.put(&requested, &key, &world.sign(&requested, &gost)).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);
}

#[tokio::test]
async fn what_was_not_shown_or_is_no_number_is_refused() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let good = world.asked(&person);
    let mut unread = [good.clone(), good.clone(), good.clone(), good.clone()];
    unread[0].shown.blocks -= 1;
    unread[1].shown.statement = false;
    unread[2].shown.consent = false;
    unread[3].shown.languages.clear();
    for asked in unread {
        let problem = refused(world.post(&fresh(), &asked).await).await;
        assert_eq!(problem.code, ProblemCode::NotRead);
    }
    let mut other = good.clone();
    other.agreement = Version("0".repeat(64));
    let problem = refused(world.post(&fresh(), &other).await).await;
    assert_eq!(problem.code, ProblemCode::AgreementChanged);
    let mut wrong = good.clone();
    wrong.number = Some(Number::Iin(Iin::certified("850314201371").unwrap()));
    let problem = refused(world.post(&fresh(), &wrong).await).await;
    assert_eq!(problem.code, ProblemCode::BadNumber);

    let call = world.http.post(world.url("acceptances")).json(&good);
    let problem = refused(call.send().await.unwrap()).await;
    assert_eq!(problem.code, ProblemCode::KeyMissing);
    let call = world.http.post(world.url("acceptances")).header("Idempotency-Key", "k").body("{");
    let problem = refused(call.send().await.unwrap()).await;
    assert_eq!(problem.code, ProblemCode::BadRequest);
    let requested = world.request(&person).await;
    let large = PutSignature { id: String::new(), cms: "A".repeat(70_000) };
    let response =
        world.put_as(requested.id.as_str(), requested.claim.reveal(), &fresh(), &large).await;
    assert_eq!(refused(response).await.code, ProblemCode::TooLarge);
}

#[tokio::test]
async fn a_session_ends_after_ten_idle_minutes_and_not_while_used() {
    let world = World::new().await;
    let session = world.join(&world.person(Story::Gost)).await.session.unwrap();
    for _ in 0..3 {
        world.wait(Duration::from_secs(9 * 60));
        assert_eq!(world.get("account", session.reveal()).await.status(), StatusCode::OK);
    }
    world.wait(Duration::from_secs(10 * 60));
    assert_eq!(world.get("account", session.reveal()).await.status(), StatusCode::UNAUTHORIZED);
}
