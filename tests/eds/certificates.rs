//! Certificates a careless or hostile authority might issue, and trust as it is loaded.

use kezekte::{
    domain::{Fault, Moment, Role, Verdict},
    eds::{Acceptance, Anchors, Certificate, KeyFile, Policy, examine, issue::Authority},
};

use super::{
    people::{self, Seeded, gost, now, rsa, subject, year},
    tree::{Node, extension, recertify},
};

const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const POLICIES: &[u8] = &[0x55, 0x1d, 0x20];

/// A citizen's certificate, changed before our authority signs it.
fn changed(change: impl FnOnce(&mut Node)) -> Result<Certificate, Fault> {
    let person = gost().person(&subject(Role::Person), 61);
    Certificate::from_der(&recertify(person.certificate.der(), gost().nca.key(), change))
}

#[track_caller]
fn refused(fault: Fault, change: impl FnOnce(&mut Node)) {
    let policy = Policy::Acceptance(Acceptance::default());
    let certificate = changed(change).unwrap();
    let report = examine(&certificate, &gost().anchors, &policy, now());
    assert_eq!(report.verdict, Verdict::Invalid(fault));
}

#[test]
fn usage_and_policy() {
    refused(Fault::WrongUsage, |signed| {
        extension(signed, KEY_USAGE).value = vec![3, 2, 7, 0x80]; // digitalSignature alone
    });
    refused(Fault::WrongUsage, |signed| {
        let list = &mut signed.children.last_mut().unwrap().children[0].children;
        list.retain(|extension| extension.children[0].value != KEY_USAGE);
    });
    refused(Fault::WrongPolicy, |signed| {
        let policies = extension(signed, POLICIES);
        // 1.2.398.3.3.2 → 1.2.398.3.3.3
        let place = policies.value.windows(6).position(|w| w == [0x2a, 0x83, 0x0e, 3, 3, 2]);
        policies.value[place.unwrap() + 5] = 3;
    });
}

#[test]
fn names_that_are_ambiguous() {
    let serial_number = |digits: &str| {
        let oid = Node::primitive(6, &[0x55, 4, 5]);
        let value = Node::primitive(0x13, format!("IIN{digits}").as_bytes());
        Node::constructed(0x31, [Node::constructed(0x30, [oid, value])])
    };
    refused(Fault::NoIdentity, |signed| {
        signed.children[5].children.push(serial_number("123456789012"));
    });
    refused(Fault::NoIdentity, |signed| {
        let name = &mut signed.children[5].children;
        let text = |rdn: &Node| rdn.children[0].children[1].value.starts_with(b"IIN");
        name.iter_mut().find(|rdn| text(rdn)).unwrap().children[0].children[1].value =
            b"123456789011".to_vec();
    });
}

#[test]
fn an_unknown_critical_extension() {
    let add = |signed: &mut Node| {
        let oid = Node::primitive(6, &[0x2a, 3, 4]);
        let extension = Node::constructed(
            0x30,
            [oid, Node::primitive(1, &[0xff]), Node::primitive(4, &[5, 0])],
        );
        signed.children.last_mut().unwrap().children[0].children.push(extension);
    };
    refused(Fault::BadPath, add);
    // The same in the issuing authority's certificate.
    let (root, nca) = (&gost().root, &gost().nca);
    let changed = recertify(nca.certificate().der(), root.key(), add);
    let anchors = [root.certificate().der().to_vec(), changed];
    let anchors = Anchors::from_certificates(anchors).unwrap();
    let person = gost().person(&subject(Role::Person), 68);
    let report = examine(&person.certificate, &anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::BadPath));
}

