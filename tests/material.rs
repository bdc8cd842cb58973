//! What not every machine has (real keys and certificates, OpenSSL, a database): a test that lacks
//! it says so in a list instead of passing silently.
//!
//! The list is a folder, `not-run/` under Cargo's folder for test files: one file a line,
//! `what<TAB>why`. A test that does run removes its line, so that the folder never tells of an
//! earlier run. Whoever prints the folder decides whether a line in it is a failure.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of real keys, certificates, signatures and vectors: `KEZEKTE_PKI`, or `../shared/pki`
/// beside the package. Where it is absent, `what` is listed as not run.
///
/// Panics when `KEZEKTE_PKI` names something that is not there: somebody meant it to be.
pub(crate) fn material(what: &str) -> Option<PathBuf> {
    let named = std::env::var_os("KEZEKTE_PKI").map(PathBuf::from);
    let folder = named
        .clone()
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pki"));
    if folder.is_dir() {
        ran(what);
        return Some(folder);
    }
    assert!(named.is_none(), "KEZEKTE_PKI names {}, which is not a folder", folder.display());
    not_run(what, "no real keys and certificates here (KEZEKTE_PKI)");
    None
}

/// Lists `what` as not run, and why. Both are one line; `what` differs from test to test.
pub(crate) fn not_run(what: &str, why: &str) {
    assert!(!what.contains(['\t', '\n']) && !why.contains(['\t', '\n']));
    let line = line_of(what);
    fs::create_dir_all(line.parent().unwrap()).unwrap();
    fs::write(line, format!("{what}\t{why}\n")).unwrap();
    eprintln!("NOT RUN: {what}: {why}");
}

/// Takes `what` off the list: it runs.
pub(crate) fn ran(what: &str) {
    match fs::remove_file(line_of(what)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => (),
    }
}

fn line_of(what: &str) -> PathBuf {
    let name: String = what.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-run").join(name)
}

#[test]
fn a_test_that_runs_takes_its_line_off_the_list() {
    let what = "the list of what did not run";
    not_run(what, "only to try the list");
    assert_eq!(
        fs::read_to_string(line_of(what)).unwrap(),
        format!("{what}\tonly to try the list\n")
    );
    ran(what);
    ran(what);
    assert!(!line_of(what).exists());
}
