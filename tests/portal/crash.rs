//! `kill -9` of the real program between signatures: nothing that was acknowledged is lost.
//!
//! `KEZEKTE_KILLS` says how often (4 when absent).

use std::{
    fs::OpenOptions,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::future::join_all;
use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, PutSignature, RequestAcceptance, Requested, Shown, Signed,
    },
    counterpart::authority::{House, Server},
    document,
    domain::{Agreement, Clock as _, Language, Number, OsRandom, SystemClock},
    eds::{self, KeyFile},
};
use reqwest::Client;
use tokio::sync::mpsc;

use super::{
    people::{Issuer, numbers},
    world::{fresh, ok},
};

/// Signatures acknowledged before each kill, and people signing at once.
const ACKNOWLEDGED: usize = 6;
const TASKS: usize = 4;

/// Somebody with a key, and how far they got.
pub(super) struct Citizen {
    number: Number,
    key: KeyFile,
    progress: Mutex<Progress>,
}

#[derive(Default, Clone)]
struct Progress {
    post_key: String,
    asked: Option<RequestAcceptance>,
    put_key: String,
    requested: Option<Requested>,
    cms: Option<String>,
    acknowledged: Option<Signed>,
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_acceptance_is_lost_by_a_kill() {
    let kills: usize = std::env::var("KEZEKTE_KILLS").map_or(4, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let citizens = Arc::new(citizens(folder.path(), kills * (ACKNOWLEDGED + TASKS)));
    let database = format!("sqlite:{}", folder.path().join("portal.db").display());
    serve(folder.path(), &database).end();
    let device = add_device(&database);

    let next = Arc::new(AtomicUsize::new(0));
    for _ in 0..kills {
        let portal = serve(folder.path(), &database);
        let url = portal.url.clone();
        let (said, mut heard) = mpsc::unbounded_channel();
        let signing: Vec<_> = (0..TASKS)
            .map(|_| {
                let (url, device, said) = (url.clone(), device.clone(), said.clone());
                let (citizens, next) = (Arc::clone(&citizens), Arc::clone(&next));
                tokio::spawn(async move {
                    while let Some(citizen) = citizens.get(next.fetch_add(1, Ordering::SeqCst)) {
                        if join(&url, &device, citizen).await.is_none() {
                            return;
                        }
                        let _ = said.send(());
                    }
                })
            })
            .collect();
        drop(said);
        for _ in 0..ACKNOWLEDGED {
            heard.recv().await;
        }
        portal.end();
        join_all(signing).await;
    }

    let portal = serve(folder.path(), &database);
    let (mut lost_replies, mut acknowledged) = (0, 0);
    for citizen in citizens.iter() {
        let before = citizen.progress.lock().unwrap().clone();
        // Retrying with the same keys finishes what a kill interrupted.
        let now = join(&portal.url, &device, citizen).await.unwrap();
        match before.acknowledged {
            Some(signed) => {
                acknowledged += 1;
                assert_eq!(signed.acceptance, now.acceptance);
            }
            None => lost_replies += 1,
        }
        let requested = citizen.progress.lock().unwrap().requested.clone().unwrap();
        let call = Client::new().get(format!("{}/api/v1/acceptances/{}", portal.url, requested.id));
        let call = call.header("Kezekte-Device", &device).bearer_auth(requested.claim.reveal());
        let view: AcceptanceView = ok(call.send().await.unwrap()).await;
        assert_eq!(view.state, AcceptanceState::Effective);
        assert_eq!(view.receipt, now.acceptance.receipt);
    }
    assert!(acknowledged >= kills * ACKNOWLEDGED);
    println!("{kills} kills, {acknowledged} acknowledged, {lost_replies} finished afterwards");
    let checked = kezekte::portal::check(&database).await.unwrap();
    assert!(checked.whole(), "{checked:?}");
    assert_eq!(checked.acceptances, i64::try_from(citizens.len()).unwrap(), "one each");
    portal.end();
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("/api/v1/acceptances/{id}/signature"), "the log tells of calls");
    for citizen in citizens.iter() {
        assert!(!log.contains(citizen.number.digits()), "and of nobody's number");
        let progress = citizen.progress.lock().unwrap().clone();
        let (requested, signed) = (progress.requested.unwrap(), progress.acknowledged.unwrap());
        for secret in [&requested.claim, signed.session.as_ref().unwrap()] {
            assert!(!log.contains(secret.reveal()), "and of no claim or session");
        }
        let nonce = requested.document.nonce.as_str();
        assert!(!log.contains(nonce) && !log.contains("СЫНАҚ"), "even when it tells everything");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_killed_while_others_are_asked_asks_again_as_soon_as_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let issuer = Issuer::new(&folder.path().join("trust"));
    let number = numbers().next().unwrap();
    let citizen = Citizen { key: issuer.certify(&number), number, progress: Mutex::default() };
    let database = format!("sqlite:{}", folder.path().join("portal.db").display());
    let program = || Command::new(env!("CARGO_BIN_EXE_kezekte"));
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ocsp", silent.local_addr().unwrap());
    let portal = serve_asking(program(), folder.path(), &database, &["--ocsp", &url]);
    let device = add_device(&database);
    // It has the signature, has asked, and dies before it hears.
    let _asked = tokio::select! {
        _ = join(&portal.url, &device, &citizen) => panic!("answered without an answer"),
        asked = silent.accept() => asked.unwrap(),
    };
    portal.end();

    let (authority, validity) = issuer.copy();
    let house = House::new(authority, validity, &OsRandom).unwrap();
    let random = Arc::new(OsRandom);
    let server = Server::start(vec![house], Arc::new(SystemClock), random).await.unwrap();
    let (ocsp, tsp) = (format!("{}/ocsp", server.url()), format!("{}/tsp", server.url()));
    let whom = ["--ocsp", &ocsp, "--tsp", &tsp];
    let portal = serve_asking(program(), folder.path(), &database, &whom);
    let signed = join(&portal.url, &device, &citizen).await.unwrap();
    assert_eq!(signed.acceptance.state, AcceptanceState::Effective);
    assert!(signed.session.is_some());
    let checked = kezekte::portal::check(&database).await.unwrap();
    assert!(checked.whole() && checked.acceptances == 1, "{checked:?}");
    portal.end();
    server.close().await;
}

/// Goes on from wherever the citizen got; none when the portal is gone.
pub(super) async fn join(url: &str, device: &str, citizen: &Citizen) -> Option<Signed> {
    let http = Client::new();
    let mut progress = citizen.progress.lock().unwrap().clone();
    if progress.post_key.is_empty() {
        (progress.post_key, progress.put_key) = (fresh(), fresh());
        progress.asked = Some(asked(&citizen.number));
    }
    if progress.cms.is_none() {
        citizen.progress.lock().unwrap().clone_from(&progress);
        let call = http.post(format!("{url}/api/v1/acceptances"));
        let call = call.header("Kezekte-Device", device);
        let call = call.header("Idempotency-Key", &progress.post_key);
        let reply = call.json(progress.asked.as_ref().unwrap()).send().await.ok()?;
        let requested: Requested = serde_json::from_str(&reply.text().await.ok()?).unwrap();
        let bytes = document::render(Agreement::embedded(), &requested.document).unwrap();
        let cms = eds::sign(&bytes, &citizen.key, false, SystemClock.now(), &OsRandom).unwrap();
        progress.cms = Some(STANDARD.encode(cms));
        progress.requested = Some(requested);
        citizen.progress.lock().unwrap().clone_from(&progress);
    }
    let requested = progress.requested.as_ref().unwrap();
    let call = http.put(format!("{url}/api/v1/acceptances/{}/signature", requested.id));
    let call = call.header("Kezekte-Device", device).header("Idempotency-Key", &progress.put_key);
    let body = PutSignature { id: String::new(), cms: progress.cms.clone().unwrap() };
    let call = call.bearer_auth(requested.claim.reveal()).json(&body);
    let reply = call.send().await.ok()?;
    let (status, text) = (reply.status(), reply.text().await.ok()?);
    assert!(status.is_success(), "{text}");
    let signed: Signed = serde_json::from_str(&text).unwrap();
    progress.acknowledged = Some(signed.clone());
    citizen.progress.lock().unwrap().clone_from(&progress);
    Some(signed)
}

fn asked(number: &Number) -> RequestAcceptance {
    let (agreement, at) = (Agreement::embedded(), SystemClock.now());
    RequestAcceptance {
        number: Some(number.clone()),
        agreement: agreement.version().clone(),
        shown: Shown {
            languages: vec![Language::Ru],
            blocks: agreement.gated().count().try_into().unwrap(),
            from: at,
            until: at,
            statement: true,
            consent: true,
        },
    }
}

pub(super) fn citizens(folder: &Path, count: usize) -> Vec<Citizen> {
    let issuer = Issuer::new(&folder.join("trust"));
    let citizen = |number: Number| {
        let key = issuer.certify(&number);
        Citizen { number, key, progress: Mutex::default() }
    };
    numbers().take(count).map(citizen).collect()
}

pub(super) struct Serving {
    child: Child,
    pub(super) url: String,
}

impl Serving {
    /// `kill -9`.
    pub(super) fn end(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A test that fails leaves no portal behind.
impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it has ended before, where the test did not fail
        let _ = self.child.wait();
    }
}

fn serve(folder: &Path, database: &str) -> Serving {
    serve_by(Command::new(env!("CARGO_BIN_EXE_kezekte")), folder, database)
}

/// Serves by a command that takes the program's arguments.
pub(super) fn serve_by(command: Command, folder: &Path, database: &str) -> Serving {
    serve_asking(command, folder, database, &["--revocation", "off"])
}

/// The same; whom it asks about signatures is said by its arguments.
fn serve_asking(mut command: Command, folder: &Path, database: &str, whom: &[&str]) -> Serving {
    command.args(["portal", "serve", "--listen", "127.0.0.1:0", "--database", database]);
    command.args(whom);
    command.arg("--trust").arg(folder.join("trust")).stdout(Stdio::piped());
    let log = OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
    command.env("KEZEKTE_LOG", "trace").stderr(log);
    let mut child = command.spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    Serving { child, url: url.trim_end().to_owned() }
}

pub(super) fn add_device(database: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kezekte"));
    command.args(["portal", "device", "add", "KIOSK-9", "--place-kk", "Сынақ", "--place-ru"]);
    let output = command.args(["Проба", "--database", database]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}
