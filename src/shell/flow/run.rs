//! Plays many flows, several at once; the results stand in the order of the jobs.

use std::{path::Path, sync::Arc, time::Instant};

use ratatui::layout::Size;
use tokio::sync::Semaphore;

use super::{
    Flow, Opened, Outcome, Played, Snapshots, Stage,
    play::{Judge, play},
};
use crate::domain::Language;

/// The size of a flow that names none and is given none.
const SIZE: Size = Size::new(80, 24);

/// A flow to play.
#[derive(Debug, Clone)]
pub struct Job {
    /// The flow.
    pub flow: Arc<Flow>,
    /// The language; stronger than the flow's own.
    pub language: Option<Language>,
    /// The terminal's size; stronger than the flow's own.
    pub size: Option<Size>,
    /// True where differing snapshots are collected, not failures.
    pub review: bool,
}

/// Plays every job, `at_once` at a time.
pub async fn run<S: Stage>(stage: Arc<S>, jobs: Vec<Job>, at_once: usize) -> Vec<Played> {
    let places = Arc::new(Semaphore::new(at_once.max(1)));
    let mut tasks = Vec::new();
    for job in jobs {
        let (stage, places) = (Arc::clone(&stage), Arc::clone(&places));
        let named = job.clone();
        let task = tokio::spawn(async move {
            // The semaphore is never closed; without a place the flow would merely start at once.
            let _place = places.acquire().await.ok();
            one(&*stage, job).await
        });
        tasks.push((named, task));
    }
    let mut played = Vec::new();
    for (job, task) in tasks {
        // A task ends early only by a panic, which is a mistake of the program.
        played.push(task.await.unwrap_or_else(|error| not_run(&job, &error)));
    }
    played
}

async fn one<S: Stage>(stage: &S, job: Job) -> Played {
    let started = Instant::now();
    let (language, size) = chosen(&job);
    let kept = Snapshots::place(Path::new(&job.flow.file), language, size);
    let accepted = match Snapshots::read(&kept) {
        Ok(accepted) => accepted,
        Err(error) => return not_run(&job, &format!("{}: {error}", kept.display())),
    };
    let opened = stage.open(&job.flow.setup, language, size).await;
    let Opened { mut console, masks, beside, held } = match opened {
        Ok(opened) => opened,
        Err(error) => return not_run(&job, &error),
    };
    let judge = Judge { masks: &masks, accepted: &accepted, review: job.review, beside: &*beside };
    let brought = play(&job.flow, &mut console, &judge).await;
    drop((console, beside));
    stage.close(held).await;
    let outcome = brought.failure.map_or(Outcome::Passed, |why| Outcome::Failed(Box::new(why)));
    Played {
        steps: (brought.done, job.flow.steps.len()),
        frames: brought.frames,
        hash: brought.hash,
        shots: brought.shots,
        took: started.elapsed(),
        ..empty(&job, outcome)
    }
}

fn chosen(job: &Job) -> (Language, Size) {
    let setup = job.flow.setup;
    (job.language.or(setup.language).unwrap_or_default(), job.size.or(setup.size).unwrap_or(SIZE))
}

fn not_run(job: &Job, error: &impl std::fmt::Display) -> Played {
    empty(job, Outcome::NotRun(error.to_string()))
}

fn empty(job: &Job, outcome: Outcome) -> Played {
    let (language, size) = chosen(job);
    Played {
        title: job.flow.title.clone(),
        file: job.flow.file.clone(),
        language,
        size,
        steps: (0, job.flow.steps.len()),
        frames: Vec::new(),
        outcome,
        hash: String::new(),
        shots: Vec::new(),
        kept: Snapshots::place(Path::new(&job.flow.file), language, size),
        took: std::time::Duration::ZERO,
    }
}
