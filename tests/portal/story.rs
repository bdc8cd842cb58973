//! One story told to each database: what SQLite answers, PostgreSQL answers.

use std::time::Duration;

use kezekte::{
    api::{
        AccountView, ProblemCode, Queues, RequestAcceptance, Requested, Signed, SignedIn,
        StatementPage, Status,
    },
    domain::AccountState,
    portal::Story,
};
use serde_json::{Value, json};

use super::world::{World, fresh, ok, refused};

#[tokio::test]
async fn on_sqlite() {
    let world = World::new().await;
    let told = tell(&world).await;
    assert_eq!(told["codes"].as_array().unwrap().len(), 17);
    let standings = json!(["active", "active", "blocked", "acceptance_required"]);
    assert_eq!(told["standings"], standings);
    world.books_are_whole().await;
}

/// Tells the story; answers what must be the same on every database: everything but random
/// values and moments.
pub(super) async fn tell(world: &World) -> Value {
    let mut codes: Vec<ProblemCode> = Vec::new();
    let status: Status = ok(world.http.get(world.url("status")).send().await.unwrap()).await;
    let queues: Queues = ok(world.http.get(world.url("queues")).send().await.unwrap()).await;
    let queues: Vec<_> = queues.housing.into_iter().chain(queues.grants).collect();

    let gost = world.person(Story::Gost);
    let requested = world.request(&gost).await;
    let wrong = world.sign(&requested, &world.person(Story::WrongPerson));
    codes.push(refused(world.put(&requested, &fresh(), &wrong).await).await.code);
    let (key, good) = (fresh(), world.sign(&requested, &gost));
    let signed: Signed = ok(world.put(&requested, &key, &good).await).await;
    let again: Signed = ok(world.put(&requested, &key, &good).await).await;
    assert_eq!(signed.acceptance, again.acceptance);
    codes.push(refused(world.put(&requested, &fresh(), &good).await).await.code);
    let session = again.session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!(account.state, AccountState::Active);
    let page: StatementPage =
        ok(world.get("account/statement?limit=100", session.reveal()).await).await;
    let lines: Vec<_> = page
        .lines
        .iter()
        .map(|line| json!([line.kind, line.text, line.amount, line.balance]))
        .collect();
    let few: StatementPage =
        ok(world.get("account/statement?limit=3&kind=service", session.reveal()).await).await;
    assert_eq!(few.lines.len(), 3);

    let mut causes = Vec::new();
    for person in world.people.people.iter().filter(|person| person.story == Story::Stopped) {
        let session = world.join(person).await.session.unwrap();
        let account: AccountView = ok(world.get("account", session.reveal()).await).await;
        causes.push(json!([account.state, account.cause, account.epoch]));
    }

    let mut standings = Vec::new();
    for story in [Story::Gost, Story::Joined, Story::Stopped, Story::Rsa] {
        let person = world.person(story);
        let challenged = world.challenge(&person).await;
        let wrong = world.sign_challenge(&challenged, &world.person(Story::WrongPerson));
        codes.push(refused(world.post_session(&challenged, &fresh(), &wrong).await).await.code);
        let (key, good) = (fresh(), world.sign_challenge(&challenged, &person));
        let _: SignedIn = ok(world.post_session(&challenged, &key, &good).await).await;
        let again: SignedIn = ok(world.post_session(&challenged, &key, &good).await).await;
        codes.push(refused(world.post_session(&challenged, &fresh(), &good).await).await.code);
        standings.push(again.standing);
        if let Some(claim) = again.claim {
            let asked = RequestAcceptance { number: None, ..world.asked(&person) };
            let _: Requested = ok(world.post_proved(claim.reveal(), &asked).await).await;
        }
        if let Some(session) = again.session {
            codes.extend(
                world
                    .get("account/balance", session.reveal())
                    .await
                    .status()
                    .is_client_error()
                    .then_some(ProblemCode::Forbidden),
            );
            world.end_session(session.reveal()).await;
            codes.push(refused(world.get("account", session.reveal()).await).await.code);
        }
    }

    let requested = world.request(&gost).await;
    let late = world.sign(&requested, &gost);
    world.wait(Duration::from_secs(16 * 60));
    codes.push(refused(world.put(&requested, &fresh(), &late).await).await.code);
    codes.push(refused(world.get("account", session.reveal()).await).await.code);
    codes.push(refused(world.get("account/balance", "nothing").await).await.code);
    json!({
        "users": status.users, "prices": status.prices,
        "queues": queues.iter().map(|q| json!([q.code, q.length])).collect::<Vec<_>>(),
        "epoch": account.epoch, "balance": page.balance.amount, "lines": lines,
        "causes": causes, "standings": standings, "codes": codes,
    })
}
