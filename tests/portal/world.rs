//! A portal on a free port, its people, and what a kiosk does with them.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    api::{
        Challenged, Problem, PutSignature, RequestAcceptance, RequestChallenge, Requested, Shown,
        SignIn, Signed, SignedIn,
    },
    cli::demonstration::{open_authority, sources},
    counterpart::authority::Server,
    document,
    domain::{Agreement, Clock, EdsPolicy, FixedClock, Language, Moment, OsRandom, SystemClock},
    eds::{self, KeyFile},
    portal::{Config, DemoDevice, Limits, People, Person, Portal, Running, Sources, Story},
};
use reqwest::{Client, Response, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use tempfile::TempDir;

use super::folder::Folder;

/// A running portal and a kiosk in front of it.
pub(crate) struct World {
    pub(crate) portal: Running,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) people: People,
    pub(crate) credential: String,
    pub(crate) http: Client,
    pub(crate) database: String,
    pub(crate) _folder: Folder,
}

/// A demonstration made once: its keys, and its database as it was after the first start.
struct Template {
    folder: TempDir,
}

const DATABASE: &str = "portal.db";

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (database, keys) = (sqlite(folder.path()), folder.path().join("keys"));
        let clock = Arc::new(FixedClock::new(SystemClock.now()));
        // A test's runtime may be waiting for this one, so it runs on a thread of its own.
        let made = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let portal = Portal::start(config(database, keys, clock)).await.unwrap();
                portal.shutdown().await;
            });
        });
        made.join().unwrap();
        Template { folder }
    })
}

pub(crate) fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join(DATABASE).display())
}

/// The folder of keys every test shares.
pub(crate) fn keys() -> PathBuf {
    template().folder.path().join("keys")
}

pub(crate) fn config(database: String, keys: PathBuf, clock: Arc<FixedClock>) -> Config {
    Config {
        database,
        listen: "127.0.0.1:0".parse().unwrap(),
        trust: None,
        eds_policy: EdsPolicy::default(),
        keys: Some(keys),
        demo: true,
        sources: Sources::default(),
        mobile: None,
        signing_service: None,
        limits: Limits { device: 1_000_000, address: 1_000_000 },
        clock,
        random: Arc::new(OsRandom),
    }
}

/// A world's clock begins after the template's keys were made, whoever asks first.
fn clock() -> Arc<FixedClock> {
    template();
    Arc::new(FixedClock::new(SystemClock.now()))
}

