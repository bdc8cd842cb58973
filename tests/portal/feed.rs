//! The live feed over real connections, some of which break.

use std::time::Duration;

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{StaffEvent, StaffEventKind},
    },
    client::{Client, Feed, FeedNews},
    domain::{Secret, StaffRole},
    portal::Story,
};
use reqwest::StatusCode;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};

use super::world::{World, ok, refused};

/// What "at once" means for a person (row D10).
const SECOND: Duration = Duration::from_secs(1);

/// A member's feed and what it is read with.
pub(crate) struct Listener {
    client: Client,
    feed: Feed,
}

impl Listener {
    pub(crate) fn new(world: &World, url: &str, session: &Secret) -> Self {
        let device = Secret::new("device", world.credential.clone());
        Self { client: Client::new(url, Some(device)).unwrap(), feed: Feed::new(session.clone()) }
    }

    pub(crate) async fn next(&mut self) -> Result<FeedNews, Failure> {
        timeout(4 * SECOND, self.feed.next(&self.client)).await.expect("news within four seconds")
    }

    pub(crate) async fn opened(&mut self) {
        assert_eq!(self.next().await, Ok(FeedNews::Opened));
    }

    /// The next event, which has to come within a second.
    pub(crate) async fn event(&mut self) -> StaffEvent {
        let news = timeout(SECOND, self.feed.next(&self.client)).await.expect("within a second");
        match news {
            Ok(FeedNews::Event(event)) => event,
            other => panic!("no event: {other:?}"),
        }
    }

    async fn request(&mut self) -> u64 {
        match self.event().await.kind {
            StaffEventKind::Request { id } => id,
            other => panic!("no request: {other:?}"),
        }
    }
}

/// Passes connections on to a portal until it is told to cut them.
struct Wire {
    url: String,
    cut: watch::Sender<u32>,
}

impl Wire {
    async fn to(world: &World) -> Self {
        let portal = world.portal.url().trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (cut, cuts) = watch::channel(0);
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (portal, mut cuts) = (portal.clone(), cuts.clone());
                cuts.mark_unchanged();
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(portal).await.unwrap();
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                        _ = cuts.changed() => {}
                    }
                });
            }
        });
        Self { url, cut }
    }

    fn cut(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }
}

/// Every event once and in order, over as many connections as it takes: on any database.
pub(crate) async fn nothing_is_lost_or_doubled(world: World) {
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let wire = Wire::to(&world).await;
    let mut listener = Listener::new(&world, &wire.url, &agent);
    listener.opened().await;
    let (mut asked, mut heard) = (Vec::new(), Vec::new());
    for round in 0..4 {
        for _ in 0..round {
            asked.push(world.ask_help("").await.request.id);
        }
        for _ in 0..round {
            heard.push(listener.request().await);
        }
        wire.cut();
        asked.push(world.ask_help("").await.request.id);
        assert_eq!(listener.next().await, Err(Failure::Unreachable));
        asked.push(world.ask_help("").await.request.id);
        listener.opened().await;
        heard.push(listener.request().await);
        heard.push(listener.request().await);
    }
    assert_eq!(heard, asked);
}

/// An event of another process on the same database.
pub(crate) async fn a_second_portal_is_heard(here: &World, there: &World) {
    let agent = here.sign_in_staff(StaffRole::Agent).await;
    let mut listener = Listener::new(here, &here.portal.url(), &agent);
    listener.opened().await;
    let asked = there.ask_help("").await;
    // The other process is asked once a second.
    match listener.next().await {
        Ok(FeedNews::Event(StaffEvent { kind: StaffEventKind::Request { id }, .. })) => {
            assert_eq!(id, asked.request.id);
        }
        other => panic!("no request: {other:?}"),
    }
}

#[tokio::test]
async fn what_happens_is_heard_within_a_second() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let mut listener = Listener::new(&world, &world.portal.url(), &agent);
    listener.opened().await;
    let id = world.ask_help("").await.request.id;
    assert_eq!(listener.request().await, id);
    for deed in ["take", "answer", "close"] {
        assert_eq!(world.do_help(&agent, id, deed, "x").await.status(), StatusCode::OK);
        assert_eq!(listener.request().await, id, "{deed}");
    }
    // Somebody joins: their account has changed. That they asked before has changed nothing.
    let signed = world.join(&world.person(Story::Gost)).await;
    assert!(signed.session.is_some());
    let event = listener.event().await;
    assert!(matches!(event.kind, StaffEventKind::Account { .. }), "{event:?}");
}

