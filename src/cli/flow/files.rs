//! Flow files from the command line's paths; every mistake of every file is said at once.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use super::cannot;
use crate::shell::flow::{self, Flow};

/// Reads the flows of these files and folders.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<Arc<Flow>>, ExitCode> {
    let mut flows = Vec::new();
    let mut wrong = None;
    for path in paths {
        let files = below(path).map_err(|error| cannot(format!("{}: {error}", path.display())))?;
        if files.is_empty() {
            wrong = Some(cannot(format!("{}: no flow files", path.display())));
        }
        for file in files {
            let shown = file.display().to_string();
            match fs::read_to_string(&file) {
                Err(error) => wrong = Some(cannot(format!("{shown}: {error}"))),
                Ok(text) => match flow::parse(&shown, &text) {
                    Ok(flow) => flows.push(Arc::new(flow)),
                    Err(mistakes) => {
                        mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
                        wrong = Some(ExitCode::from(2));
                    }
                },
            }
        }
    }
    wrong.map_or(Ok(flows), Err)
}

/// The file itself, or the `.flow` files of a folder by name.
fn below(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "flow"))
        .collect();
    files.sort();
    Ok(files)
}
