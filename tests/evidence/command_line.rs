//! `kezekte verify`: exit codes and what it prints, by the real program.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use kezekte::{domain::Role, eds::issue::Subject};

use super::packer::{of_gost, pack_of};
use crate::eds::people::{gost, subject};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.path("package.tar"), of_gost().write().unwrap()).unwrap();
        fs::create_dir(desk.path("trust")).unwrap();
        fs::write(desk.path("trust/root.cer"), gost().root.certificate().der()).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn verify(&self, arguments: &[&str]) -> (i32, String) {
        self.kezekte(&[&["verify"], arguments].concat())
    }

    fn kezekte(&self, arguments: &[&str]) -> (i32, String) {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }
}

const NOW: &str = "2026-11-22T09:01:00Z";

#[test]
fn a_whole_package_is_valid_in_every_language_and_in_the_year_2040() {
    let desk = Desk::new();
    let words =
        [("kk", "Пакет жарамды"), ("ru", "Пакет действителен"), ("en", "The package is valid")];
    for (language, valid) in words {
        for at in [NOW, "2040-01-01T00:00:00Z"] {
            let arguments = ["package.tar", "--trust", "trust", "--at", at, "--lang", language];
            let (code, said) = desk.verify(&arguments);
            assert_eq!(code, 0, "{said}");
            assert_eq!(said.lines().last(), Some(valid), "{said}");
            assert!(said.contains("2026-000123") && said.contains("123456789011"), "{said}");
        }
        // The program's own flag says the same, and the command's is stronger.
        let command = ["verify", "package.tar", "--trust", "trust", "--at", NOW];
        let (_, said) = desk.kezekte(&[&["--lang", language], &command[..]].concat());
        assert_eq!(said.lines().last(), Some(valid), "{said}");
        let (_, said) =
            desk.kezekte(&[&["--lang", "en"], &command[..], &["--lang", language]].concat());
        assert_eq!(said.lines().last(), Some(valid), "{said}");
    }
}

#[test]
fn json_has_stable_keys() {
    let desk = Desk::new();
    let (code, said) = desk.verify(&["package.tar", "--trust", "trust", "--at", NOW, "--json"]);
    assert_eq!(code, 0, "{said}");
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["verdict"], "valid");
    assert_eq!(json["receipt"], "2026-000123");
    assert_eq!(json["newest"]["seq"], 10);
    let lines = json["lines"].as_array().unwrap();
    assert!(lines.iter().all(|line| line["outcome"] == "passed"), "{said}");
    for part in
        ["container", "manifest", "files", "texts", "document", "chain", "stamp", "event", "report"]
    {
        assert!(lines.iter().any(|line| line["part"] == part), "{part}: {said}");
    }
    for check in ["signature", "digest", "path", "revocation", "stamp", "identity", "time"] {
        let of = |line: &&serde_json::Value| line["part"] == "signature" && line["of"] == check;
        assert!(lines.iter().any(|line| of(&line)), "{check}: {said}");
    }
}

#[test]
fn exit_codes_tell_broken_unreadable_and_untold_apart() {
    let desk = Desk::new();
    let whole = fs::read(desk.path("package.tar")).unwrap();
    let place = whole.windows(8).position(|part| part == b"KEZEKTE-").unwrap();
    let mut flipped = whole.clone();
    flipped[place + 3] ^= 1;
    fs::write(desk.path("flipped.tar"), &flipped).unwrap();
    fs::write(desk.path("none.tar"), "not a package").unwrap();
    let trust = ["--trust", "trust", "--at", NOW];
    let verify = |file: &str| desk.verify(&[&[file][..], &trust].concat());
    let (code, said) = verify("flipped.tar");
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.lines().last(), Some("The package is not valid: File document.txt (changed)"));
    let (code, said) = verify("none.tar");
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.lines().last(), Some("The package is not valid: Container (container)"));
    assert_eq!(verify("absent.tar").0, 2);
    assert_eq!(desk.verify(&["package.tar", "--trust", "absent"]).0, 2);
    assert_eq!(desk.verify(&["package.tar", "--at", "yesterday"]).0, 2);
    // Nobody is trusted: it cannot be told.
    let (code, said) = desk.verify(&["package.tar", "--at", NOW]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("--trust"), "{said}");
    // Those the portal trusts, where the settings say who that is; nobody who was disabled.
    fs::write(desk.path("config.toml"), "[portal]\ntrust = \"trust\"\n").unwrap();
    let by_settings = ["package.tar", "--at", NOW, "--config", "config.toml"];
    assert_eq!(desk.verify(&by_settings).0, 0);
    fs::rename(desk.path("trust/root.cer"), desk.path("trust/root.cer.disabled")).unwrap();
    assert_eq!(desk.verify(&by_settings).0, 3);
    // A mistake in the settings is no verdict.
    fs::write(desk.path("config.toml"), "[portal]\ntrust = 1\n").unwrap();
    assert_eq!(desk.verify(&by_settings).0, 2);
}

/// The package with one file more, empty and of this name.
fn with_file(package: &[u8], name: &str) -> Vec<u8> {
    // A header like that of the first file.
    let mut header = package[..512].to_vec();
    header[..100].fill(0);
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..135].copy_from_slice(b"00000000000");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|octet| u32::from(*octet)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let (files, end) = package.split_at(package.len() - 1024);
    [files, &header, end].concat()
}

#[test]
fn no_name_in_a_package_reaches_the_terminal_as_it_is() {
    const HOSTILE: &str = "\u{1b}]0;X\u{7}\u{9b}31m\u{202e}\r\u{200b}";
    let desk = Desk::new();
    let hostile = Subject { surname: format!("X{HOSTILE}"), ..subject(Role::Person) };
    let package = pack_of(gost(), &hostile, 4_601).write().unwrap();
    let package = with_file(&package, &format!("kezekte-2026-000123/{HOSTILE}"));
    fs::write(desk.path("hostile.tar"), package).unwrap();
    for form in [&["--lang", "kk"][..], &["--lang", "ru"], &["--lang", "en"], &["--json"]] {
        let (code, said) = desk.verify(&[&["hostile.tar", "--trust", "trust"], form].concat());
        assert_eq!(code, 1, "{said:?}");
        assert!(said.contains("⟨U+001B⟩]0;X⟨U+0007⟩⟨U+009B⟩31m⟨U+202E⟩"), "{said:?}");
        let raw = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
        assert!(!said.contains(raw), "{said:?}");
    }
}
