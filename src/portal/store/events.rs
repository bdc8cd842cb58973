//! The audit log: append-only, each event chained to the one before it.

use super::{Error, Row, Work, values};
use crate::{
    domain::{Moment, OsRandom, Random as _},
    portal::audit,
};

/// Something that happened. The payload holds no number of a person and no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// The account it is about.
    pub account: Option<i64>,
    /// Who did it (`citizen`, `device:…`, `anonymous`, `portal`).
    pub actor: String,
    /// What happened (`acceptance.effective`).
    pub kind: &'static str,
    /// Its particulars.
    pub payload: serde_json::Value,
    /// When.
    pub at: Moment,
}

/// An event as it is stored.
pub(crate) use crate::evidence::Event as StoredEvent;

impl Work {
    /// Appends an event; answers its hash. Writers of events stand in one line from here to the
    /// end of their transactions, so a transaction appends last.
    pub(crate) async fn append(&mut self, event: Event) -> Result<[u8; 32], Error> {
        let tip = "UPDATE chain SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash";
        let row = self.row(tip, values![]).await?;
        let mut row = row.ok_or(Error::Corrupt("the chain has no tip"))?;
        let (seq, previous) = (row.int()?, row.hash()?);
        let mut payload = event.payload;
        if let Some(members) = payload.as_object_mut() {
            members.insert("blind".to_owned(), blind()?.into());
        }
        let mut stored = StoredEvent {
            seq,
            account: event.account,
            actor: event.actor,
            kind: event.kind.to_owned(),
            payload: payload.to_string(),
            at: event.at,
            previous,
            hash: [0; 32],
        };
        stored.hash = audit::hash(&stored);
        let sql = "INSERT INTO events (seq, account, actor, kind, payload, at, previous, hash)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = values![
            seq,
            stored.account,
            stored.actor.as_str(),
            stored.kind.as_str(),
            stored.payload.as_str(),
            stored.at.micros(),
            stored.previous,
            stored.hash,
        ];
        self.change(sql, values).await?;
        self.change("UPDATE chain SET hash = $1 WHERE id = 1", values![stored.hash]).await?;
        self.appended = true;
        Ok(stored.hash)
    }

    /// The place and hash of the newest event, as the writers of events keep it.
    pub(crate) async fn chain_tip(&mut self) -> Result<(i64, [u8; 32]), Error> {
        let row = self.row("SELECT seq, hash FROM chain WHERE id = 1", values![]).await?;
        let mut row = row.ok_or(Error::Corrupt("the chain has no tip"))?;
        Ok((row.int()?, row.hash()?))
    }

    /// Events after `seq`, oldest first, at most `limit`.
    pub(crate) async fn events_after(
        &mut self,
        seq: i64,
        limit: i64,
    ) -> Result<Vec<StoredEvent>, Error> {
        let sql = "SELECT seq, account, actor, kind, payload, at, previous, hash FROM events
                   WHERE seq > $1 ORDER BY seq LIMIT $2";
        self.rows(sql, values![seq, limit]).await?.into_iter().map(event).collect()
    }

    /// The event of this hash about an account.
    pub(crate) async fn event_of(
        &mut self,
        account: i64,
        hash: [u8; 32],
    ) -> Result<Option<StoredEvent>, Error> {
        let sql = "SELECT seq, account, actor, kind, payload, at, previous, hash FROM events
                   WHERE account = $1 AND hash = $2";
        self.row(sql, values![account, hash]).await?.map(event).transpose()
    }

    /// Events about an account before `seq`, newest first, at most `limit`.
    pub(crate) async fn events_of(
        &mut self,
        account: i64,
        before: i64,
        limit: i64,
    ) -> Result<Vec<StoredEvent>, Error> {
        let sql = "SELECT seq, account, actor, kind, payload, at, previous, hash FROM events
                   WHERE account = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
        self.rows(sql, values![account, before, limit]).await?.into_iter().map(event).collect()
    }
}

#[cfg(test)]
impl Work {
    /// What somebody with the whole database in their hands can do.
    pub(crate) async fn drop_newest_event(&mut self) -> Result<(), Error> {
        self.script("DROP TRIGGER events_remain", "").await?;
        let sql = "DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)";
        self.change(sql, values![]).await.map(drop)
    }
}

/// 128 bits that leave nothing to guess of an event whose hash is shown and whose words are not.
/// They decide nothing, so they come from the operating system and are never scripted. Letters only:
/// no run of digits may stand in the log.
fn blind() -> Result<String, Error> {
    let mut octets = [0; 16];
    OsRandom.fill(&mut octets).map_err(|_| Error::NoRandomness)?;
    let letters = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    Ok(letters.map(|half| char::from(b'a' + half)).collect())
}

fn event(mut row: Row) -> Result<StoredEvent, Error> {
    Ok(StoredEvent {
        seq: row.int()?,
        account: row.int_or_null()?,
        actor: row.text()?,
        kind: row.text()?,
        payload: row.text()?,
        at: Moment::from_micros(row.int()?),
        previous: row.hash()?,
        hash: row.hash()?,
    })
}
