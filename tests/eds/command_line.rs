//! The real program: exit codes, files, and what it prints.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use kezekte::{
    domain::{Role, SafeText},
    eds::{issue::Authority, pkcs12},
};

use super::people::{House, Seeded, gost, rsa, subject, year};

const PASSWORD: &str = "Сынақ123";
const AT: &str = "2026-11-22T09:00:00Z";

/// A folder with a key, a document and the trust in its authority.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(house: &House, role: Role) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let person = house.person(&subject(role), 95);
        let file = pkcs12::build(&person.key, person.certificate.der(), PASSWORD, &Seeded::new(96));
        fs::write(desk.path("key.p12"), file.unwrap()).unwrap();
        fs::write(desk.path("password"), format!("{PASSWORD}\n")).unwrap();
        fs::write(desk.path("document"), "Құжат").unwrap();
        fs::write(desk.path("certificate.cer"), person.certificate.der()).unwrap();
        fs::create_dir(desk.path("trust")).unwrap();
        fs::write(desk.path("trust/root.cer"), house.root.certificate().der()).unwrap();
        fs::write(desk.path("trust/nca.cer"), house.nca.certificate().der()).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `kezekte eds` in the folder.
    fn eds(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .arg("eds")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("PASSWORD", PASSWORD)
            .output()
            .unwrap()
    }

    fn sign(&self, more: &[&str]) -> Output {
        let arguments = ["sign", "--key", "key.p12", "--password-file", "password", "document"];
        self.eds(&[&arguments, more].concat())
    }

    fn verify(&self, more: &[&str]) -> Output {
        self.eds(&[&["verify", "signature", "--trust", "trust"], more].concat())
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[track_caller]
fn code(output: &Output, expected: i32) -> String {
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(expected), "{printed}{said}");
    printed
}

fn last_line(printed: &str) -> &str {
    printed.lines().last().unwrap()
}

#[test]
fn a_document_is_signed_and_checked() {
    for house in [gost(), rsa()] {
        let desk = Desk::new(house, Role::Person);
        let before = desk.names();
        code(&desk.sign(&["-o", "signature"]), 0);
        assert_eq!(desk.names().len(), before.len() + 1, "nothing but the signature was written");
        let valid = code(&desk.verify(&["--at", "signing-time", "--policy", "acceptance"]), 0);
        assert_eq!(last_line(&valid), "The signature is valid");
        // Valid by the signer's word alone is said to be so.
        assert!(valid.contains("nobody else confirms it"), "{valid}");
        let now = String::from_utf8(desk.verify(&[]).stdout).unwrap();
        assert!(!now.contains("nobody else"), "{now}");
        // Signed now by the machine's clock, judged when the certificate has expired.
        let expired = code(&desk.verify(&["--at", "2028-01-01T00:00:00Z"]), 1);
        assert!(last_line(&expired).starts_with("The signature is not valid: expired: "));
    }
}

#[test]
fn a_detached_signature_needs_its_document() {
    let desk = Desk::new(gost(), Role::Head);
    code(&desk.sign(&["--detached", "-o", "signature"]), 0);
    let told = code(&desk.verify(&["--at", AT]), 3);
    assert!(last_line(&told).starts_with("It could not be told: no-content: "));
    code(&desk.verify(&["--at", AT, "--content", "document"]), 0);
    fs::write(desk.path("document"), "құжат").unwrap();
    let told = code(&desk.verify(&["--at", AT, "--content", "document", "--lang", "ru"]), 1);
    assert!(last_line(&told).starts_with("Подпись недействительна: digest-mismatch: "));
}

#[test]
fn json_has_stable_keys() {
    let desk = Desk::new(gost(), Role::Employee);
    code(&desk.sign(&["-o", "signature"]), 0);
    let printed = code(&desk.verify(&["--at", AT, "--policy", "acceptance", "--json"]), 1);
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(json["verdict"], "invalid");
    assert_eq!(json["code"], "no-right-to-sign");
    assert_eq!(json["policy"], "acceptance");
    assert_eq!(json["judged_at"], AT);
    assert_eq!(json["judged_by"], "given");
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let stable = [
        "certificate",
        "checks",
        "code",
        "judged_at",
        "judged_by",
        "policy",
        "signed_at",
        "verdict",
    ];
    assert_eq!(keys, stable);
    for (at, by) in [(&["--at", "signing-time"][..], "claimed"), (&[], "now")] {
        let output = desk.verify(&[at, &["--json"]].concat());
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["judged_by"], by);
    }
    assert_eq!(json["certificate"]["role"], "employee");
    assert_eq!(json["checks"][0]["check"], "envelope");
    assert_eq!(json["checks"][0]["outcome"], "passed");
    let role = json["checks"].as_array().unwrap().iter().find(|line| line["check"] == "role");
    assert_eq!(role.unwrap()["fault"], "no-right-to-sign");
}

