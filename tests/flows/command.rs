//! `kezekte flow` as it is typed: no terminal, exit codes, reports.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use super::markup;

fn kezekte(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .arg("flow")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn flow(folder: &Path, text: &str) -> String {
    let file = folder.join("a.flow");
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn exit_codes_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let bad = flow(folder.path(), "title <A> & \"B\" # c\nsee home.join\nsee \"<no> & 'where'\"\n");
    let forms = ["tap", "junit", "json", "html", "cast"];
    let reports: Vec<String> =
        forms.iter().map(|form| format!("--report={form}={}", path(form))).collect();
    let mut arguments = vec!["run", "assets/flows/help-and-menu.flow", &bad, "--lang", "ru"];
    arguments.extend(reports.iter().map(String::as_str));
    let output = kezekte(&arguments);
    let shown = said(&output);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("a.flow:3: see \"<no> & 'where'\""), "{shown}");
    assert!(shown.contains("┃ 1  Зарегистрироваться "), "the screen:\n{shown}");
    assert!(shown.contains("1 of 2 passed"), "{shown}");

    let read = |form: &str| std::fs::read_to_string(path(form)).unwrap();
    let tap = read("tap");
    assert!(tap.starts_with("TAP version 14\n1..2\nok 1 - "), "{tap}");
    assert!(tap.contains("\nnot ok 2 - <A> & B (ru, 80x24)\n  ---\n"), "{tap}");
    let junit = read("junit");
    assert!(markup::check(&junit).unwrap() >= 5);
    assert!(junit.contains("tests=\"2\" failures=\"1\" errors=\"0\""), "{junit}");
    assert!(junit.contains("&lt;no&gt; &amp; &#39;where&#39;"), "{junit}");
    let json: serde_json::Value = serde_json::from_str(&read("json")).unwrap();
    assert_eq!(json["passed"], 1);
    assert_eq!(json["flows"][1]["outcome"], "failed");
    assert_eq!(json["flows"][1]["line"], 3);
    assert_eq!(json["flows"][1]["title"], "<A> & B");
    let html = read("html");
    assert!(markup::check(&html).unwrap() > 500);
    assert!(html.contains("<svg ") && html.contains("textLength="));
    let cast = read("cast");
    let mut lines = cast.lines().map(serde_json::from_str::<serde_json::Value>);
    let header = lines.next().unwrap().unwrap();
    assert_eq!((&header["version"], &header["width"]), (&2.into(), &100.into()));
    assert!(lines.all(|event| event.unwrap()[0].is_number()));
}

#[test]
fn what_cannot_be_played_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = flow(folder.path(), "pres Enter\nsee home.joim\n");
    let output = kezekte(&["run", &wrong]);
    assert_eq!(output.status.code(), Some(2));
    let shown = said(&output);
    assert!(shown.contains("a.flow:1:1: there is no step `pres`"), "{shown}");
    assert!(shown.contains("a.flow:2:5: there is no phrase `home.joim`"), "{shown}");
    let nowhere = folder.path().join("nowhere.flow").display().to_string();
    assert_eq!(kezekte(&["run", &nowhere]).status.code(), Some(2));
    let keys = folder.path().display().to_string();
    let right = flow(folder.path(), "see home.join\n");
    let portal = ["run", &right, "--portal", "http://127.0.0.1:9", "--keys", &keys];
    assert_eq!(kezekte(&portal).status.code(), Some(2));
}

#[test]
fn a_snapshot_is_accepted_by_a_review_and_holds_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = flow(folder.path(), "click home.menu\nsnapshot menu\n");
    let code = |arguments: &[&str]| {
        let output = kezekte(arguments);
        (output.status.code(), said(&output))
    };
    let (ended, shown) = code(&["run", &file]);
    assert_eq!(ended, Some(1), "{shown}");
    assert!(shown.contains("kezekte flow review --accept"), "{shown}");
    assert_eq!(code(&["review", &file]).0, Some(1));
    assert_eq!(code(&["review", &file, "--accept"]).0, Some(0));
    assert_eq!(code(&["run", &file]).0, Some(0));
    // The same words in other colours.
    let file = flow(folder.path(), "click home.menu\npress F6\npress F6 F6 F6\nsnapshot menu\n");
    let (ended, shown) = code(&["run", &file]);
    assert_eq!(ended, Some(1), "{shown}");
    assert!(shown.contains("style"), "{shown}");
}

#[test]
fn a_flow_is_played_at_a_portal_that_runs_already() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys").display().to_string();
    let database = format!("sqlite:{}", folder.path().join("portal.db").display());
    let mut portal = Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["portal", "serve", "--demo", "--listen", "127.0.0.1:0"])
        .args(["--keys", &keys, "--database", &database])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut url = String::new();
    let mut lines = std::io::BufReader::new(portal.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut lines, &mut url).unwrap();
    let text = "person stopped\npress 2\npress Enter*4\nsee document.check_code\npress Enter\n\
                expect screen account\nexpect account access_stopped\nswitch to desk\n\
                expect screen workbench\nsee name of agent\n";
    let file = flow(folder.path(), text);
    let output = kezekte(&["run", &file, "--portal", url.trim(), "--keys", &keys]);
    let (killed, _) = (portal.kill(), portal.wait());
    assert!(output.status.success() && killed.is_ok(), "{}", said(&output));
}
