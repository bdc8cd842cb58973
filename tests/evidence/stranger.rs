//! P10: our verifier refuses what OpenSSL accepts.

use std::{fs, process::Command};

use base64::Engine as _;
use kezekte::{
    domain::{Fault, Role, Verdict},
    eds::{Policy, verify},
};

use crate::{
    eds::{
        people::{now, rsa, subject},
        tree::{ATTRIBUTES, CONTENT, Node, SIGNER, signature_of},
    },
    material::{not_run, ran},
};

/// The octets under a citizen's signature are a "document" by themselves: whoever drops the signed
/// attributes and offers them as the content has a good signature by RFC 5652 §5.4.
#[test]
fn openssl_accepts_signed_attributes_offered_as_the_document_and_we_do_not() {
    let what = "signed attributes offered as the document, under OpenSSL";
    if Command::new("openssl").arg("version").output().is_err() {
        return not_run(what, "no openssl here");
    }
    ran(what);
    let person = rsa().person(&subject(Role::Person), 4_401);
    let mut forged: Node = signature_of(&person, b"text");
    let mut attributes = forged.at(ATTRIBUTES).clone();
    attributes.tag = 0x31;
    let document = attributes.der();
    forged.at(SIGNER).children.remove(3);
    forged.at(CONTENT).children.truncate(1);
    let forged = forged.der();

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let pem = [&rsa().root, &rsa().nca].map(|one| {
        let text = base64::engine::general_purpose::STANDARD.encode(one.certificate().der());
        let lines: Vec<_> =
            text.as_bytes().chunks(64).map(|l| str::from_utf8(l).unwrap()).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    });
    fs::write(path("trust.pem"), pem.concat()).unwrap();
    fs::write(path("document"), &document).unwrap();
    fs::write(path("forged"), &forged).unwrap();
    let output = Command::new("openssl")
        .args(["cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any"])
        .args(["-attime", "1795338000", "-in", "forged", "-content", "document"])
        .args(["-CAfile", "trust.pem", "-out", "content"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "OpenSSL refuses it now: {output:?}");
    assert_eq!(fs::read(path("content")).unwrap(), document);

    let report = verify(&forged, Some(&document), &rsa().anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::NoSignedAttributes));
}
