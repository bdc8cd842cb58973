//! One HTML page without any script or outside file: a section a flow, its screens as SVG.

use super::{escape, name, svg, trouble};
use crate::shell::flow::{Outcome, Played};

const STYLE: &str = "body{font:16px sans-serif;margin:2em auto;max-width:70em;padding:0 1em}\
 summary{cursor:pointer;padding:.3em 0}.failed,.not-run{color:#a40e26}\
 pre{background:#f3f3f3;padding:1em;overflow:auto}figure{margin:1em 0}figcaption{font-family:monospace}\
 svg{width:100%;height:auto}";

pub(super) fn write(run: &[Played]) -> String {
    let passed = run.iter().filter(|played| played.outcome == Outcome::Passed).count();
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"/><title>Flows</title>\
         <style>{STYLE}</style></head>\n<body>\n<h1>{passed} of {} flows passed</h1>\n",
        run.len()
    );
    run.iter().for_each(|played| section(&mut page, played));
    page.push_str("</body>\n</html>\n");
    page
}

fn section(page: &mut String, played: &Played) {
    let (class, open) = match &played.outcome {
        Outcome::Passed => ("passed", ""),
        Outcome::Failed(_) => ("failed", " open=\"open\""),
        Outcome::NotRun(_) => ("not-run", " open=\"open\""),
    };
    page.push_str(&format!(
        "<details{open}><summary class=\"{class}\">{class}: {}, {:.2} s</summary>\n",
        escape(&name(played)),
        played.took.as_secs_f64()
    ));
    if let Some(trouble) = trouble(played) {
        page.push_str(&format!("<pre>{}</pre>\n", escape(&trouble)));
    }
    for frame in &played.frames {
        let step = if frame.step.is_empty() { "the first screen" } else { &frame.step };
        page.push_str(&format!(
            "<figure><figcaption>{}</figcaption>\n{}</figure>\n",
            escape(step),
            svg::draw(&frame.screen)
        ));
    }
    page.push_str("</details>\n");
}
