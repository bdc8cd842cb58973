//! Settings from the command line: `kezekte config …`, and that the commands obey them.

use std::{
    path::Path,
    process::{Command, Output},
};

/// `kezekte` with these arguments and variables, in a folder without any settings of its own.
fn kezekte(home: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kezekte"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KEZEKTE_")) {
        command.env_remove(name);
    }
    command.env_remove("XDG_CONFIG_HOME").env("HOME", home).current_dir(home);
    command.args(args).envs(variables.iter().copied()).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn check_says_every_mistake_at_once_with_its_line() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("c.toml");
    let text =
        "[kiosk]\nportl = \"https://portal.example.kz\"\n\n[portal]\nlimit_device = \"many\"\n";
    std::fs::write(&file, text).unwrap();
    let output = kezekte(home.path(), &["config", "check", "c.toml"], &[("KEZEKTE_CLOCK", "x")]);
    assert_eq!(output.status.code(), Some(1));
    let errors = said(&output.stderr);
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(
        lines,
        [
            "c.toml:2:1: kiosk.portl: there is no such key; did you mean `portal`?",
            "c.toml:5:16: portal.limit_device: expected a whole number from 1 to 1000000, found \"many\"",
            "KEZEKTE_CLOCK: kiosk.clock: expected true or false, found `x`",
        ]
    );
    std::fs::write(&file, "[kiosk]\nportal = \"https://portal.example.kz\"\n").unwrap();
    let output = kezekte(home.path(), &["config", "check", "c.toml"], &[]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    // The same mistakes stop whoever would work by them.
    std::fs::write(&file, text).unwrap();
    let output = kezekte(home.path(), &["--config", "c.toml", "portal", "check"], &[]);
    assert!(!output.status.success());
    assert!(said(&output.stderr).contains("c.toml:2:1: kiosk.portl"));
    let output = kezekte(home.path(), &["--config", "none.toml", "config", "show"], &[]);
    assert!(!output.status.success() && said(&output.stderr).starts_with("none.toml: "));
}

#[test]
fn show_tells_where_each_value_comes_from() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/kezekte");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "[kiosk]\ntheme = \"light\"\n").unwrap();
    let secret = ("KEZEKTE_DATABASE", "postgres://kezekte:tiger@db.example.kz/kezekte");
    let output = kezekte(home.path(), &["config", "show"], &[("KEZEKTE_LANG", "ru"), secret]);
    let text = said(&output.stdout);
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_default();
    assert!(line("theme = \"light\"").ends_with("config.toml:2:1"), "{text}");
    assert!(line("language = \"ru\"").ends_with("# KEZEKTE_LANG"), "{text}");
    assert!(line("listen = \"127.0.0.1:8080\"").ends_with("# default"), "{text}");
    assert!(line("database = ").contains("••••") && !text.contains("tiger"), "{text}");
}

#[test]
fn the_sample_is_printed_and_passes_its_own_check() {
    let home = tempfile::tempdir().unwrap();
    let output = kezekte(home.path(), &["config", "sample"], &[]);
    assert_eq!(said(&output.stdout), include_str!("../assets/config.toml"));
    std::fs::write(home.path().join("sample.toml"), &output.stdout).unwrap();
    let output = kezekte(home.path(), &["config", "check", "sample.toml"], &[]);
    assert!(output.status.success(), "{}", said(&output.stderr));
}

/// The settings that the commands work by: the database by its file, which nobody else may read.
#[cfg(feature = "portal")]
#[test]
fn the_portal_finds_its_database_by_the_file_and_refuses_one_that_others_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let settings = "[portal]\ndatabase_file = \"database\"\nlisten = \"127.0.0.1:0\"\n";
    std::fs::write(path("c.toml"), settings).unwrap();
    let database = path("here.db");
    std::fs::write(path("database"), format!("sqlite:{}\n", database.display())).unwrap();
    let add = ["--config", "c.toml", "portal", "device", "add", "K-1", "--place-kk", "а"];
    let add = [add.as_slice(), &["--place-ru", "б"]].concat();
    let mode = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path("database"), permissions).unwrap();
    };
    mode(0o644);
    let output = kezekte(home.path(), &add, &[]);
    assert!(!output.status.success() && !database.exists());
    assert!(said(&output.stderr).contains("chmod 600"), "{}", said(&output.stderr));
    mode(0o600);
    let mut serving = Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["--config", "c.toml", "portal", "serve", "--revocation", "off"])
        .env_remove("KEZEKTE_DATABASE")
        .current_dir(home.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut url = String::new();
    let mut lines = std::io::BufReader::new(serving.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut lines, &mut url).unwrap();
    let (killed, _) = (serving.kill(), serving.wait());
    assert!(killed.is_ok() && database.exists() && url.starts_with("http://127.0.0.1:"), "{url}");
    let output = kezekte(home.path(), &add, &[]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    // A variable is stronger than the file's line: no database is there.
    let variable = format!("sqlite:{}", path("other.db").display());
    let output = kezekte(home.path(), &add, &[("KEZEKTE_DATABASE", &variable)]);
    assert!(!output.status.success());
    assert!(said(&output.stderr).contains("there is no database"), "{}", said(&output.stderr));
    assert!(!path("other.db").exists());
    let output = kezekte(home.path(), &["--config", "c.toml", "portal", "check"], &[]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert!(said(&output.stdout).starts_with("events "), "{}", said(&output.stdout));
}
