//! PostgreSQL: any number of portal processes share one database.
//!
//! Transactions run at READ COMMITTED; what must happen once is held by unique indexes and
//! conditional updates, which wait for each other, never by reading first and writing later.

use std::{str::FromStr as _, time::Duration};

use sqlx::{
    Column as _, PgConnection, PgPool, Row as _, TypeInfo as _, ValueRef as _,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
};

use super::{
    Error, Row, Value,
    work::{Either, Work},
};

/// How long a caller waits for a connection before the portal says it is overloaded.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many transactions run at once.
const CONNECTIONS: u32 = 16;

/// A PostgreSQL database.
#[derive(Debug)]
pub(super) struct Postgres {
    pool: PgPool,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self, Error> {
        let options = PgConnectOptions::from_str(url).map_err(|_| Error::Address)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    pub(super) async fn read(&self) -> Result<Work, Error> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    pub(super) async fn write(&self) -> Result<Work, Error> {
        self.begin("BEGIN").await
    }

    /// Begins in a task of its own. A caller who is gone in the middle of `BEGIN` would leave a
    /// connection of the pool inside a transaction nobody knows of, and whoever comes next would
    /// work in it: a writer in one that is read only, a reader in the past. The task goes on to
    /// the end, finds nobody waiting and rolls back.
    async fn begin(&self, how: &'static str) -> Result<Work, Error> {
        let pool = self.pool.clone();
        let beginning = tokio::spawn(async move { pool.begin_with(how).await });
        let transaction = beginning.await.map_err(|_| sqlx::Error::WorkerCrashed)??;
        Ok(Work::new(Either::Postgres(transaction)))
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

fn query(
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments> {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(value) => query.bind(value),
        Value::Text(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

pub(super) async fn change(
    connection: &mut PgConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> Result<u64, Error> {
    Ok(query(sql, values).execute(connection).await?.rows_affected())
}

pub(super) async fn rows(
    connection: &mut PgConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> Result<Vec<Row>, Error> {
    query(sql, values).fetch_all(connection).await?.iter().map(row).collect()
}

fn row(row: &PgRow) -> Result<Row, Error> {
    let cell = |column: &sqlx::postgres::PgColumn| {
        let at = column.ordinal();
        if row.try_get_raw(at)?.is_null() {
            return Ok(Value::Int(None));
        }
        match column.type_info().name() {
            "INT8" => Ok(Value::Int(row.try_get(at)?)),
            "TEXT" => Ok(Value::Text(row.try_get(at)?)),
            "BYTEA" => Ok(Value::Bytes(row.try_get(at)?)),
            _ => Err(Error::Corrupt("a column of another type")),
        }
    };
    let cells: Result<Vec<Value>, Error> = row.columns().iter().map(cell).collect();
    Ok(Row(cells?.into_iter()))
}
