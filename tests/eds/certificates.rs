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

/// Name constraints, policy constraints and inhibitAnyPolicy narrow what an authority may certify;
/// left uncritical against RFC 5280, they are not passed over.
#[test]
fn what_narrows_an_authority_is_not_passed_over() {
    let (root, nca) = (&gost().root, &gost().nca);
    let person = gost().person(&subject(Role::Person), 69);
    for (last, verdict) in [
        (0x1e, Verdict::Invalid(Fault::BadPath)),
        (0x24, Verdict::Invalid(Fault::BadPath)),
        (0x36, Verdict::Invalid(Fault::BadPath)),
        (0x12, Verdict::Valid), // issuerAltName, which narrows nothing
    ] {
        let changed = recertify(nca.certificate().der(), root.key(), |signed| {
            let oid = Node::primitive(6, &[0x55, 0x1d, last]);
            let extension = Node::constructed(0x30, [oid, Node::primitive(4, &[0x30, 0])]);
            signed.children.last_mut().unwrap().children[0].children.push(extension);
        });
        let anchors = [root.certificate().der().to_vec(), changed];
        let anchors = Anchors::from_certificates(anchors).unwrap();
        let report = examine(&person.certificate, &anchors, &Policy::Signature, now());
        assert_eq!(report.verdict, verdict, "{last:x}");
    }
}

#[test]
fn serial_numbers_that_could_be_written_otherwise() {
    let serial = |value: &[u8]| changed(|signed| signed.children[1].value = value.to_vec());
    assert!(serial(&[0]).is_ok() && serial(&[0x7f; 20]).is_ok());
    assert!(serial(&[&[0], &[0xff; 20][..]].concat()).is_ok());
    for odd in [&[0x80][..], &[0xff; 20], &[0x7f; 21], &[0, 1], &[], &[0x7f; 4000]] {
        assert_eq!(serial(odd).unwrap_err(), Fault::Malformed, "{odd:x?}");
    }
    let of_type = |tag| changed(|signed| signed.children[1].tag = tag).map(drop);
    assert_eq!(of_type(4), Err(Fault::Malformed));
}

#[test]
fn a_person_who_is_also_an_officer_has_no_role() {
    // 1.2.398.3.3.4.1.1 beside 1.2.398.3.3.4.1.2.1, without 1.2.398.3.3.4.1.2.
    let certificate = changed(|signed| {
        let usages = extension(signed, &[0x55, 0x1d, 0x25]);
        let mut list = Node::parse(&usages.value);
        let head = hex::decode("2a830e03030401 0201".replace(' ', "")).unwrap();
        list.children.push(Node::primitive(6, &head));
        usages.value = list.der();
    });
    assert_eq!(certificate.unwrap().role(), Role::Unknown);
}

#[test]
fn more_extensions_than_anybody_needs() {
    let many = changed(|signed| {
        let list = &mut signed.children.last_mut().unwrap().children[0].children;
        for last in 0..33 {
            let oid = Node::primitive(6, &[0x2a, 3, 5, last]);
            list.push(Node::constructed(0x30, [oid, Node::primitive(4, &[5, 0])]));
        }
    });
    assert_eq!(many.unwrap_err(), Fault::TooLarge);
}

/// Each certificate is tried under every authority of its issuer's name, so both are counted.
#[test]
fn trust_is_bounded() {
    let root = |name: &str, seed| {
        let root = Authority::root_gost(name, year(), &Seeded::new(seed)).unwrap();
        root.certificate().der().to_vec()
    };
    let same = |count| Anchors::from_certificates((0..count).map(|n| root("same", 200 + n)));
    assert!(same(4).is_ok());
    assert_eq!(same(5).unwrap_err(), Fault::TooLarge);
    let der = gost().root.certificate().der();
    let many = |count: u8| {
        Anchors::from_certificates((0..count).map(|n| {
            // Another subject than its issuer's: no signature is tried.
            recertify(der, gost().root.key(), |signed| {
                let name = &mut signed.children[5].children;
                *name.last_mut().unwrap().at(&[0, 1]) = Node::primitive(12, &[b'0' + n]);
            })
        }))
    };
    assert!(many(64).is_ok());
    assert_eq!(many(65).unwrap_err(), Fault::TooLarge);
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
