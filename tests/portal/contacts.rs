//! Registration data (E9): what is given, confirmed by a code, refused; and that no value stands
//! anywhere but where it belongs.

use std::time::Duration;

use futures_util::future::join_all;
use kezekte::{
    api::{Contacts, ContactsPut, Problem, ProblemCode},
    domain::{Channel, Email, Language, Phone, Secret},
    portal::Story,
};
use reqwest::Response;
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use super::world::{World, fresh, ok, refused};

const PHONE: &str = "+70001007701";
const OTHER_PHONE: &str = "+70001007702";
const EMAIL: &str = "newcomer@example.kz";
const MINUTE: Duration = Duration::from_secs(60);

/// A citizen in a session.
struct Citizen<'a> {
    world: &'a World,
    session: Secret,
}

impl<'a> Citizen<'a> {
    /// Somebody who has just joined and has given nothing yet.
    async fn new(world: &'a World, story: Story) -> Self {
        let session = world.join(&world.person(story)).await.session.unwrap();
        Self { world, session }
    }

    async fn put(&self, key: &str, phone: Option<&str>, email: Option<&str>) -> Response {
        let call = self.world.http.put(self.world.url("account/contacts"));
        let call = call.header("Kezekte-Device", &self.world.credential);
        let body = json!({ "phone": phone, "email": email, "language": "ru" });
        let call = call.header("Idempotency-Key", key).bearer_auth(self.session.reveal());
        call.json(&body).send().await.unwrap()
    }

    /// Gives a phone; answers the code that came.
    async fn code(&self, phone: &str) -> String {
        let put = ok(self.put(&fresh(), Some(phone), None).await).await;
        code(&put, Channel::Phone)
    }

    async fn confirm(&self, key: &str, channel: &str, code: &str) -> Response {
        let call = self.world.http.post(self.world.url("account/contacts/confirm"));
        let call = call.header("Kezekte-Device", &self.world.credential);
        let call = call.header("Idempotency-Key", key).bearer_auth(self.session.reveal());
        call.json(&json!({ "channel": channel, "code": code })).send().await.unwrap()
    }

    async fn try_code(&self, code: &str) -> Problem {
        refused(self.confirm(&fresh(), "phone", code).await).await
    }

    async fn get(&self) -> Contacts {
        ok(self.world.get("account/contacts", self.session.reveal()).await).await
    }
}

/// The six digits of the demonstration's message.
fn code(put: &ContactsPut, channel: Channel) -> String {
    let message = put.demonstration.iter().find(|message| message.channel == channel).unwrap();
    let text = message.text.reveal();
    let digits: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).collect();
    digits.into_iter().find(|digits| digits.len() == 6).unwrap().to_owned()
}

/// Another code than this one.
fn wrong(code: &str) -> String {
    let first = if code.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &code[1..])
}

#[tokio::test]
async fn what_is_given_is_confirmed_changed_and_taken_away() {
    the_whole_way(World::new().await).await;
}

