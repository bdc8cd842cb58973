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
    document,
    domain::{Agreement, Clock as _, Language, Number, OsRandom, SystemClock},
    eds::{self, KeyFile},
    portal::{Config, Limits, Portal, Running},
};
use reqwest::Client;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use people::{Issuer, numbers};

/// A portal, and people who have not joined.
struct Bench {
    runtime: Runtime,
    portal: Running,
    http: Client,
    issuer: Issuer,
    numbers: Mutex<Box<dyn Iterator<Item = Number> + Send>>,
    keys: AtomicU64,
    _folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let trust = folder.path().join("trust");
        let issuer = Issuer::new(&trust);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let config = Config {
            database: format!("sqlite:{}", folder.path().join("portal.db").display()),
            listen: "127.0.0.1:0".parse().unwrap(),
            trust: Some(trust),
            keys: None,
            demo: false,
            sources: kezekte::portal::Sources { unchecked: true, ..Default::default() },
            limits: Limits { device: u32::MAX, address: u32::MAX },
            clock: Arc::new(SystemClock),
            random: Arc::new(OsRandom),
        };
        let portal = runtime.block_on(Portal::start(config)).unwrap();
        let numbers = Mutex::new(Box::new(numbers()) as Box<dyn Iterator<Item = Number> + Send>);
        let (http, keys) = (Client::new(), AtomicU64::new(0));
        Self { runtime, portal, http, issuer, numbers, keys, _folder: folder }
    }

    fn somebody(&self) -> (Number, KeyFile) {
        let number = self.numbers.lock().unwrap().next().unwrap();
        let key = self.issuer.certify(&number);
        (number, key)
    }

    fn key(&self) -> String {
        format!("bench-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    async fn request(&self, number: &Number) -> Requested {
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

    fn sign(requested: &Requested, key: &KeyFile) -> String {
        let bytes = document::render(Agreement::embedded(), &requested.document).unwrap();
        STANDARD.encode(eds::sign(&bytes, key, false, SystemClock.now(), &OsRandom).unwrap())
    }

    async fn put(&self, requested: &Requested, cms: String) -> Signed {
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
