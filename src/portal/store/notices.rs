//! What the portal tells everybody: waiting lists, prices, maintenance. All of it is data.

use super::{Error, Work, values};
use crate::{
    api::{Maintenance, Price, Queue},
    domain::{Bilingual, Moment, Tenge},
};

/// A waiting list's subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Housing.
    Housing,
    /// Grants.
    Grants,
}

impl Subject {
    const fn code(self) -> &'static str {
        match self {
            Self::Housing => "housing",
            Self::Grants => "grants",
        }
    }
}

impl Work {
    /// The waiting lists of a subject, by code.
    pub(crate) async fn queues(&mut self, subject: Subject) -> Result<Vec<Queue>, Error> {
        let sql = "SELECT code, name_kk, name_ru, length, computed_at FROM queues
                   WHERE subject = $1 ORDER BY code";
        let rows = self.rows(sql, values![subject.code()]).await?;
        let queue = |mut row: super::Row| {
            Ok(Queue {
                code: row.text()?.into(),
                name: Bilingual { kk: row.text()?.into(), ru: row.text()?.into() },
                length: u64::try_from(row.int()?).unwrap_or(0),
                computed_at: Moment::from_micros(row.int()?),
            })
        };
        rows.into_iter().map(queue).collect()
    }

    /// Writes a waiting list.
    pub(crate) async fn set_queue(&mut self, subject: Subject, queue: &Queue) -> Result<(), Error> {
        let sql = "INSERT INTO queues (code, subject, name_kk, name_ru, length, computed_at)
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE
                   SET length = excluded.length, computed_at = excluded.computed_at";
        let values = values![
            queue.code.as_str(),
            subject.code(),
            queue.name.kk.as_str(),
            queue.name.ru.as_str(),
            i64::try_from(queue.length).unwrap_or(i64::MAX),
            queue.computed_at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The prices of paid services (5.1), by code.
    pub(crate) async fn prices(&mut self) -> Result<Vec<Price>, Error> {
        let sql = "SELECT code, name_kk, name_ru, amount FROM prices ORDER BY code";
        let rows = self.rows(sql, values![]).await?;
        let price = |mut row: super::Row| {
            Ok(Price {
                code: row.text()?.into(),
                name: Bilingual { kk: row.text()?.into(), ru: row.text()?.into() },
                amount: Tenge::from_tiyn(row.int()?),
            })
        };
        rows.into_iter().map(price).collect()
    }

    /// Writes a price.
    pub(crate) async fn set_price(&mut self, price: &Price) -> Result<(), Error> {
        let sql = "INSERT INTO prices (code, name_kk, name_ru, amount) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (code) DO UPDATE SET amount = excluded.amount";
        let values = values![
            price.code.as_str(),
            price.name.kk.as_str(),
            price.name.ru.as_str(),
            price.amount.tiyn(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The maintenance window that is under way or announced next.
    pub(crate) async fn maintenance(&mut self, at: Moment) -> Result<Option<Maintenance>, Error> {
        let sql = "SELECT from_at, until_at, text_kk, text_ru FROM maintenance
                   WHERE until_at > $1 ORDER BY from_at, id LIMIT 1";
        let Some(mut row) = self.row(sql, values![at.micros()]).await? else { return Ok(None) };
        Ok(Some(Maintenance {
            from: Moment::from_micros(row.int()?),
            until: Moment::from_micros(row.int()?),
            text: Bilingual { kk: row.text()?.into(), ru: row.text()?.into() },
        }))
    }

    /// Announces maintenance in place of what was announced; none takes it back.
    pub(crate) async fn set_maintenance(
        &mut self,
        window: Option<&Maintenance>,
    ) -> Result<(), Error> {
        self.change("DELETE FROM maintenance", values![]).await?;
        let Some(window) = window else { return Ok(()) };
        let sql = "INSERT INTO maintenance (id, from_at, until_at, text_kk, text_ru)
                   VALUES (1, $1, $2, $3, $4)";
        let values = values![
            window.from.micros(),
            window.until.micros(),
            window.text.kk.as_str(),
            window.text.ru.as_str(),
        ];
        self.change(sql, values).await.map(drop)
    }
}
