//! What a stranger can learn: nothing.

use kezekte::{
    api::{AcceptanceView, ProblemCode},
    portal::Story,
};
use reqwest::StatusCode;
use serde_json::Value;

use super::world::{World, fresh, ok, refused};

#[tokio::test]
async fn a_known_number_and_an_unknown_one_get_the_same_answer() {
    let world = World::new().await;
    // Joined, blocked, known without an agreement, and unknown to the portal.
    let stories = [Story::Joined, Story::Stopped, Story::Gost, Story::Expired];
    let mut answers = Vec::new();
    for story in stories {
        let asked = world.asked(&world.person(story));
        let response = world.post(&fresh(), &asked).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let headers: Vec<_> = response.headers().keys().map(ToString::to_string).collect();
        let length = response.content_length();
        let mut body: Value = response.json().await.unwrap();
        for random in ["id", "claim", "sha256", "check_code"] {
            body[random] = body[random].as_str().unwrap().len().into();
        }
        for random in ["nonce", "request"] {
            let value = &mut body["document"][random];
            *value = value.as_str().unwrap().len().into();
        }
        body["document"]["number"] = Value::Null;
        answers.push((headers, length, body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
}

#[tokio::test]
async fn nobody_reads_what_is_anothers() {
    let world = World::new().await;
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let (mine, other) = (world.request(&gost).await, world.request(&rsa).await);
    let path = format!("acceptances/{}", other.id);
    let problem = refused(world.get(&path, mine.claim.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let unknown = world.get(&format!("acceptances/{}", "0".repeat(32)), mine.claim.reveal()).await;
    assert_eq!(refused(unknown).await, problem, "unknown and another's are one answer");
    let cms = world.sign(&mine, &gost);
    let body = kezekte::api::PutSignature { id: String::new(), cms };
    let response = world.put_as(other.id.as_str(), mine.claim.reveal(), &fresh(), &body).await;
    assert_eq!(refused(response).await.code, ProblemCode::Unauthorised);

    // A claim is no session and a session no claim.
    let session = world.join(&gost).await.session.unwrap();
    for path in ["account", "account/balance", "account/statement"] {
        let problem = refused(world.get(path, mine.claim.reveal()).await).await;
        assert_eq!(problem.code, ProblemCode::Unauthorised, "{path}");
    }
    let path = format!("acceptances/{}", mine.id);
    let problem = refused(world.get(&path, session.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let _: AcceptanceView = ok(world.get(&path, mine.claim.reveal()).await).await;
}

#[tokio::test]
async fn a_claim_and_a_session_are_worth_nothing_on_another_terminal() {
    let world = World::new().await;
    let gost = world.person(Story::Gost);
    let requested = world.request(&gost).await;
    let session = world.join(&gost).await.session.unwrap();
    let paths = [
        (format!("acceptances/{}", requested.id), requested.claim.reveal()),
        ("account".to_owned(), session.reveal()),
    ];
    for (path, token) in paths {
        let call = world.http.get(world.url(&path)).bearer_auth(token);
        assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::Unauthorised);
    }
    let call = world.http.get(world.url("account")).bearer_auth(session.reveal());
    let call = call.header("Kezekte-Device", "0123456789abcdef.wrong");
    assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn only_the_last_four_digits_come_back() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let session = world.join(&person).await.session.unwrap();
    let text = world.get("account", session.reveal()).await.text().await.unwrap();
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body["number_masked"], person.number.masked());
}
