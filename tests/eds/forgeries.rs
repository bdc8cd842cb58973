//! Attacks on a signature: each is refused, and each by a code of its own.

use kezekte::{
    domain::{Check, Fault, Outcome, Role, Verdict},
    eds::{Acceptance, Anchors, Policy, Report, verify},
};

use super::{
    people::{self, House, Person, gost, now, rsa, subject},
    tree::{
        ALGORITHM, ATTRIBUTES, BINDING, CERTIFICATES, CONTENT, DATA, DIGEST, DIGESTS,
        MESSAGE_DIGEST, Node, SIGNATURE, SIGNER, SIGNERS, SIGNING_TIME, recertify, signature_of,
    },
};

const DOCUMENT: &[u8] = "Құжат".as_bytes();
/// q of id-tc26-gost-3410-12-512-paramSetA, big-endian (eds.md §2.2).
const ORDER: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                     27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";

fn citizen() -> Person {
    gost().person(&subject(Role::Person), 11)
}

fn acceptance() -> Policy {
    Policy::Acceptance(Acceptance::default())
}

fn judge(signature: &[u8]) -> Report {
    verify(signature, Some(DOCUMENT), &gost().anchors, &acceptance(), now())
}

#[track_caller]
fn refused(signature: &[u8], fault: Fault) {
    assert_eq!(judge(signature).verdict, Verdict::Invalid(fault));
}

/// Forges the citizen's signature without the key.
#[track_caller]
fn forged(fault: Fault, forge: impl FnOnce(&mut Node)) {
    let mut signature = signature_of(&citizen(), DOCUMENT);
    forge(&mut signature);
    refused(&signature.der(), fault);
}

/// Lets the citizen make an odd signature with their own key.
#[track_caller]
fn odd(fault: Fault, change: impl FnOnce(&mut Node)) {
    let citizen = citizen();
    let mut signature = signature_of(&citizen, DOCUMENT);
    change(&mut signature);
    signature.sign_again(&citizen.key);
    refused(&signature.der(), fault);
}

#[test]
fn what_was_not_touched_is_valid() {
    let signature = signature_of(&citizen(), DOCUMENT);
    let report = judge(&signature.der());
    assert_eq!(report.verdict, Verdict::Valid);
    let made: Vec<_> = report.lines.iter().map(|line| line.check).collect();
    let asked = |check: &Check| ![Check::Stamp, Check::Revocation, Check::Time].contains(check);
    let all: Vec<_> = Check::ALL.into_iter().filter(asked).collect();
    assert_eq!(made, all, "every check that was asked for, in order");
    assert!(report.lines.iter().all(|line| line.outcome == Outcome::Passed));
    assert_eq!(report.signed_at, Some(now()));
    assert_eq!(report.content.as_deref(), Some(DOCUMENT));
}

#[test]
fn an_envelope_in_ber_is_valid_but_nothing_signed_in_it() {
    let mut signature = signature_of(&citizen(), DOCUMENT);
    // ContentInfo, SignedData, and the sets in it.
    assert_eq!(judge(&signature.ber(4)).verdict, Verdict::Valid);
    // The document in pieces.
    let (first, second) = DOCUMENT.split_at(3);
    let pieces = [Node::primitive(4, first), Node::primitive(4, second)];
    signature.at(CONTENT).at(&[1]).children = vec![Node::constructed(0x24, pieces)];
    assert_eq!(judge(&signature.ber(4)).verdict, Verdict::Valid);
    // One level deeper there are certificates.
    refused(&signature.ber(5), Fault::Malformed);
    // The attributes' own length is indefinite, then those of the attributes in them.
    for levels in [1, 2] {
        forged(Fault::NotCanonical, |signature| {
            let attributes = signature.at(ATTRIBUTES).ber(levels);
            *signature.at(ATTRIBUTES) = Node::raw(&attributes);
        });
    }
}

#[test]
fn bytes_that_are_no_signature() {
    for octets in [&b""[..], b"0", b"hello", &[0x30, 0x80], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]] {
        refused(octets, Fault::Malformed);
    }
    refused(&[0x30, 0x80].repeat(30_000), Fault::TooLarge);
    refused(&vec![0x30; 33 * 1024 * 1024], Fault::TooLarge);
}

