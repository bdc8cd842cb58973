//! Help requests: asked with and without a session, answered by staff, read by their code.

use std::time::Duration;

use kezekte::{
    api::{
        AskHelp, HelpAsked, HelpRequest, HelpRequests, ProblemCode,
        staff::{HelpState, HelpTopic, RequestPage, RequestView},
    },
    domain::{Language, Secret, StaffRole},
    portal::Story,
};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use super::world::{World, fresh, ok, refused};

pub(crate) fn question(text: &str) -> AskHelp {
    AskHelp {
        topic: HelpTopic::SignIn,
        text: Secret::new("help", text),
        language: Language::Kk,
        contact: None,
        number: None,
    }
}

impl World {
    /// Asks for help at the kiosk, in a session when there is one.
    pub(crate) async fn post_help(
        &self,
        key: &str,
        session: Option<&Secret>,
        asked: &AskHelp,
    ) -> Response {
        let mut call = self.http.post(self.url("support/requests")).header("Idempotency-Key", key);
        if let Some(session) = session {
            call = call.bearer_auth(session.reveal());
        }
        call.header("Kezekte-Device", &self.credential).json(asked).send().await.unwrap()
    }

    pub(crate) async fn ask_help(&self, text: &str) -> HelpAsked {
        ok(self.post_help(&fresh(), None, &question(text)).await).await
    }

    pub(crate) async fn get_help(&self, id: u64, bearer: &str) -> Response {
        self.get(&format!("support/requests/{id}"), bearer).await
    }

    /// A deed of a member's on a request.
    pub(crate) async fn do_help(
        &self,
        token: &Secret,
        id: u64,
        deed: &str,
        text: &str,
    ) -> Response {
        let path = format!("staff/requests/{id}/{deed}");
        let body = if deed == "answer" { json!({ "text": text }) } else { json!({}) };
        self.desk(Method::POST, &path, token.reveal()).json(&body).send().await.unwrap()
    }
}

