//! Prints what the tests before it could not run on this machine, and why.

use std::{fs, path::Path};

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-run");
    let mut lines: Vec<(String, String)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .filter_map(|line| {
            let (what, why) = line.trim_end().split_once('\t')?;
            Some((what.to_owned(), why.to_owned()))
        })
        .collect();
    lines.sort();
    println!();
    if lines.is_empty() {
        println!("Everything was run here.");
        return;
    }
    let width = lines.iter().map(|(what, _)| what.chars().count()).max().unwrap_or(0);
    println!("Not run here:");
    for (what, why) in lines {
        println!("  {what:<width$}  {why}");
    }
}
