//! НУЦ РК's own test material: keys, authorities and signatures of its software.

use std::{fs, path::Path};

use kezekte::{
    domain::{Fault, Moment, OsRandom, Role, Verdict},
    eds::{Acceptance, Anchors, Certificate, KeyFile, Policy, examine, sign, verify},
};

use super::{people::moment, tree::Node};
use crate::material::material;

/// Password of every test key (eds.md §3).
const PASSWORD: &str = "Qwerty12";

fn now() -> Moment {
    moment("2026-11-22T00:00:00Z")
}

/// RSA and the older keys were valid then.
fn in_2024() -> Moment {
    moment("2024-02-01T00:00:00Z")
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap()
}

fn folder(folder: &Path) -> Vec<Vec<u8>> {
    fs::read_dir(folder).unwrap().map(|entry| read(&entry.unwrap().path())).collect()
}

/// The test authorities and the production ones together.
fn anchors(pki: &Path) -> Anchors {
    let certificates = [folder(&pki.join("ca_test")), folder(&pki.join("ca_prod"))].concat();
    Anchors::from_certificates(certificates).unwrap()
}

/// Every key file, by its name.
fn keys(pki: &Path) -> Vec<(String, KeyFile)> {
    let paths = fs::read_dir(pki.join("p12")).unwrap().map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let key = KeyFile::open(&read(&path), PASSWORD);
            (name.clone(), key.unwrap_or_else(|fault| panic!("{name}: {fault}")))
        })
        .collect()
}

#[test]
fn every_key_opens_and_signs_and_the_policy_tells_who_may_accept() {
    let Some(pki) = material("real keys under the acceptance policy") else { return };
    let (anchors, policy) = (anchors(&pki), Policy::Acceptance(Acceptance::default()));
    let keys = keys(&pki);
    assert_eq!(keys.len(), 18);
    for (name, key) in keys {
        let expected = match () {
            () if name.starts_with("gost2004") => Err(Fault::AlgorithmNotAccepted),
            () if name.contains("_auth_") => Err(Fault::AuthenticationOnly),
            () if name.contains("infosystem") => Err(Fault::InformationSystem),
            () if name.contains("employee") => Err(Fault::NoRightToSign),
            () if name.contains("treasury") => Err(Fault::TreasuryKey),
            () => Ok(()),
        };
        let old = name.starts_with("rsa") || name.contains("895b5c08");
        let at = if old { in_2024() } else { now() };
        let verdict = expected.map_or_else(Verdict::Invalid, |()| Verdict::Valid);
        // Old GOST keys are shown, and refused before anything is signed.
        let signed = sign(b"text", &key, true, at, &OsRandom);
        let report = match signed {
            Ok(signature) => verify(&signature, Some(b"text"), &anchors, &policy, at),
            Err(fault) => {
                assert_eq!(fault, Fault::AlgorithmNotAccepted);
                examine(key.certificate(), &anchors, &policy, at)
            }
        };
        assert_eq!(report.verdict, verdict, "{name}");
        if expected.is_ok() && old {
            let today = examine(key.certificate(), &anchors, &policy, now());
            assert_eq!(today.verdict, Verdict::Invalid(Fault::Expired), "{name}");
        }
    }
}

#[test]
fn the_roles_of_real_keys_are_read() {
    let Some(pki) = material("roles of real keys") else { return };
    for (name, key) in keys(&pki) {
        let expected = [
            ("individual", Role::Person),
            ("head", Role::Head),
            ("signright", Role::SignRight),
            ("employee", Role::Employee),
            ("infosystem", Role::InformationSystem),
            ("treasury", Role::TreasuryClient),
        ];
        let (_, role) = expected.into_iter().find(|(part, _)| name.contains(part)).unwrap();
        let summary = key.summary();
        assert_eq!(summary.role, role, "{name}");
        assert_eq!(summary.iin.is_none(), role == Role::InformationSystem, "{name}");
        assert_eq!(summary.bin.is_none(), role == Role::Person, "{name}");
    }
}

