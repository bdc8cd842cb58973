//! What became of flows, for whoever runs them.

use std::io::Write as _;

use crate::shell::flow::{Outcome, Played, Shot};

/// Writes a line; whoever reads may have had enough.
pub(super) fn line(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line a flow and a summary; failures with their step, their difference and the screen.
pub(super) fn results(played: &[Played]) {
    played.iter().for_each(result);
    let passed = played.iter().filter(|played| played.outcome == Outcome::Passed).count();
    line(format!("{passed} of {} passed", played.len()));
}

/// One flow.
pub(super) fn result(played: &Played) {
    let (title, tag, size) = (&played.title, played.language.tag(), played.size);
    let what = format!("{title} ({tag}, {}x{})", size.width, size.height);
    let took = played.took.as_secs_f64();
    match &played.outcome {
        Outcome::Passed => line(format!("passed   {what}, {} steps, {took:.2} s", played.steps.0)),
        Outcome::Failed(failure) => {
            line(format!("FAILED   {what}\n{failure}\n{}", framed(&failure.screen)));
        }
        Outcome::NotRun(why) => line(format!("NOT RUN  {what}: {why}")),
    }
}

/// A snapshot that differs.
pub(super) fn difference(
    played: &Played,
    (name, shot, difference): &(String, Shot, Option<String>),
) {
    line(format!(
        "{}: {name}\n{}",
        played.kept.display(),
        difference.as_deref().unwrap_or_default()
    ));
    line(framed(&shot.rows().join("\n")));
}

fn framed(screen: &str) -> String {
    screen.lines().map(|line| format!("  │ {line}\n")).collect()
}
