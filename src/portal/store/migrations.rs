//! Brings a database's tables up to date, each step in one transaction with its number.

use super::{Error, Store, values};

/// The steps, oldest first: for SQLite, for PostgreSQL. A step that was released never changes.
const STEPS: &[(&str, &str)] = &[
    (
        include_str!("../../../assets/migrations/sqlite/1.sql"),
        include_str!("../../../assets/migrations/postgres/1.sql"),
    ),
    (
        include_str!("../../../assets/migrations/sqlite/2.sql"),
        include_str!("../../../assets/migrations/postgres/2.sql"),
    ),
];

pub(super) async fn run(store: &Store) -> Result<(), Error> {
    const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (id BIGINT PRIMARY KEY NOT NULL)";
    // PostgreSQL: processes that start together go through here one after another.
    const ONE_BY_ONE: &str = "SELECT pg_advisory_xact_lock(7021)";

    let mut work = store.write().await?;
    work.script("", ONE_BY_ONE).await?;
    work.script(TABLE, TABLE).await?;
    let newest = "SELECT COALESCE(MAX(id), 0) FROM migrations";
    let done = match work.row(newest, vec![]).await? {
        Some(mut row) => row.int()?,
        None => 0,
    };
    if done > STEPS.len() as i64 {
        return Err(Error::Later(done));
    }
    for (number, (for_sqlite, for_postgres)) in (1_i64..).zip(STEPS) {
        if number > done {
            work.script(for_sqlite, for_postgres).await?;
            work.change("INSERT INTO migrations (id) VALUES ($1)", values![number]).await?;
        }
    }
    work.commit().await
}
