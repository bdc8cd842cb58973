//! From "Sign" pressed to the receipt: the document signed (GOST), handed in over loopback, the
//! responder asked, the stamp fetched, everything judged, the commit on the disk. `KEZEKTE_RECEIPTS`
//! says how many (300 when absent); one citizen after another.

use std::time::{Duration, Instant};

use kezekte::api::AcceptanceState;

use super::portal::Bench;

/// Prints the percentiles.
pub(crate) fn run() {
    let count = std::env::var("KEZEKTE_RECEIPTS").ok().and_then(|text| text.parse().ok());
    for (name, asks) in [("OCSP and time stamp on loopback", true), ("nobody asked", false)] {
        let bench = Bench::asking(asks);
        let times = (0..count.unwrap_or(300)).map(|_| one(&bench)).collect();
        print(name, times);
    }
}

fn one(bench: &Bench) -> Duration {
    let (number, key) = bench.somebody();
    bench.runtime.block_on(async {
        let requested = bench.request(&number).await;
        let start = Instant::now();
        let cms = Bench::sign(&requested, &key);
        let signed = bench.put(&requested, cms).await;
        let took = start.elapsed();
        assert_eq!(signed.acceptance.state, AcceptanceState::Effective);
        assert!(signed.acceptance.receipt.is_some());
        took
    })
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!(
        "sign to receipt, {name}: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms ({} receipts)",
        at(50),
        at(95),
        at(99),
        times.len()
    );
}
