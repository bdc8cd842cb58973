//! One transaction, whichever database it runs in.

use sqlx::{Postgres, Sqlite, Transaction};

use super::{Error, Row, Value, news::Bell, postgres, sqlite};

/// One transaction. Dropping it rolls it back.
#[derive(Debug)]
pub(crate) struct Work {
    pub(super) transaction: Either,
    /// Rung by a commit that has appended events.
    pub(super) bell: Option<Bell>,
    /// Whether events were appended.
    pub(super) appended: bool,
}

/// The database the transaction runs in.
#[derive(Debug)]
pub(super) enum Either {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Work {
    pub(super) fn new(transaction: Either) -> Self {
        Self { transaction, bell: None, appended: false }
    }

    /// Runs a statement; answers how many rows it changed.
    pub(super) async fn change(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, Error> {
        match &mut self.transaction {
            Either::Sqlite(transaction) => sqlite::change(transaction, sql, values).await,
            Either::Postgres(transaction) => postgres::change(transaction, sql, values).await,
        }
    }

    /// Runs a query.
    pub(super) async fn rows(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        match &mut self.transaction {
            Either::Sqlite(transaction) => sqlite::rows(transaction, sql, values).await,
            Either::Postgres(transaction) => postgres::rows(transaction, sql, values).await,
        }
    }

    /// Runs a query that finds one row or none.
    pub(super) async fn row(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Runs statements that differ between the databases (tables and triggers).
    pub(super) async fn script(
        &mut self,
        for_sqlite: &'static str,
        for_postgres: &'static str,
    ) -> Result<(), Error> {
        match &mut self.transaction {
            Either::Sqlite(transaction) => {
                sqlx::raw_sql(for_sqlite).execute(&mut **transaction).await.map(drop)?
            }
            Either::Postgres(transaction) => {
                sqlx::raw_sql(for_postgres).execute(&mut **transaction).await.map(drop)?;
            }
        }
        Ok(())
    }

    /// Makes everything of this transaction durable. Only after this may anybody be told.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.transaction {
            Either::Sqlite(transaction) => transaction.commit().await?,
            Either::Postgres(transaction) => transaction.commit().await?,
        }
        if let Some(bell) = self.bell.filter(|_| self.appended) {
            bell.ring();
        }
        Ok(())
    }
}
