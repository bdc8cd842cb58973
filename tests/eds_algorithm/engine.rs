//! OpenSSL's GOST engine as a second opinion, both ways. It writes Russian object identifiers, and
//! signatures backwards (s ‖ r, big-endian); the mathematics is the same.
//!
//! It accepts what it should, but is no judge of what to refuse: it does not check r and s below q.

use std::{fs, path::Path, process::Command};

use kezekte::{
    domain::OsRandom,
    eds::algorithm::{PublicKey, suite::GOST_512},
};

use super::{certificate::element, gost_key};
use crate::material::{not_run, ran};

/// AlgorithmIdentifier of id-tc26-gost3410-12-512 with paramSetA and Streebog-512 (RFC 9215 §4.2).
const RUSSIAN: [u8; 35] = [
    0x30, 0x21, 6, 8, 0x2a, 0x85, 3, 7, 1, 1, 1, 2, 0x30, 0x15, 6, 9, 0x2a, 0x85, 3, 7, 1, 2, 1, 2,
    1, 6, 8, 0x2a, 0x85, 3, 7, 1, 1, 2, 3,
];
const MESSAGE: &str = "Мен келісемін. Я согласен.";

fn openssl(folder: &Path, arguments: &[&str]) -> bool {
    let output = Command::new("openssl").current_dir(folder).args(arguments).output().unwrap();
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

fn has_engine() -> bool {
    Command::new("openssl")
        .args(["engine", "-t", "gost"])
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("[ available ]"))
}

fn backwards(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

#[test]
fn the_engine_verifies_ours_and_we_verify_the_engines() {
    let what = "GOST signatures against OpenSSL's engine, both ways";
    if !has_engine() {
        return not_run(what, "no OpenSSL with libengine-gost-openssl on this machine");
    }
    ran(what);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("message"), MESSAGE).unwrap();

    let verify = [
        "dgst",
        "-engine",
        "gost",
        "-md_gost12_512",
        "-keyform",
        "DER",
        "-verify",
        "public",
        "-signature",
        "signature",
        "message",
    ];
    for _ in 0..4 {
        let key = gost_key();
        let spki = key.public().unwrap().to_spki();
        let point = &spki[spki.len() - 131..];
        let russian = element(0x30, &[&RUSSIAN, &element(3, &[&[0], point])]);
        fs::write(folder.join("public"), russian).unwrap();
        let signature = key.sign(MESSAGE.as_bytes(), &OsRandom).unwrap();
        fs::write(folder.join("signature"), backwards(&signature)).unwrap();
        assert!(openssl(folder, &verify));
        // The control: in our own order the engine does not accept it.
        fs::write(folder.join("signature"), &signature).unwrap();
        assert!(!openssl(folder, &verify));
    }

    for _ in 0..4 {
        assert!(openssl(
            folder,
            &[
                "genpkey",
                "-engine",
                "gost",
                "-algorithm",
                "gost2012_512",
                "-pkeyopt",
                "paramset:A",
                "-out",
                "private",
            ],
        ));
        let public = ["pkey", "-engine", "gost", "-in", "private", "-pubout"];
        assert!(openssl(folder, &[&public[..], &["-outform", "DER", "-out", "public"]].concat()));
        let sign = ["dgst", "-engine", "gost", "-md_gost12_512", "-sign", "private"];
        assert!(openssl(folder, &[&sign[..], &["-out", "signature", "message"]].concat()));

        let russian = fs::read(folder.join("public")).unwrap();
        let mut spki = gost_key().public().unwrap().to_spki();
        let start = spki.len() - 128;
        spki[start..].copy_from_slice(&russian[russian.len() - 128..]);
        let key = PublicKey::from_spki(&spki).unwrap();
        assert_eq!(key.suite(), &GOST_512);
        let signature = backwards(&fs::read(folder.join("signature")).unwrap());
        assert_eq!(key.verify(MESSAGE.as_bytes(), &signature), Ok(()));
    }
}
