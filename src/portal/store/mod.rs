//! The portal's memory: one SQL text for SQLite and PostgreSQL.
//!
//! A [`Store`] gives [`Work`]s, each one transaction. What can be done in a transaction stands in
//! one file a subject, as methods of `Work`; a driver only carries a statement and its values to a
//! database and rows back ([`sqlite`], [`postgres`]). Two drivers under one set of statements keep
//! the databases alike by construction, where two implementations of every subject would have to
//! be kept alike by hand.
//!
//! Decides nothing: the rules are in `service`. Names nothing of HTTP.

mod acceptances;
mod account_notices;
mod accounts;
mod actions;
mod contact_codes;
mod contacts;
mod devices;
mod error;
mod events;
mod evidence;
mod help;
mod ledger;
mod migrations;
mod mobile_signings;
mod news;
mod notes;
mod notices;
mod payments;
mod postgres;
mod providers;
mod replies;
mod requests;
mod search;
mod sessions;
mod settings;
mod sign_ins;
mod signatures;
mod sqlite;
mod staff;
mod staff_attempts;
mod staff_sessions;
mod staff_tries;
mod staff_uses;
mod stopped;
mod top_ups;
mod value;
mod work;

pub(crate) use acceptances::{StoredAcceptance, StoredTerm};
pub(crate) use account_notices::StoredNotice;
pub(crate) use accounts::StoredAccount;
pub(crate) use actions::{Before, StoredAction};
pub(crate) use contact_codes::StoredCode;
pub(crate) use contacts::StoredContacts;
pub(crate) use devices::Device;
pub use error::Error;
pub(crate) use events::{Event, StoredEvent};
pub(crate) use evidence::{Kept, StoredEvidence};
pub(crate) use help::StoredHelp;
pub(crate) use ledger::{LedgerAccount, Posting};
pub(crate) use mobile_signings::{CarriedMobile, MobileSubject, StoredMobile};
pub(crate) use notes::StoredNote;
pub(crate) use notices::Subject;
pub(crate) use payments::StoredPayment;
pub(crate) use providers::StoredProvider;
pub(crate) use replies::Reserved;
pub(crate) use requests::StoredRequest;
pub(crate) use search::{Names, key as search_key, name_key as search_name_key};
pub(crate) use sessions::{Origin, StoredSession};
pub(crate) use sign_ins::{SignInState, StoredSignIn};
pub(crate) use signatures::{Again, StoredSignature};
pub(crate) use staff::StoredMember;
pub(crate) use staff_attempts::StoredAttempt;
pub(crate) use staff_sessions::{Presented, StoredStaffSession};
pub(crate) use staff_tries::Tries;
pub(crate) use top_ups::StoredTopUp;
pub(crate) use value::{Row, Value, values};
pub(crate) use work::Work;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To serve it: an SQLite file has exactly one server, held by a lock.
    Serve,
    /// To change something beside a server (a device is added); the database must be there.
    Administer,
}

/// Whether a database holds a demonstration. A marker in it keeps the two apart, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Real people.
    Production,
    /// Fictitious people under demonstration trust.
    Demonstration,
}

/// A database.
#[derive(Debug)]
pub(crate) struct Store {
    database: Database,
    bell: news::Bell,
}

#[derive(Debug)]
enum Database {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and brings its tables up to date.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Served`], [`Error::Migration`], or what the database says.
    pub(crate) async fn open(url: &str, purpose: Purpose) -> Result<Self, Error> {
        let database = if let Some(path) = url.strip_prefix("sqlite:") {
            Database::Sqlite(sqlite::Sqlite::open(path, purpose).await?)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Database::Postgres(postgres::Postgres::open(url).await?)
        } else {
            return Err(Error::Address);
        };
        let store = Self { database, bell: news::Bell::default() };
        migrations::run(&store).await?;
        Ok(store)
    }

    /// Whether whoever serves this database is the only one who does.
    pub(crate) const fn is_served_alone(&self) -> bool {
        matches!(self.database, Database::Sqlite(_))
    }

    /// A transaction that only reads: one state of the database.
    pub(crate) async fn read(&self) -> Result<Work, Error> {
        match &self.database {
            Database::Sqlite(sqlite) => sqlite.read().await,
            Database::Postgres(postgres) => postgres.read().await,
        }
    }

    /// A transaction that writes. Dropped without [`Work::commit`], nothing has happened.
    pub(crate) async fn write(&self) -> Result<Work, Error> {
        let mut work = match &self.database {
            Database::Sqlite(sqlite) => sqlite.write().await?,
            Database::Postgres(postgres) => postgres.write().await?,
        };
        work.bell = Some(self.bell.clone());
        Ok(work)
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match &self.database {
            Database::Sqlite(sqlite) => sqlite.close().await,
            Database::Postgres(postgres) => postgres.close().await,
        }
    }
}

#[cfg(test)]
impl Store {
    /// Tries to change what is append-only; answers the statements that were let through.
    pub(crate) async fn changes_of_the_past_allowed(&self) -> Vec<&'static str> {
        let mut allowed = Vec::new();
        for sql in [
            "UPDATE events SET payload = '{}'",
            "DELETE FROM events",
            "UPDATE postings SET amount = amount + 1",
            "DELETE FROM postings",
            "UPDATE transactions SET text_ru = 'x'",
            "DELETE FROM transactions",
            // SQLite's; PostgreSQL refuses them as no SQL of its own.
            "INSERT OR REPLACE INTO events SELECT seq, account, actor, kind, '{}', at, previous, hash
             FROM events",
            "INSERT OR REPLACE INTO postings SELECT id, 999, ledger_account, -amount FROM postings",
            "INSERT OR REPLACE INTO transactions SELECT id, kind, 'x', 'x', at FROM transactions",
        ] {
            if let Ok(mut work) = self.write().await
                && work.change(sql, values![]).await.is_ok()
            {
                allowed.push(sql);
            }
        }
        allowed
    }
}
