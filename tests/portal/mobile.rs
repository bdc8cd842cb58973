//! Signing with eGov Mobile, by a telephone's double over real HTTP.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use kezekte::{
    api::{
        Challenged, MobileLink, MobileState, MobileView, ProblemCode, Requested, Signed, SignedIn,
        Standing,
        phone::{Bundle, Invitation, SCHEME},
    },
    counterpart::phone::{Phone, PhoneError, Scanned},
    domain::{Fault, Language, OsRandom},
    eds::KeyFile,
    portal::{Person, Story},
};
use reqwest::{Method, Response};
use serde_json::json;

use super::world::{World, fresh, ok, refused};

/// What a kiosk holds: an id below a path, and its claim.
pub(super) struct Kiosk<'a> {
    pub(super) world: &'a World,
    path: String,
    pub(super) claim: String,
}

impl<'a> Kiosk<'a> {
    pub(super) fn of_request(world: &'a World, requested: &Requested) -> Self {
        let path = format!("acceptances/{}/mobile", requested.id);
        Self { world, path, claim: requested.claim.reveal().to_owned() }
    }

    pub(super) fn of_sign_in(world: &'a World, challenged: &Challenged) -> Self {
        let path = format!("sessions/challenge/{}/mobile", challenged.id);
        Self { world, path, claim: challenged.claim.reveal().to_owned() }
    }

    pub(super) async fn call(&self, method: Method, query: &str, key: Option<&str>) -> Response {
        let url = self.world.url(&format!("{}{query}", self.path));
        let mut call = self.world.http.request(method, url).bearer_auth(&self.claim);
        call = call.header("Kezekte-Device", &self.world.credential);
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key).json(&json!({}));
        }
        call.send().await.unwrap()
    }

    pub(super) async fn ask(&self, key: &str) -> MobileLink {
        ok(self.call(Method::POST, "", Some(key)).await).await
    }

    pub(super) async fn look(&self) -> MobileView {
        ok(self.call(Method::GET, "", None).await).await
    }

    pub(super) async fn cancel(&self) {
        assert_eq!(self.call(Method::DELETE, "", None).await.status(), 204);
    }
}

pub(super) fn phone(world: &World) -> Phone {
    Phone::new(world.clock.clone(), Arc::new(OsRandom), Language::Ru).unwrap()
}

pub(super) fn key(person: &Person) -> Arc<KeyFile> {
    let file = std::fs::read(&person.file).unwrap();
    Arc::new(KeyFile::open(&file, &person.password).unwrap())
}

pub(super) async fn put_session(world: &World, of: &Challenged, key: &str, cms: &str) -> SignedIn {
    ok(world.post_session(of, key, cms).await).await
}

