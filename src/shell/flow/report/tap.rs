//! TAP 14: a line a flow; what went wrong stands below as a block of YAML.

use super::{name, trouble};
use crate::shell::flow::{Outcome, Played};

pub(super) fn write(run: &[Played]) -> String {
    let mut text = format!("TAP version 14\n1..{}\n", run.len());
    for (played, number) in run.iter().zip(1..) {
        let ok = if played.outcome == Outcome::Passed { "ok" } else { "not ok" };
        // `#` would begin a directive, a backslash escapes.
        let name = name(played).replace('\\', "\\\\").replace('#', "\\#");
        text.push_str(&format!("{ok} {number} - {name}\n"));
        if let Some(trouble) = trouble(played) {
            text.push_str("  ---\n  message: |\n");
            text.extend(trouble.lines().map(|line| format!("    {line}\n")));
            if let Outcome::Failed(failure) = &played.outcome {
                text.push_str("  screen: |2\n");
                text.extend(failure.screen.lines().map(|line| format!("    {line}\n")));
            }
            text.push_str("  ...\n");
        }
    }
    text
}