#[test]
fn something_after_it_or_something_unknown_in_it() {
    let mut trailing = citizen().sign(DOCUMENT, true);
    trailing.push(0);
    refused(&trailing, Fault::Malformed);
    let crls = Node::constructed(0xa1, []);
    forged(Fault::Malformed, |signature| signature.at(DATA).children.insert(4, crls));
    forged(Fault::Malformed, |s| s.at(CONTENT).children[0].value[8] = 2); // signed-data in it
    forged(Fault::Malformed, |s| s.at(DATA).children[0].value = vec![3]);
    forged(Fault::Malformed, |s| s.at(SIGNER).children[0].value = vec![3]);
}

#[test]
fn unsigned_attributes_that_are_not_known() {
    let attribute = |oid: &str, values: Vec<Node>| {
        let oid = Node::primitive(6, &hex::decode(oid).unwrap());
        Node::constructed(0x30, [oid, Node::constructed(0x31, values)])
    };
    let token = || {
        let oid = Node::primitive(6, &hex::decode("2a864886f70d010702").unwrap());
        let data = Node::constructed(0xa0, [Node::constructed(0x30, [])]);
        Node::constructed(0x30, [oid, data])
    };
    let stamp = "2a864886f70d010910020e";
    let put = |attributes: Vec<Node>| {
        let mut signature = signature_of(&citizen(), DOCUMENT);
        signature.at(SIGNER).children.push(Node::constructed(0xa1, attributes));
        judge(&signature.der()).verdict
    };
    let malformed = Verdict::Invalid(Fault::Malformed);
    assert_eq!(put(vec![attribute("2a864886f70d010906", vec![token()])]), malformed);
    assert_eq!(put(vec![]), malformed);
    let two = Verdict::Invalid(Fault::TwoStamps);
    assert_eq!(put(vec![attribute(stamp, vec![token(), token()])]), two);
    assert_eq!(put(vec![attribute(stamp, vec![token()]); 2]), two);
    assert_eq!(put(vec![attribute(stamp, vec![Node::constructed(0x30, [])])]), malformed);
    // A token that says nothing breaks nothing, but is not passed over.
    let nothing = Verdict::Indeterminate(Fault::StampMalformed);
    assert_eq!(put(vec![attribute(stamp, vec![token()])]), nothing);
}

#[test]
fn no_signer_two_signers_no_certificate() {
    forged(Fault::NoSigner, |signature| signature.at(SIGNERS).children.clear());
    forged(Fault::TwoSigners, |signature| {
        let signer = signature.at(SIGNER).clone();
        signature.at(SIGNERS).children.push(signer);
    });
    forged(Fault::NoCertificate, |signature| signature.at(CERTIFICATES).children.clear());
    forged(Fault::NoCertificate, |signature| {
        let another = gost().person(&subject(Role::Person), 12);
        signature.at(CERTIFICATES).children = vec![Node::parse(another.certificate.der())];
    });
    forged(Fault::Malformed, |signature| {
        let certificate = signature.at(CERTIFICATES).children[0].clone();
        signature.at(CERTIFICATES).children.push(certificate);
    });
    forged(Fault::TooLarge, |signature| {
        let certificate = signature.at(CERTIFICATES).children[0].clone();
        signature.at(CERTIFICATES).children = vec![certificate; 9];
    });
}

#[test]
fn signed_attributes_offered_as_the_document() {
    let citizen = citizen();
    let mut signature = signature_of(&citizen, DOCUMENT);
    let mut attributes = signature.at(ATTRIBUTES).clone();
    attributes.tag = 0x31;
    let document = attributes.der();
    // The attack is real: by RFC 5652 §5.4 this is a good signature of that "document".
    citizen.key.public().unwrap().verify(&document, &signature.at(SIGNATURE).value).unwrap();
    signature.at(SIGNER).children.remove(3);
    signature.at(CONTENT).children.truncate(1);
    let report =
        verify(&signature.der(), Some(&document), &gost().anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::NoSignedAttributes));
}