pub(super) fn refusal(done: Result<(), PhoneError>) -> (u16, Option<ProblemCode>, Option<Fault>) {
    match done {
        Err(PhoneError::Refused { status, code, fault }) => (status, code, fault),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_telephone_signs_and_the_session_is_the_kiosks_alone() {
    join_and_sign_in(&World::new().await).await;
}

/// Also on PostgreSQL.
pub(super) async fn join_and_sign_in(world: &World) {
    let (person, before) = (world.person(Story::Gost), count(world).await);
    let requested = world.request(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_request(world, &requested), fresh());
    let link = kiosk.ask(&hand_in).await;
    let text = link.link.reveal();
    let id = text.strip_prefix(SCHEME).and_then(|it| it.split_once("/mgovSign?id=")).unwrap().1;
    assert!(id.len() == 78 && id.bytes().all(|figure| figure.is_ascii_digit()), "{text}");
    assert!(!text.contains(requested.id.as_str()) && !text.contains(' '));
    assert_eq!(kiosk.look().await.state, MobileState::Waiting);

    let phone = phone(world);
    let scanned = phone.scan(text).await.unwrap();
    let said = scanned.invitation.description.as_str();
    let terminal = &requested.document.terminal;
    for part in [terminal.name.as_str(), terminal.place.ru.as_str(), "Пользовательскому"]
    {
        assert!(said.contains(part), "{said}");
    }
    let one = &scanned.bundle.documents_to_sign[0];
    assert!(one.meta.iter().any(|it| it.value == requested.check_code));
    assert_eq!(kiosk.look().await.state, MobileState::Fetched);
    phone.sign(&scanned, &key(&person)).await.unwrap();

    let seen = kiosk.look().await;
    assert_eq!((seen.state, seen.fault), (MobileState::Signed, None));
    let cms = seen.cms.unwrap();
    // Under another key it is another call: the nonce is used.
    let other = refused(world.put(&requested, &fresh(), &cms).await).await;
    assert_eq!(other.code, ProblemCode::NonceUsed);
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(!signed.already_accepted);
    let session = signed.session.unwrap();
    assert_eq!(world.get("account", session.reveal()).await.status(), 200);
    assert_eq!(count(world).await, before + 1);

    // Signing in, with an agreement in force.
    let challenged = world.challenge(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_sign_in(world, &challenged), fresh());
    let link = kiosk.ask(&hand_in).await;
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    assert!(scanned.invitation.description.as_str().contains("вход на Портал"));
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = kiosk.look().await.cms.unwrap();
    let signed_in = put_session(world, &challenged, &hand_in, &cms).await;
    assert_eq!(signed_in.standing, Standing::Active);
    let session = signed_in.session.unwrap();
    assert_eq!(world.get("account", session.reveal()).await.status(), 200);
    world.books_are_whole().await;
}

async fn count(world: &World) -> i64 {
    kezekte::portal::check(&world.database).await.unwrap().acceptances
}

#[tokio::test]
async fn an_organisations_head_and_somebody_without_an_agreement_sign_by_telephone() {
    let world = World::new().await;
    let head = world.person(Story::Head);
    let challenged = world.challenge(&head).await;
    let (kiosk, hand_in) = (Kiosk::of_sign_in(&world, &challenged), fresh());
    let phone = phone(&world);
    let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
    phone.sign(&scanned, &key(&head)).await.unwrap();
    let cms = kiosk.look().await.cms.unwrap();
    let signed_in = put_session(&world, &challenged, &hand_in, &cms).await;
    assert_eq!((signed_in.standing, signed_in.session), (Standing::AcceptanceRequired, None));
    // The claim of that proof authorises the request, as after any other way.
    let asked = kezekte::api::RequestAcceptance { number: None, ..world.asked(&head) };
    let claim = signed_in.claim.unwrap();
    let requested: Requested = ok(world.post_proved(claim.reveal(), &asked).await).await;
    let (kiosk, hand_in) = (Kiosk::of_request(&world, &requested), fresh());
    let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
    // An employee of the same organisation has no right to sign for it.
    let employee = world.person(Story::Employee);
    let (status, _, fault) = refusal(phone.sign(&scanned, &key(&employee)).await);
    assert_eq!((status, fault), (403, Some(Fault::NoRightToSign)));
    let hand_in = fresh();
    let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
    phone.sign(&scanned, &key(&head)).await.unwrap();
    let cms = kiosk.look().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    let receipt = signed.acceptance.receipt.unwrap();
    assert!(receipt.certificate.bin.is_some());
    world.books_are_whole().await;
}

#[tokio::test]
async fn one_signature_counts_and_it_has_to_be_the_right_persons() {
    let world = World::new().await;
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let requested = world.request(&gost).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    let phone = phone(&world);
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    let done = phone.sign(&scanned, &key(&rsa)).await;
    let wrong = (403, Some(ProblemCode::SignatureRefused), Some(Fault::WrongPerson));
    assert_eq!(refusal(done), wrong);
    let seen = kiosk.look().await;
    assert_eq!((seen.state, seen.fault), (MobileState::Refused, Some(Fault::WrongPerson)));
    assert!(!seen.checks.is_empty() && seen.cms.is_none());
    // The code is used up; another one is good.
    let (status, code, _) = refusal(phone.sign(&scanned, &key(&gost)).await);
    assert_eq!((status, code), (403, Some(ProblemCode::NonceUsed)));
    let hand_in = fresh();
    let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
    let signed = phone.signed(&scanned, &key(&gost)).await.unwrap();
    // Many at once: one is taken.
    let all = futures_util::future::join_all((0..8).map(|_| phone.put(&scanned, &signed))).await;
    let (taken, not): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    assert_eq!(taken.len(), 1, "{not:?}");
    assert!(not.into_iter().all(|it| refusal(it).0 == 403));
    assert_eq!(kiosk.look().await.state, MobileState::Signed);
    // Nothing is signed twice: not by a new code either.
    let problem = refused(kiosk.call(Method::POST, "", Some(&fresh())).await).await;
    assert_eq!(problem.code, ProblemCode::NonceUsed);
    world.books_are_whole().await;
}

#[tokio::test]
async fn whatever_comes_back_besides_the_signature_is_only_compared() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    let phone = phone(&world);
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    let good = phone.signed(&scanned, &key(&person)).await.unwrap();
    let spoilt: [fn(&mut Bundle); 7] = [
        |it| it.sign_method = "XML".to_owned(),
        |it| it.documents_to_sign[0].id = 2,
        |it| it.documents_to_sign[0].name_kz = "x".into(),
        |it| it.documents_to_sign[0].meta[0].value = "x".into(),
        |it| it.documents_to_sign.clear(),
        |it| it.documents_to_sign = [&it.documents_to_sign[..], &it.documents_to_sign].concat(),
        |it| it.documents_to_sign[0].document.file.data = "?".to_owned(),
    ];
    for spoil in spoilt {
        let mut bundle = good.clone();
        spoil(&mut bundle);
        let (status, code, _) = refusal(phone.put(&scanned, &bundle).await);
        assert_eq!((status, code), (400, Some(ProblemCode::BadRequest)), "{bundle:?}");
        assert_eq!(kiosk.look().await.state, MobileState::Fetched);
    }
    phone.put(&scanned, &good).await.unwrap();
}

#[tokio::test]
async fn a_code_ends_by_time_by_its_owner_and_by_the_next_one() {
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let challenged = world.challenge(&person).await;
    let kiosk = Kiosk::of_sign_in(&world, &challenged);
    let phone = phone(&world);
    let gone = |done: Result<Scanned, PhoneError>| refusal(done.map(drop));

    let first = kiosk.ask(&fresh()).await;
    let scanned = phone.scan(first.link.reveal()).await.unwrap();
    let second = kiosk.ask(&fresh()).await;
    assert_eq!(kiosk.look().await.state, MobileState::Waiting);
    let over = (410, Some(ProblemCode::RequestExpired), None);
    assert_eq!(gone(phone.scan(first.link.reveal()).await), over);
    assert_eq!(refusal(phone.sign(&scanned, &key(&person)).await).0, 401);

    let scanned = phone.scan(second.link.reveal()).await.unwrap();
    kiosk.cancel().await;
    kiosk.cancel().await;
    assert_eq!(kiosk.look().await.state, MobileState::Cancelled);
    assert_eq!(gone(phone.scan(second.link.reveal()).await), over);
    assert_eq!(refusal(phone.sign(&scanned, &key(&person)).await).0, 401);

    let third = kiosk.ask(&fresh()).await;
    let scanned = phone.scan(third.link.reveal()).await.unwrap();
    world.wait(third.expires_at.since(world.clock_now()));
    assert_eq!(kiosk.look().await.state, MobileState::Expired);
    assert_eq!(gone(phone.scan(third.link.reveal()).await), over);
    let (status, code, _) = refusal(phone.sign(&scanned, &key(&person)).await);
    assert_eq!((status, code), (403, Some(ProblemCode::RequestExpired)));
    // The challenge itself is over too: five minutes are its own.
    let problem = refused(kiosk.call(Method::POST, "", Some(&fresh())).await).await;
    assert_eq!(problem.code, ProblemCode::RequestExpired);
}

#[tokio::test]
async fn a_request_outlives_its_code_and_gets_another() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    let link = kiosk.ask(&fresh()).await;
    assert_eq!(link.expires_at.since(world.clock_now()), Duration::from_secs(300));
    world.wait(Duration::from_secs(14 * 60));
    let link = kiosk.ask(&fresh()).await;
    assert_eq!(link.expires_at, requested.expires_at, "a code never outlives what it signs");
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_the_lost_code_is_void() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_request(&world, &requested), fresh());
    let lost = kiosk.ask(&hand_in).await;
    let again = kiosk.ask(&hand_in).await;
    assert_ne!(lost.link.reveal(), again.link.reveal());
    assert_eq!(lost.expires_at, again.expires_at);
    let phone = phone(&world);
    assert_eq!(refusal(phone.scan(lost.link.reveal()).await.map(drop)).0, 404);
    let scanned = phone.scan(again.link.reveal()).await.unwrap();
    // Whoever reads the code after that takes the document over.
    let later = phone.scan(again.link.reveal()).await.unwrap();
    assert_eq!(refusal(phone.sign(&scanned, &key(&person)).await).0, 401);
    phone.sign(&later, &key(&person)).await.unwrap();
}

