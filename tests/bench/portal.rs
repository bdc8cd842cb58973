//! Joining on a portal over loopback, on SQLite with every commit on the disk.

#[path = "../portal/people.rs"]
mod people;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use divan::Bencher;
use kezekte::{
    api::{PutSignature, RequestAcceptance, Requested, Shown, Signed},
    counterpart::authority::{House, Server},
    document,
    domain::{Agreement, Clock as _, EdsPolicy, Language, Number, OsRandom, SystemClock},
    eds::{self, KeyFile},
    portal::{Config, Limits, Portal, Running, Sources},
};
use reqwest::Client;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use people::{Issuer, numbers};

/// A portal, and people who have not joined.
pub(super) struct Bench {
    pub(super) runtime: Runtime,
    portal: Running,
    http: Client,
    issuer: Issuer,
    numbers: Mutex<Box<dyn Iterator<Item = Number> + Send>>,
    keys: AtomicU64,
    /// Who answers for the authority, where somebody does.
    _services: Option<Server>,
    _folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        Self::asking(false)
    }

    /// A portal that asks the authority's responder about every signature and has it stamped, on
    /// loopback.
    pub(super) fn asking(asks: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let trust = folder.path().join("trust");
        let issuer = Issuer::new(&trust);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let services = asks.then(|| {
            let (authority, validity) = issuer.copy();
            let house = House::new(authority, validity, &OsRandom).unwrap();
            let services = Server::start(vec![house], Arc::new(SystemClock), Arc::new(OsRandom));
            runtime.block_on(services).unwrap()
        });
        let sources = match &services {
            Some(services) => Sources {
                ocsp: Some(format!("{}/ocsp", services.url())),
                tsp: Some(format!("{}/tsp", services.url())),
                ..Sources::default()
            },
            None => Sources { unchecked: true, ..Sources::default() },
        };
        let config = Config {
            database: format!("sqlite:{}", folder.path().join("portal.db").display()),
            listen: "127.0.0.1:0".parse().unwrap(),
            trust: Some(trust),
            eds_policy: EdsPolicy::default(),
            keys: None,
            demo: false,
            sources,
            mobile: None,
            signing_service: None,
            limits: Limits { device: u32::MAX, address: u32::MAX },
            clock: Arc::new(SystemClock),
            random: Arc::new(OsRandom),
        };
        let portal = runtime.block_on(Portal::start(config)).unwrap();
        let numbers = Mutex::new(Box::new(numbers()) as Box<dyn Iterator<Item = Number> + Send>);
        let (http, keys) = (Client::new(), AtomicU64::new(0));
        Self { runtime, portal, http, issuer, numbers, keys, _services: services, _folder: folder }
    }

    pub(super) fn somebody(&self) -> (Number, KeyFile) {
        let number = self.numbers.lock().unwrap().next().unwrap();
        let key = self.issuer.certify(&number);
        (number, key)
    }

    fn key(&self) -> String {
        format!("bench-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    pub(super) async fn request(&self, number: &Number) -> Requested {
        let (agreement, at) = (Agreement::embedded(), SystemClock.now());
        let asked = RequestAcceptance {
            number: Some(number.clone()),
            agreement: agreement.version().clone(),
            shown: Shown {
                languages: vec![Language::Kk],
                blocks: agreement.gated().count().try_into().unwrap(),
                from: at,
                until: at,
                statement: true,
                consent: true,
            },
        };
        let url = format!("{}/api/v1/acceptances", self.portal.url());
        let call = self.http.post(url).header("Idempotency-Key", self.key()).json(&asked);
        call.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }

    pub(super) fn sign(requested: &Requested, key: &KeyFile) -> String {
        let bytes = document::render(Agreement::embedded(), &requested.document).unwrap();
        STANDARD.encode(eds::sign(&bytes, key, false, SystemClock.now(), &OsRandom).unwrap())
    }

    pub(super) async fn put(&self, requested: &Requested, cms: String) -> Signed {
        let url = format!("{}/api/v1/acceptances/{}/signature", self.portal.url(), requested.id);
        let body = PutSignature { id: String::new(), cms };
        let call = self.http.put(url).header("Idempotency-Key", self.key()).json(&body);
        let call = call.bearer_auth(requested.claim.reveal());
        call.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }
}

/// `POST acceptances`.
#[divan::bench(sample_count = 100)]
fn portal_request(bencher: Bencher<'_, '_>) {
    let bench = Bench::new();
    let number = || bench.somebody().0;
    bencher.with_inputs(number).bench_values(|n| bench.runtime.block_on(bench.request(&n)));
}

/// `PUT acceptances/{id}/signature`: GOST verification, the transaction, the commit.
#[divan::bench(sample_count = 100)]
fn portal_signature(bencher: Bencher<'_, '_>) {
    let bench = Bench::new();
    let signed = || {
        let (number, key) = bench.somebody();
        let requested = bench.runtime.block_on(bench.request(&number));
        let cms = Bench::sign(&requested, &key);
        (requested, cms)
    };
    bencher
        .with_inputs(signed)
        .bench_values(|(requested, cms)| bench.runtime.block_on(bench.put(&requested, cms)));
}

/// A full acceptance: request, build and sign the document (GOST), hand it in.
#[divan::bench(sample_count = 100)]
fn portal_full_acceptance(bencher: Bencher<'_, '_>) {
    let bench = Bench::new();
    bencher.with_inputs(|| bench.somebody()).bench_values(|(number, key)| {
        bench.runtime.block_on(async {
            let requested = bench.request(&number).await;
            let cms = Bench::sign(&requested, &key);
            bench.put(&requested, cms).await
        })
    });
}
