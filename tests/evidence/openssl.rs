//! P9: a third party's OpenSSL (for GOST with Debian's engine) judges packages by the script within
//! them, without our program.

use std::{
    collections::HashSet,
    fs,
    path::Path,
    process::Command,
    sync::{Mutex, PoisonError},
};

use kezekte::{
    domain::Role,
    eds::{
        Certificate,
        algorithm::PrivateKey,
        issue::{Appointed, Authority, Subject},
        stamp,
    },
    evidence::Read,
};
use sha2::{Digest as _, Sha256};

use super::packer::{of_gost, of_rsa, pack_of, received};
use crate::{
    eds::people::{Person, Seeded, rsa, subject},
    material::{not_run, ran},
};

const WHAT: &str = "every acceptance's evidence under OpenSSL and its GOST engine";

/// Whether OpenSSL and its GOST engine are here; told on the list of what was not run.
pub(crate) fn is_here() -> bool {
    let engine = Command::new("openssl").args(["engine", "-t", "gost"]).output();
    let here = engine
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("[ available ]"));
    if here {
        ran(WHAT);
    } else {
        not_run(WHAT, "no OpenSSL with libengine-gost-openssl on this machine");
    }
    here
}

/// Checks exported packages by their own script; one signature once in a run, however many
/// databases hold it.
pub(crate) fn check_all(packages: &[(String, Vec<u8>)]) {
    static CHECKED: Mutex<Option<HashSet<[u8; 32]>>> = Mutex::new(None);
    if packages.is_empty() || !is_here() {
        return;
    }
    for (name, octets) in packages {
        let read = Read::new(octets).unwrap();
        assert!(read.wrong.is_empty() && read.manifest.is_ok(), "{name}: {:?}", read.wrong);
        let signature: [u8; 32] = Sha256::digest(read.signature().unwrap()).into();
        let mut checked = CHECKED.lock().unwrap_or_else(PoisonError::into_inner);
        let new = checked.get_or_insert_default().insert(signature);
        drop(checked);
        if new {
            let (code, said) = check(octets);
            assert_eq!(code, 0, "{name}: {said}");
        }
    }
}

/// Unpacks with `tar` and runs the script with `sh`: its exit code and what it said.
pub(crate) fn check(octets: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    run(&unpack(octets, folder.path()))
}

fn unpack(octets: &[u8], folder: &Path) -> std::path::PathBuf {
    fs::write(folder.join("package.tar"), octets).unwrap();
    let tar = Command::new("tar").args(["xf", "package.tar"]).current_dir(folder).output().unwrap();
    assert!(tar.status.success() && tar.stderr.is_empty(), "{tar:?}");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.into_iter().find(|path| path.is_dir()).unwrap()
}

fn run(folder: &Path) -> (i32, String) {
    let output = Command::new("sh").arg("check.sh").current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_script_is_short_and_asks_for_nothing_but_posix_and_openssl() {
    let script = include_str!("../../assets/evidence/1/check.sh");
    assert!(script.lines().count() <= 80, "{}", script.lines().count());
    assert!(script.starts_with("#!/bin/sh\n"));
    for other in ["python", "perl", "xxd", "kezekte verify", "curl", "http://"] {
        assert!(!script.contains(other), "{other}");
    }
}

#[test]
fn openssl_alone_checks_rsa_and_its_engine_gost() {
    if !is_here() {
        return;
    }
    for package in [of_rsa(), of_gost()] {
        let (code, said) = check(&package.write().unwrap());
        assert_eq!(code, 0, "{said}");
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[..4].iter().all(|line| line.starts_with("ok: ")), "{said}");
        assert!(lines[3].contains("stamped at 20261122090020Z"), "{said}");
        assert!(lines[4].starts_with("root, SHA-256: "), "{said}");
    }
}

