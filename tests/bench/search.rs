//! Finding an account among many at the desk (row D2), over loopback on SQLite: by number, by
//! account, by the beginning of a name. `KEZEKTE_ACCOUNTS` says among how many (2,000 when absent;
//! the promise is for 1,000,000). Each search is a whole call: session, index, count, event, commit.

use std::sync::Arc;

use divan::Bencher;
use kezekte::{
    api::staff::{PassCode, SecondFactor, SignInStaff, StaffPassed, StaffSession},
    domain::{Authenticator, Clock as _, EdsPolicy, OsRandom, Secret, StaffRole, SystemClock},
    portal::{Config, Limits, Portal, Running, Staff},
};
use reqwest::Client;
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const SURNAMES: [&str; 16] = [
    "ахметов",
    "оспанова",
    "сейітқали",
    "ибраев",
    "қасымова",
    "жұмабек",
    "төлеуов",
    "серікбай",
    "нұрпейіс",
    "әбдіқадыр",
    "примеров",
    "условная",
    "образцов",
    "тестова",
    "ғабдуллин",
    "өмірзақ",
];
const GIVEN: [&str; 8] = ["айнұр", "әсел", "динара", "ержан", "мадина", "нұрлан", "сәуле", "тимур"];

struct Bench {
    runtime: Runtime,
    portal: Running,
    http: Client,
    session: Secret,
    accounts: u64,
    _folder: TempDir,
}

fn accounts() -> u64 {
    std::env::var("KEZEKTE_ACCOUNTS").map_or(2_000, |text| text.parse().unwrap())
}

/// Twelve digits of nobody.
fn digits(number: u64) -> String {
    format!("9{:011}", number * 7 + 3)
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("portal.db").display());
        let config = Config {
            database: database.clone(),
            listen: "127.0.0.1:0".parse().unwrap(),
            trust: None,
            eds_policy: EdsPolicy::default(),
            keys: Some(folder.path().join("keys")),
            demo: false,
            sources: kezekte::portal::Sources { unchecked: true, ..Default::default() },
            mobile: None,
            signing_service: None,
            limits: Limits { device: u32::MAX, address: u32::MAX },
            clock: Arc::new(SystemClock),
            random: Arc::new(OsRandom),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let accounts = accounts();
        let (portal, session) = runtime.block_on(async {
            // Once for the tables, and away from the file while it is filled.
            Portal::start(config.clone()).await.unwrap().shutdown().await;
            fill(&database, accounts).await;
            let portal = Portal::start(config).await.unwrap();
            let session = sign_in(&portal, &database).await;
            (portal, session)
        });
        Self { runtime, portal, http: Client::new(), session, accounts, _folder: folder }
    }

    /// One search; answers how many were found.
    async fn search(&self, query: &str) -> usize {
        let url = format!("{}/api/v1/staff/accounts/search", self.portal.url());
        let call = self.http.post(url).bearer_auth(self.session.reveal());
        let answer = call.json(&json!({ "query": query })).send().await.unwrap();
        let hits: serde_json::Value = answer.error_for_status().unwrap().json().await.unwrap();
        hits["hits"].as_array().unwrap().len()
    }

    /// Sixty searches, which a member has in an hour five times over; prints p50 and p99 once.
    fn measure(&self, bencher: Bencher<'_, '_>, what: &str, query: impl Fn(u64) -> String) {
        let mut took = Vec::new();
        for turn in 0..60 {
            let query = query(turn * (self.accounts / 60).max(1));
            let began = std::time::Instant::now();
            assert!(self.runtime.block_on(self.search(&query)) > 0, "{query}");
            took.push(began.elapsed());
        }
        took.sort();
        println!("{what} among {}: p50 {:?}, p99 {:?}", self.accounts, took[29], took[58]);
        let one = query(self.accounts / 2);
        bencher.bench(|| self.runtime.block_on(self.search(&one)));
    }
}

async fn fill(database: &str, accounts: u64) {
    let mut connection = SqliteConnection::connect(database).await.unwrap();
    sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
    for number in 0..accounts {
        let place = usize::try_from(number).unwrap();
        let name = format!(
            "{} {} {place}",
            SURNAMES[place % SURNAMES.len()],
            GIVEN[place / SURNAMES.len() % GIVEN.len()]
        );
        let sql = "INSERT INTO accounts (number, kind, digits, state, owner, owner_key, epoch,
                       created_at, changed_at, since_at)
                   VALUES ($1, 'iin', $2, 'active', upper($3), $4, 0, 0, 0, 0)";
        let query = sqlx::query(sql).bind(i64::try_from(number).unwrap() + 5_000);
        // As the portal makes it: a Kazakh letter as the Russian one that stands for it.
        let plain = "әғқңөұүһі".chars().zip("агкноуухи".chars());
        let key = plain
            .fold(name.clone(), |key, (kazakh, plain)| key.replace(kazakh, &plain.to_string()));
        let query = query.bind(digits(number)).bind(name).bind(key);
        query.execute(&mut connection).await.unwrap();
    }
    sqlx::query("COMMIT").execute(&mut connection).await.unwrap();
}

async fn sign_in(portal: &Running, database: &str) -> Secret {
    let staff = Staff::open(database).await.unwrap();
    let who = ("bench", &"Б.".into(), StaffRole::Agent);
    let password = staff.add(who, &SystemClock, &OsRandom).await.unwrap();
    staff.close().await;
    let http = Client::new();
    let post = |path: &str, key: &str| {
        http.post(format!("{}/api/v1/staff/{path}", portal.url())).header("Idempotency-Key", key)
    };
    let asked = SignInStaff { login: "bench".into(), password };
    let passed = post("sessions", "1").json(&asked).send().await.unwrap();
    let passed: StaffPassed = passed.error_for_status().unwrap().json().await.unwrap();
    let SecondFactor::Enrol { uri } = &passed.second_factor else { panic!("enrolled already") };
    let (_, rest) = uri.reveal().split_once("secret=").unwrap();
    let authenticator = Authenticator::parse(rest.split('&').next().unwrap()).unwrap();
    let code = authenticator.code_at(SystemClock.now());
    let call = post("sessions/code", "2").bearer_auth(passed.claim.reveal());
    let session = call.json(&PassCode { code }).send().await.unwrap();
    let session: StaffSession = session.error_for_status().unwrap().json().await.unwrap();
    session.session.unwrap()
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn search_number(bencher: Bencher<'_, '_>) {
    Bench::new().measure(bencher, "number", digits);
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn search_account(bencher: Bencher<'_, '_>) {
    Bench::new().measure(bencher, "account", |place| (place + 5_000).to_string());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn search_name(bencher: Bencher<'_, '_>) {
    Bench::new().measure(bencher, "name", |place| {
        let surname = SURNAMES[usize::try_from(place).unwrap() % SURNAMES.len()];
        surname.chars().take(4).collect()
    });
}
