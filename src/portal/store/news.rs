//! Who waits for events learns that some have been committed.
//!
//! A commit of this process tells at once. Other processes on the same PostgreSQL are followed by
//! asking for the newest event once a second, and only while somebody waits. SQLite has one
//! process and is never asked.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{Database, Error, Store};

/// How often other processes' events are asked for.
const POLL: Duration = Duration::from_secs(1);

/// A bell that a commit rings. It carries nothing: who hears it reads the events.
#[derive(Debug, Clone)]
pub(super) struct Bell(Arc<watch::Sender<u64>>);

impl Default for Bell {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Bell {
    pub(super) fn ring(&self) {
        self.0.send_modify(|rung| *rung = rung.wrapping_add(1));
    }

    fn is_heard(&self) -> bool {
        self.0.receiver_count() > 0
    }
}

impl Store {
    /// Changes whenever events have been committed. What was committed before may be found without
    /// a change: read first, then wait.
    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.bell.0.subscribe()
    }

    /// Rings for what other processes commit, for as long as it is polled. For SQLite it only waits.
    pub(crate) async fn follow_others(&self) {
        let mut newest = None;
        loop {
            match self.database {
                Database::Sqlite(_) => std::future::pending().await,
                Database::Postgres(_) => tokio::time::sleep(POLL).await,
            }
            if !self.bell.is_heard() {
                continue;
            }
            // A database that is away is asked again in a second.
            if let Ok(tip) = self.newest().await
                && newest.replace(tip) != Some(tip)
            {
                self.bell.ring();
            }
        }
    }

    async fn newest(&self) -> Result<i64, Error> {
        let mut work = self.read().await?;
        Ok(work.chain_tip().await?.0)
    }
}