#[tokio::test]
async fn a_feed_that_breaks_goes_on_after_the_last_event() {
    nothing_is_lost_or_doubled(World::new().await).await;
}

#[tokio::test]
async fn a_session_that_ends_ends_its_feed() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let mut listener = Listener::new(&world, &world.portal.url(), &agent);
    listener.opened().await;
    let call = world.desk(reqwest::Method::DELETE, "staff/sessions/current", agent.reveal());
    assert_eq!(call.send().await.unwrap().status(), StatusCode::NO_CONTENT);
    let ended = timeout(SECOND, listener.feed.next(&listener.client)).await;
    assert_eq!(ended.expect("within a second"), Err(Failure::Unreachable));
    let refused = listener.next().await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::Unauthorised));
}

#[tokio::test]
async fn an_open_feed_does_not_keep_its_session_alive() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let mut listener = Listener::new(&world, &world.portal.url(), &agent);
    listener.opened().await;
    for _ in 0..3 {
        world.wait(Duration::from_secs(5 * 60 - 1));
        world.ask_help("").await;
        listener.request().await;
    }
    world.wait(Duration::from_secs(3));
    world.ask_help("").await;
    assert_eq!(listener.next().await, Err(Failure::Unreachable));
    let refused = listener.next().await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::Unauthorised));
}

#[tokio::test]
async fn who_may_see_neither_accounts_nor_requests_has_no_feed() {
    let world = World::new().await;
    let admin = world.sign_in_staff(StaffRole::Admin).await;
    let problem = refused(world.get("staff/events", admin.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::RoleNotAllowed);
    let citizen = world.sign_in(&world.person(Story::Joined)).await.session.unwrap();
    let problem = refused(world.get("staff/events", citizen.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);

    let auditor = world.sign_in_staff(StaffRole::Auditor).await;
    let mut listener = Listener::new(&world, &world.portal.url(), &auditor);
    listener.opened().await;
    world.ask_help("").await;
    world.join(&world.person(Story::Gost)).await;
    let event = listener.event().await;
    assert!(matches!(event.kind, StaffEventKind::Account { .. }), "no request: {event:?}");
    let place = world.http.get(world.url("staff/events")).bearer_auth(auditor.reveal());
    let place = place.header("Kezekte-Device", &world.credential).header("Last-Event-ID", "x");
    assert_eq!(refused(place.send().await.unwrap()).await.code, ProblemCode::BadRequest);
}

#[tokio::test]
async fn a_member_has_four_streams_and_a_closed_one_frees_its_place() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let mut open = Vec::new();
    for _ in 0..4 {
        let response = world.get("staff/events", agent.reveal()).await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        open.push(response);
    }
    let response = world.get("staff/events", agent.reveal()).await;
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    // A colleague is not held up.
    let viewer = world.sign_in_staff(StaffRole::Viewer).await;
    assert_eq!(world.get("staff/events", viewer.reveal()).await.status(), StatusCode::OK);
    open.pop();
    // The portal notices a closed connection when it does.
    let freed = async {
        while world.get("staff/events", agent.reveal()).await.status() != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    };
    timeout(5 * SECOND, freed).await.expect("the place is free again");
}

#[tokio::test]
async fn an_open_feed_does_not_keep_the_portal_from_stopping() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let mut listener = Listener::new(&world, &world.portal.url(), &agent);
    listener.opened().await;
    let World { portal, _folder, .. } = world;
    timeout(2 * SECOND, portal.shutdown()).await.expect("stops although somebody listens");
    assert_eq!(listener.next().await, Err(Failure::Unreachable));
}

#[tokio::test]
async fn a_place_of_a_database_that_is_no_more_is_the_end() {
    let world = World::new().await;
    let agent = world.sign_in_staff(StaffRole::Agent).await;
    let from = async |place: &str| {
        let call = world.http.get(world.url("staff/events")).bearer_auth(agent.reveal());
        let call = call.header("Kezekte-Device", &world.credential).header("Last-Event-ID", place);
        let mut response = call.send().await.unwrap();
        let first = timeout(SECOND, response.chunk()).await.unwrap().unwrap().unwrap();
        String::from_utf8(first.to_vec()).unwrap()
    };
    assert_eq!(from("0").await.lines().next(), Some("id: 0"));
    let end = from("999999999").await;
    let place: u64 = end.trim().trim_start_matches("id: ").parse().unwrap();
    assert!((1..999_999_999).contains(&place), "{end}");
    let _: serde_json::Value = ok(world.get("staff/requests", agent.reveal()).await).await;
}
