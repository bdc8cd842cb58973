//! `kezekte trust`, the real program: nothing is trusted whose fingerprint was not given.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    process::{Command, Output},
};

use kezekte::{
    domain::{Moment, OsRandom},
    eds::{Certificate, issue::Authority},
};
use serde_json::Value;

/// What the production pair's files are, by the public package they came from.
const ROOT: &str = "root_gost_2022";
const NCA: &str = "nca_gost_2022";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .arg("trust")
            .args(arguments)
            .args(["--trust", "trust"])
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The code with which the command was refused; it changed nothing.
    fn refused(&self, arguments: &[&str], exit: i32) -> String {
        let before = self.names();
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(exit), 0), "{said}");
        assert_eq!(said.lines().count(), 2, "a sentence and a next step: {said}");
        assert_eq!(self.names(), before);
        said.split(':').next().unwrap().to_owned()
    }

    /// What lies in the folder.
    fn names(&self) -> Vec<String> {
        let listed = fs::read_dir(self.path("trust")).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            listed.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.retain(|name| name != ".lock");
        names.sort();
        names
    }

    fn list(&self) -> Vec<Value> {
        serde_json::from_str(&self.done(&["list", "--json"])).unwrap()
    }

    fn entry(&self, name: &str) -> Value {
        let found = self.list().into_iter().find(|entry| entry["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}"))
    }

    fn fingerprint(&self, name: &str) -> String {
        self.entry(name)["certificate"]["sha256"].as_str().unwrap().to_owned()
    }

    /// A root of nobody's, in a file; its fingerprint.
    fn root(&self, common_name: &str, file: &str) -> String {
        let at = Moment::from_seconds;
        let validity = (at(1_700_000_000), at(2_000_000_000));
        let authority = Authority::root_gost(common_name, validity, &OsRandom).unwrap();
        fs::write(self.path(file), authority.certificate().der()).unwrap();
        hex::encode(authority.certificate().sha256())
    }
}

#[test]
fn the_built_in_pair_is_trusted_only_by_its_fingerprint() {
    let place = Place::new();
    for (name, ends) in [(ROOT, "9dca"), (NCA, "8524")] {
        let entry = place.entry(name);
        assert_eq!((&entry["state"], &entry["built_in"]), (&"disabled".into(), &true.into()));
        assert!(place.fingerprint(name).ends_with(ends));
    }
    assert!(place.names().is_empty(), "looking makes nothing");

    let (root, nca) = (place.fingerprint(ROOT), place.fingerprint(NCA));
    assert_eq!(place.refused(&["enable", ROOT, "--sha256", &nca], 1), "fingerprint-differs");
    assert_eq!(place.refused(&["enable", ROOT, "--sha256", "af77725f"], 1), "not-fingerprint");
    assert_eq!(place.refused(&["enable", "root", "--sha256", &root], 1), "unknown-name");

    place.done(&["enable", NCA, "--sha256", &nca]);
    let entry = place.entry(NCA);
    assert_eq!((&entry["state"], &entry["rooted"]), (&"enabled".into(), &false.into()));
    assert!(place.done(&["list"]).contains("The root above it is not trusted"));
    // As sites print it: capitals and colons.
    let colons: Vec<_> = root.as_bytes().chunks(2).map(|it| String::from_utf8_lossy(it)).collect();
    place.done(&["enable", ROOT, "--sha256", &colons.join(":").to_uppercase()]);
    assert_eq!(place.entry(NCA)["rooted"], true);
    assert_eq!(place.names(), ["nca_gost_2022.cer", "root_gost_2022.cer"]);
    assert_eq!(place.list().len(), 2, "what lies in the folder is not listed twice");
}

#[test]
fn what_is_disabled_is_not_trusted_and_its_file_stays() {
    let place = Place::new();
    let root = place.fingerprint(ROOT);
    place.done(&["enable", ROOT, "--sha256", &root]);
    place.done(&["disable", ROOT]);
    assert_eq!(place.names(), ["root_gost_2022.cer.disabled"]);
    assert_eq!(place.entry(ROOT)["state"], "disabled");
    place.done(&["disable", ROOT]);
    let wrong = "00".repeat(32);
    assert_eq!(place.refused(&["enable", ROOT, "--sha256", &wrong], 1), "fingerprint-differs");
    place.done(&["enable", ROOT, "--sha256", &root]);
    assert_eq!(place.names(), ["root_gost_2022.cer"]);
    assert_eq!(place.refused(&["disable", "nobody"], 1), "unknown-name");
}

