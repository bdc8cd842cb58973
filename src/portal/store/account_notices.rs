//! Notices to a citizen about the account (3.1.4). One waits until the act behind it can no longer
//! be undone; no job publishes it, its moment does.

use super::{Error, Row, Work, values};
use crate::{
    api::staff::NoticeState,
    domain::{Bilingual, Moment},
};

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredNotice {
    /// Its words.
    pub text: Bilingual,
    /// When it was written.
    pub at: Moment,
    /// From when on it can be read.
    pub publish_at: Moment,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
}

impl StoredNotice {
    /// What has become of it.
    pub(crate) fn state(&self, at: Moment) -> NoticeState {
        match self.withdrawn_at {
            Some(_) => NoticeState::Withdrawn,
            None if self.publish_at <= at => NoticeState::Published,
            None => NoticeState::Held,
        }
    }
}

impl Work {
    /// Adds a notice that can be read from `publish_at` on.
    pub(crate) async fn add_notice(
        &mut self,
        account: i64,
        action: Option<&str>,
        text: &Bilingual,
        (at, publish_at): (Moment, Moment),
    ) -> Result<(), Error> {
        let id = self.next("notice", 1).await?;
        let sql = "INSERT INTO notices (id, account, action, text_kk, text_ru, at, publish_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let (kk, ru) = (text.kk.as_str(), text.ru.as_str());
        let values = values![id, account, action, kk, ru, at.micros(), publish_at.micros()];
        self.change(sql, values).await.map(drop)
    }

    /// Withdraws the notice of an act, if nobody could read it yet.
    pub(crate) async fn withdraw_notice(&mut self, action: &str, at: Moment) -> Result<(), Error> {
        let sql = "UPDATE notices SET withdrawn_at = $1
                   WHERE action = $2 AND withdrawn_at IS NULL AND publish_at > $1";
        self.change(sql, values![at.micros(), action]).await.map(drop)
    }

    /// An account's notices, newest first, at most `limit`; held and withdrawn ones too.
    pub(crate) async fn notices_of(
        &mut self,
        account: i64,
        limit: i64,
    ) -> Result<Vec<StoredNotice>, Error> {
        let sql = "SELECT text_kk, text_ru, at, publish_at, withdrawn_at FROM notices
                   WHERE account = $1 ORDER BY id DESC LIMIT $2";
        self.rows(sql, values![account, limit]).await?.into_iter().map(notice).collect()
    }
}

impl Work {
    /// An account's notices that can be read at `at`, newest first, at most `limit`.
    pub(crate) async fn published_notices_of(
        &mut self,
        account: i64,
        at: Moment,
        limit: i64,
    ) -> Result<Vec<StoredNotice>, Error> {
        let sql = "SELECT text_kk, text_ru, at, publish_at, withdrawn_at FROM notices
                   WHERE account = $1 AND publish_at <= $2 AND withdrawn_at IS NULL
                   ORDER BY id DESC LIMIT $3";
        let values = values![account, at.micros(), limit];
        self.rows(sql, values).await?.into_iter().map(notice).collect()
    }
}

fn notice(mut row: Row) -> Result<StoredNotice, Error> {
    Ok(StoredNotice {
        text: Bilingual { kk: row.text()?.into(), ru: row.text()?.into() },
        at: Moment::from_micros(row.int()?),
        publish_at: Moment::from_micros(row.int()?),
        withdrawn_at: row.int_or_null()?.map(Moment::from_micros),
    })
}
