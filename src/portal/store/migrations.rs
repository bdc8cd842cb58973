//! Brings a database's tables up to date, each step in one transaction with its number.

use super::{Error, Store, values};

macro_rules! steps {
    ($($number:literal),*) => {
        &[$((
            include_str!(concat!("../../../assets/migrations/sqlite/", $number, ".sql")),
            include_str!(concat!("../../../assets/migrations/postgres/", $number, ".sql")),
        )),*]
    };
}

/// The steps, oldest first: for SQLite, for PostgreSQL. A step that was released never changes.
const STEPS: &[(&str, &str)] = steps!["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
/// The step after which organisations are found by their names; SQL cannot fold them.
const ORGANISATIONS_FOUND: i64 = 4;

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
    if done < ORGANISATIONS_FOUND {
        work.key_organisations().await?;
    }
    work.fold_names().await?;
    work.commit().await
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Database, Names, Purpose, search_name_key, sqlite::Sqlite},
        *,
    };

    #[tokio::test]
    async fn a_session_of_the_first_form_lives_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.db").display().to_string();
        let sqlite = Sqlite::open(&path, Purpose::Serve).await.unwrap();
        let store = Store { database: Database::Sqlite(sqlite), bell: Default::default() };
        let mut work = store.write().await.unwrap();
        let table = "CREATE TABLE migrations (id BIGINT PRIMARY KEY NOT NULL)";
        for script in [table, STEPS[0].0, "INSERT INTO migrations (id) VALUES (1);
            INSERT INTO accounts VALUES (7, 'iin', '000101190001', 'active', NULL, 'ҰЛЫ Қ', 'ұлы қ', NULL, 0, 1, 1);
            INSERT INTO requests VALUES ('r', 'c', 'n', NULL, NULL, 'iin', '000101190001', 'v', '{}',
                '{}', 1, 2, 'effective', 0, '[]', NULL);
            INSERT INTO sessions VALUES (zeroblob(32), 7, 'r', NULL, 1, 5, NULL);"]
        {
            work.script(script, "").await.unwrap();
        }
        work.commit().await.unwrap();
        run(&store).await.unwrap();
        run(&store).await.unwrap();
        let mut work = store.read().await.unwrap();
        let since = crate::domain::Moment::from_micros(0);
        let (session, used_at) = work.session([0; 32], None, since).await.unwrap().unwrap();
        assert_eq!((session.account, used_at.micros()), (7, 5));
        assert_eq!(session.origin, super::super::Origin::Request("r".to_owned()));
        let found = work.accounts_named(Names::Owners, &search_name_key("Улы К"), None, 2).await;
        assert_eq!(found.unwrap().unwrap().len(), 1, "a name is found without Kazakh letters");
    }
}