impl World {
    /// A demonstration on a copy of the template's SQLite file.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(template().folder.path().join(DATABASE), folder.path().join(DATABASE))
            .unwrap();
        Self::on(sqlite(folder.path()), folder).await
    }

    /// The same, with others who are asked about signatures.
    pub(crate) async fn asking(sources: Sources) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(template().folder.path().join(DATABASE), folder.path().join(DATABASE))
            .unwrap();
        Self::on_asking(sqlite(folder.path()), folder, sources).await
    }

    /// A demonstration on `database`, seeded when that is empty.
    pub(crate) async fn on(database: String, folder: impl Into<Folder>) -> Self {
        Self::on_asking(database, folder, Sources::default()).await
    }

    /// The same, with others who are asked about signatures.
    pub(crate) async fn on_asking(
        database: String,
        folder: impl Into<Folder>,
        sources: Sources,
    ) -> Self {
        let clock = clock();
        Self::on_asking_at(database, folder, sources, clock).await
    }

    /// A demonstration beside the services of its authorities, which go by the same clock.
    pub(crate) async fn beside_authority() -> (Self, Server) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(template().folder.path().join(DATABASE), folder.path().join(DATABASE))
            .unwrap();
        Self::on_beside_authority(sqlite(folder.path()), folder).await
    }

    /// The same on `database`.
    pub(crate) async fn on_beside_authority(
        database: String,
        folder: impl Into<Folder>,
    ) -> (Self, Server) {
        let clock = clock();
        let shared: Arc<dyn Clock> = clock.clone();
        let server = open_authority(&keys(), shared, Arc::new(OsRandom)).await.unwrap();
        (Self::on_asking_at(database, folder, sources(&server), clock).await, server)
    }

    /// With others who are asked, by this clock.
    pub(crate) async fn on_asking_at(
        database: String,
        folder: impl Into<Folder>,
        sources: Sources,
        clock: Arc<FixedClock>,
    ) -> Self {
        let folder = folder.into().of(&database);
        say_what_breaks();
        let people = People::read(&keys()).unwrap();
        // The kiosk's credential is the template's; another database makes its own, elsewhere.
        let own = folder.path().join("keys");
        copy_folder(&keys(), &own);
        let config =
            Config { sources, ..config(database.clone(), own.clone(), Arc::clone(&clock)) };
        let portal = Portal::start(config).await.unwrap();
        let credential = DemoDevice::read(&own).unwrap().unwrap().credential;
        Self { portal, clock, people, credential, http: Client::new(), database, _folder: folder }
    }

    /// The portal is stopped and started again, on the same data and with other settings.
    pub(crate) async fn again(self, change: impl FnOnce(&mut Config)) -> Self {
        self.again_after(change, async || ()).await.0
    }

    /// The same; this happens while it is stopped.
    pub(crate) async fn again_after<T>(
        self,
        change: impl FnOnce(&mut Config),
        meanwhile: impl AsyncFnOnce() -> T,
    ) -> (Self, T) {
        let keys = self.keys();
        let mut config = config(self.database.clone(), keys, Arc::clone(&self.clock));
        change(&mut config);
        self.portal.shutdown().await;
        let done = meanwhile().await;
        (Self { portal: Portal::start(config).await.unwrap(), ..self }, done)
    }

    pub(crate) fn person(&self, story: Story) -> Person {
        self.people.people.iter().find(|person| person.story == story).unwrap().clone()
    }

    pub(crate) fn asked(&self, person: &Person) -> RequestAcceptance {
        let agreement = Agreement::embedded();
        let at = self.clock.now();
        RequestAcceptance {
            number: Some(person.number.clone()),
            agreement: agreement.version().clone(),
            shown: Shown {
                languages: vec![Language::Kk],
                blocks: agreement.gated().count().try_into().unwrap(),
                from: Moment::from_micros(at.micros() - 60_000_000),
                until: at,
                statement: true,
                consent: true,
            },
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.portal.url())
    }

    pub(crate) async fn post(&self, key: &str, asked: &RequestAcceptance) -> Response {
        let call = self.http.post(self.url("acceptances"));
        let call = call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", key);
        call.json(asked).send().await.unwrap()
    }

    pub(crate) async fn request(&self, person: &Person) -> Requested {
        ok(self.post(&fresh(), &self.asked(person)).await).await
    }

    /// What the kiosk does: builds the bytes itself, compares, signs.
    pub(crate) fn sign(&self, requested: &Requested, person: &Person) -> String {
        let bytes = document::render(Agreement::embedded(), &requested.document).unwrap();
        assert_eq!(hex::encode(document::digest(&bytes)), requested.sha256.as_str());
        sign_bytes(&bytes, person, self.clock.now())
    }

    pub(crate) async fn put(&self, requested: &Requested, key: &str, cms: &str) -> Response {
        let put = PutSignature { id: String::new(), cms: cms.to_owned() };
        self.put_as(&requested.id.to_string(), requested.claim.reveal(), key, &put).await
    }

    pub(crate) async fn put_as(
        &self,
        id: &str,
        claim: &str,
        key: &str,
        body: &impl Serialize,
    ) -> Response {
        let call = self.http.put(self.url(&format!("acceptances/{id}/signature")));
        let call = call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", key);
        call.bearer_auth(claim).json(body).send().await.unwrap()
    }

    pub(crate) async fn join(&self, person: &Person) -> Signed {
        let requested = self.request(person).await;
        let cms = self.sign(&requested, person);
        ok(self.put(&requested, &fresh(), &cms).await).await
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Response {
        let call = self.http.get(self.url(path)).header("Kezekte-Device", &self.credential);
        call.bearer_auth(token).send().await.unwrap()
    }

    pub(crate) async fn post_challenge(&self, key: &str, person: &Person) -> Response {
        let call = self.http.post(self.url("sessions/challenge"));
        let call = call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", key);
        call.json(&RequestChallenge { number: person.number.clone() }).send().await.unwrap()
    }

    pub(crate) async fn challenge(&self, person: &Person) -> Challenged {
        ok(self.post_challenge(&fresh(), person).await).await
    }

    /// What the kiosk does: builds the challenge itself, compares, signs.
    pub(crate) fn sign_challenge(&self, challenged: &Challenged, person: &Person) -> String {
        let bytes = document::challenge::render(&challenged.challenge).unwrap();
        assert_eq!(hex::encode(document::digest(&bytes)), challenged.sha256.as_str());
        sign_bytes(&bytes, person, self.clock.now())
    }

    pub(crate) async fn post_session(&self, of: &Challenged, key: &str, cms: &str) -> Response {
        let call = self.http.post(self.url("sessions")).bearer_auth(of.claim.reveal());
        let call = call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", key);
        call.json(&SignIn { id: of.id.clone(), cms: cms.to_owned() }).send().await.unwrap()
    }

    pub(crate) async fn sign_in(&self, person: &Person) -> SignedIn {
        let challenged = self.challenge(person).await;
        let cms = self.sign_challenge(&challenged, person);
        ok(self.post_session(&challenged, &fresh(), &cms).await).await
    }

    /// Asks for an acceptance with the claim of a sign-in.
    pub(crate) async fn post_proved(&self, claim: &str, asked: &RequestAcceptance) -> Response {
        let call = self.http.post(self.url("acceptances")).bearer_auth(claim).json(asked);
        let call = call.header("Kezekte-Device", &self.credential);
        call.header("Idempotency-Key", fresh()).send().await.unwrap()
    }

    pub(crate) async fn end_session(&self, token: &str) -> StatusCode {
        let call = self.http.delete(self.url("sessions/current"));
        let call = call.header("Kezekte-Device", &self.credential).bearer_auth(token);
        call.send().await.unwrap().status()
    }

    pub(crate) fn clock_now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// The folder of keys this portal is served with.
    pub(crate) fn keys(&self) -> PathBuf {
        self._folder.path().join("keys")
    }

    /// Adds a payment provider beside the portal that runs.
    pub(crate) async fn add_provider(&self, name: &str) -> super::payments::Provider {
        let parsed = kezekte::domain::ProviderName::parse(name).unwrap();
        let (keys, title) = (self.keys(), name.into());
        let place = (self.database.as_str(), keys.as_path());
        let added =
            kezekte::portal::add_provider(place, (&parsed, &title), &SystemClock, &OsRandom);
        super::payments::Provider { name: name.to_owned(), secret: added.await.unwrap() }
    }

    pub(crate) async fn books_are_whole(&self) {
        let checked = kezekte::portal::check(&self.database).await.unwrap();
        assert!(checked.whole(), "{checked:?}");
    }
}

/// A caller only reads that something broke; a failed test has to tell what.
fn say_what_breaks() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let said = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR);
        let _ = said.with_writer(std::io::stderr).try_init();
    });
}

pub(crate) fn sign_bytes(bytes: &[u8], person: &Person, at: Moment) -> String {
    let file = std::fs::read(&person.file).unwrap();
    let opened = KeyFile::open(&file, &person.password).unwrap();
    STANDARD.encode(eds::sign(bytes, &opened, false, at, &OsRandom).unwrap())
}

/// An idempotency key nobody used.
pub(crate) fn fresh() -> String {
    let mut octets = [0; 16];
    kezekte::domain::Random::fill(&OsRandom, &mut octets).unwrap();
    hex::encode(octets)
}

/// The reply of a call that has to succeed.
pub(crate) async fn ok<T: DeserializeOwned>(response: Response) -> T {
    let status = response.status();
    let text = response.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The problem of a call that has to be refused.
pub(crate) async fn refused(response: Response) -> Problem {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let status = response.status().as_u16();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status);
    assert_eq!(problem.code.status(), status);
    problem
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