#[test]
fn attributes_missing_doubled_or_of_several_values() {
    for required in [0, SIGNING_TIME, MESSAGE_DIGEST] {
        odd(Fault::BadAttribute, |signature| {
            drop(signature.at(ATTRIBUTES).children.remove(required))
        });
    }
    for doubled in [0, SIGNING_TIME, BINDING, MESSAGE_DIGEST] {
        odd(Fault::BadAttribute, |signature| {
            let attribute = signature.at(ATTRIBUTES).children[doubled].clone();
            signature.at(ATTRIBUTES).children.insert(doubled, attribute);
        });
        odd(Fault::BadAttribute, |signature| {
            let values = &mut signature.at(ATTRIBUTES).at(&[doubled, 1]).children;
            values.push(values[0].clone());
            signature.at(ATTRIBUTES).children.sort_by_key(Node::der);
        });
    }
    odd(Fault::BadAttribute, |signature| {
        signature.at(ATTRIBUTES).at(&[0, 1, 0]).value[8] = 2;
    });
    // One nobody knows may be there, but not twice.
    odd(Fault::BadAttribute, |signature| {
        let unknown = Node::parse(&hex::decode("300906032a030431020400").unwrap());
        signature.at(ATTRIBUTES).children.extend([unknown.clone(), unknown]);
        signature.at(ATTRIBUTES).children.sort_by_key(Node::der);
    });
}

#[test]
fn attributes_in_another_order_or_with_long_lengths() {
    odd(Fault::NotCanonical, |signature| signature.at(ATTRIBUTES).children.reverse());
    // A length in two octets where one is enough; the signer has signed it so.
    odd(Fault::NotCanonical, |signature| {
        let digest = signature.at(ATTRIBUTES).at(&[MESSAGE_DIGEST, 1, 0]);
        *digest = Node::raw(&[&[4, 0x81, 0x40], &digest.value[..]].concat());
    });
}

#[test]
fn another_document() {
    let signature = citizen().sign(DOCUMENT, true);
    let report = verify(&signature, Some(b"another"), &gost().anchors, &acceptance(), now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::ContentDiffers));
    forged(Fault::ContentDiffers, |s| s.at(CONTENT).at(&[1, 0]).value[0] ^= 1);
    let detached = citizen().sign(DOCUMENT, false);
    let report = verify(&detached, Some(b"another"), &gost().anchors, &acceptance(), now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::DigestMismatch));
    let report = verify(&detached, None, &gost().anchors, &acceptance(), now());
    assert_eq!(report.verdict, Verdict::Indeterminate(Fault::NoContent));
    odd(Fault::DigestMismatch, |s| s.at(ATTRIBUTES).at(&[MESSAGE_DIGEST, 1, 0]).value[0] ^= 1);
}

#[test]
fn the_same_key_under_another_certificate() {
    let citizen = citizen();
    let spki = citizen.key.public().unwrap().to_spki();
    let head = gost().nca.certify(&subject(Role::Head), &spki, &people::Seeded::new(5)).unwrap();
    let mut signature = signature_of(&citizen, DOCUMENT);
    signature.name_signer(&head);
    refused(&signature.der(), Fault::WrongBinding);
    // With the attribute left out it is the policy that decides.
    let mut unbound = signature_of(&citizen, DOCUMENT);
    unbound.at(ATTRIBUTES).children.remove(BINDING);
    unbound.sign_again(&citizen.key);
    refused(&unbound.der(), Fault::NoBinding);
    let report = verify(&unbound.der(), None, &gost().anchors, &Policy::Signature, now());
    assert_eq!(report.verdict, Verdict::Valid);
    assert!(report.lines.iter().all(|line| line.check != Check::Binding));
}

