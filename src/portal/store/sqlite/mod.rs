//! SQLite: one writer, several readers, one serving process.
//!
//! WAL lets readers go on while the writer writes; `synchronous=FULL` puts a commit on the disk
//! before it is answered. Several writers would only meet in busy sleeps, so there is one
//! connection for writing and callers queue for it.

mod lock;

use std::{path::Path, time::Duration};

use sqlx::{
    Column as _, Row as _, SqliteConnection, SqlitePool, TypeInfo as _, ValueRef as _,
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
    },
};

use super::{
    Error, Purpose, Row, Value,
    work::{Either, Work},
};

/// How long a caller waits for the writer before the portal says it is overloaded.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many transactions read at once.
const READERS: u32 = 4;

/// An SQLite file.
#[derive(Debug)]
pub(super) struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Held as long as this process serves the file.
    _lock: Option<lock::Lock>,
}

impl Sqlite {
    pub(super) async fn open(path: &str, purpose: Purpose) -> Result<Self, Error> {
        let path = Path::new(path);
        let lock = match purpose {
            Purpose::Serve => {
                lock::private(path)?;
                Some(lock::Lock::take(path)?)
            }
            Purpose::Administer if !path.exists() => return Err(Error::Absent(path.to_owned())),
            Purpose::Administer => None,
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is forgotten is overwritten, not only unlinked.
            .pragma("secure_delete", "on")
            .busy_timeout(PATIENCE);
        let pool = |connections| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let writer = pool(1).connect_with(options.clone()).await?;
        let readers = pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Self { writer, readers, _lock: lock })
    }

    pub(super) async fn read(&self) -> Result<Work, Error> {
        Ok(Work::new(Either::Sqlite(self.readers.begin().await?)))
    }

    /// `IMMEDIATE` takes the write lock at once: a transaction never fails half-way because
    /// another process has written since it began to read.
    pub(super) async fn write(&self) -> Result<Work, Error> {
        Ok(Work::new(Either::Sqlite(self.writer.begin_with("BEGIN IMMEDIATE").await?)))
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn query(
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

pub(super) async fn change(
    connection: &mut SqliteConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> Result<u64, Error> {
    Ok(query(sql, values).execute(connection).await?.rows_affected())
}

pub(super) async fn rows(
    connection: &mut SqliteConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> Result<Vec<Row>, Error> {
    query(sql, values).fetch_all(connection).await?.iter().map(row).collect()
}

fn row(row: &SqliteRow) -> Result<Row, Error> {
    let cell = |column: &sqlx::sqlite::SqliteColumn| {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Value::Int(None));
        }
        match raw.type_info().name() {
            "INTEGER" => Ok(Value::Int(row.try_get(at)?)),
            "TEXT" => Ok(Value::Text(row.try_get(at)?)),
            "BLOB" => Ok(Value::Bytes(row.try_get(at)?)),
            _ => Err(Error::Corrupt("a column of another type")),
        }
    };
    let cells: Result<Vec<Value>, Error> = row.columns().iter().map(cell).collect();
    Ok(Row(cells?.into_iter()))
}