#[tokio::test]
async fn strangers_see_nothing() {
    let world = World::new().await;
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let (mine, others) = (world.request(&gost).await, world.request(&rsa).await);
    let kiosk = Kiosk::of_request(&world, &mine);
    let problem = refused(kiosk.call(Method::GET, "", None).await).await;
    assert_eq!(problem.code, ProblemCode::NotFound, "nothing was asked for yet");
    let link = kiosk.ask(&fresh()).await;
    let mut stranger = Kiosk::of_request(&world, &mine);
    stranger.claim = others.claim.reveal().to_owned();
    for (method, key) in [(Method::GET, None), (Method::DELETE, None), (Method::POST, Some("k"))] {
        let problem = refused(stranger.call(method, "", key).await).await;
        assert_eq!(problem.code, ProblemCode::Unauthorised);
    }
    // Another terminal, with the right claim.
    let call = world.http.get(world.url(&kiosk.path)).bearer_auth(&kiosk.claim);
    assert_eq!(call.send().await.unwrap().status(), 401);
    // The document needs the token of the invitation; the request's id and its claim are none.
    let scanned = phone(&world).scan(link.link.reveal()).await.unwrap();
    for token in [mine.claim.reveal(), mine.id.as_str(), "x"] {
        let call = world.http.get(&scanned.invitation.document.uri).bearer_auth(token);
        assert_eq!(call.send().await.unwrap().status(), 401);
    }
    let guess = format!("{}/mgovSign?id={}", world.portal.url(), mine.id);
    assert_eq!(world.http.get(guess).send().await.unwrap().status(), 404);
    // What the phone is given names neither the request's id nor its claim.
    let given = serde_json::to_string(&scanned.invitation).unwrap()
        + &serde_json::to_string(&scanned.bundle.documents_to_sign[0].meta).unwrap();
    assert!(!given.contains(mine.id.as_str()) && !given.contains(mine.claim.reveal()));
}