#[test]
fn what_cannot_be_tried_is_2_and_what_is_refused_is_1() {
    let desk = Desk::new(gost(), Role::Person);
    let before = desk.names();
    let key = ["sign", "--key", "key.p12", "document", "-o", "signature"];
    code(&desk.eds(&key), 2); // no password
    code(&desk.eds(&[&key[..], &["--password-env", "NOT_SET"]].concat()), 2);
    code(&desk.eds(&[&key[..], &["--password-file", "missing"]].concat()), 2);
    fs::write(desk.path("wrong"), "wrong").unwrap();
    let wrong = desk.eds(&[&key[..], &["--password-file", "wrong"]].concat());
    code(&wrong, 1);
    assert!(String::from_utf8(wrong.stderr).unwrap().starts_with("wrong-password: "));
    fs::remove_file(desk.path("wrong")).unwrap();
    code(&desk.sign(&["-o", "missing/signature"]), 2);
    code(&desk.sign(&["-o", "trust"]), 2); // a folder stands in its place
    assert_eq!(desk.names(), before, "nothing half-written is left");

    code(&desk.verify(&[]), 2); // there is no signature yet
    code(&desk.eds(&[&key[..], &["--password-env", "PASSWORD"]].concat()), 0);
    code(&desk.eds(&["verify", "signature", "--trust", "missing"]), 2);
    code(&desk.verify(&["--at", "yesterday"]), 2);
    fs::write(desk.path("trust/broken.cer"), "?").unwrap();
    let broken = desk.verify(&[]);
    code(&broken, 2);
    assert!(String::from_utf8(broken.stderr).unwrap().contains("broken.cer"));
    fs::remove_file(desk.path("trust/broken.cer")).unwrap();

    for no_file in ["trust", "signature/"] {
        code(&desk.eds(&["verify", no_file, "--trust", "trust"]), 2);
        code(&desk.verify(&["--content", no_file]), 2);
    }
    code(&desk.eds(&["verify", "signature", "--trust", "document"]), 2);
    // Nobody to trust: nothing is said against the signature, and it is not valid.
    fs::create_dir(desk.path("empty")).unwrap();
    let told = code(&desk.eds(&["verify", "signature", "--trust", "empty", "--at", AT]), 3);
    assert!(last_line(&told).starts_with("It could not be told: untrusted-issuer: "), "{told}");
    // Too much to trust: nothing could be checked.
    for n in 0..4 {
        let root = Authority::root_gost("same", year(), &Seeded::new(300 + n)).unwrap();
        write(&desk.path(&format!("empty/{n}.cer")), root.certificate().der());
    }
    code(&desk.eds(&["verify", "signature", "--trust", "empty", "--at", AT]), 1);
    // What lies beside them is no certificate: a lock, a note, one that was disabled.
    for name in [".lock", "note.txt", "old.cer.disabled"] {
        write(&desk.path(&format!("empty/{name}")), b"?");
    }
    code(&desk.eds(&["verify", "signature", "--trust", "empty", "--at", AT]), 1);
    let fifth = Authority::root_gost("same", year(), &Seeded::new(304)).unwrap();
    write(&desk.path("empty/4.cer"), fifth.certificate().der());
    code(&desk.eds(&["verify", "signature", "--trust", "empty", "--at", AT]), 2);
}

#[test]
fn the_name_of_a_file_reaches_the_terminal_harmless() {
    let desk = Desk::new(gost(), Role::Person);
    write(&desk.path("signature"), b"?");
    write(&desk.path("trust/\u{1b}[2J\u{202e}.cer"), b"?");
    let broken = desk.verify(&[]);
    code(&broken, 2);
    let missing = desk.eds(&["inspect", "\u{1b}[2J\u{202e}"]);
    code(&missing, 2);
    for said in [broken.stderr, missing.stderr].map(|said| String::from_utf8(said).unwrap()) {
        assert!(said.contains("⟨U+001B⟩[2J⟨U+202E⟩"), "{said}");
        assert!(said.chars().all(|c| c == '\n' || !c.is_control()));
    }
}

#[test]
fn files_are_looked_at() {
    let desk = Desk::new(gost(), Role::SignRight);
    code(&desk.sign(&["-o", "signature"]), 0);
    let kind = |file: &str, more: &[&str]| {
        let printed = code(&desk.eds(&[&["inspect", file, "--json"], more].concat()), 0);
        let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(json["certificate"]["role"], "sign_right");
        json["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind("certificate.cer", &[]), "certificate");
    assert_eq!(kind("signature", &[]), "signature");
    assert_eq!(kind("key.p12", &["--password-env", "PASSWORD"]), "key_file");
    let locked = desk.eds(&["inspect", "key.p12"]);
    code(&locked, 2);
    assert!(String::from_utf8(locked.stderr).unwrap().starts_with("no-password: "));
    code(&desk.eds(&["inspect", "document"]), 1);
    code(&desk.eds(&["inspect", "missing"]), 2);
    let printed = code(&desk.eds(&["inspect", "certificate.cer", "--lang", "kk"]), 0);
    assert!(printed.contains("Рөлі: Қол қою құқығы бар қызметкер"), "{printed}");
    assert!(!printed.contains(PASSWORD));
}

#[test]
fn nothing_in_a_certificate_reaches_the_terminal_raw() {
    let desk = Desk::new(gost(), Role::Person);
    let mut hostile = subject(Role::Person);
    hostile.surname = "\u{1b}[2J\u{9b}\u{202e}".to_owned();
    let person = gost().person(&hostile, 97);
    write(&desk.path("certificate.cer"), person.certificate.der());
    let printed = code(&desk.eds(&["inspect", "certificate.cer"]), 0);
    assert!(printed.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(printed.contains(SafeText::new("\u{1b}[2J").as_str()));
}

fn write(path: &Path, octets: &[u8]) {
    fs::write(path, octets).unwrap();
}
