//! `kezekte` without a terminal: the play runs to its end, and twice alike.

use std::process::{Command, Stdio};

/// The play's output.
fn play(language: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["--lang", language])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_play_runs_to_its_end_and_twice_alike() {
    for language in ["kk", "ru", "en"] {
        let (first, second) = (play(language), play(language));
        assert_eq!(first.lines().last(), second.lines().last());
        assert_eq!(first.lines().count(), second.lines().count());
        assert_eq!(first.matches("/api/v1/acceptances/{id}/signature").count(), 1);
    }
}
