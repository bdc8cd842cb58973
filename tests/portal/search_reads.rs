//! What a search reads on PostgreSQL (row D2): a page, however many accounts there are. The server
//! counts the rows it reads, so this sees the plans that the portal's own statements get.
//! `KEZEKTE_ACCOUNTS` says among how many accounts (20,000 when absent).

use kezekte::{api::staff::AccountHits, domain::StaffRole};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};

use super::{
    staff_calls::Desk,
    world::{World, ok},
};

/// Rows of all tables and indexes that one search may read in the mean: a page and what makes it up.
const MOST: i64 = 150;
/// Turns of each search: from the sixth on PostgreSQL may keep one plan for all values.
const TURNS: i64 = 8;

/// Accounts, their phones, and acts on every tenth. A name's beginning is a sixteenth of them.
const FILL: [&str; 5] = [
    "SET session_replication_role = replica",
    "INSERT INTO accounts (number, kind, digits, state, owner, owner_key, organisation,
         organisation_key, epoch, created_at, changed_at, since_at)
     SELECT 100000 + n, CASE WHEN n % 20 = 0 THEN 'bin' ELSE 'iin' END, lpad((n * 7)::text, 12, '9'),
         'active', upper(name), translate(name, 'әғқңөұүһі', 'агкноуухи'),
         CASE WHEN n % 20 = 0 THEN 'ҮЛГІ ' || n END,
         CASE WHEN n % 20 = 0 THEN 'улги ' || n END, 0, 0, 0, 0
     FROM (SELECT n, (ARRAY['ахметов', 'оспанова', 'сейітқали', 'ибраев', 'қасымова', 'жұмабек',
             'төлеуов', 'серікбай', 'нұрпейіс', 'әбдіқадыр', 'примеров', 'условная', 'образцов',
             'тестова', 'ғабдуллин', 'өмірзақ'])[n % 16 + 1] || ' ' || n AS name
         FROM generate_series(1, $1) AS n) AS made",
    "INSERT INTO contacts (account, phone, phone_tail, phone_confirmed_at, language, changed_at)
     SELECT 100000 + n, '+7700' || lpad(n::text, 7, '0'), lpad((n % 10000)::text, 4, '0'), 0, 'kk', 0
     FROM generate_series(1, $1) AS n",
    "INSERT INTO actions (id, account, kind, actor, case_number, case_key, note, before_state,
         before_since, epoch, at, undo_until)
     SELECT 'made-' || n, 100000 + n * 10, 'restore', 'staff:nobody', 'Q-' || n, 'q-' || n, '',
         'blocked', 0, 0, 0, 0
     FROM generate_series(1, $1 / 10) AS n",
    "ANALYZE",
];

fn accounts() -> i64 {
    std::env::var("KEZEKTE_ACCOUNTS").map_or(20_000, |text| text.parse().unwrap())
}

/// Rows read of the tables in which searches look, by whoever has left.
async fn read(database: &mut PgConnection) -> i64 {
    let sql = "SELECT ((SELECT SUM(seq_tup_read) FROM pg_stat_user_tables WHERE relname = ANY($1))
                   + (SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = ANY($1))
                   )::bigint";
    let tables = ["accounts", "contacts", "actions", "help_requests"];
    sqlx::query_scalar(sql).bind(&tables[..]).fetch_one(database).await.unwrap()
}

/// Waits until only this connection is left: whoever ends hands in what it counted.
async fn alone(database: &mut PgConnection) {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()
                   AND backend_type = 'client backend'";
    while sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut *database).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
}

pub(super) async fn a_page_and_no_more(world: World) {
    let accounts = accounts();
    // The portal begins anew beside the filled tables: what it read before is counted before.
    let World { portal, database, _folder, .. } = world;
    portal.shutdown().await;
    let mut filling = PgConnection::connect(&database).await.unwrap();
    for sql in FILL {
        let query = sqlx::query(sql);
        let query = if sql.contains("$1") { query.bind(accounts) } else { query };
        query.execute(&mut filling).await.unwrap();
    }
    filling.close().await.unwrap();
    let mut watching = PgConnection::connect(&database).await.unwrap();
    alone(&mut watching).await;
    let empty = World::on(database.clone(), tempfile::tempdir().unwrap()).await;
    empty.portal.shutdown().await;
    alone(&mut watching).await;
    let start = read(&mut watching).await;

    let world = World::on(database, tempfile::tempdir().unwrap()).await;
    let mut searches = 0;
    let desk = Desk::of(&world, StaffRole::Supervisor).await;
    for turn in 0..TURNS {
        let n = (turn + 1) * (accounts / (TURNS + 2)) / 20 * 20;
        let digits = format!("{:9>12}", n * 7);
        let tail = format!("{:04}", n % 10_000);
        for (query, least) in [
            (digits.as_str(), 1),
            (&(100_000 + n).to_string(), 1),
            (&tail, 1),
            (&format!("q-{}", n / 10), 1),
            ("ах", 50),
            ("сейіт", 50),
            (&format!("образцов {}", n / 16 * 16 + 12), 1),
            ("үлгі 1", 50),
            (&format!("үлгі {n}"), 1),
            ("никто", 0),
        ] {
            let found = desk.search(query).await;
            assert!(found.hits.len() >= least, "{query}: {}", found.hits.len());
            searches += 1;
            if let Some(next) = found.next {
                let asked = json!({ "query": query, "cursor": next });
                let page: AccountHits = ok(desk.ask("accounts/search", &asked).await).await;
                assert!(!page.hits.is_empty());
                searches += 1;
            }
        }
    }
    drop(desk);
    world.portal.shutdown().await;
    alone(&mut watching).await;
    let read = read(&mut watching).await - start;
    println!("{searches} searches among {accounts} accounts read {read} rows");
    assert!(read > searches, "nothing was counted");
    assert!(read < searches * MOST, "{read} rows in {searches} searches");
    assert!(searches * MOST < accounts * TURNS, "one whole reading a turn would be seen");
}