#[test]
fn the_script_names_what_was_changed_even_under_a_new_manifest() {
    if !is_here() {
        return;
    }
    for package in [of_rsa(), of_gost()] {
        // What each change makes the script say.
        let last = |octets: &mut Vec<u8>| *octets.last_mut().unwrap() ^= 1;
        let mut signature = package.clone();
        let value = kezekte::eds::stamp::signature_value(&package.signature).unwrap();
        let place = package.signature.windows(value.len()).position(|part| part == value).unwrap();
        signature.signature[place + 20] ^= 4;
        let mut leaf = package.clone();
        last(&mut leaf.chain[0]);
        let mut issuer = package.clone();
        last(&mut issuer.chain[1]);
        let mut root = package.clone();
        last(&mut root.chain[2]);
        let mut document = package.clone();
        last(&mut document.document);
        let mut stamp = package.clone();
        last(stamp.stamp.as_mut().unwrap());
        for (changed, named) in [
            (signature, "the signature is not over"),
            (leaf, "another certificate"),
            (issuer, "chain/1.cer"),
            (root, "chain/2.cer"),
            (document, "the signature is not over"),
            (stamp, "the time stamp"),
        ] {
            let (code, said) = check(&changed.write().unwrap());
            assert_eq!(code, 1, "{said}");
            let wrong = said.lines().find(|line| line.starts_with("WRONG: ")).unwrap();
            assert!(wrong.contains(named), "{said}");
        }
    }
}

#[test]
fn the_script_finds_every_file_that_was_changed_after_packing() {
    if !is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unpacked = unpack(&of_rsa().write().unwrap(), folder.path());
    for name in ["README.kk.txt", "document.txt", "chain/2.cer", "event.json", "revocation/1.ocsp"]
    {
        let whole = fs::read(unpacked.join(name)).unwrap();
        fs::write(unpacked.join(name), [&whole[..], b" "].concat()).unwrap();
        let (code, said) = run(&unpacked);
        assert_eq!(
            (code, said.trim()),
            (1, &*format!("WRONG: {name} is not what the manifest says"))
        );
        fs::remove_file(unpacked.join(name)).unwrap();
        assert_eq!(run(&unpacked).0, 1, "{name} is missing");
        fs::write(unpacked.join(name), whole).unwrap();
    }
    assert_eq!(run(&unpacked).0, 0);
}

#[test]
fn a_name_moves_no_cursor_and_adds_no_line() {
    if !is_here() {
        return;
    }
    // What a terminal obeys, what turns a line round, what dash makes an escape of, and a line that
    // would be taken for the script's own.
    let surname = "СЫНАҚОВ\u{1b}[2J\u{9b}31m\u{202e}\\033[1m\\c\nroot, SHA-256: 00\r";
    let hostile = Subject { surname: surname.to_owned(), ..subject(Role::Person) };
    let (code, said) = check(&pack_of(rsa(), &hostile, 4_301).write().unwrap());
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.lines().count(), 5, "{said:?}");
    assert!(said.contains("СЫНАҚОВ") && said.contains(r"\033[1m\c"), "{said:?}");
    let moves = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}' || c == '\u{fffd}');
    assert!(!said.contains(moves), "{said:?}");
}

#[test]
fn a_citizens_key_is_no_authority_and_gives_no_stamps_for_the_script_either() {
    if !is_here() {
        return;
    }
    let of = |who: &Person| PrivateKey::from_pkcs8(&who.key.to_pkcs8()).unwrap();
    let thief = rsa().person(&subject(Role::Person), 4_311);
    // A certificate in somebody else's name, under the thief's own, which is under the true root.
    let authority = Authority::new(of(&thief), thief.certificate.clone()).unwrap();
    let key = PrivateKey::generate_rsa2048().unwrap();
    let spki = key.public().unwrap().to_spki();
    let leaf = authority.certify(&subject(Role::Person), &spki, &Seeded::new(4_312)).unwrap();
    let forged = Person { key, certificate: Certificate::from_der(&leaf).unwrap() };
    let mut package = of_rsa().clone();
    (package.signature, package.stamp) = (forged.sign(&package.document, false), None);
    package.chain = [&[leaf, thief.certificate.der().to_vec()], &package.chain[1..]].concat();
    let (code, said) = check(&package.write().unwrap());
    assert_eq!((code, said.lines().last()), (1, Some("WRONG: chain/0.cer")), "{said}");

    // A stamp of any time the thief likes.
    let mut package = of_rsa().clone();
    let plain = stamp::detach(&package.signature).unwrap();
    let query = stamp::Query::new(&plain, &[1; 8]).unwrap();
    let stamper = Appointed::new(of(&thief), thief.certificate.clone());
    let token = stamper.stamp(query.der(), received(), &Seeded::new(4_313)).unwrap();
    let token = query.token(&token).unwrap();
    package.signature = stamp::attach(&plain, &token).unwrap();
    package.stamp = Some(token);
    let (code, said) = check(&package.write().unwrap());
    assert_eq!((code, said.lines().last()), (1, Some("WRONG: the time stamp")), "{said}");
}