#[test]
fn algorithms_that_are_not_accepted_or_do_not_agree() {
    let sha1 = hex::decode("2b0e03021a").unwrap();
    odd(Fault::AlgorithmNotAccepted, |signature| {
        signature.at(DIGEST).children[0].value.clone_from(&sha1);
        signature.at(DIGESTS).at(&[0, 0]).value.clone_from(&sha1);
    });
    let rsa_sha256 = hex::decode("2a864886f70d01010b").unwrap();
    forged(Fault::SuiteDisagrees, |signature| {
        signature.at(ALGORITHM).children[0].value = rsa_sha256
    });
    let sha256 = hex::decode("608648016503040201").unwrap();
    forged(Fault::SuiteDisagrees, |s| s.at(DIGESTS).at(&[0, 0]).value.clone_from(&sha256));
    forged(Fault::SuiteDisagrees, |s| s.at(DIGESTS).children.clear());
    forged(Fault::SuiteDisagrees, |s| drop(s.at(ALGORITHM).children.pop()));
    let old = hex::decode("2a830e030a01010102").unwrap(); // GOST 34.310-2004
    forged(Fault::AlgorithmNotAccepted, |s| s.at(ALGORITHM).children[0].value = old);
}

#[test]
fn keys_that_are_weak_or_no_points() {
    // The exponent 65537 becomes 3.
    let rsa_key = rsa().person(&subject(Role::Person), 21).key.public().unwrap().to_spki();
    let mut spki = Node::parse(&rsa_key);
    let mut pkcs1 = Node::parse(&spki.at(&[1]).value[1..]);
    pkcs1.at(&[1]).value = vec![3];
    spki.at(&[1]).value = [&[0], &pkcs1.der()[..]].concat();
    certified_key(&spki.der(), Fault::WeakKey);
    let gost_key = citizen().key.public().unwrap().to_spki();
    let mut spki = Node::parse(&gost_key);
    *spki.at(&[1]).value.last_mut().unwrap() ^= 1;
    certified_key(&spki.der(), Fault::BadPoint);
    // Coordinates big-endian, as no Kazakh certificate has them.
    let mut spki = Node::parse(&gost_key);
    let value = &mut spki.at(&[1]).value;
    let start = value.len() - 128;
    value[start..start + 64].reverse();
    value[start + 64..].reverse();
    certified_key(&spki.der(), Fault::BadPoint);
    // The curve of GOST 34.310-2004 under the key algorithm of 2015.
    let mut spki = Node::parse(&gost_key);
    spki.at(&[0, 1, 0]).value[9] = 2;
    certified_key(&spki.der(), Fault::SuiteDisagrees);
}

/// The authority certifies a hostile key; nobody can sign with it, but nobody gets that far.
#[track_caller]
fn certified_key(spki: &[u8], fault: Fault) {
    let certificate =
        gost().nca.certify(&subject(Role::Person), spki, &people::Seeded::new(6)).unwrap();
    forged(fault, |signature| signature.bind_to(&certificate));
}

#[test]
fn numbers_outside_the_group_and_wrong_signatures() {
    let mut order = hex::decode(ORDER).unwrap();
    order.reverse();
    let mut above = order.clone();
    above[0] += 1;
    for half in [0..64, 64..128] {
        for number in [vec![0; 64], order.clone(), above.clone(), vec![0xff; 64]] {
            forged(Fault::SignatureRange, |signature| {
                signature.at(SIGNATURE).value[half.clone()].copy_from_slice(&number);
            });
        }
    }
    forged(Fault::BadSignature, |s| s.at(SIGNATURE).value[0] ^= 1);
    forged(Fault::BadSignature, |s| s.at(SIGNATURE).value.rotate_left(64)); // s‖r
    forged(Fault::Malformed, |s| s.at(SIGNATURE).value.truncate(127));
    // A time nobody signed.
    forged(Fault::BadSignature, |s| s.at(ATTRIBUTES).at(&[SIGNING_TIME, 1, 0]).value[5] ^= 1);
}

