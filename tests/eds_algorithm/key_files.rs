//! Key files made here: what opens, what does not, and that nothing of them panics.

use std::{fs, process::Command};

use kezekte::{
    domain::{Fault, OsRandom},
    eds::{
        algorithm::PrivateKey,
        pkcs12::{build, open},
    },
};

use super::{Counting, Failed, certificate, gost_key};
use crate::material::{not_run, ran};

const PASSWORD: &str = "Құпия сөз1";

fn key_file() -> Vec<u8> {
    let key = gost_key();
    build(&key, &certificate(&key), PASSWORD, &Counting::default()).unwrap()
}

#[test]
fn what_is_written_can_be_read() {
    for key in [gost_key(), PrivateKey::generate_rsa2048().unwrap()] {
        let certificate = certificate(&key);
        let file = build(&key, &certificate, PASSWORD, &OsRandom).unwrap();
        let bag = open(&file, PASSWORD).unwrap();
        assert_eq!(bag.certificate, certificate);
        assert_eq!(*bag.key.to_pkcs8(), *key.to_pkcs8());
        assert!(!format!("{bag:?}").contains(&hex::encode(&*key.to_pkcs8())[80..90]));
    }
}

#[test]
fn an_empty_password_is_a_password() {
    let key = gost_key();
    let file = build(&key, &certificate(&key), "", &OsRandom).unwrap();
    assert!(open(&file, "").is_ok());
    assert_eq!(open(&file, " ").unwrap_err(), Fault::WrongPassword);
}

#[test]
fn a_wrong_password_and_a_damaged_file_look_the_same() {
    let file = key_file();
    for wrong in ["", "Құпия сөз2", "Құпия сөз1\0", "құпия сөз1"] {
        assert_eq!(open(&file, wrong).unwrap_err(), Fault::WrongPassword);
    }
    let mut damaged = file.clone();
    // The last octets are the integrity's salt and iterations; before them stands its value.
    let value = file.len() - 4 - 22 - 1;
    damaged[value] ^= 1;
    assert_eq!(open(&damaged, PASSWORD).unwrap_err(), Fault::WrongPassword);
    let mut damaged = file.clone();
    damaged[file.len() / 2] ^= 0x80;
    assert_eq!(open(&damaged, PASSWORD).unwrap_err(), Fault::WrongPassword);
}

#[test]
fn a_key_of_another_certificate_is_not_written() {
    let (key, other) = (gost_key(), gost_key());
    let certificate = certificate(&other);
    assert_eq!(build(&key, &certificate, PASSWORD, &OsRandom), Err(Fault::KeyMismatch));
    assert_eq!(build(&key, b"no certificate", PASSWORD, &OsRandom), Err(Fault::NotKeyFile));
}

#[test]
fn without_randomness_no_file_is_written() {
    let key = gost_key();
    let certificate = certificate(&key);
    assert_eq!(build(&key, &certificate, PASSWORD, &Failed), Err(Fault::NoRandomness));
}

#[test]
fn other_files_are_not_key_files() {
    let file = key_file();
    for other in [&[][..], b"Qwerty12", &[0x30, 0x80], &[0x30, 3, 2, 1, 3]] {
        assert_eq!(open(other, PASSWORD).unwrap_err(), Fault::NotKeyFile);
    }
    let longer = [&file[..], &[0]].concat();
    assert_eq!(open(&longer, PASSWORD).unwrap_err(), Fault::NotKeyFile);
    let mut version = file.clone();
    let place = file.windows(3).position(|window| window == [2, 1, 3]).unwrap();
    version[place + 2] = 4;
    assert_eq!(open(&version, PASSWORD).unwrap_err(), Fault::NotKeyFile);
}

/// No cut and no flipped bit panics, and none opens: integrity covers what is inside, the structure
/// what is outside.
#[test]
fn every_cut_and_every_flip_is_refused() {
    let file = key_file();
    for length in 0..file.len() {
        assert!(open(&file[..length], PASSWORD).is_err(), "cut at {length}");
    }
    for place in 0..file.len() {
        for bit in [0, 3, 7] {
            let mut flipped = file.clone();
            flipped[place] ^= 1 << bit;
            assert!(open(&flipped, PASSWORD).is_err(), "octet {place}, bit {bit}");
        }
    }
}

/// An independent reader opens what is written here: key and certificate for RSA; the certificate
/// alone for GOST, whose key it does not know.
#[test]
fn openssl_opens_what_is_written() {
    let what = "key files written here, opened by OpenSSL";
    match Command::new("openssl").arg("version").output() {
        Ok(version) if version.stdout.starts_with(b"OpenSSL 3") => ran(what),
        _ => return not_run(what, "no OpenSSL 3 on this machine"),
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.p12");
    let password = format!("pass:{PASSWORD}");
    for (key, keys) in
        [(gost_key(), &["-nokeys"][..]), (PrivateKey::generate_rsa2048().unwrap(), &["-nodes"])]
    {
        let certificate = certificate(&key);
        fs::write(&path, build(&key, &certificate, PASSWORD, &OsRandom).unwrap()).unwrap();
        let output = Command::new("openssl")
            .args(["pkcs12", "-legacy", "-passin", &password, "-in"])
            .arg(&path)
            .args(keys)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        let pem = |label: &str| {
            let end = format!("-----END {label}-----");
            let start = printed.find(&format!("-----BEGIN {label}-----")).unwrap();
            let length = printed[start..].find(&end).unwrap() + end.len();
            der::Document::from_pem(&printed[start..start + length]).unwrap().1
        };
        assert_eq!(pem("CERTIFICATE").as_bytes(), certificate);
        if keys == ["-nodes"] {
            let opened = PrivateKey::from_pkcs8(pem("PRIVATE KEY").as_bytes()).unwrap();
            assert_eq!(opened.public(), key.public());
        }
    }
}
