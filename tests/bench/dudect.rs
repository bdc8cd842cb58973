//! Whether the time of signing tells of the secret, in the manner of dudect (Reparaz, Balasch,
//! Verbauwhede 2017): two classes, one with a secret that is always the same and one with secrets
//! drawn at random, measured in random order; Welch's t between them, over all measurements and
//! over those below each of several percentiles, since interrupts only ever make a run longer.
//!
//! |t| above 4.5 is the usual sign of a leak; it is reported, and nothing fails of it. Run it on a
//! quiet machine. `KEZEKTE_DUDECT` says how many measurements (20,000 when absent).

use std::{hint::black_box, time::Instant};

use kezekte::{
    domain::{OsRandom, Random as _},
    eds::algorithm::gost3410::PrivateKey,
};

/// Secrets of the random class. Each is used many times: what is compared is the classes.
const SECRETS: usize = 256;
const MESSAGE: &[u8] = b"thirty-two octets of a document.";

/// q − 1, little-endian.
fn largest() -> [u8; 64] {
    let order = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                 27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";
    let mut octets: [u8; 64] = hex::decode(order).unwrap().try_into().unwrap();
    octets.reverse();
    octets[0] -= 1;
    octets
}

fn one() -> [u8; 64] {
    let mut octets = [0; 64];
    octets[0] = 1;
    octets
}

fn random() -> [u8; 64] {
    *PrivateKey::generate(&OsRandom).unwrap().to_octets()
}

/// The whole check.
pub(crate) fn run() {
    let count = std::env::var("KEZEKTE_DUDECT").ok().and_then(|text| text.parse().ok());
    let count: usize = count.unwrap_or(20_000);
    println!("{count} measurements each; |t| > 4.5 is a sign of a leak\n");
    for (name, fixed) in [("d = 1", one()), ("d = q − 1", largest()), ("one d", random())] {
        let random: Vec<[u8; 64]> = (0..SECRETS).map(|_| random()).collect();
        // Both classes read their secret from a list of the same length, so that caches tell nothing.
        let fixed = vec![fixed; SECRETS];
        let derive = |d: &[u8; 64]| {
            let _ = black_box(PrivateKey::from_octets(black_box(d)));
        };
        report(&format!("d·G, {name}"), &measure(count, &fixed, &random, derive));
    }
    let key = |d: &[u8; 64]| PrivateKey::from_octets(d).unwrap();
    for (name, fixed) in [("d = 1", one()), ("one d", random())] {
        let fixed: Vec<_> = (0..SECRETS).map(|_| key(&fixed)).collect();
        let random: Vec<_> = (0..SECRETS).map(|_| key(&random())).collect();
        let sign = |key: &PrivateKey| {
            let _ = black_box(key.sign(MESSAGE, &OsRandom));
        };
        report(&format!("sign, {name}"), &measure(count, &fixed, &random, sign));
    }
    // What the check says of a signer that does leak: verification takes its time by the values.
    let public = key(&random()).public().clone();
    let signatures = |kinds: usize| -> Vec<Vec<u8>> {
        let key = key(&random());
        let made: Vec<_> = (0..kinds).map(|_| key.sign(MESSAGE, &OsRandom).unwrap()).collect();
        made.iter().cycle().take(SECRETS).map(|signature| signature.to_vec()).collect()
    };
    let verify = |signature: &Vec<u8>| {
        let _ = black_box(public.verify(MESSAGE, signature));
    };
    let met = measure(count, &signatures(1), &signatures(SECRETS), verify);
    report("verify (variable-time: it should show)", &met);
}

/// Times in nanoseconds of the fixed class and of the random one.
fn measure<T>(count: usize, fixed: &[T], random: &[T], run: impl Fn(&T)) -> [Vec<f64>; 2] {
    let mut choices = vec![0_u8; count * 2];
    OsRandom.fill(&mut choices).unwrap();
    let mut times = [Vec::with_capacity(count), Vec::with_capacity(count)];
    for _ in 0..100 {
        run(&fixed[0]);
        run(&random[0]);
    }
    for choice in choices.chunks_exact(2) {
        let class = usize::from(choice[0] & 1);
        let subject = &[fixed, random][class][usize::from(choice[1]) % SECRETS];
        let start = Instant::now();
        run(subject);
        times[class].push(start.elapsed().as_nanos() as f64);
    }
    times
}

fn report(name: &str, times: &[Vec<f64>; 2]) {
    let mut sorted: Vec<f64> = times.concat();
    sorted.sort_by(f64::total_cmp);
    let below = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    let mut worst = (0.0_f64, 1.0);
    let mut whole = 0.0;
    for share in [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0] {
        let limit = below(share);
        let kept = times
            .each_ref()
            .map(|class| class.iter().copied().filter(|time| *time <= limit).collect::<Vec<f64>>());
        let t = welch(&kept[0], &kept[1]);
        if t.abs() > worst.0.abs() {
            worst = (t, share);
        }
        whole = t;
    }
    println!(
        "{name:40} t = {whole:7.2} over all, {:7.2} over the fastest {:3.0} %; median {:.1} µs",
        worst.0,
        worst.1 * 100.0,
        below(0.5) / 1000.0
    );
}

/// Welch's t of two samples.
fn welch(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let spread = |x: &[f64], m: f64| {
        x.iter().map(|v| (v - m).powi(2)).sum::<f64>() / (x.len() as f64 - 1.0) / x.len() as f64
    };
    (ma - mb) / (spread(a, ma) + spread(b, mb)).sqrt()
}