#[test]
fn structures_that_are_no_certificate() {
    let malformed =
        |change: fn(&mut Node)| assert_eq!(changed(change).unwrap_err(), Fault::Malformed);
    malformed(|signed| signed.children[0].children[0].value = vec![1]); // version 2
    malformed(|signed| signed.children[2].children[0].value = vec![0x2a, 3]); // another algorithm
    malformed(|signed| signed.children[4].children[0].value = b"2611220900Z".to_vec());
    malformed(|signed| {
        let list = &mut signed.children.last_mut().unwrap().children[0].children;
        list.push(list[0].clone());
    });
    let whole = gost().nca.certificate().der();
    assert_eq!(Certificate::from_der(&[whole, &[0]].concat()).unwrap_err(), Fault::Malformed);
    assert_eq!(Certificate::from_der(&[]).unwrap_err(), Fault::Malformed);
    assert_eq!(Certificate::from_der(&[0x30; 20_000]).unwrap_err(), Fault::TooLarge);
    for length in 0..whole.len() {
        assert_eq!(Certificate::from_der(&whole[..length]).unwrap_err(), Fault::Malformed);
    }
}

#[test]
fn a_path_longer_than_its_root_allows() {
    // basicConstraints of the root: CA, no authority below the next one.
    let short = recertify(gost().root.certificate().der(), gost().root.key(), |signed| {
        extension(signed, BASIC_CONSTRAINTS).value = vec![0x30, 6, 1, 1, 0xff, 2, 1, 0];
    });
    let person = gost().person(&subject(Role::Person), 62);
    let nca = gost().nca.certificate().der().to_vec();
    let judge = |root: Vec<u8>| {
        let anchors = Anchors::from_certificates([root, nca.clone()]).unwrap();
        examine(&person.certificate, &anchors, &Policy::Signature, now()).verdict
    };
    assert_eq!(judge(short), Verdict::Invalid(Fault::BadPath));
    assert_eq!(judge(gost().root.certificate().der().to_vec()), Verdict::Valid);
}

#[test]
fn a_chain_without_end() {
    let mut authority = Authority::root_gost("0", year(), &Seeded::new(63)).unwrap();
    let mut chain = vec![authority.certificate().der().to_vec()];
    for depth in 1..8_u64 {
        let below = authority.issuing(&depth.to_string(), year(), &Seeded::new(63 + depth));
        authority = below.unwrap();
        chain.push(authority.certificate().der().to_vec());
    }
    let anchors = Anchors::from_certificates(chain).unwrap();
    let report = examine(authority.certificate(), &anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::TooLarge));
}

#[test]
fn trust_is_read_from_pem_too_and_a_broken_root_is_refused() {
    let pem = |der: &[u8]| {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::STANDARD.encode(der);
        let lines: Vec<_> =
            text.as_bytes().chunks(64).map(|l| str::from_utf8(l).unwrap()).collect();
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
    };
    let (root, nca) = (gost().root.certificate().der(), gost().nca.certificate().der());
    let bundle = format!("Root and issuing authority\n{}\n{}", pem(root), pem(nca));
    let anchors = Anchors::from_certificates([bundle.into_bytes()]).unwrap();
    let person = gost().person(&subject(Role::Person), 64);
    let report = examine(&person.certificate, &anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Valid);

    let mut broken = root.to_vec();
    *broken.last_mut().unwrap() ^= 1;
    assert_eq!(Anchors::from_certificates([broken]).unwrap_err(), Fault::BadPath);
    assert_eq!(Anchors::from_certificates([b"?".to_vec()]).unwrap_err(), Fault::Malformed);
}

#[test]
fn the_same_seed_gives_the_same_certificate() {
    let make = || gost().person(&subject(Role::Head), 65).certificate.der().to_vec();
    assert_eq!(make(), make());
    let summary = Certificate::from_der(&make()).unwrap().summary();
    assert_eq!((summary.not_before, summary.not_after), year());
    assert!(summary.not_after > Moment::from_seconds(0));
}

#[test]
fn a_key_and_a_certificate_that_do_not_belong_together() {
    let (one, other) =
        (gost().person(&subject(Role::Person), 66), rsa().person(&subject(Role::Person), 66));
    let mixed = KeyFile::new(one.key, other.certificate).unwrap_err();
    assert_eq!(mixed, Fault::KeyMismatch);
    let people::Person { key, .. } = gost().person(&subject(Role::Person), 67);
    let authority = Authority::new(key, gost().nca.certificate().clone()).unwrap_err();
    assert_eq!(authority, Fault::KeyMismatch);
}
