//! Signing in, and what each way in opens.

use std::time::Duration;

use kezekte::{
    api::{
        AccountView, Challenged, ProblemCode, RequestAcceptance, Requested, Signed, SignedIn,
        Standing,
    },
    domain::AccountState,
    portal::Story,
};
use reqwest::StatusCode;
use serde_json::Value;

use super::world::{World, fresh, ok, refused};

#[tokio::test]
async fn who_has_joined_comes_in_and_signs_no_agreement_again() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let before = kezekte::portal::check(&world.database).await.unwrap().acceptances;
    let signed_in = world.sign_in(&person).await;
    assert_eq!(signed_in.standing, Standing::Active);
    assert_eq!((signed_in.claim, signed_in.claim_until), (None, None));
    let session = signed_in.session.unwrap();
    for path in ["account", "account/balance", "account/statement"] {
        assert_eq!(world.get(path, session.reveal()).await.status(), StatusCode::OK, "{path}");
    }
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!((account.state, account.acceptances.len()), (AccountState::Active, 1));
    // Two sign-ins are two sessions; each ends alone, and by ten idle minutes.
    let other = world.sign_in(&person).await.session.unwrap();
    assert_eq!(world.end_session(session.reveal()).await, StatusCode::NO_CONTENT);
    assert_eq!(world.get("account", session.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.get("account", other.reveal()).await.status(), StatusCode::OK);
    world.wait(Duration::from_secs(10 * 60));
    assert_eq!(world.get("account", other.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert_eq!(after.acceptances, before);
    assert!(after.whole());
}

#[tokio::test]
async fn a_stopped_citizen_comes_in_to_the_cause_and_nothing_else() {
    let world = World::new().await;
    let stopped = world.people.people.iter().filter(|person| person.story == Story::Stopped);
    let mut met = 0;
    for person in stopped {
        let signed_in = world.sign_in(person).await;
        assert_eq!(signed_in.standing, Standing::Blocked);
        let session = signed_in.session.unwrap();
        let account: AccountView = ok(world.get("account", session.reveal()).await).await;
        assert_eq!(account.cause, person.cause);
        assert!(!account.acceptances.is_empty());
        for path in ["account/balance", "account/statement"] {
            let problem = refused(world.get(path, session.reveal()).await).await;
            assert_eq!(problem.code, ProblemCode::Forbidden, "{path}");
        }
        met += 1;
    }
    assert!(met > 1, "a person for each cause");
}

#[tokio::test]
async fn who_has_not_joined_joins_by_the_claim_without_saying_the_number_again() {
    let world = World::new().await;
    for story in [Story::Gost, Story::Head] {
        let person = world.person(story);
        let signed_in = world.sign_in(&person).await;
        assert_eq!(signed_in.standing, Standing::AcceptanceRequired);
        assert_eq!(signed_in.session, None);
        let claim = signed_in.claim.unwrap();
        // The claim is no session.
        let problem = refused(world.get("account", claim.reveal()).await).await;
        assert_eq!(problem.code, ProblemCode::Unauthorised);

        let asked = RequestAcceptance { number: None, ..world.asked(&person) };
        let requested: Requested = ok(world.post_proved(claim.reveal(), &asked).await).await;
        assert_eq!(requested.document.number, person.number);
        let cms = world.sign(&requested, &person);
        let signed: Signed = ok(world.put(&requested, &fresh(), &cms).await).await;
        assert!(!signed.already_accepted);
        assert_eq!(world.sign_in(&person).await.standing, Standing::Active);
    }
    world.books_are_whole().await;
}

#[tokio::test]
async fn the_claim_stands_for_its_number_on_its_terminal_for_an_hour() {
    let world = World::new().await;
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let claim = world.sign_in(&gost).await.claim.unwrap();
    let unnamed = RequestAcceptance { number: None, ..world.asked(&gost) };
    // Another number, no number and no claim, a claim of nothing, another terminal.
    let problem = refused(world.post_proved(claim.reveal(), &world.asked(&rsa)).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    assert_eq!(refused(world.post(&fresh(), &unnamed).await).await.code, ProblemCode::BadRequest);
    let problem = refused(world.post_proved("x", &unnamed).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let call = world.http.post(world.url("acceptances")).bearer_auth(claim.reveal());
    let call = call.header("Idempotency-Key", fresh()).json(&unnamed);
    assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::Unauthorised);
    // The claim that holds an unsigned challenge proves nothing.
    let challenged = world.challenge(&gost).await;
    let problem = refused(world.post_proved(challenged.claim.reveal(), &unnamed).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);

    world.wait(Duration::from_secs(64 * 60));
    let named = RequestAcceptance { number: None, ..world.asked(&gost) };
    let _: Requested = ok(world.post_proved(claim.reveal(), &named).await).await;
    world.wait(Duration::from_secs(60));
    let problem = refused(world.post_proved(claim.reveal(), &named).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn a_lost_reply_is_asked_for_again() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let key = fresh();
    let lost: Challenged = ok(world.post_challenge(&key, &person).await).await;
    let challenged: Challenged = ok(world.post_challenge(&key, &person).await).await;
    assert_eq!((&lost.id, &lost.challenge), (&challenged.id, &challenged.challenge));
    assert_ne!(lost.claim, challenged.claim);
    let cms = world.sign_challenge(&challenged, &person);
    let problem = refused(world.post_session(&lost, &fresh(), &cms).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the lost claim is worth nothing");

    let key = fresh();
    let lost: SignedIn = ok(world.post_session(&challenged, &key, &cms).await).await;
    let again: SignedIn = ok(world.post_session(&challenged, &key, &cms).await).await;
    let (old, new) = (lost.session.unwrap(), again.session.unwrap());
    assert_eq!(world.get("account", old.reveal()).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.get("account", new.reveal()).await.status(), StatusCode::OK);
    // The wipe ends the session for good: no retry opens it again.
    assert_eq!(world.end_session(new.reveal()).await, StatusCode::NO_CONTENT);
    let problem = refused(world.post_session(&challenged, &key, &cms).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn a_known_number_and_an_unknown_one_get_the_same_challenge() {
    let world = World::new().await;
    // Joined, stopped, known without an agreement, and unknown to the portal.
    let stories = [Story::Joined, Story::Stopped, Story::Gost, Story::Expired];
    let mut answers = Vec::new();
    for story in stories {
        let response = world.post_challenge(&fresh(), &world.person(story)).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let headers: Vec<_> = response.headers().keys().map(ToString::to_string).collect();
        let length = response.content_length();
        let mut body: Value = response.json().await.unwrap();
        for random in ["id", "claim", "sha256", "check_code"] {
            body[random] = body[random].as_str().unwrap().len().into();
        }
        for random in ["nonce", "request"] {
            let value = &mut body["challenge"][random];
            *value = value.as_str().unwrap().len().into();
        }
        body["challenge"]["number"] = Value::Null;
        answers.push((headers, length, body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
}
