//! What became of flows, for whoever runs them.

use crate::shell::flow::{Outcome, Played, Shot};

/// A line a flow and a summary; failures with their step, their difference and the screen.
pub(super) fn results(played: &[Played]) {
    played.iter().for_each(result);
    let passed = played.iter().filter(|played| played.outcome == Outcome::Passed).count();
    println!("{passed} of {} passed", played.len());
}

/// One flow.
pub(super) fn result(played: &Played) {
    let (title, tag, size) = (&played.title, played.language.tag(), played.size);
    let what = format!("{title} ({tag}, {}x{})", size.width, size.height);
    let took = played.took.as_secs_f64();
    match &played.outcome {
        Outcome::Passed => println!("passed   {what}, {} steps, {took:.2} s", played.steps.0),
        Outcome::Failed(failure) => {
            println!("FAILED   {what}\n{failure}\n{}", framed(&failure.screen))
        }
        Outcome::NotRun(why) => println!("NOT RUN  {what}: {why}"),
    }
}

/// A snapshot that differs.
pub(super) fn difference(
    played: &Played,
    (name, shot, difference): &(String, Shot, Option<String>),
) {
    println!("{}: {name}\n{}", played.kept.display(), difference.as_deref().unwrap_or_default());
    println!("{}", framed(&shot.rows().join("\n")));
}

fn framed(screen: &str) -> String {
    screen.lines().map(|line| format!("  │ {line}\n")).collect()
}