pub(super) async fn the_whole_way(world: World) {
    let citizen = Citizen::new(&world, Story::Gost).await;
    let before = citizen.get().await;
    assert_eq!((before.phone, before.email, before.language), (None, None, None));

    let put: ContactsPut = ok(citizen.put(&fresh(), Some(PHONE), Some(EMAIL)).await).await;
    let channels: Vec<_> = put.pending.iter().map(|code| code.channel).collect();
    assert_eq!(channels, [Channel::Phone, Channel::Email]);
    let expires = put.pending[0].expires_at.since(world.clock_now());
    assert_eq!((expires, put.pending[0].tries_left), (10 * MINUTE, 3));
    assert!(put.demonstration[0].text.reveal().contains("код подтверждения"), "in Russian");
    // Nothing holds before its code.
    let waiting = citizen.get().await;
    assert_eq!((&waiting.phone, &waiting.email), (&None, &None));
    assert_eq!((waiting.language, waiting.pending), (Some(Language::Ru), put.pending.clone()));

    let sms = code(&put, Channel::Phone);
    let confirmed: Contacts = ok(citizen.confirm(&fresh(), "phone", &sms).await).await;
    assert_eq!(confirmed.phone, Phone::parse(PHONE));
    assert_eq!(confirmed.phone_confirmed_at, Some(world.clock_now()));
    assert_eq!(confirmed.email, None);
    let letter = code(&put, Channel::Email);
    let confirmed: Contacts = ok(citizen.confirm(&fresh(), "email", &letter).await).await;
    assert_eq!(confirmed.email, Email::parse(EMAIL));
    assert!(confirmed.pending.is_empty());
    assert_eq!(citizen.get().await, confirmed);

    // The same again asks for nothing.
    let put: ContactsPut = ok(citizen.put(&fresh(), Some(PHONE), Some(EMAIL)).await).await;
    assert_eq!((put.pending.len(), put.demonstration.len()), (0, 0));
    // The old value holds until the new one is confirmed, and again when it is given back.
    let sms = citizen.code(OTHER_PHONE).await;
    let now = citizen.get().await;
    assert_eq!((now.phone, now.email), (Phone::parse(PHONE), None), "the e-mail was taken away");
    let put: ContactsPut = ok(citizen.put(&fresh(), Some(PHONE), None).await).await;
    assert!(put.pending.is_empty());
    assert_eq!(citizen.try_code(&sms).await.code, ProblemCode::CodeExpired);
    let sms = citizen.code(OTHER_PHONE).await;
    let confirmed: Contacts = ok(citizen.confirm(&fresh(), "phone", &sms).await).await;
    assert_eq!(confirmed.phone, Phone::parse(OTHER_PHONE));
    let _: ContactsPut = ok(citizen.put(&fresh(), None, None).await).await;
    assert_eq!(citizen.get().await.phone, None);
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_wrong_code_is_refused_three_tries() {
    three_tries(World::new().await).await;
}

pub(super) async fn three_tries(world: World) {
    let citizen = Citizen::new(&world, Story::Gost).await;
    let sms = citizen.code(PHONE).await;
    let key = fresh();
    for _ in 0..2 {
        // The same call twice is one try.
        let problem = refused(citizen.confirm(&key, "phone", &wrong(&sms)).await).await;
        assert_eq!((problem.code, problem.tries_left), (ProblemCode::CodeWrong, Some(2)));
    }
    let problem = citizen.try_code(&wrong(&sms)).await;
    assert_eq!((problem.code, problem.tries_left), (ProblemCode::CodeWrong, Some(1)));
    assert_eq!(citizen.get().await.pending[0].tries_left, 1);
    assert_eq!(citizen.try_code(&wrong(&sms)).await.code, ProblemCode::CodeExpired);
    assert_eq!(citizen.try_code(&sms).await.code, ProblemCode::CodeExpired, "not even the right");
    assert_eq!(citizen.get().await.phone, None);
    // Asked anew, it works.
    let anew = citizen.code(PHONE).await;
    let confirmed: Contacts = ok(citizen.confirm(&fresh(), "phone", &anew).await).await;
    assert_eq!(confirmed.phone, Phone::parse(PHONE));
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_code_is_used_once_within_ten_minutes_for_its_own_value() {
    let world = World::new().await;
    let citizen = Citizen::new(&world, Story::Gost).await;
    let late = citizen.code(PHONE).await;
    world.wait(5 * MINUTE);
    citizen.get().await;
    world.wait(5 * MINUTE);
    assert_eq!(citizen.try_code(&late).await.code, ProblemCode::CodeExpired);

    // A code for another value counts no longer, and an SMS's is no letter's.
    let old = citizen.code(PHONE).await;
    let sms = citizen.code(OTHER_PHONE).await;
    if old != sms {
        assert_eq!(citizen.try_code(&old).await.code, ProblemCode::CodeWrong);
    }
    let problem = refused(citizen.confirm(&fresh(), "email", &sms).await).await;
    assert_eq!(problem.code, ProblemCode::CodeExpired);
    let key = fresh();
    let first: Contacts = ok(citizen.confirm(&key, "phone", &sms).await).await;
    let again: Contacts = ok(citizen.confirm(&key, "phone", &sms).await).await;
    assert_eq!(first, again, "a retry answers alike");
    assert_eq!(citizen.try_code(&sms).await.code, ProblemCode::CodeExpired);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_right_code_sent_by_many_is_one_change() {
    a_code_by_many(World::new().await).await;
}

pub(super) async fn a_code_by_many(world: World) {
    let citizen = Citizen::new(&world, Story::Gost).await;
    let sms = citizen.code(PHONE).await;
    let before = kezekte::portal::check(&world.database).await.unwrap().events;
    let tries = (0..16).map(|_| async { citizen.confirm(&fresh(), "phone", &sms).await.status() });
    let answers = join_all(tries).await;
    assert_eq!(answers.iter().filter(|status| status.is_success()).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| status.as_u16() == 200 || status.as_u16() == 410));
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert_eq!(after.events, before + 1, "one event");
    assert!(after.whole());

    // Of many wrong ones at once three are judged.
    let sms = citizen.code(OTHER_PHONE).await;
    let wrong = wrong(&sms);
    let tries = (0..16).map(|_| async { citizen.try_code(&wrong).await.code });
    let answers = join_all(tries).await;
    let judged = answers.iter().filter(|code| **code == ProblemCode::CodeWrong).count();
    assert_eq!(judged, 2, "the third ends it: {answers:?}");
    assert_eq!(citizen.get().await.phone, Phone::parse(PHONE));
}

#[tokio::test]
async fn another_accounts_code_is_worth_nothing_here() {
    let world = World::new().await;
    let (one, other) =
        (Citizen::new(&world, Story::Gost).await, Citizen::new(&world, Story::Rsa).await);
    let mine = one.code(PHONE).await;
    assert_eq!(other.try_code(&mine).await.code, ProblemCode::CodeExpired, "nothing waits there");
    let others = other.code(PHONE).await;
    if mine != others {
        assert_eq!(other.try_code(&mine).await.code, ProblemCode::CodeWrong);
    }
    assert_eq!(one.get().await.pending[0].tries_left, 3, "nobody else's try counts");
    let confirmed: Contacts = ok(one.confirm(&fresh(), "phone", &mine).await).await;
    assert_eq!(confirmed.phone, Phone::parse(PHONE));
    assert_eq!(other.get().await.phone, None);
}

#[tokio::test]
async fn nobodys_phone_is_flooded() {
    a_flood_is_stopped(World::new().await).await;
}

pub(super) async fn a_flood_is_stopped(world: World) {
    let (one, other) =
        (Citizen::new(&world, Story::Gost).await, Citizen::new(&world, Story::Rsa).await);
    // Five from one account, wherever they go.
    for last in 1..=5 {
        one.code(&format!("+7000100880{last}")).await;
    }
    let problem = refused(one.put(&fresh(), Some("+70001008806"), None).await).await;
    assert_eq!(problem.code, ProblemCode::TooMany);
    assert_eq!(problem.retry_after, Some(60 * 60));
    // Five to one phone, wherever they come from.
    for _ in 0..4 {
        other.code("+70001008801").await;
    }
    let problem = refused(other.put(&fresh(), Some("+70001008801"), None).await).await;
    assert_eq!(problem.code, ProblemCode::TooMany);
    other.code("+70001008899").await;
    // A refused call changed nothing, and the hour passes.
    assert_eq!(one.get().await.pending.len(), 1);
    for _ in 0..12 {
        world.wait(5 * MINUTE);
        one.get().await;
        other.get().await;
    }
    one.code("+70001008801").await;
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_restricted_session_reads_and_changes_nothing() {
    let world = World::new().await;
    let person = world.person(Story::Stopped);
    let session = world.sign_in(&person).await.session.unwrap();
    let citizen = Citizen { world: &world, session };
    let contacts = citizen.get().await;
    assert_eq!(contacts.phone, person.phone, "who joined long ago has given it");
    let problem = refused(citizen.put(&fresh(), Some(PHONE), None).await).await;
    assert_eq!(problem.code, ProblemCode::Forbidden);
    assert_eq!(citizen.try_code("123456").await.code, ProblemCode::Forbidden);
    assert_eq!(citizen.get().await, contacts);
}

#[tokio::test]
async fn what_is_no_phone_no_address_and_no_code_is_refused() {
    let world = World::new().await;
    let citizen = Citizen::new(&world, Story::Gost).await;
    for phone in ["", "80000000000", "+7000000000", "+70000000000x", "+70000000000\n", "+7 000"] {
        let problem = refused(citizen.put(&fresh(), Some(phone), None).await).await;
        assert_eq!(problem.code, ProblemCode::BadValue, "{phone:?}");
    }
    for email in ["", "a", "a@b", "a b@example.kz", "a@example.kz\r\nBcc: b@example.kz"] {
        let problem = refused(citizen.put(&fresh(), None, Some(email)).await).await;
        assert_eq!(problem.code, ProblemCode::BadValue, "{email:?}");
    }
    for code in ["", "12345", "1234567", "12345x", "١٢٣٤٥٦"] {
        assert_eq!(citizen.try_code(code).await.code, ProblemCode::BadValue, "{code:?}");
    }
    assert_eq!(citizen.get().await.language, None, "nothing was written");
    let key = fresh();
    let _: ContactsPut = ok(citizen.put(&key, Some(PHONE), None).await).await;
    let problem = refused(citizen.put(&key, Some(OTHER_PHONE), None).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);
}

#[tokio::test]
async fn a_repeated_call_sends_no_second_code() {
    let world = World::new().await;
    let citizen = Citizen::new(&world, Story::Gost).await;
    let key = fresh();
    let first: ContactsPut = ok(citizen.put(&key, Some(PHONE), None).await).await;
    let again: ContactsPut = ok(citizen.put(&key, Some(PHONE), None).await).await;
    assert_eq!(first, again);
    let sms = code(&first, Channel::Phone);
    let _: Contacts = ok(citizen.confirm(&fresh(), "phone", &sms).await).await;
}

#[tokio::test]
async fn no_value_and_no_code_stands_where_it_does_not_belong() {
    let world = World::new().await;
    let citizen = Citizen::new(&world, Story::Gost).await;
    let put: ContactsPut = ok(citizen.put(&fresh(), Some(PHONE), Some(EMAIL)).await).await;
    let (sms, letter) = (code(&put, Channel::Phone), code(&put, Channel::Email));
    let problem = citizen.try_code(&wrong(&sms)).await;
    let _: Contacts = ok(citizen.confirm(&fresh(), "phone", &sms).await).await;
    let _: Contacts = ok(citizen.confirm(&fresh(), "email", &letter).await).await;
    let secrets = [&PHONE[1..], &PHONE[2..], EMAIL, "newcomer", &sms, &letter];
    let mut texts = vec![serde_json::to_string(&problem).unwrap(), format!("{:?}", put)];
    let mut database = SqliteConnection::connect(&world.database).await.unwrap();
    for sql in ["SELECT payload || kind || actor FROM events", "SELECT body || key FROM replies"] {
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap();
        assert!(rows.len() > 3, "{sql}");
        texts.extend(rows);
    }
    for text in &texts {
        // Ids and keys are random hex: a code may stand in them by chance, so only words of the
        // payloads are looked at.
        let words: Vec<&str> = text.split('"').filter(|word| word.len() != 32).collect();
        for secret in secrets {
            assert!(!words.iter().any(|word| word.contains(secret)), "{secret} in {text}");
        }
    }
    // The table of codes holds hashes, and nothing at all after an hour.
    let blobs: Vec<Vec<u8>> = sqlx::query_scalar("SELECT code_hash || salt FROM contact_codes")
        .fetch_all(&mut database)
        .await
        .unwrap();
    assert_eq!(blobs.len(), 2);
    let events: Vec<String> = sqlx::query_scalar(
        "SELECT kind || payload FROM events WHERE kind LIKE 'contacts.%' ORDER BY seq DESC LIMIT 5",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    // Each carries a blinding of its own; beside it stands only what happened.
    let events: Vec<String> = events.iter().map(|event| unblinded(event)).collect();
    assert_eq!(
        events,
        [
            r#"contacts.changed{"confirmed":["email"]}"#,
            r#"contacts.changed{"confirmed":["phone"]}"#,
            r#"contacts.code_wrong{"channel":"phone","tries":1}"#,
            r#"contacts.code_made{"channels":["phone","email"]}"#,
            r#"contacts.changed{"language":true,"removed":[]}"#,
        ]
    );
    let body: Value = ok(world.get("account/contacts", citizen.session.reveal()).await).await;
    assert_eq!((&body["phone"], &body["email"]), (&json!(PHONE), &json!(EMAIL)));
}

/// An event's text without its blinding.
fn unblinded(event: &str) -> String {
    let (kind, payload) = event.split_at(event.find('{').unwrap());
    let mut payload: serde_json::Value = serde_json::from_str(payload).unwrap();
    let blind = payload.as_object_mut().unwrap().remove("blind").unwrap();
    assert_eq!(blind.as_str().unwrap().len(), 32);
    format!("{kind}{payload}")
}
