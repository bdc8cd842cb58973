//! OpenSSL's opinion of what we sign. It knows no Kazakh GOST, so RSA only.

use std::{fs, process::Command};

use kezekte::domain::Role;

use super::people::{rsa, subject};
use crate::material::{not_run, ran};

#[test]
fn openssl_verifies_what_we_sign_with_rsa() {
    let what = "RSA signatures under OpenSSL";
    if Command::new("openssl").arg("version").output().is_err() {
        return not_run(what, "no openssl here");
    }
    ran(what);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let person = rsa().person(&subject(Role::Person), 91);
    let trust = [&rsa().root, &rsa().nca].map(|one| {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::STANDARD.encode(one.certificate().der());
        let lines: Vec<_> =
            text.as_bytes().chunks(64).map(|l| str::from_utf8(l).unwrap()).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    });
    fs::write(path("trust.pem"), trust.concat()).unwrap();
    fs::write(path("document"), "Құжат").unwrap();
    for attached in [true, false] {
        let signature = person.sign("Құжат".as_bytes(), attached);
        for (expected, name) in [(true, "signature"), (false, "flipped")] {
            let mut octets = signature.clone();
            if !expected {
                *octets.last_mut().unwrap() ^= 1;
            }
            fs::write(path(name), octets).unwrap();
            let mut openssl = Command::new("openssl");
            openssl
                .args(["cms", "-verify", "-inform", "DER", "-binary", "-cades"])
                .args(["-purpose", "any", "-attime", "1795338000"])
                .arg("-in")
                .arg(path(name))
                .arg("-CAfile")
                .arg(path("trust.pem"))
                .arg("-out")
                .arg(path("content"));
            if !attached {
                openssl.arg("-content").arg(path("document"));
            }
            let output = openssl.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.success(), expected, "{attached} {name}: {said}");
            if expected {
                assert_eq!(fs::read(path("content")).unwrap(), "Құжат".as_bytes());
            }
        }
    }
}
