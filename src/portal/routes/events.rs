//! `GET staff/events`: the live feed as server-sent events.
//!
//! A stream ends with its session, within a second of something being sent and at a heartbeat
//! otherwise; when the portal stops; and when the database is away. Whoever listens comes back with
//! `Last-Event-ID`.

use std::{
    collections::{HashMap, VecDeque},
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use tokio::{sync::watch, time::Instant};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shared, State, extract::Bearer};
use crate::{
    api::{Problem, ProblemCode, staff::StaffEvent},
    portal::service::{Caller, Feed, Refusal},
};

/// A comment is sent after so long without an event, and the session is looked at again.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Nothing is sent on an authorisation older than this.
const STALE: Duration = Duration::from_secs(1);
/// Streams of one member at once.
const MOST: u32 = 4;
/// When a member with too many streams may try again, in seconds.
const LATER: u32 = 15;

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The open streams of each member.
#[derive(Debug, Default)]
pub(in crate::portal) struct Seats(Mutex<HashMap<String, u32>>);

impl Seats {
    fn of(&self, login: &str, change: impl FnOnce(&mut u32)) -> u32 {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = seats.entry(login.to_owned()).or_default();
        change(taken);
        let left = *taken;
        if left == 0 {
            seats.remove(login);
        }
        left
    }
}

/// One member's stream, or one wait of a claim's holder; given up when it is dropped.
pub(super) struct Seat {
    shared: Arc<Shared>,
    login: String,
}

impl Seat {
    pub(super) fn take(shared: &Arc<Shared>, login: &str) -> Result<Self, Refusal> {
        let seat = Self { shared: Arc::clone(shared), login: login.to_owned() };
        if shared.seats.of(login, |taken| *taken += 1) > MOST {
            return Err(Refusal::Later { code: ProblemCode::TooMany, seconds: LATER });
        }
        Ok(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.shared.seats.of(&self.login, |taken| *taken = taken.saturating_sub(1));
    }
}

/// The live feed. Its first event has no data and names the place from which it goes on.
#[utoipa::path(
    get,
    path = "/api/v1/staff/events",
    operation_id = "staff_events",
    params(("Last-Event-ID" = Option<u64>, Header, description = "Resumes after this event")),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = StaffEvent, content_type = "text/event-stream"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    let last = match headers.get("Last-Event-ID") {
        Some(last) => {
            let last = last.to_str().ok().and_then(|last| last.parse().ok());
            Some(last.ok_or(ProblemCode::BadRequest)?)
        }
        None => None,
    };
    // Subscribed before the place is found, so nothing falls between the two.
    let news = shared.service.store.news();
    let feed = shared.service.open_feed(caller, session, last).await?;
    let seat = Seat::take(&shared, feed.login())?;
    let open = Open {
        said: None,
        feed,
        news,
        stopped: shared.stopped.clone(),
        waiting: VecDeque::new(),
        authorised: Instant::now(),
        _seat: seat,
        shared: shared.0,
    };
    let events = stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok(event), open))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// An open stream.
struct Open {
    shared: Arc<Shared>,
    feed: Feed,
    /// The place that was said last.
    said: Option<i64>,
    waiting: VecDeque<StaffEvent>,
    news: watch::Receiver<u64>,
    stopped: watch::Receiver<bool>,
    authorised: Instant,
    _seat: Seat,
}

impl Open {
    /// The next event, or nothing at the stream's end.
    async fn next(&mut self) -> Option<Event> {
        if self.said.is_none() {
            return Some(self.say_place());
        }
        while !*self.stopped.borrow() {
            if let Some(event) = self.waiting.pop_front() {
                if self.authorised.elapsed() >= STALE {
                    self.shared.service.may_be_told(&self.feed).await.ok()?;
                    self.authorised = Instant::now();
                }
                self.said = i64::try_from(event.seq).ok();
                return Event::default().id(event.seq.to_string()).json_data(event).ok();
            }
            // Marked as heard before reading: what is committed while reading is heard again.
            self.news.borrow_and_update();
            self.waiting = self.shared.service.news(&mut self.feed).await.ok()?.into();
            self.authorised = Instant::now();
            if self.waiting.is_empty() {
                // Past what this role is not told: whoever comes back resumes after it, and who
                // waits for the end sees it.
                if self.said != Some(self.feed.place()) {
                    return Some(self.say_place());
                }
                tokio::select! {
                    _ = self.stopped.wait_for(|stop| *stop) => return None,
                    heard = self.news.changed() => heard.ok()?,
                    () = tokio::time::sleep(HEARTBEAT) => {}
                }
            }
        }
        None
    }

    /// An event without data, which names the place from which it goes on.
    fn say_place(&mut self) -> Event {
        let place = self.feed.place();
        self.said = Some(place);
        Event::default().id(place.to_string())
    }
}
