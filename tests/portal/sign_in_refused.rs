//! Every way in which signing in is refused.

use std::time::Duration;

use kezekte::{
    api::{ProblemCode, PutSignature, RequestChallenge, SignIn, SignedIn},
    domain::{Fault, Iin, Number},
    portal::Story,
};
use reqwest::StatusCode;
use sqlx::{Connection as _, SqliteConnection};

use super::world::{World, fresh, ok, refused, sign_bytes};

#[tokio::test]
async fn a_bad_signature_is_refused_by_name_and_leaves_the_challenge_signable() {
    let world = World::new().await;
    let cases = [
        (Story::Expired, Fault::Expired),
        (Story::WrongPerson, Fault::WrongPerson),
        (Story::Employee, Fault::NoRightToSign),
    ];
    for (story, fault) in cases {
        let person = world.person(story);
        let challenged = world.challenge(&person).await;
        let cms = world.sign_challenge(&challenged, &person);
        let problem = refused(world.post_session(&challenged, &fresh(), &cms).await).await;
        assert_eq!(problem.code, ProblemCode::SignatureRefused);
        assert_eq!(problem.fault, Some(fault), "{story:?}");
        assert!(!problem.checks.is_empty());
    }
    // Somebody else's good key over the joined citizen's challenge.
    let (joined, gost) = (world.person(Story::Joined), world.person(Story::Gost));
    let challenged = world.challenge(&joined).await;
    let cms = world.sign_challenge(&challenged, &gost);
    let problem = refused(world.post_session(&challenged, &fresh(), &cms).await).await;
    assert_eq!(problem.fault, Some(Fault::WrongPerson));
    let cms = world.sign_challenge(&challenged, &joined);
    let _: SignedIn = ok(world.post_session(&challenged, &fresh(), &cms).await).await;
}

#[tokio::test]
async fn a_sign_in_is_no_acceptance_and_an_acceptance_no_sign_in() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let (challenged, requested) = (world.challenge(&person).await, world.request(&person).await);
    let (sign_in, acceptance) =
        (world.sign_challenge(&challenged, &person), world.sign(&requested, &person));
    // The signature of the one handed in for the other.
    let problem = refused(world.put(&requested, &fresh(), &sign_in).await).await;
    assert_eq!(problem.fault, Some(Fault::DigestMismatch));
    let problem = refused(world.post_session(&challenged, &fresh(), &acceptance).await).await;
    assert_eq!(problem.fault, Some(Fault::DigestMismatch));
    // The id and the claim of the one used for the other.
    let put = PutSignature { id: String::new(), cms: sign_in.clone() };
    let response =
        world.put_as(challenged.id.as_str(), challenged.claim.reveal(), &fresh(), &put).await;
    assert_eq!(refused(response).await.code, ProblemCode::Unauthorised);
    let mut crossed = challenged.clone();
    (crossed.id, crossed.claim) = (requested.id.clone(), requested.claim.clone());
    let problem = refused(world.post_session(&crossed, &fresh(), &acceptance).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    // Nobody has joined by any of it.
    let signed_in: SignedIn = ok(world.post_session(&challenged, &fresh(), &sign_in).await).await;
    assert_eq!(signed_in.session, None);
}

