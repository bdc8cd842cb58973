//! `kezekte flow …`: plays flows, reviews their snapshots, explains their language.
//!
//! Exit codes: 0 everything passed, 1 something did not, 2 something could not be played.

mod beside;
mod files;
mod say;
mod stage;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Subcommand};
use ratatui::layout::Size;

use super::Lang;
use crate::{
    domain::Language,
    shell::flow::{self, Flow, GRAMMAR, Job, Outcome, Played, Snapshots, report::Format},
};
pub use stage::{Held, Place, Set, SetError};

/// Commands of `kezekte flow`.
#[derive(Debug, Subcommand)]
pub enum FlowCommand {
    /// Play flows and say what became of them
    Run(RunArgs),
    /// Show how screens differ from the accepted snapshots, and accept them
    Review(ReviewArgs),
    /// Explain the language of flows
    Grammar,
}

/// What to play and on what.
#[derive(Debug, Args)]
pub struct What {
    /// Flow files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The languages to play in; stronger than the flow's own
    #[arg(long, value_enum, value_delimiter = ',')]
    lang: Vec<Lang>,
    /// The terminal sizes to play on; stronger than the flow's own
    #[arg(long, value_delimiter = ',', value_name = "80x24", value_parser = flow::size)]
    size: Vec<Size>,
    /// How many flows are played at once
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    jobs: usize,
    /// A running demonstration portal instead of an embedded one for every flow
    #[arg(long, requires = "keys")]
    portal: Option<String>,
    /// The folder with that portal's people and keys
    #[arg(long)]
    keys: Option<PathBuf>,
}

/// `kezekte flow run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    what: What,
    /// Write a report: tap, junit, json, html or cast
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report)]
    report: Vec<(Format, PathBuf)>,
    /// Keep the evidence package of every acceptance made on embedded portals in this folder
    #[arg(long, value_name = "DIR", conflicts_with = "portal")]
    evidence: Option<PathBuf>,
}

/// `kezekte flow review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    #[command(flatten)]
    what: What,
    /// Take the screens as they are now
    #[arg(long)]
    accept: bool,
}

/// Carries the command out.
pub(super) async fn run(command: FlowCommand) -> ExitCode {
    match command {
        FlowCommand::Run(args) => match play(&args.what, false, args.evidence).await {
            Ok(played) => end(&played, &args.report),
            Err(code) => code,
        },
        FlowCommand::Review(args) => match play(&args.what, true, None).await {
            Ok(played) => review(&played, args.accept),
            Err(code) => code,
        },
        FlowCommand::Grammar => {
            print!("{GRAMMAR}");
            ExitCode::SUCCESS
        }
    }
}

/// Says why nothing could be played: exit code 2.
fn cannot(error: impl std::fmt::Display) -> ExitCode {
    eprintln!("kezekte: {error}");
    ExitCode::from(2)
}

async fn play(
    what: &What,
    review: bool,
    evidence: Option<PathBuf>,
) -> Result<Vec<Played>, ExitCode> {
    let flows = files::read(&what.files)?;
    let place = match (&what.portal, &what.keys) {
        (Some(url), Some(keys)) => Place::At { url: url.clone(), keys: keys.clone() },
        _ => Place::Embedded,
    };
    let mut set = Set::new(place).map_err(cannot)?;
    if let Some(folder) = evidence {
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        set = set.keeping_evidence(folder);
    }
    let set = Arc::new(set);
    let played = flow::run(Arc::clone(&set), jobs(&flows, what, review), what.jobs).await;
    set.kept().await.map_err(cannot)?;
    Ok(played)
}

/// Every flow in every language and size.
fn jobs(flows: &[Arc<Flow>], what: &What, review: bool) -> Vec<Job> {
    let languages: Vec<Option<Language>> = or_none(what.lang.iter().map(|it| Language::from(*it)));
    let sizes: Vec<Option<Size>> = or_none(what.size.iter().copied());
    let mut jobs = Vec::new();
    for flow in flows {
        for language in &languages {
            for size in &sizes {
                let flow = Arc::clone(flow);
                jobs.push(Job { flow, language: *language, size: *size, review });
            }
        }
    }
    jobs
}

fn or_none<T>(given: impl Iterator<Item = T>) -> Vec<Option<T>> {
    let given: Vec<Option<T>> = given.map(Some).collect();
    if given.is_empty() { vec![None] } else { given }
}

fn end(played: &[Played], reports: &[(Format, PathBuf)]) -> ExitCode {
    say::results(played);
    for (format, file) in reports {
        if let Err(error) = std::fs::write(file, format.write(played)) {
            return cannot(format!("{}: {error}", file.display()));
        }
    }
    code(played)
}

fn code(played: &[Played]) -> ExitCode {
    let is = |bad: fn(&Outcome) -> bool| played.iter().any(|played| bad(&played.outcome));
    if is(|outcome| matches!(outcome, Outcome::NotRun(_))) {
        ExitCode::from(2)
    } else if is(|outcome| matches!(outcome, Outcome::Failed(_))) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Shows what differs; with `accept` the screens of every flow that passed are taken.
fn review(played: &[Played], accept: bool) -> ExitCode {
    let failed: Vec<&Played> = played.iter().filter(|it| it.outcome != Outcome::Passed).collect();
    failed.iter().for_each(|played| say::result(played));
    let mut different = 0;
    for played in played.iter().filter(|played| played.outcome == Outcome::Passed) {
        let changed = played.shots.iter().filter(|(_, _, difference)| difference.is_some());
        different += changed.map(|shot| say::difference(played, shot)).count();
        let mut kept = Snapshots::default();
        for (name, shot, _) in &played.shots {
            kept.accept(name, shot.clone());
        }
        // Written whole, so that what no step asks for any more is gone.
        let write = || kept.write(&played.kept);
        if let Some(Err(error)) = (accept && !played.shots.is_empty()).then(write) {
            return cannot(format!("{}: {error}", played.kept.display()));
        }
    }
    say::line(format!(
        "{different} different, {}",
        if accept { "accepted" } else { "not accepted" }
    ));
    match code(played) {
        passed if passed == ExitCode::SUCCESS && different > 0 && !accept => ExitCode::FAILURE,
        other => other,
    }
}

fn report(text: &str) -> Result<(Format, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("expected FORMAT=FILE")?;
    let known = Format::NAMED.iter().find(|(known, _)| *known == name);
    let (_, format) = known.ok_or_else(|| format!("no report is called {name}"))?;
    Ok((*format, PathBuf::from(file)))
}
