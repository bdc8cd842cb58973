//! Signing with eGov Mobile through an outside service, by doubles of the service and of the
//! telephone over real HTTP.

use std::sync::Arc;

use kezekte::{
    api::{MobileState, MobileView, ProblemCode, Signed, Standing},
    counterpart::{
        phone::PhoneError,
        signing_service::{Mode, Server},
    },
    domain::{Clock, Fault, Moment, OsRandom},
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
    world::{World, fresh, ok, refused},
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
    assert!(link.expires_at < world.clock_now().after(std::time::Duration::from_secs(299)));
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

    // Taken back while the phone had it.
    let scanned = phone.scan(kiosk.ask(&fresh()).await.link.reveal()).await.unwrap();
    kiosk.after("waiting").await;
    kiosk.cancel().await;
    let _ = phone.sign(&scanned, &key(&person)).await; // the service may still take it
    assert_eq!(kiosk.look().await.state, MobileState::Cancelled);

    // A lost answer is asked for again: what is signed by the lost code is not looked at.
    let hand_in = fresh();
    let (lost, again) = (kiosk.ask(&hand_in).await, kiosk.ask(&hand_in).await);
    assert_ne!(lost.link.reveal(), again.link.reveal());
    let scanned = phone.scan(again.link.reveal()).await.unwrap();
    assert_eq!(kiosk.after("waiting").await.state, MobileState::Fetched);

    // The person says no.
    service.decline();
    assert_eq!(kiosk.end().await.state, MobileState::Cancelled);
    assert!(matches!(
        phone.sign(&scanned, &key(&person)).await,
        Err(PhoneError::Refused { status: 403, .. })
    ));

    // Nobody comes.
    let link = kiosk.ask(&fresh()).await;
    world.wait(link.expires_at.since(world.clock_now()));
    assert_eq!(kiosk.end().await.state, MobileState::Expired);
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
    let world = restart(world).await;
    let scanned = phone.scan(link.link.reveal()).await.unwrap();
    let fetched = Kiosk::of_request(&world, &requested).after("waiting").await;
    assert_eq!(fetched.state, MobileState::Fetched);
    let world = restart(world).await;
    phone.sign(&scanned, &key(&person)).await.unwrap();
    let cms = Kiosk::of_request(&world, &requested).end().await.cms.unwrap();
    let signed: Signed = ok(world.put(&requested, &hand_in, &cms).await).await;
    assert!(signed.session.is_some());
    world.books_are_whole().await;
}

/// Two portals on one database: one carries, and the other sees what came of it.
pub(super) async fn two_portals(world: World) {
    let (world, service) = served(world).await;
    let keys = world.keys();
    let mut config = super::world::config(world.database.clone(), keys, world.clock.clone());
    config.signing_service = Some(service.url());
    let beside = Portal::start(config).await.unwrap();
    let phone = phone(&world);
    for story in [Story::Gost, Story::Rsa] {
        let person = world.person(story);
        let requested = world.request(&person).await;
        let (kiosk, hand_in) = (Kiosk::of_request(&world, &requested), fresh());
        let scanned = phone.scan(kiosk.ask(&hand_in).await.link.reveal()).await.unwrap();
        phone.sign(&scanned, &key(&person)).await.unwrap();
        assert_eq!(kiosk.end().await.state, MobileState::Signed);
    }
    assert_eq!(service.given(), 2, "each document was given by one portal");
    beside.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_makes_no_code_is_said_to_be_away() {
    let (world, service) = served(World::new().await).await;
    let requested = world.request(&world.person(Story::Gost)).await;
    let kiosk = Kiosk::of_request(&world, &requested);
    for mode in [Mode::Down, Mode::Declines, Mode::Strays] {
        service.mode(mode);
        let problem = refused(kiosk.call(Method::POST, "", Some(&fresh())).await).await;
        assert_eq!(problem.code, ProblemCode::MobileUnavailable, "{mode:?}");
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

/// Answers every call with these octets and ends the connection.
async fn answers(octets: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let _ = caller.read(&mut [0; 4096]).await;
            let _ = caller.write_all(&octets).await;
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_of_the_service_makes_no_code() {
    let elsewhere = answers(Vec::new()).await;
    let later = Moment::from_seconds(4_000_000_000).micros() / 1_000;
    let launch = "https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fa.kz%2F1";
    let made = |host: &str, expire: serde_json::Value, launch: &str| {
        json!({ "expireAt": expire, "dataURL": format!("{host}/d"), "signURL": format!("{host}/s"),
                "eGovMobileLaunchLink": launch })
        .to_string()
    };
    let whole = |body: &str| {
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let bad = [
        b"not HTTP at all".to_vec(),
        format!("HTTP/1.1 302 Found\r\nlocation: {elsewhere}/\r\ncontent-length: 0\r\n\r\n")
            .into_bytes(),
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n".to_vec(),
        whole(""),
        whole("[]"),
        whole(&"[".repeat(60_000)),
        whole("{}"),
        whole(&made("http://127.0.0.1:1", json!(later), launch)),
        whole(&made(&elsewhere, json!(i64::MAX), launch)),
        whole(&made(&elsewhere, json!("soon"), launch)),
        whole(&made(&elsewhere, json!(later), "https://m.egov.kz/")),
    ];
    let mut world = World::new().await;
    for octets in bad {
        let (shown, url) = (String::from_utf8_lossy(&octets).into_owned(), answers(octets).await);
        world = world.again(|config| config.signing_service = Some(url)).await;
        let requested = world.request(&world.person(Story::Gost)).await;
        let kiosk = Kiosk::of_request(&world, &requested);
        let problem = refused(kiosk.call(Method::POST, "", Some(&fresh())).await).await;
        assert_eq!(problem.code, ProblemCode::MobileUnavailable, "{shown:.200}");
    }
}