#[tokio::test]
async fn a_challenge_is_worth_nothing_on_another_terminal() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let challenged = world.challenge(&person).await;
    let body =
        SignIn { id: challenged.id.clone(), cms: world.sign_challenge(&challenged, &person) };
    let elsewhere = world.http.post(world.url("sessions")).bearer_auth(challenged.claim.reveal());
    let elsewhere = elsewhere.header("Idempotency-Key", fresh()).json(&body);
    let problem = refused(elsewhere.send().await.unwrap()).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let session = world.sign_in(&person).await.session.unwrap();
    let elsewhere = world.http.get(world.url("account")).bearer_auth(session.reveal());
    assert_eq!(refused(elsewhere.send().await.unwrap()).await.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn a_nonce_is_used_once_and_for_its_own_challenge() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let (one, other) = (world.challenge(&person).await, world.challenge(&person).await);
    let cms = world.sign_challenge(&one, &person);
    let problem = refused(world.post_session(&other, &fresh(), &cms).await).await;
    assert_eq!(problem.fault, Some(Fault::DigestMismatch));
    let posts = (0..16).map(|_| async {
        let key = fresh();
        world.post_session(&one, &key, &cms).await
    });
    let mut let_in = 0;
    for response in futures_util::future::join_all(posts).await {
        if response.status() == StatusCode::OK {
            let_in += 1;
        } else {
            assert_eq!(refused(response).await.code, ProblemCode::NonceUsed);
        }
    }
    assert_eq!(let_in, 1);
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_challenge_expires_after_five_minutes() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let challenged = world.challenge(&person).await;
    let lived = challenged.challenge.expires_at.since(challenged.challenge.requested_at);
    assert_eq!(lived, Duration::from_secs(5 * 60));
    let cms = world.sign_challenge(&challenged, &person);
    world.wait(Duration::from_secs(5 * 60));
    let problem = refused(world.post_session(&challenged, &fresh(), &cms).await).await;
    assert_eq!(problem.code, ProblemCode::RequestExpired);
    world.wait(Duration::from_secs(10 * 60));
    let problem = refused(world.post_session(&challenged, &fresh(), &cms).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the claim ends too");
}

#[tokio::test]
async fn strangers_failures_leave_the_account_as_it_was() {
    let world = World::new().await;
    let (joined, stranger) = (world.person(Story::Joined), world.person(Story::Rsa));
    let before = row_of(&world, joined.number.digits()).await;
    for _ in 0..8 {
        let challenged = world.challenge(&joined).await;
        let bad = world.sign_challenge(&challenged, &stranger);
        for _ in 0..10 {
            let problem = refused(world.post_session(&challenged, &fresh(), &bad).await).await;
            assert_eq!(problem.code, ProblemCode::SignatureRefused);
        }
        // Tries are bounded: the eleventh is not judged, not even the owner's own signature.
        let good = world.sign_challenge(&challenged, &joined);
        let problem = refused(world.post_session(&challenged, &fresh(), &good).await).await;
        assert_eq!(problem.code, ProblemCode::RequestExpired);
    }
    assert_eq!(row_of(&world, joined.number.digits()).await, before);
    assert!(world.sign_in(&joined).await.session.is_some(), "the owner comes in at once");
    assert_eq!(row_of(&world, joined.number.digits()).await, before);
}

/// Every column of an account, as SQL literals.
async fn row_of(world: &World, digits: &str) -> String {
    let mut database = SqliteConnection::connect(&world.database).await.unwrap();
    let columns = "number, kind, digits, state, cause, owner, owner_key, organisation, epoch, \
                   created_at, changed_at";
    let quoted: Vec<_> = columns.split(", ").map(|column| format!("quote({column})")).collect();
    let sql = format!("SELECT {} FROM accounts WHERE digits = ?", quoted.join(" || ',' || "));
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(digits)
        .fetch_one(&mut database)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_no_number_or_has_no_key_is_refused() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let wrong = RequestChallenge { number: Number::Iin(Iin::certified("850314201371").unwrap()) };
    let call = world.http.post(world.url("sessions/challenge")).json(&wrong);
    let problem = refused(call.header("Idempotency-Key", fresh()).send().await.unwrap()).await;
    assert_eq!(problem.code, ProblemCode::BadNumber);
    let call = world.http.post(world.url("sessions/challenge")).json(&wrong);
    assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::KeyMissing);
    // A key with another body.
    let (key, challenged) = (fresh(), world.challenge(&person).await);
    let other = sign_bytes(b"another document", &person, world.clock_now());
    let problem = refused(world.post_session(&challenged, &key, &other).await).await;
    assert_eq!(problem.code, ProblemCode::SignatureRefused);
    let cms = world.sign_challenge(&challenged, &person);
    let problem = refused(world.post_session(&challenged, &key, &cms).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);
    let problem = refused(world.post_session(&challenged, &fresh(), "%%%").await).await;
    assert_eq!(problem.code, ProblemCode::BadRequest);
}
