//! JSON: one object with every flow, its screens' hash and, when it failed, the step and the screen.

use serde_json::{Value, json};

use super::trouble;
use crate::shell::flow::{Outcome, Played};

pub(super) fn write(run: &[Played]) -> String {
    let flows: Vec<Value> = run.iter().map(flow).collect();
    let passed = run.iter().filter(|played| played.outcome == Outcome::Passed).count();
    let value = json!({ "passed": passed, "flows": flows });
    format!("{value:#}\n")
}

fn flow(played: &Played) -> Value {
    let (outcome, line, step, screen) = match &played.outcome {
        Outcome::Passed => ("passed", None, None, None),
        Outcome::Failed(it) => ("failed", Some(it.line), Some(&it.step), Some(&it.screen)),
        Outcome::NotRun(_) => ("not_run", None, None, None),
    };
    json!({
        "title": played.title,
        "file": played.file,
        "language": played.language.tag(),
        "columns": played.size.width,
        "rows": played.size.height,
        "outcome": outcome,
        "steps_done": played.steps.0,
        "steps": played.steps.1,
        "screens": played.frames.len(),
        "hash": played.hash,
        "milliseconds": u64::try_from(played.took.as_millis()).unwrap_or(u64::MAX),
        "trouble": trouble(played),
        "line": line,
        "step": step,
        "screen": screen,
    })
}
