//! Signing with eGov Mobile through an outside service, by doubles of the service and of the
//! telephone over real HTTP.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{Maintenance, MobileLink, MobileState, MobileView, ProblemCode, Signed, Standing},
    counterpart::{
        phone::PhoneError,
        signing_service::{Mode, Server},
    },
    domain::{Bilingual, Clock, Fault, Moment, OsRandom},
    portal::{Portal, Story},
};
use reqwest::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{
    mobile::{Kiosk, key, phone, put_session},
    world::{World, config, fresh, ok, refused},
};

/// A portal that phones reach through an outside service.
async fn served(world: World) -> (World, Server) {
    let clock: Arc<dyn Clock> = world.clock.clone();
    let service = Server::start(clock, Arc::new(OsRandom)).await.unwrap();
    let url = service.url();
    (world.again(|config| config.signing_service = Some(url)).await, service)
}

impl Kiosk<'_> {
    /// Waits until the portal has seen something else than this; its next words.
    async fn after(&self, seen: &str) -> MobileView {
        loop {
            let query = format!("?seen={seen}&wait=10");
            let view: MobileView = ok(self.call(Method::GET, &query, None).await).await;
            if json!(view.state) != seen {
                return view;
            }
        }
    }

    /// Waits until the signature was judged, or will not be.
    async fn end(&self) -> MobileView {
        let mut view = self.look().await;
        while !view.state.is_over() {
            view = self.after(json!(view.state).as_str().unwrap()).await;
        }
        view
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_is_the_same_through_an_outside_service() {
    join_and_sign_in(World::new().await).await;
}

/// Also on PostgreSQL.
pub(super) async fn join_and_sign_in(world: World) {
    let (world, _service) = served(world).await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_request(&world, &requested), fresh());
    let link = kiosk.ask(&hand_in).await;
    assert!(link.expires_at < world.clock_now().after(Duration::from_secs(299)));
    let phone = phone(&world);
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    let said = scanned.invitation.description.as_str();
    let place = &requested.document.terminal.place;
    assert!(said.contains(place.kk.as_str()) && said.contains(place.ru.as_str()), "{said}");
    assert_eq!(kiosk.after("waiting").await.state, MobileState::Fetched);
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = kiosk.end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(!signed.already_accepted && signed.session.is_some());

    let challenged = world.challenge(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_sign_in(&world, &challenged), fresh());
    let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = kiosk.end().await.cms.unwrap();
    let signed_in = put_session(&world, &challenged, &hand_in, &cms).await;
    assert_eq!(signed_in.standing, Standing::Active);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_there_is_judged_like_anything() {
    let (world, _service) = served(World::new().await).await;
    let (gost, rsa) = (world.person(Story::Gost), world.person(Story::Rsa));
    let requested = world.request(&gost).await;
    let (kiosk, phone) = (Kiosk::of_request(&world, &requested), phone(&world));
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    phone.sign(&scanned, &key(&rsa)).await.unwrap();
    let seen = kiosk.end().await;
    assert_eq!((seen.state, seen.fault), (MobileState::Refused, Some(Fault::WrongPerson)));
    assert!(!seen.checks.is_empty() && seen.cms.is_none());

    // A signature that is none: nobody waits for it until the code runs out.
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    let mut bundle = phone.signed(&scanned, &key(&gost)).await.unwrap();
    bundle.documents_to_sign[0].document.file.data = "?".to_owned();
    phone.put(&scanned, &bundle).await.unwrap();
    assert_eq!(kiosk.end().await.state, MobileState::Cancelled);

    // What comes back besides the signature is not looked at; PEM's armour means nothing.
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    let mut bundle = phone.signed(&scanned, &key(&gost)).await.unwrap();
    let one = &mut bundle.documents_to_sign[0];
    (one.name_ru, one.meta, one.id) = ("x".into(), Vec::new(), 7);
    let cms = std::mem::take(&mut one.document.file.data);
    let (head, tail) = cms.split_at(64);
    one.document.file.data =
        format!("-----BEGIN CMS-----\r\n{head}\r\n{tail}\r\n-----END CMS-----");
    phone.put(&scanned, &bundle).await.unwrap();
    assert_eq!(kiosk.end().await.state, MobileState::Signed);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_over_here_is_worth_nothing_there() {
    let (world, service) = served(World::new().await).await;
    let person = world.person(Story::Joined);
    let challenged = world.challenge(&person).await;
    let (kiosk, phone) = (Kiosk::of_sign_in(&world, &challenged), phone(&world));

    // Taken back while the phone has it: nobody comes for the signature.
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    kiosk.after("waiting").await;
    kiosk.cancel().await;
    service.until_alone().await;
    phone.sign(&scanned, &key(&person)).await.unwrap();
    assert_eq!(kiosk.look().await.state, MobileState::Cancelled);

    // Taken back before: the document is asked back from the service.
    kiosk.ask(&fresh()).await;
    service.until_given(2).await;
    kiosk.cancel().await;
    service.until_alone().await;

    // A lost answer is asked for again: what is signed by the lost code is not looked at.
    let hand_in = fresh();
    let lost = kiosk.ask(&hand_in).await;
    service.until_given(3).await;
    let again = kiosk.ask(&hand_in).await;
    service.until_given(4).await;
    let theirs = phone.scan(lost.link.reveal()).await.unwrap();
    phone.sign(&theirs, &key(&person)).await.unwrap();
    let ours = phone.scan(again.link.reveal()).await.unwrap();
    assert_eq!(kiosk.after("waiting").await.state, MobileState::Fetched);
    let signed = phone.signed(&ours, &key(&person)).await.unwrap();
    phone.put(&ours, &signed).await.unwrap();
    let cms = kiosk.end().await.cms.unwrap();
    assert_eq!(cms, signed.documents_to_sign[0].document.file.data);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_ends_when_its_person_says_no_and_by_the_services_own_time() {
    let (world, service) = served(World::new().await).await;
    let person = world.person(Story::Joined);
    let challenged = world.challenge(&person).await;
    let (kiosk, phone) = (Kiosk::of_sign_in(&world, &challenged), phone(&world));
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    kiosk.after("waiting").await;
    service.decline();
    assert_eq!(kiosk.end().await.state, MobileState::Cancelled);
    let late = phone.sign(&scanned, &key(&person)).await;
    assert!(matches!(late, Err(PhoneError::Refused { status: 403, .. })), "{late:?}");

    let link = kiosk.ask(&fresh()).await;
    world.wait(link.expires_at.since(world.clock_now()));
    assert_eq!(kiosk.end().await.state, MobileState::Expired);
    service.until_alone().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_away_for_a_while_loses_nothing() {
    let (world, service) = served(World::new().await).await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (kiosk, hand_in) = (Kiosk::of_request(&world, &requested), fresh());
    let phone = phone(&world);
    let link = kiosk.ask(&hand_in).await;
    // Gone while the document is given, then while the signature is awaited.
    service.until_given(1).await;
    service.mode(Mode::Down);
    service.until_alone().await;
    service.mode(Mode::Well);
    service.until_given(2).await;
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    assert_eq!(kiosk.after("waiting").await.state, MobileState::Fetched);
    service.mode(Mode::Down);
    service.until_alone().await;
    service.mode(Mode::Well);
    service.until_busy().await;
    // Nor does the portal's own maintenance, while the signature comes.
    let from = world.clock_now();
    let text = Bilingual { kk: "x".into(), ru: "x".into() };
    let window = Maintenance { from, until: from.after(Duration::from_secs(60)), text };
    world.portal.set_maintenance(Some(&window)).await.unwrap();
    phone.sign(&scanned, &key(&person)).await.unwrap();
    service.until_collected(1).await;
    assert_eq!(kiosk.look().await.state, MobileState::Fetched);
    world.portal.set_maintenance(None).await.unwrap();
    let cms = kiosk.end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(signed.session.is_some());
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_outlives_the_portal_that_made_it() {
    let (world, service) = served(World::new().await).await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (hand_in, phone) = (fresh(), phone(&world));
    let link = Kiosk::of_request(&world, &requested).ask(&hand_in).await;
    let restart = async |world: World| {
        let url = service.url();
        world.again(|config| config.signing_service = Some(url)).await
    };
    // Before a phone comes, and while it signs.
    service.until_given(1).await;
    let world = restart(world).await;
    service.until_given(2).await;
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    let fetched = Kiosk::of_request(&world, &requested).after("waiting").await;
    assert_eq!(fetched.state, MobileState::Fetched);
    let world = restart(world).await;
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = Kiosk::of_request(&world, &requested).end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(signed.session.is_some());
    world.books_are_whole().await;

    // A portal without the service takes back what nobody would carry.
    let requested = world.request(&world.person(Story::Rsa)).await;
    Kiosk::of_request(&world, &requested).ask(&fresh()).await;
    let world = world.again(|_| {}).await;
    let view = Kiosk::of_request(&world, &requested).look().await;
    assert_eq!(view.state, MobileState::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_took_the_document_unnoticed_is_waited_for() {
    let (world, service) = served(World::new().await).await;
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (hand_in, phone) = (fresh(), phone(&world));
    let link = Kiosk::of_request(&world, &requested).ask(&hand_in).await;
    service.until_given(1).await;
    // The portal is gone when the phone takes it: it hears only that the code was read.
    let url = service.url();
    let (world, scanned) = world
        .again_after(
            |config| config.signing_service = Some(url),
            async || phone.scan(link.link.reveal()).await.unwrap(),
        )
        .await;
    service.until_given(2).await;
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = Kiosk::of_request(&world, &requested).end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(signed.session.is_some());
}

/// A portal that dies with a code in its hands, on PostgreSQL: another one takes it over when its
/// lease is over, and no sooner.
pub(super) async fn a_death(world: World) {
    let clock: Arc<dyn Clock> = world.clock.clone();
    let service = Server::start(clock, Arc::new(OsRandom)).await.unwrap();
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let (hand_in, phone) = (fresh(), phone(&world));
    // The other has a runtime of its own, which ends with everything in it.
    let mut config = config(world.database.clone(), world.keys(), world.clock.clone());
    config.signing_service = Some(service.url());
    let (told, heard) = tokio::sync::oneshot::channel();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let other = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let running = runtime.block_on(Portal::start(config)).unwrap();
        told.send(running.url()).unwrap();
        ended.recv().unwrap();
        runtime.shutdown_background();
        drop(running);
    });
    let beside = heard.await.unwrap();
    let path = format!("{beside}/api/v1/acceptances/{}/mobile", requested.id);
    let call = world.http.post(path).bearer_auth(requested.claim.reveal());
    let call = call.header("Kezekte-Device", &world.credential).header("Idempotency-Key", &hand_in);
    let link: MobileLink = ok(call.json(&json!({})).send().await.unwrap()).await;
    service.until_given(1).await;
    end.send(()).unwrap();
    other.join().unwrap();
    service.until_alone().await;

    let url = service.url();
    let world = world.again(|config| config.signing_service = Some(url)).await;
    assert_eq!(service.given(), 1, "the lease stands");
    world.wait(Duration::from_secs(31));
    service.until_given(2).await;
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = Kiosk::of_request(&world, &requested).end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(signed.session.is_some());
}

/// Two portals on one PostgreSQL: each code is carried by one of them.
pub(super) async fn two_portals(world: World) {
    let (world, service) = served(world).await;
    let mut config = config(world.database.clone(), world.keys(), world.clock.clone());
    config.signing_service = Some(service.url());
    let beside = Portal::start(config).await.unwrap();
    let phone = phone(&world);
    let each = (0..6).map(|_| async {
        let person = world.person(Story::Joined);
        let challenged = world.challenge(&person).await;
        let kiosk = Kiosk::of_sign_in(&world, &challenged);
        let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
        phone.sign(&scanned, &key(&person)).await.unwrap();
        assert_eq!(kiosk.end().await.state, MobileState::Signed);
    });
    futures_util::future::join_all(each).await;
    assert_eq!(service.given(), 6, "each document was given by one portal");
    beside.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_makes_no_code_is_said_to_be_away() {
    let (world, service) = served(World::new().await).await;
    let requested = world.request(&world.person(Story::Gost)).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    for mode in [Mode::Down, Mode::Declines, Mode::Strays] {
        service.mode(mode);
        let answer = kiosk.call(Method::POST, "", Some(&fresh())).await;
        assert!(answer.headers().contains_key("Retry-After"));
        assert_eq!(refused(answer).await.code, ProblemCode::MobileUnavailable, "{mode:?}");
    }
    let problem = refused(kiosk.call(Method::GET, "", None).await).await;
    assert_eq!(problem.code, ProblemCode::NotFound, "nothing was begun");
    // Who may not ask makes nobody call.
    service.mode(Mode::Well);
    let before = service.opened();
    let mut stranger = Kiosk::of_request(&world, &requested);
    stranger.claim = "x".to_owned();
    let problem = refused(stranger.call(Method::POST, "", Some(&fresh())).await).await;
    assert_eq!((problem.code, service.opened()), (ProblemCode::Unauthorised, before));
    kiosk.ask(&fresh()).await;
    assert_eq!(service.opened(), before + 1);
}

/// Answers every call with these octets, which may name its own address, and ends the connection.
async fn answers(octets: impl Fn(&str) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let octets = octets(&url);
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let _ = caller.read(&mut [0; 4096]).await;
            let _ = caller.write_all(&octets).await;
        }
    });
    url
}

fn whole(body: impl AsRef<str>) -> Vec<u8> {
    let body = body.as_ref();
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_of_the_service_makes_no_code() {
    type Octets = Box<dyn Fn(&str) -> Vec<u8> + Send>;
    let world = World::new().await;
    let clock: Arc<dyn Clock> = world.clock.clone();
    let well = Server::start(clock, Arc::new(OsRandom)).await.unwrap();
    let elsewhere = well.url();
    let later = Moment::from_seconds(4_000_000_000).micros() / 1_000;
    let made = move |expire: serde_json::Value, data: &str, sign: &str, link: &str| {
        let launch = format!("https://m.egov.kz/mobileSign/?link={link}");
        json!({ "expireAt": expire, "dataURL": data, "signURL": sign,
                "eGovMobileLaunchLink": launch })
        .to_string()
    };
    const LINK: &str = "https%3A%2F%2Fa.kz%2F1";
    let told = move |expire: serde_json::Value, link: &'static str| -> Octets {
        Box::new(move |own| whole(made(expire.clone(), own, own, link)))
    };
    let other = elsewhere.clone();
    let bad: Vec<Octets> = vec![
        Box::new(|_| b"not HTTP at all".to_vec()),
        Box::new(move |_| {
            let to = &other;
            format!("HTTP/1.1 307 X\r\nlocation: {to}/api/egovQr\r\ncontent-length: 0\r\n\r\n")
                .into_bytes()
        }),
        Box::new(move |own| {
            let body = made(json!(later), own, own, LINK) + &" ".repeat(300 * 1024);
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            format!("{head}{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).into_bytes()
        }),
        Box::new(|_| whole("")),
        Box::new(|_| whole("[]")),
        Box::new(|_| whole("[".repeat(60_000))),
        Box::new(|_| whole("{}")),
        Box::new(|_| whole("{\"message\":null}")),
        told(json!(i64::MAX), LINK),
        told(json!(i64::MIN / 1_000), LINK),
        told(json!(0), LINK),
        told(json!("soon"), LINK),
        told(json!(later), ""),
        told(json!(later), "javascript%3A1"),
        Box::new(move |own| whole(made(json!(later), "http://127.0.0.1:1/", own, LINK))),
        Box::new(move |own| whole(made(json!(later), own, "http://127.0.0.1:1/", LINK))),
    ];
    let ask = async |world: World, octets: Octets| {
        let url = answers(octets).await;
        let world = world.again(|config| config.signing_service = Some(url)).await;
        let requested = world.request(&world.person(Story::Gost)).await;
        let kiosk = Kiosk::of_request(&world, &requested);
        let answer = kiosk.call(Method::POST, "", Some(&fresh())).await;
        (world, answer)
    };
    let (mut world, answer) = ask(world, told(json!(later), LINK)).await;
    assert_eq!(answer.status(), 201, "what the bad ones spoil is good");
    for (case, octets) in bad.into_iter().enumerate() {
        let asked = ask(world, octets).await;
        world = asked.0;
        let problem = refused(asked.1).await;
        assert_eq!(problem.code, ProblemCode::MobileUnavailable, "case {case}");
    }
    assert_eq!(well.opened(), 0, "nobody follows to another place");
}