#[test]
fn authorities_nobody_trusts() {
    let signature = citizen().sign(DOCUMENT, true);
    let under = |anchors: &Anchors| {
        verify(&signature, Some(DOCUMENT), anchors, &acceptance(), now()).verdict
    };
    let of = |certificates: &[&[u8]]| {
        Anchors::from_certificates(certificates.iter().map(|der| der.to_vec())).unwrap()
    };
    let (root, nca) = (gost().root.certificate().der(), gost().nca.certificate().der());
    assert_eq!(under(&of(&[root, nca])), Verdict::Valid);
    let untrusted = Verdict::Invalid(Fault::UntrustedIssuer);
    // With nobody to trust nobody is found untrusted; it is never valid either.
    let undecided = Verdict::Indeterminate(Fault::UntrustedIssuer);
    assert_eq!(under(&Anchors::default()), undecided);
    assert!(Anchors::default().is_empty() && !of(&[nca]).is_empty());
    assert_eq!(under(&of(&[root])), untrusted);
    assert_eq!(under(&of(&[nca])), untrusted);
    assert_eq!(under(&rsa().anchors), untrusted);
    // Another authority under the same names.
    let impostor = House::gost(1_000_001);
    assert_eq!(under(&impostor.anchors), Verdict::Invalid(Fault::BadPath));
}

#[test]
fn authorities_that_are_none() {
    // A citizen certifies somebody, and is even among the intermediates.
    let citizen = citizen();
    let victim = gost().person(&subject(Role::Head), 13);
    let name = Node::parse(citizen.certificate.der()).at(&[0, 5]).clone();
    let forged = recertify(victim.certificate.der(), &citizen.key, |signed| {
        signed.children[3] = name;
    });
    let mut signature = signature_of(&victim, DOCUMENT);
    signature.bind_to(&forged);
    signature.sign_again(&victim.key);
    let (root, nca) = (gost().root.certificate().der(), gost().nca.certificate().der());
    let anchors = [root, nca, citizen.certificate.der()].map(<[u8]>::to_vec);
    let anchors = Anchors::from_certificates(anchors).unwrap();
    let report = verify(&signature.der(), Some(DOCUMENT), &anchors, &acceptance(), now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::BadPath));
}

#[test]
fn out_of_its_time() {
    let signature = citizen().sign(DOCUMENT, true);
    let at = |at| verify(&signature, Some(DOCUMENT), &gost().anchors, &acceptance(), at).verdict;
    let (first, last) = people::year();
    let second = std::time::Duration::from_secs(1);
    assert_eq!(at(first), Verdict::Valid);
    assert_eq!(at(last), Verdict::Valid);
    assert_eq!(at(last.after(second)), Verdict::Invalid(Fault::Expired));
    let before = kezekte::domain::Moment::from_seconds(first.seconds() - 1);
    assert_eq!(at(before), Verdict::Invalid(Fault::NotYetValid));
}

#[test]
fn a_claimed_time_outside_the_window() {
    let signature = citizen().sign(DOCUMENT, true);
    let window = |from: &str, to: &str| {
        let window = Some((people::moment(from), people::moment(to)));
        let policy = Policy::Acceptance(Acceptance { window, ..Acceptance::default() });
        verify(&signature, Some(DOCUMENT), &gost().anchors, &policy, now()).verdict
    };
    assert_eq!(window("2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z"), Verdict::Valid);
    let outside = Verdict::Invalid(Fault::TimeOutsideWindow);
    assert_eq!(window("2026-11-22T09:00:01Z", "2026-11-22T10:00:00Z"), outside);
    assert_eq!(window("2026-11-22T08:00:00Z", "2026-11-22T08:59:59Z"), outside);
}

#[test]
fn a_report_tells_everything_that_is_wrong() {
    // Broken at once: the digest, the signature, the trust, the role.
    let employee = gost().person(&subject(Role::Employee), 14);
    let mut signature = signature_of(&employee, DOCUMENT);
    signature.at(SIGNATURE).value[0] ^= 1;
    let report =
        verify(&signature.der(), Some(b"another"), &Anchors::default(), &acceptance(), now());
    assert_eq!(report.verdict, Verdict::Invalid(Fault::ContentDiffers));
    let failed: Vec<_> = report
        .lines
        .iter()
        .filter(|line| line.outcome != Outcome::Passed)
        .map(|line| line.check)
        .collect();
    assert_eq!(failed, [Check::Digest, Check::Signature, Check::Path, Check::Role]);
}
