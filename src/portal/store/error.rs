//! Every way in which the store can fail. Logged, never sent to a caller.

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither `sqlite:PATH` nor `postgres://…`.
    #[error("the database's address is neither sqlite:PATH nor postgres://…")]
    Address,
    /// Nobody has served this SQLite file yet.
    #[error(
        "there is no database {}: `kezekte portal serve` makes it; --database names another one",
        .0.display()
    )]
    Absent(std::path::PathBuf),
    /// Another process serves this SQLite file.
    #[error("another process serves this database")]
    Served,
    /// An SQLite file or the lock beside it cannot be made.
    #[error("the database's file or its lock cannot be opened: {0}")]
    Lock(std::io::ErrorKind),
    /// The tables are of a later version than this program knows.
    #[error("the database was made by a later version of this program ({0})")]
    Later(i64),
    /// A real database, opened as a demonstration.
    #[error("this database holds real people: it cannot be served as a demonstration")]
    NotDemonstration,
    /// A demonstration, opened as a real database.
    #[error("this database is a demonstration: serve it with --demo, or take another one")]
    Demonstration,
    /// The database answered with an error.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The random source failed.
    #[error("the operating system gave no random octets")]
    NoRandomness,
    /// A row is not of the form this program writes.
    #[error("the database holds something unexpected: {0}")]
    Corrupt(&'static str),
}

impl Error {
    /// True when the same call may succeed a moment later: nothing was free in time, the database
    /// is away, or it chose this transaction to break a deadlock (40001, 40P01) or was busy.
    #[must_use]
    pub(crate) fn passing(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517" | "6"))
            }
            Self::Database(
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_),
            ) => true,
            _ => false,
        }
    }
}