/// From a stranger's question to the answer they read: on any database.
pub(crate) async fn a_stranger_is_answered(world: World) {
    let person = world.person(Story::Joined);
    let number = person.number.digits();
    let asked = AskHelp {
        contact: Some(Secret::new("contact", "8 (701) 000-21-07")),
        number: Some(person.number.clone()),
        ..question(&format!("Кіре алмаймын\u{1b}[31m, ЖСН {number}"))
    };
    let HelpAsked { request, code } = ok(world.post_help(&fresh(), None, &asked).await).await;
    let (id, code) = (request.id, code.unwrap());
    assert_eq!((id, request.state, request.answer), (1042, HelpState::New, None));
    let seen: HelpRequest = ok(world.get_help(id, code.reveal()).await).await;
    assert_eq!((seen.state, seen.topic), (HelpState::New, HelpTopic::SignIn));

    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let page: RequestPage = ok(world.get("staff/requests", agent.reveal()).await).await;
    assert_eq!((page.total, page.lines.len(), page.next), (1, 1, None));
    let line = &page.lines[0];
    // The account is found by the typed number, and marked as not proved.
    assert!(line.account.is_some() && !line.verified, "{line:?}");
    // Whoever writes their number down shows its end, like everywhere (D7).
    let words = format!("Кіре алмаймын⟨U+001B⟩[31m, ЖСН ········{}", &number[8..]);
    assert_eq!(line.words.as_str(), words);
    let path = format!("staff/requests/{id}");
    let body = world.get(&path, agent.reveal()).await.text().await.unwrap();
    assert!(!body.contains("000210") && !body.contains("0002107"), "{body}");
    assert!(!body.contains(person.number.digits()), "{body}");
    let view: RequestView = serde_json::from_str(&body).unwrap();
    assert_eq!(view.contact_masked.unwrap().as_str(), "+7 ··· ··· ·· 07");

    let taken: RequestView = ok(world.do_help(&agent, id, "take", "").await).await;
    assert_eq!(taken.line.state, HelpState::Taken);
    assert!(taken.line.taken_by.is_some());
    let again: RequestView = ok(world.do_help(&agent, id, "take", "").await).await;
    assert_eq!(again, taken, "one's own is taken already");
    let seen: HelpRequest = ok(world.get_help(id, code.reveal()).await).await;
    assert_eq!((seen.state, seen.answer), (HelpState::Taken, None));

    let answer = "Жаңа кілт алыңыз: pki.gov.kz";
    let answered: RequestView = ok(world.do_help(&agent, id, "answer", answer).await).await;
    assert_eq!(answered.answer.as_ref().unwrap().as_str(), answer);
    let seen: HelpRequest = ok(world.get_help(id, code.reveal()).await).await;
    assert_eq!((seen.state, seen.answer.unwrap().as_str()), (HelpState::Answered, answer));
    assert!(seen.answered_at.is_some());
    let page: RequestPage = ok(world.get("staff/requests", agent.reveal()).await).await;
    assert_eq!((page.total, page.lines), (0, Vec::new()), "the queue holds what waits");
    for deed in ["take", "answer"] {
        let problem = refused(world.do_help(&agent, id, deed, answer).await).await;
        assert_eq!(problem.code, ProblemCode::Conflict, "{deed}");
    }

    let closed: RequestView = ok(world.do_help(&agent, id, "close", "").await).await;
    assert_eq!((closed.line.state, closed.contact_masked), (HelpState::Closed, None));
    let view: RequestView = ok(world.get(&path, agent.reveal()).await).await;
    assert_eq!(view.contact_masked, None, "forgotten, not hidden");
    let seen: HelpRequest = ok(world.get_help(id, code.reveal()).await).await;
    assert_eq!((seen.state, seen.answer.unwrap().as_str()), (HelpState::Closed, answer));
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_strangers_question_is_answered_by_its_code() {
    a_stranger_is_answered(World::new().await).await;
}

#[tokio::test]
async fn wrong_digits_and_an_unknown_number_are_one_refusal_and_are_counted() {
    let world = World::new().await;
    let HelpAsked { request, code } = world.ask_help("").await;
    let code = code.unwrap();
    let url = world.url(&format!("support/requests/{}", request.id));
    // No device: an address may be wrong ten times an hour. Right digits do not count.
    let get = |url: &str, code: &str| world.http.get(url).bearer_auth(code).send();
    for _ in 0..15 {
        let _: HelpRequest = ok(get(&url, code.reveal()).await.unwrap()).await;
    }
    let wrong = refused(get(&url, "0000000000000").await.unwrap()).await;
    assert_eq!(wrong.code, ProblemCode::Unauthorised);
    let unknown = world.url("support/requests/999999");
    for _ in 0..9 {
        assert_eq!(refused(get(&unknown, code.reveal()).await.unwrap()).await, wrong);
    }
    let response = get(&url, code.reveal()).await.unwrap();
    assert_eq!(response.headers()["retry-after"], "361");
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    // Another source is not held up; the first one is let in again when its hour has passed.
    let _: HelpRequest = ok(world.get_help(request.id, code.reveal()).await).await;
    world.wait(Duration::from_secs(3600));
    let _: HelpRequest = ok(get(&url, code.reveal()).await.unwrap()).await;
    for odd in ["support/requests/x", "support/requests/-1", "support/requests/1e3"] {
        let problem = refused(world.get(odd, code.reveal()).await).await;
        assert_eq!(problem.code, ProblemCode::Unauthorised, "{odd}");
    }
}

#[tokio::test]
async fn a_terminal_asks_for_strangers_twenty_times_an_hour() {
    let world = World::new().await;
    for _ in 0..20 {
        world.ask_help("").await;
    }
    let response = world.post_help(&fresh(), None, &question("")).await;
    assert_eq!(response.headers()["retry-after"], "181");
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    // Who is signed in is not a stranger.
    let session = world.sign_in(&world.person(Story::Joined)).await.session.unwrap();
    let asked: HelpAsked = ok(world.post_help(&fresh(), Some(&session), &question("")).await).await;
    assert_eq!(asked.code, None);
    world.wait(Duration::from_secs(181));
    world.ask_help("").await;
}

#[tokio::test]
async fn each_citizen_sees_their_own_and_a_stopped_one_may_ask() {
    let world = World::new().await;
    let (joined, stopped) = (world.person(Story::Joined), world.person(Story::Stopped));
    let session = world.sign_in(&joined).await.session.unwrap();
    let other = world.sign_in(&stopped).await.session.unwrap();
    let mut ids = Vec::new();
    for (session, count) in [(&session, 2), (&other, 1)] {
        for _ in 0..count {
            // A number in a session is left out of account: the session has its own.
            let asked = AskHelp { number: Some(stopped.number.clone()), ..question("Неге?") };
            let response = world.post_help(&fresh(), Some(session), &asked).await;
            let HelpAsked { request, code } = ok(response).await;
            assert_eq!(code, None);
            ids.push(request.id);
        }
    }
    let own: HelpRequests = ok(world.get("support/requests", session.reveal()).await).await;
    let listed: Vec<u64> = own.requests.iter().map(|request| request.id).collect();
    assert_eq!(listed, [ids[1], ids[0]], "newest first");
    let _: HelpRequest = ok(world.get_help(ids[2], other.reveal()).await).await;
    let foreign = refused(world.get_help(ids[2], session.reveal()).await).await;
    assert_eq!(foreign.code, ProblemCode::Unauthorised);
    assert_eq!(refused(world.get_help(999_999, session.reveal()).await).await, foreign);
    // What a stranger asked about somebody's number is not theirs.
    let asked = AskHelp { number: Some(joined.number.clone()), ..question("") };
    let stranger: HelpAsked = ok(world.post_help(&fresh(), None, &asked).await).await;
    let problem = refused(world.get_help(stranger.request.id, session.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let own: HelpRequests = ok(world.get("support/requests", session.reveal()).await).await;
    assert_eq!(own.requests.len(), 2);
    // An ended session asks for nothing, not even as a stranger.
    assert_eq!(world.end_session(session.reveal()).await, StatusCode::NO_CONTENT);
    let response = world.post_help(&fresh(), Some(&session), &question("")).await;
    assert_eq!(refused(response).await.code, ProblemCode::Unauthorised);
}

#[tokio::test]
async fn a_repeated_question_is_one_request_under_other_digits() {
    let world = World::new().await;
    let key = fresh();
    let first: HelpAsked = ok(world.post_help(&key, None, &question("Қалай?")).await).await;
    let again: HelpAsked = ok(world.post_help(&key, None, &question("Қалай?")).await).await;
    assert_eq!(first.request, again.request);
    let (old, new) = (first.code.unwrap(), again.code.unwrap());
    assert_ne!(old, new);
    let id = first.request.id;
    let problem = refused(world.get_help(id, old.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let _: HelpRequest = ok(world.get_help(id, new.reveal()).await).await;
    let problem = refused(world.post_help(&key, None, &question("Басқа")).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);

    // A member's deed, too, is done once; its stored reply holds nothing a citizen wrote.
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let key = fresh();
    let post = async |text: &str| {
        let call = world.http.post(world.url(&format!("staff/requests/{id}/answer")));
        let call = call.bearer_auth(agent.reveal()).header("Idempotency-Key", &key);
        let call = call.header("Kezekte-Device", &world.credential);
        call.json(&json!({ "text": text })).send().await.unwrap()
    };
    let answered: RequestView = ok(post("Былай.").await).await;
    assert_eq!(ok::<RequestView>(post("Былай.").await).await, answered);
    assert_eq!(refused(post("Бұлай.").await).await.code, ProblemCode::KeyReused);
}

#[tokio::test]
async fn what_is_not_of_its_form_is_refused() {
    let world = World::new().await;
    let long = "ә".repeat(1_001);
    let odd =
        |contact: &str| AskHelp { contact: Some(Secret::new("contact", contact)), ..question("") };
    for asked in [question(&long), odd("x"), odd("+7 701"), odd("a@b")] {
        let response = world.post_help(&fresh(), None, &asked).await;
        assert_eq!(refused(response).await.code, ProblemCode::BadValue);
    }
    let mut body = serde_json::to_value(question("")).unwrap();
    body["number"] = "000101190002".into(); // its check digit is another
    let call = world.http.post(world.url("support/requests")).header("Idempotency-Key", fresh());
    let problem = refused(call.json(&body).send().await.unwrap()).await;
    assert!(matches!(problem.code, ProblemCode::BadRequest | ProblemCode::BadNumber));
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let id = world.ask_help("").await.request.id;
    for text in ["", "  ", &"ә".repeat(2_001)] {
        let problem = refused(world.do_help(&agent, id, "answer", text).await).await;
        assert_eq!(problem.code, ProblemCode::BadValue);
    }
    for id in [999_999, u64::MAX] {
        let problem = refused(world.do_help(&agent, id, "take", "").await).await;
        assert_eq!(problem.code, ProblemCode::NotFound);
    }
    for query in ["?limit=0", "?limit=101", "?cursor=x"] {
        let problem = refused(world.get(&format!("staff/requests{query}"), agent.reveal()).await);
        assert_eq!(problem.await.code, ProblemCode::BadRequest, "{query}");
    }
}

#[tokio::test]
async fn a_request_belongs_to_who_took_it_and_a_supervisor_may_take_over() {
    let world = World::new().await;
    let (one, two) = (world.ask_help("1").await.request.id, world.ask_help("2").await.request.id);
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let supervisor = world.sign_in_staff(StaffRole::Supervisor).await;
    let _: RequestView = ok(world.do_help(&supervisor, one, "take", "").await).await;
    for deed in ["take", "answer", "close"] {
        let problem = refused(world.do_help(&agent, one, deed, "x").await).await;
        assert_eq!(problem.code, ProblemCode::Conflict, "{deed}");
    }
    let _: RequestView = ok(world.do_help(&agent, two, "take", "").await).await;
    let over: RequestView = ok(world.do_help(&supervisor, two, "take", "").await).await;
    let login = world.member(StaffRole::Supervisor).login;
    assert_eq!(over.line.taken_by, Some(login));
    let problem = refused(world.do_help(&agent, two, "answer", "x").await).await;
    assert_eq!(problem.code, ProblemCode::Conflict, "it is the supervisor's now");

    let viewer = world.sign_in_staff(StaffRole::Viewer).await;
    let page: RequestPage = ok(world.get("staff/requests?limit=1", viewer.reveal()).await).await;
    assert_eq!((page.lines[0].id, page.total), (one, 2), "the oldest first");
    let next = page.next.unwrap();
    let path = format!("staff/requests?limit=1&cursor={next}");
    let page: RequestPage = ok(world.get(&path, viewer.reveal()).await).await;
    assert_eq!((page.lines[0].id, page.next), (two, None));
    let problem = refused(world.do_help(&viewer, one, "take", "").await).await;
    assert_eq!(problem.code, ProblemCode::RoleNotAllowed);
    for role in [StaffRole::Auditor, StaffRole::Admin] {
        let token = world.sign_in_staff(role).await;
        for path in ["staff/requests".to_owned(), format!("staff/requests/{one}")] {
            let problem = refused(world.get(&path, token.reveal()).await).await;
            assert_eq!(problem.code, ProblemCode::RoleNotAllowed, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn a_known_number_and_an_unknown_one_are_asked_with_alike() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for story in [Story::Joined, Story::Stopped, Story::Gost] {
        let asked = AskHelp { number: Some(world.person(story).number), ..question("") };
        let response = world.post_help(&fresh(), None, &asked).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let length = response.content_length();
        let mut body: serde_json::Value = response.json().await.unwrap();
        body["code"] = body["code"].as_str().unwrap().len().into();
        body["request"]["id"] = 0.into();
        answers.push((length, body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_does_not_fill_the_queue() {
    let world = World::new().await;
    let session = world.join(&world.person(Story::Gost)).await.session.unwrap();
    let post = async |key: &str| world.post_help(key, Some(&session), &question("?")).await;
    let first = fresh();
    let asked: HelpAsked = ok(post(&first).await).await;
    for _ in 1..20 {
        ok::<HelpAsked>(post(&fresh()).await).await;
    }
    assert_eq!(refused(post(&fresh()).await).await.code, ProblemCode::TooMany);
    // What was asked already is answered again, and nobody else waits.
    let again: HelpAsked = ok(post(&first).await).await;
    assert_eq!(again.request.id, asked.request.id);
    let other = world.join(&world.person(Story::Rsa)).await.session.unwrap();
    let response = world.post_help(&fresh(), Some(&other), &question("?")).await;
    ok::<HelpAsked>(response).await;
    world.wait(Duration::from_secs(60 * 60));
    let session = world.sign_in(&world.person(Story::Gost)).await.session.unwrap();
    let response = world.post_help(&fresh(), Some(&session), &question("?")).await;
    ok::<HelpAsked>(response).await;
}
