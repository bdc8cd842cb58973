//! Whether a database's books are whole: the audit log's chain and the ledger's sums.
//!
//! Finds an edit, a cut or a swap inside the chain, and a cut of its newest end by whoever forgot
//! the tip; who rewrites both is found only by an anchor outside the database, which is not made
//! here.

use std::fmt;

use super::{
    Error, audit,
    store::{Purpose, Store},
};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Events in the log.
    pub events: i64,
    /// Every event follows from the one before it.
    pub chain: bool,
    /// The sum over every account of the ledger, in tiyn: zero.
    pub ledger: i64,
    /// Every account's running figure is the sum of its postings.
    pub balances: bool,
    /// Acceptances in force.
    pub acceptances: i64,
}

impl Checked {
    /// True when everything is as it has to be.
    #[must_use]
    pub const fn whole(&self) -> bool {
        self.chain && self.ledger == 0 && self.balances
    }
}

/// A line each, for whoever runs the command.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain = if self.chain { "unbroken" } else { "BROKEN" };
        let balances = if self.balances { "agree with their postings" } else { "DO NOT AGREE" };
        writeln!(f, "events       {}, chain {chain}", self.events)?;
        writeln!(f, "ledger       sum {} tiyn (must be 0), balances {balances}", self.ledger)?;
        writeln!(f, "acceptances  {} in force", self.acceptances)
    }
}

/// Events read at once.
const PAGE: i64 = 1_000;

/// Checks a database, beside the portal that serves it if one does.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(database: &str) -> Result<Checked, Error> {
    let store = Store::open(database, Purpose::Administer).await?;
    let checked = of(&store).await;
    store.close().await;
    checked
}

pub(super) async fn of(store: &Store) -> Result<Checked, Error> {
    let mut work = store.read().await?;
    let (mut seq, mut previous, mut chain) = (0, [0; 32], true);
    loop {
        let events = work.events_after(seq, PAGE).await?;
        chain &= audit::continues(&events, seq, previous);
        let Some(last) = events.last() else { break };
        (seq, previous) = (last.seq, last.hash);
    }
    chain &= (seq, previous) == work.chain_tip().await?;
    let (ledger, balances) = work.trial_balance().await?;
    let acceptances = work.count_in_force().await?;
    Ok(Checked { events: seq, chain, ledger, balances, acceptances })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{domain::Moment, portal::store::Event};

    #[tokio::test]
    async fn a_log_without_its_newest_event_is_not_whole() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("portal.db").display());
        let store = Store::open(&url, Purpose::Serve).await.unwrap();
        assert!(of(&store).await.unwrap().whole(), "an empty log is whole");
        let mut work = store.write().await.unwrap();
        for n in 0..3 {
            let (actor, payload) = ("portal".to_owned(), json!({ "n": n }));
            let at = Moment::from_seconds(n);
            work.append(Event { account: None, actor, kind: "test", payload, at }).await.unwrap();
        }
        work.commit().await.unwrap();
        assert!(of(&store).await.unwrap().whole());

        let mut work = store.write().await.unwrap();
        work.drop_newest_event().await.unwrap();
        work.commit().await.unwrap();
        let checked = of(&store).await.unwrap();
        assert!(!checked.whole() && checked.events == 2, "{checked:?}");
    }
}