#[test]
fn signatures_of_kalkan_verify() {
    let Some(pki) = material("signatures of Kalkan") else { return };
    let (anchors, document) = (anchors(&pki), read(&pki.join("cms/individual_document.txt")));
    let attached = read(&pki.join("cms/individual_attached.der"));
    let detached = read(&pki.join("cms/individual_detached.der"));
    for policy in [Policy::Signature, Policy::Acceptance(Acceptance::default())] {
        for signature in [&attached, &detached] {
            let report = verify(signature, Some(&document), &anchors, &policy, now());
            assert_eq!(report.verdict, Verdict::Valid);
            assert_eq!(report.signed_at.unwrap().rfc3339().get(..10), Some("2026-07-20"));
        }
        assert_eq!(verify(&attached, None, &anchors, &policy, now()).verdict, Verdict::Valid);
    }
    let report = verify(&detached, Some(b"another"), &anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::DigestMismatch));
    // The production time stamp in it keeps it alive after its certificate, for those who trust the
    // stamp's authority.
    let later = moment("2027-06-01T00:00:00Z");
    let report = verify(&attached, None, &anchors, &Policy::Signature, later);
    assert_eq!(report.verdict, Verdict::Valid);
    assert_eq!(report.stamped_at, Some(moment("2026-07-20T09:08:07Z")));
    let test_only = Anchors::from_certificates(folder(&pki.join("ca_test"))).unwrap();
    let report = verify(&attached, None, &test_only, &Policy::Signature, later);
    assert_eq!(report.stamped_at, None);
    assert_eq!(report.verdict, Verdict::Invalid(Fault::Expired));
    let report = verify(&attached, None, &test_only, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Indeterminate(Fault::StampUntrusted));
}

#[test]
fn no_changed_octet_of_a_real_signature_is_valid() {
    let Some(pki) = material("changed octets of a real signature") else { return };
    let (anchors, signature) = (anchors(&pki), read(&pki.join("cms/individual_attached.der")));
    // The unsigned attributes stand last and hold the time stamp; the header lengths around them
    // are covered by our own signatures.
    let mut parsed = Node::parse(&signature);
    let unsigned = parsed.at(&[1, 0, 4, 0]).children.last().unwrap().der().len();
    for place in 0..signature.len() - unsigned {
        let mut flipped = signature.clone();
        flipped[place] ^= 1 << (place % 8);
        let report = verify(&flipped, None, &anchors, &Policy::Signature, now());
        assert_ne!(report.verdict, Verdict::Valid, "octet {place}");
    }
}

#[test]
fn what_we_sign_has_the_shape_of_what_kalkan_signs() {
    let Some(pki) = material("the shape of Kalkan's signatures") else { return };
    let key = pki.join("p12/gost512_individual_sign_valid_f30e6e25.p12");
    let key = KeyFile::open(&read(&key), PASSWORD).unwrap();
    let document = read(&pki.join("cms/individual_document.txt"));
    for (attached, name) in [(true, "individual_attached"), (false, "individual_detached")] {
        let theirs = read(&pki.join("cms").join(format!("{name}.der")));
        let mut theirs = Node::parse(&theirs);
        theirs.at(&[1, 0, 4, 0]).children.pop(); // the time stamp, which is not the signer's
        let ours = sign(&document, &key, attached, now(), &OsRandom).unwrap();
        assert_eq!(skeleton(&Node::parse(&ours)), skeleton(&theirs));
    }
}

/// Tags, lengths and OIDs: everything but values that differ from signature to signature.
fn skeleton(node: &Node) -> Vec<(u8, usize, Vec<u8>)> {
    let oid = if node.tag == 6 { node.value.clone() } else { Vec::new() };
    let own = (node.tag, node.value.len(), oid);
    std::iter::once(own).chain(node.children.iter().flat_map(skeleton)).collect()
}

#[test]
fn production_authorities_verify_one_another() {
    let Some(pki) = material("production authorities") else { return };
    let read = |name: &str| read(&pki.join("ca_prod").join(name));
    let anchors = Anchors::from_certificates([read("root_gost_2022.cer")]).unwrap();
    let judge = |name: &str, anchors: &Anchors| {
        let certificate = Certificate::from_der(&read(name)).unwrap();
        examine(&certificate, anchors, &Policy::Signature, now()).verdict
    };
    assert_eq!(judge("root_gost_2022.cer", &anchors), Verdict::Valid);
    assert_eq!(judge("nca_gost_2022.cer", &anchors), Verdict::Valid);
    let missing = Verdict::Invalid(Fault::UntrustedIssuer);
    assert_eq!(judge("tsa_gost_2025.cer", &anchors), missing);
    let names = ["root_gost_2022.cer", "nca_gost_2022.cer"];
    let anchors = Anchors::from_certificates(names.map(read)).unwrap();
    assert_eq!(judge("tsa_gost_2025.cer", &anchors), Verdict::Valid);
    // What is built in is what was compared here.
    for name in names {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/trust").join(name);
        assert_eq!(fs::read(built_in).unwrap(), read(name));
    }
    // A root whose signature of itself does not verify is no root.
    let mut changed = read("root_gost_2022.cer");
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(Anchors::from_certificates([changed]).unwrap_err(), Fault::BadPath);
}
