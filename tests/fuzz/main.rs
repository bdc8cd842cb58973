//! P16: no input up to 64 KiB makes a parser panic, take more than 64 MiB or more than 250 ms.
//!
//! ```text
//! KEZEKTE_FUZZ_SECONDS   seconds for each parser (2 when absent)
//! KEZEKTE_SEED           which inputs (drawn when absent, and printed)
//! KEZEKTE_FUZZ_CORPUS    a folder: seeds are written there, one folder for each parser, and no
//!                        parser is run; cargo-fuzz begins from them
//! cargo test --test fuzz signature     the parsers with that word
//! ```
//! Inputs are good ones, made here, and changed; an input with an outcome that was not met before is
//! kept and changed further. cargo-fuzz, which is guided by coverage, takes the same parsers:
//!
//! ```text
//! KEZEKTE_FUZZ_CORPUS=corpus cargo test --test fuzz
//! cargo fuzz run --sanitizer none --fuzz-dir tests/fuzz signature corpus/signature
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod eds;
mod mutate;
mod targets;

use std::{
    collections::HashSet,
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use mutate::{Dice, LARGEST, mutate};
use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};
use targets::{ALL, Target};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most one call may take from the allocator.
const MOST_MEMORY: usize = 64 * 1024 * 1024;
/// The longest one call may compute. Arithmetic without optimisation is slower by more than ten.
const MOST_TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3000 } else { 250 });
/// Kept inputs, at most.
const MOST_KEPT: usize = 4096;

/// What was met while one parser ran.
#[derive(Default)]
struct Met {
    executions: u64,
    kept: usize,
    outcomes: HashSet<String>,
    slowest: Duration,
    most: usize,
    wrong: Option<String>,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |target: &&Target| {
        words.is_empty() || words.iter().any(|word| target.name.contains(word.as_str()))
    };
    let chosen: Vec<&Target> = ALL.iter().filter(wanted).collect();
    if let Some(folder) = env::var_os("KEZEKTE_FUZZ_CORPUS") {
        chosen.into_iter().for_each(|target| write_seeds(target, Path::new(&folder)));
        return ExitCode::SUCCESS;
    }
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seconds = number("KEZEKTE_FUZZ_SECONDS").unwrap_or(2);
    let seed = number("KEZEKTE_SEED").unwrap_or_else(|| {
        let mut octets = [0; 8];
        getrandom::fill(&mut octets).unwrap();
        u64::from_ne_bytes(octets) >> 32
    });
    println!("\nrunning {} parsers, {seconds} s each (KEZEKTE_SEED={seed})", chosen.len());
    println!(
        "{:14} {:>12} {:>9} {:>9} {:>11} {:>12}",
        "parser", "executions", "outcomes", "kept", "slowest, ms", "memory, KiB"
    );
    let mut failed = 0;
    for target in &chosen {
        let met = fuzz(target, Duration::from_secs(seconds), seed);
        println!(
            "{:14} {:>12} {:>9} {:>9} {:>11.1} {:>12}",
            target.name,
            met.executions,
            met.outcomes.len(),
            met.kept,
            met.slowest.as_secs_f64() * 1000.0,
            met.most / 1024
        );
        if let Some(wrong) = met.wrong {
            failed += 1;
            println!("{}: {wrong}", target.name);
        }
    }
    println!("\n{} passed, {failed} failed", chosen.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fuzz(target: &Target, time: Duration, seed: u64) -> Met {
    let mut kept = (target.seeds)();
    let seeds = kept.len();
    let mut dice = Dice(seed ^ target.name.bytes().fold(0, |n, c| n << 7 ^ u64::from(c)));
    let mut met = Met::default();
    // Everything that is made once (tables, keys) is made by the seeds, outside of any limit.
    for input in &kept {
        met.outcomes.insert((target.call)(input));
    }
    let end = Instant::now() + time;
    while Instant::now() < end && met.wrong.is_none() {
        let input = if met.executions < seeds as u64 {
            kept[met.executions as usize].clone()
        } else {
            // Half of the time from the seeds: what was kept last is often already nonsense.
            let from = if dice.roll(2) == 0 { seeds } else { kept.len() };
            let (one, other) = (dice.roll(from), dice.roll(kept.len()));
            mutate(&kept[one], &kept[other], &mut dice)
        };
        if call(target, &input, &mut met) && kept.len() < MOST_KEPT {
            kept.push(input);
        }
    }
    met.kept = kept.len() - seeds;
    met
}

/// One call, judged. Whether its outcome is new.
fn call(target: &Target, input: &[u8], met: &mut Met) -> bool {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = computed();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.call)(input)));
    let took = computed().saturating_sub(start);
    let memory = MEMORY.peak_usage().saturating_sub(before);
    met.executions += 1;
    met.slowest = met.slowest.max(took);
    met.most = met.most.max(memory);
    let wrong = match &outcome {
        Err(_) => Some("it panicked".to_owned()),
        Ok(_) if took > MOST_TIME => Some(format!("it took {took:?}")),
        Ok(_) if memory > MOST_MEMORY => Some(format!("it took {memory} octets of memory")),
        Ok(_) => None,
    };
    met.wrong = wrong.map(|wrong| format!("{wrong}: {}", keep(target, input)));
    outcome.is_ok_and(|outcome| {
        let new = met.outcomes.len() < MOST_KEPT && !met.outcomes.contains(&outcome);
        new && met.outcomes.insert(outcome)
    })
}

/// What this thread has computed: a machine under load takes longer by the clock.
fn computed() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Writes the input down for whoever looks into it, and says where.
fn keep(target: &Target, input: &[u8]) -> String {
    assert!(input.len() <= LARGEST);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
    fs::write(&file, input).unwrap();
    format!("{} octets, in {}", input.len(), file.display())
}

fn write_seeds(target: &Target, folder: &Path) {
    let folder = folder.join(target.name);
    fs::create_dir_all(&folder).unwrap();
    let seeds = (target.seeds)();
    for (i, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{i}")), seed).unwrap();
    }
    println!("{}: {} seeds in {}", target.name, seeds.len(), folder.display());
}
