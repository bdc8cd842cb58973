//! JUnit's XML: one suite, a case a flow. A flow that could not be played is an error.

use super::{escape, name, trouble};
use crate::shell::flow::{Outcome, Played};

pub(super) fn write(run: &[Played]) -> String {
    let count = |is: fn(&Outcome) -> bool| run.iter().filter(|it| is(&it.outcome)).count();
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    let broken = count(|outcome| matches!(outcome, Outcome::NotRun(_)));
    let time: f64 = run.iter().map(|played| played.took.as_secs_f64()).sum();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"flows\" \
         tests=\"{}\" failures=\"{failed}\" errors=\"{broken}\" time=\"{time:.3}\">\n",
        run.len()
    );
    for played in run {
        xml.push_str(&format!(
            "<testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\">",
            escape(&played.file),
            escape(&name(played)),
            played.took.as_secs_f64()
        ));
        if let Some(trouble) = trouble(played) {
            let (tag, screen) = match &played.outcome {
                Outcome::Failed(failure) => ("failure", failure.screen.as_str()),
                _ => ("error", ""),
            };
            let first = escape(trouble.lines().next().unwrap_or_default());
            let rest = escape(&format!("{trouble}\n\n{screen}"));
            xml.push_str(&format!("<{tag} message=\"{first}\">{rest}</{tag}>"));
        }
        xml.push_str("</testcase>\n");
    }
    xml.push_str("</testsuite>\n</testsuites>\n");
    xml
}
