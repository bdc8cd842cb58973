//! Keeps the staff's live feed open between two listenings.
//!
//! One task a visit reads the feed, mends it and resumes it; what came waits in a bounded queue, so
//! a console that does not listen slows the reading, not the machine. The task ends with the visit.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, mpsc},
    task::AbortHandle,
};

use super::{World, vault::Vault};
use crate::{
    api::{Failure, ProblemCode, staff::StaffEvent},
    client::{Feed, FeedNews},
    domain::Secret,
};

/// News that wait for somebody to listen.
const QUEUE: usize = 256;

/// What came, or that the feed is broken and being mended.
type News = Result<FeedNews, Failure>;

/// An open feed. It ends when the vault that holds it is wiped.
#[derive(Debug)]
pub(super) struct OpenFeed {
    session: Secret,
    queue: Arc<Mutex<Queue>>,
    reading: AbortHandle,
}

/// What has been read and nobody has heard yet.
#[derive(Debug)]
struct Queue {
    news: mpsc::Receiver<News>,
    /// A failure that came right after events: it is told by itself.
    held: Option<Failure>,
}

impl Drop for OpenFeed {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

impl OpenFeed {
    fn begin(world: &Arc<World>, session: Secret) -> Self {
        let (sender, news) = mpsc::channel(QUEUE);
        let reading = tokio::spawn(read(Arc::clone(world), session.clone(), sender));
        let queue = Arc::new(Mutex::new(Queue { news, held: None }));
        Self { session, queue, reading: reading.abort_handle() }
    }
}

/// The next news: waits for some and takes what has come with it. No event means that the feed has
/// been opened: what is shown may be older than the feed. A broken feed is told once a break.
pub(super) async fn listen(world: &Arc<World>, vault: &Vault) -> Result<Vec<StaffEvent>, Failure> {
    let queue = vault.with_feed(|session, feed| {
        let same = feed.take().filter(|open| open.session == session);
        let open = feed.insert(same.unwrap_or_else(|| OpenFeed::begin(world, session)));
        Arc::clone(&open.queue)
    });
    let queue = queue.ok_or(Failure::NoSession)?;
    let mut queue = queue.lock().await;
    if let Some(failure) = queue.held.take() {
        return Err(failure);
    }
    // Nothing is awaited after the first news, so a listening that is given up takes none with it.
    let mut next = queue.news.recv().await.ok_or(Failure::NoSession)?;
    let mut events = Vec::new();
    loop {
        match next {
            Ok(FeedNews::Opened) => {}
            Ok(FeedNews::Event(event)) => events.push(event),
            Err(failure) if events.is_empty() => return Err(failure),
            Err(failure) => queue.held = Some(failure),
        }
        // What comes after a failure waits behind it.
        match queue.held.is_none().then(|| queue.news.try_recv()) {
            Some(Ok(news)) => next = news,
            _ => return Ok(events),
        }
    }
}

async fn read(world: Arc<World>, session: Secret, news: mpsc::Sender<News>) {
    let mut feed = Feed::new(session);
    let mut told = false;
    loop {
        let next = feed.next(&world.client).await;
        let Err(failure) = &next else {
            told = false;
            if news.send(next).await.is_err() {
                return;
            }
            continue;
        };
        let end = End::of(failure);
        if !std::mem::replace(&mut told, true) && news.send(next).await.is_err() {
            return;
        }
        match end {
            // Whoever listens on hears that there is no session.
            End::Session => return,
            End::Role => std::future::pending().await,
            End::Mended => tokio::time::sleep(spread(&world, feed.pause())).await,
        }
    }
}

/// How it goes on after a failure.
enum End {
    /// The session is no more.
    Session,
    /// The member's role has no feed: nothing will ever come.
    Role,
    /// It is tried again.
    Mended,
}

impl End {
    fn of(failure: &Failure) -> Self {
        match failure.code() {
            Some(ProblemCode::Unauthorised) => Self::Session,
            Some(ProblemCode::RoleNotAllowed) => Self::Role,
            _ => Self::Mended,
        }
    }
}

/// Up to a quarter longer, so that desks that lost the portal together do not come back together.
fn spread(world: &World, wait: Duration) -> Duration {
    let mut octet = [0];
    // Without randomness nothing is spread.
    let _ = world.random.fill(&mut octet);
    wait + wait.mul_f64(f64::from(octet[0]) / 1024.0)
}