#[tokio::test]
async fn the_words_are_in_the_phones_language() {
    let world = World::new().await;
    let requested = world.request(&world.person(Story::Gost)).await;
    let link = Kiosk::of_request(&world, &requested).ask(&fresh()).await;
    let api1 = link.link.reveal().strip_prefix(SCHEME).unwrap().to_owned();
    let place = &requested.document.terminal.place;
    for (header, has, lacks) in [
        (Some("kk"), place.kk.as_str(), place.ru.as_str()),
        (Some("ru-RU,en;q=0.5"), place.ru.as_str(), place.kk.as_str()),
        (None, place.kk.as_str(), "joining"),
        (None, place.ru.as_str(), "joining"),
    ] {
        let mut call = world.http.get(&api1);
        if let Some(header) = header {
            call = call.header("Accept-Language", header);
        }
        let said: Invitation = ok(call.send().await.unwrap()).await;
        let said = said.description.as_str();
        assert!(said.contains(has) && !said.contains(lacks), "{header:?}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kiosk_hears_of_the_telephone_when_it_happens() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    let link = kiosk.ask(&fresh()).await;
    let began = Instant::now();
    let still: MobileView = ok(kiosk.call(Method::GET, "?seen=waiting&wait=1", None).await).await;
    assert_eq!(still.state, MobileState::Waiting);
    assert!(began.elapsed() >= Duration::from_secs(1), "it waits");
    let waiting = async {
        ok::<MobileView>(kiosk.call(Method::GET, "?seen=waiting&wait=10", None).await).await
    };
    let scanning = async { phone(&world).scan(link.link.reveal()).await.unwrap() };
    let began = Instant::now();
    let (seen, _) = tokio::join!(waiting, scanning);
    assert_eq!(seen.state, MobileState::Fetched);
    assert!(began.elapsed() < Duration::from_secs(9), "it is told at once");
}