#[test]
fn a_file_is_imported_by_its_fingerprint_under_a_plain_name() {
    let place = Place::new();
    let sha256 = place.root("ОРТАЛЫҚ", "Authority 1.CER");
    place.done(&["import", "Authority 1.CER", "--sha256", &sha256]);
    assert_eq!(place.names(), ["authority-1.cer"]);
    let written = fs::read(place.path("trust/authority-1.cer")).unwrap();
    assert_eq!(written, fs::read(place.path("Authority 1.CER")).unwrap());
    assert_eq!(place.entry("authority-1")["certificate"]["owner"], "ОРТАЛЫҚ");

    // Again, under whatever name: it is that one.
    place.done(&["import", "Authority 1.CER", "--sha256", &sha256, "--name", "again"]);
    assert_eq!(place.names(), ["authority-1.cer"]);

    let other = place.root("БАСҚА", "other.cer");
    let import = ["import", "other.cer", "--sha256", &other, "--name"];
    let named = |name| [&import[..], &[name]].concat();
    assert_eq!(place.refused(&named("authority-1"), 1), "name-taken");
    assert_eq!(place.refused(&named(ROOT), 1), "name-taken");
    assert_eq!(place.refused(&named("../other"), 1), "unknown-name");
    assert_eq!(
        place.refused(&["import", "other.cer", "--sha256", &sha256], 1),
        "fingerprint-differs"
    );
    place.done(&named("other"));
    assert_eq!(place.names(), ["authority-1.cer", "other.cer"]);
}

#[test]
fn only_a_working_authority_is_imported() {
    let place = Place::new();
    let any = "00".repeat(32);
    let test = place.root("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022", "test.cer");
    assert_eq!(place.refused(&["import", "test.cer", "--sha256", &test], 1), "test-authority");
    let demo = place.root("KEZEKTE DEMO ROOT (GOST)", "demo.cer");
    assert_eq!(place.refused(&["import", "demo.cer", "--sha256", &demo], 1), "test-authority");
    fs::write(place.path("text"), "not a certificate").unwrap();
    fs::write(place.path("empty"), "").unwrap();
    fs::write(place.path("large"), vec![0x30; 2 * 1024 * 1024]).unwrap();
    for file in ["text", "empty", "large"] {
        assert_eq!(
            place.refused(&["import", file, "--sha256", &any], 1),
            "not-authority",
            "{file}"
        );
    }
    // Its own signature does not verify.
    let sha256 = place.root("ОРТАЛЫҚ", "root.cer");
    let mut broken = fs::read(place.path("root.cer")).unwrap();
    *broken.last_mut().unwrap() ^= 1;
    fs::write(place.path("broken.cer"), &broken).unwrap();
    let flipped = hex::encode(Certificate::from_der(&broken).unwrap().sha256());
    assert_ne!(flipped, sha256);
    assert_eq!(place.refused(&["import", "broken.cer", "--sha256", &flipped], 1), "not-authority");
    assert_eq!(place.refused(&["import", "nothing.cer", "--sha256", &any], 2), "file-unreadable");
}

#[test]
fn the_list_shows_what_keeps_the_portal_from_starting() {
    let place = Place::new();
    fs::create_dir(place.path("trust")).unwrap();
    fs::write(place.path("trust/odd\u{1b}[2J.pem"), "not a certificate").unwrap();
    fs::write(place.path("trust/readme.txt"), "nothing").unwrap();
    let list = place.done(&["list"]);
    assert!(list.contains("cannot be read: the portal will not start"), "{list}");
    assert!(!list.contains('\u{1b}') && !list.contains("readme"), "{list}");
    assert_eq!(place.list().len(), 3);
}

#[test]
fn two_commands_do_not_work_in_one_folder() {
    let place = Place::new();
    let root = place.fingerprint(ROOT);
    fs::create_dir(place.path("trust")).unwrap();
    let lock = fs::File::create(place.path("trust/.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(place.refused(&["enable", ROOT, "--sha256", &root], 2), "busy");
    drop(lock);
    place.done(&["enable", ROOT, "--sha256", &root]);
}

#[test]
fn a_folder_that_refuses_is_told_and_so_is_a_missing_one() {
    let place = Place::new();
    let root = place.fingerprint(ROOT);
    // A file in the folder's place refuses whoever asks, an administrator too.
    fs::write(place.path("trust"), "").unwrap();
    fs::set_permissions(place.path("trust"), fs::Permissions::from_mode(0o444)).unwrap();
    let output = place.run(&["enable", ROOT, "--sha256", &root]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("file-not-written"), "{said}");

    let nowhere = Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["trust", "disable", ROOT])
        .env_clear()
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(nowhere.stderr).unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(said.starts_with("no-folder") && said.contains("KEZEKTE_PORTAL_TRUST"), "{said}");
}
