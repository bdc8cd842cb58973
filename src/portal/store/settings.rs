//! Settings that are data, counters, and the marker that keeps demonstration and production apart.

use super::{Error, Kind, Work, values};

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Demonstration => "demonstration",
        }
    }
}

impl Work {
    /// A setting's value.
    pub(crate) async fn setting(&mut self, name: &'static str) -> Result<Option<String>, Error> {
        let sql = "SELECT value FROM settings WHERE name = $1";
        self.row(sql, values![name]).await?.map(|mut row| row.text()).transpose()
    }

    /// Sets a setting.
    pub(crate) async fn set(&mut self, name: &'static str, value: &str) -> Result<(), Error> {
        let sql = "INSERT INTO settings (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.change(sql, values![name, value]).await.map(drop)
    }

    /// Marks a new database as `kind`; answers true when it was new.
    ///
    /// # Errors
    /// [`Error::NotDemonstration`], [`Error::Demonstration`] when it is marked otherwise.
    pub(crate) async fn mark(&mut self, kind: Kind) -> Result<bool, Error> {
        let sql = "INSERT INTO settings (name, value) VALUES ('kind', $1)
                   ON CONFLICT (name) DO NOTHING";
        if self.change(sql, values![kind.code()]).await? == 1 {
            return Ok(true);
        }
        match (self.setting("kind").await?, kind) {
            (Some(found), _) if found == kind.code() => Ok(false),
            (_, Kind::Demonstration) => Err(Error::NotDemonstration),
            (_, Kind::Production) => Err(Error::Demonstration),
        }
    }

    /// The next number of a series that begins with `first`.
    pub(crate) async fn next(&mut self, series: &str, first: i64) -> Result<i64, Error> {
        let sql = "INSERT INTO counters (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
                   RETURNING value";
        let row = self.row(sql, values![series, first]).await?;
        row.ok_or(Error::Corrupt("a counter gave no number"))?.int()
    }
}
