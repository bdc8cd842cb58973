//! The staff's live feed: opens it, reads it, and opens it again after the last event.

use std::{collections::VecDeque, time::Duration};

use reqwest::{StatusCode, header};

use super::{
    Client,
    sse::{Message, Reader},
};
use crate::{
    api::{Authority, Endpoint, Failure, MEDIA_TYPE, Method, Problem, staff::StaffEvent},
    domain::Secret,
};

/// Without an octet for so long (three heartbeats of the portal's) the connection is dead.
pub(super) const SILENCE: Duration = Duration::from_secs(45);
/// The first wait before the feed is opened again; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The longest refusal that is read, in octets.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// `GET staff/events`.
#[derive(Debug, serde::Serialize)]
struct GetEvents {}

impl Endpoint for GetEvents {
    type Reply = ();
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/events";
    const AUTHORITY: Authority = Authority::Staff;
}

/// What a feed brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedNews {
    /// It is open, for the first time or again.
    Opened,
    /// Something changed.
    Event(StaffEvent),
}

/// A member's feed. Whoever reads it gets every event once, in order, over as many connections as
/// it takes.
#[derive(Debug)]
pub struct Feed {
    session: Secret,
    stream: Option<Stream>,
    last_id: Option<String>,
    /// The newest event that was given out.
    newest: u64,
    waiting: VecDeque<StaffEvent>,
    wait: Duration,
}

#[derive(Debug)]
struct Stream {
    answer: reqwest::Response,
    reader: Reader,
}

impl Feed {
    /// A feed that is not open yet.
    #[must_use]
    pub fn new(session: Secret) -> Self {
        Self {
            session,
            stream: None,
            last_id: None,
            newest: 0,
            waiting: VecDeque::new(),
            wait: FIRST_WAIT,
        }
    }

    /// The next news; opens the feed when it is not open. Cancelled before it answers, it loses
    /// nothing.
    ///
    /// # Errors
    /// Why the feed broke or could not be opened. Called again, it opens the feed anew after the
    /// last event; [`Self::pause`] says how long to wait before.
    pub async fn next(&mut self, client: &Client) -> Result<FeedNews, Failure> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Ok(FeedNews::Event(event));
            }
            let Some(stream) = &mut self.stream else {
                let answer = client.open_feed(self, true).await?;
                self.stream = Some(Stream { answer, reader: Reader::default() });
                return Ok(FeedNews::Opened);
            };
            let read = read_on(stream).await;
            if let Err(failure) = read.and_then(|messages| self.take_all(&messages)) {
                self.stream = None;
                return Err(failure);
            }
        }
    }

    /// Everything that has come since the last time, up to the portal's present end; nothing the
    /// first time. For whoever does not stay on the line: a look at the end is not told as a call
    /// that was made, because how many are needed is chance.
    ///
    /// # Errors
    /// Why the feed broke or could not be opened; called again, it goes on from its place.
    pub async fn catch_up(&mut self, client: &Client) -> Result<Vec<StaffEvent>, Failure> {
        let mut fresh = Self::new(self.session.clone());
        fresh.read_to(client, 0).await?;
        match self.place() {
            None => self.last_id = fresh.last_id,
            Some(_) => self.read_to(client, fresh.place().unwrap_or(0)).await?,
        }
        self.stream = None;
        Ok(self.waiting.drain(..).collect())
    }

    /// Reads until the feed's place is this one or a later one.
    async fn read_to(&mut self, client: &Client, place: u64) -> Result<(), Failure> {
        while self.place().is_none_or(|here| here < place) {
            let Some(stream) = &mut self.stream else {
                let answer = client.open_feed(self, false).await?;
                self.stream = Some(Stream { answer, reader: Reader::default() });
                continue;
            };
            let read = read_on(stream).await;
            if let Err(failure) = read.and_then(|messages| self.take_all(&messages)) {
                self.stream = None;
                return Err(failure);
            }
        }
        Ok(())
    }

    /// The newest place that the portal has named.
    fn place(&self) -> Option<u64> {
        self.last_id.as_deref().and_then(|id| id.parse().ok())
    }

    /// How long to wait before the next try: 1 s after the first failure, then twice as long each
    /// time, 30 s at most.
    pub fn pause(&mut self) -> Duration {
        let wait = self.wait;
        self.wait = (wait * 2).min(LONGEST_WAIT);
        wait
    }

    fn take_all(&mut self, messages: &[Message]) -> Result<(), Failure> {
        if let Some(Stream { reader, .. }) = &self.stream {
            if let Some(last) = reader.last_id() {
                self.last_id = Some(last.to_owned());
            }
            self.wait = match reader.retry() {
                Some(wait) => Duration::from_millis(wait).clamp(FIRST_WAIT, LONGEST_WAIT),
                None => FIRST_WAIT,
            };
        }
        messages.iter().try_for_each(|message| self.take(message))
    }

    fn take(&mut self, message: &Message) -> Result<(), Failure> {
        if message.kind != "message" {
            return Ok(());
        }
        let event: StaffEvent =
            serde_json::from_str(&message.data).map_err(|_| Failure::BadAnswer)?;
        // A portal that repeats itself is not believed twice.
        if event.seq > self.newest {
            self.newest = event.seq;
            self.waiting.push_back(event);
        }
        Ok(())
    }
}

/// Reads on in an open stream.
async fn read_on(stream: &mut Stream) -> Result<Vec<Message>, Failure> {
    let chunk = stream.answer.chunk().await.map_err(|_| Failure::Unreachable)?;
    // The portal ended it: it stops, or the session has ended, which the next try tells.
    let chunk = chunk.ok_or(Failure::Unreachable)?;
    stream.reader.feed(&chunk).map_err(|_| Failure::BadAnswer)
}

impl Client {
    async fn open_feed(&self, feed: &Feed, tells: bool) -> Result<reqwest::Response, Failure> {
        let tell = |started, status| {
            if tells {
                self.tell::<GetEvents>(started, status);
            }
        };
        let started = std::time::Instant::now();
        let mut request =
            self.request_over(self.http_for_feeds()?, &GetEvents {}, Some(&feed.session), None)?;
        request = request.header(header::ACCEPT, "text/event-stream");
        if let Some(last_id) = &feed.last_id {
            request = request.header("Last-Event-ID", last_id);
        }
        let answer = match tokio::time::timeout(self.deadline, request.send()).await {
            Ok(Ok(answer)) => answer,
            other => {
                tell(started, None);
                return Err(if other.is_err() { Failure::TimedOut } else { Failure::Unreachable });
            }
        };
        let status = answer.status();
        tell(started, Some(status.as_u16()));
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        if status == StatusCode::OK && kind.starts_with("text/event-stream") {
            return Ok(answer);
        }
        if kind.starts_with(MEDIA_TYPE) {
            let body = super::read_at_most(answer, LONGEST_REFUSAL).await?;
            let problem: Problem = serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer)?;
            return Err(Failure::Refused(Box::new(problem)));
        }
        Err(if matches!(status.as_u16(), 502..=504) {
            Failure::Unreachable
        } else {
            Failure::BadAnswer
        })
    }
}
