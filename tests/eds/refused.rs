//! A fixture for every fault of a signature: who has to sign, and the signature that is refused for
//! it. All are made by our own authority when they are asked for; the same table is judged by the
//! verifier alone and by a portal over HTTP.

use std::collections::BTreeSet;

use kezekte::{
    domain::{Bin, EdsPolicy, Fault, Iin, Moment, Number, Role, Verdict},
    eds::{
        Acceptance, Anchors, Certificate, Policy,
        algorithm::PrivateKey,
        issue::{Authority, Subject, Usage},
        verify,
    },
};

use super::{
    people::{self, House, Person, Seeded, gost, moment, now, rsa},
    tree::{
        ATTRIBUTES, BINDING, CERTIFICATES, DIGEST, DIGESTS, MESSAGE_DIGEST, Node, SIGNATURE,
        SIGNER, SIGNERS, SIGNING_TIME, extension, recertify,
    },
};

/// Numbers that can be typed: nobody's (eds.md §7).
const IIN: &str = "000101190001";
const BIN: &str = "990140900004";
const OTHER_IIN: &str = "000101190011";
const OTHER_BIN: &str = "990140900014";

/// Something that is refused.
pub(crate) struct Refused {
    /// For this.
    pub(crate) fault: Fault,
    /// What somebody types.
    pub(crate) number: Number,
    /// What is handed in for a document.
    pub(crate) sign: fn(&[u8]) -> Vec<u8>,
}

fn iin() -> Number {
    Number::parse(IIN).unwrap()
}

fn bin() -> Number {
    Number::parse(BIN).unwrap()
}

/// Somebody whose number can be typed.
fn subject(role: Role) -> Subject {
    let organisation = ("«СЫНАҚ» ЖШС".to_owned(), Bin::certified(BIN).unwrap());
    Subject {
        iin: (role != Role::InformationSystem).then(|| Iin::certified(IIN).unwrap()),
        organisation: (role != Role::Person).then_some(organisation),
        ..people::subject(role)
    }
}

fn person() -> Person {
    gost().person(&subject(Role::Person), 201)
}

fn of(subject: &Subject, document: &[u8]) -> Vec<u8> {
    gost().person(subject, 202).sign(document, false)
}

fn by(role: Role, document: &[u8]) -> Vec<u8> {
    of(&subject(role), document)
}

fn between(from: &str, until: &str, document: &[u8]) -> Vec<u8> {
    let validity: (Moment, Moment) = (moment(from), moment(until));
    of(&Subject { validity, ..subject(Role::Person) }, document)
}

/// Changed by somebody who has no key.
fn forged(document: &[u8], forge: impl FnOnce(&mut Node)) -> Vec<u8> {
    let mut signature = Node::parse(&person().sign(document, false));
    forge(&mut signature);
    signature.der()
}

/// Written oddly by the owner of the key.
fn odd(document: &[u8], change: impl FnOnce(&mut Node)) -> Vec<u8> {
    let person = person();
    let mut signature = Node::parse(&person.sign(document, false));
    change(&mut signature);
    signature.sign_again(&person.key);
    signature.der()
}

/// Under another certificate for the same key, signed by this authority.
fn certified(document: &[u8], der: &[u8]) -> Vec<u8> {
    odd(document, |signature| signature.bind_to(der))
}

/// Under the person's certificate, changed before the authority signs it.
fn recertified(document: &[u8], change: impl FnOnce(&mut Node)) -> Vec<u8> {
    certified(document, &recertify(person().certificate.der(), gost().nca.key(), change))
}

/// A hostile key under a good certificate: nobody can sign with it, and nobody gets that far.
fn with_key(document: &[u8], spki: &[u8]) -> Vec<u8> {
    let der = gost().nca.certify(&subject(Role::Person), spki, &Seeded::new(6)).unwrap();
    forged(document, |signature| signature.bind_to(&der))
}

/// Signed by somebody of this authority.
fn under(authority: &Authority, document: &[u8]) -> Vec<u8> {
    let random = Seeded::new(203);
    let key = PrivateKey::generate_gost512(&random).unwrap();
    let spki = key.public().unwrap().to_spki();
    let der = authority.certify(&subject(Role::Person), &spki, &random).unwrap();
    Person { key, certificate: Certificate::from_der(&der).unwrap() }.sign(document, false)
}

/// Every fault that a signature can be refused for by the operator's usual policy, in the verifier's
/// order.
pub(crate) fn all() -> Vec<Refused> {
    let mut all = Vec::new();
    let mut add = |fault, number: &Number, sign: fn(&[u8]) -> Vec<u8>| {
        all.push(Refused { fault, number: number.clone(), sign });
    };
    let (iin, bin) = (&iin(), &bin());
    add(Fault::Malformed, iin, |_| b"hello".to_vec());
    add(Fault::TooLarge, iin, |document| {
        forged(document, |signature| {
            let certificate = signature.at(CERTIFICATES).children[0].clone();
            signature.at(CERTIFICATES).children = vec![certificate; 9];
        })
    });
    add(Fault::NoSigner, iin, |d| forged(d, |s| s.at(SIGNERS).children.clear()));
    add(Fault::TwoSigners, iin, |document| {
        forged(document, |signature| {
            let signer = signature.at(SIGNER).clone();
            signature.at(SIGNERS).children.push(signer);
        })
    });
    add(Fault::NoCertificate, iin, |d| forged(d, |s| s.at(CERTIFICATES).children.clear()));
    add(Fault::NoSignedAttributes, iin, |document| {
        forged(document, |signature| drop(signature.at(SIGNER).children.remove(3)))
    });
    add(Fault::BadAttribute, iin, |document| {
        odd(document, |signature| drop(signature.at(ATTRIBUTES).children.remove(SIGNING_TIME)))
    });
    add(Fault::NotCanonical, iin, |document| {
        odd(document, |signature| signature.at(ATTRIBUTES).children.reverse())
    });
    add(Fault::ContentDiffers, iin, |_| person().sign(b"another document", true));
    add(Fault::DigestMismatch, iin, |_| person().sign(b"another document", false));
    add(Fault::NoBinding, iin, |document| {
        odd(document, |signature| drop(signature.at(ATTRIBUTES).children.remove(BINDING)))
    });
    add(Fault::WrongBinding, iin, |document| {
        odd(document, |signature| {
            let hash = signature.at(ATTRIBUTES).at(&[BINDING, 1, 0, 0, 0, 0]);
            hash.value[0] ^= 1;
        })
    });
    add(Fault::AlgorithmNotAccepted, iin, |document| {
        odd(document, |signature| {
            let sha1 = hex::decode("2b0e03021a").unwrap();
            signature.at(DIGEST).children[0].value.clone_from(&sha1);
            signature.at(DIGESTS).at(&[0, 0]).value = sha1;
        })
    });
    add(Fault::SuiteDisagrees, iin, |document| {
        forged(document, |signature| {
            let sha256 = hex::decode("608648016503040201").unwrap();
            signature.at(DIGESTS).at(&[0, 0]).value = sha256;
        })
    });
    add(Fault::WeakKey, iin, |document| {
        // The exponent 65537 becomes 3.
        let key = rsa().person(&subject(Role::Person), 204).key.public().unwrap();
        let mut spki = Node::parse(&key.to_spki());
        let mut pkcs1 = Node::parse(&spki.at(&[1]).value[1..]);
        pkcs1.at(&[1]).value = vec![3];
        spki.at(&[1]).value = [&[0], &pkcs1.der()[..]].concat();
        with_key(document, &spki.der())
    });
    add(Fault::BadPoint, iin, |document| {
        let mut spki = Node::parse(&person().key.public().unwrap().to_spki());
        *spki.at(&[1]).value.last_mut().unwrap() ^= 1;
        with_key(document, &spki.der())
    });
    add(Fault::SignatureRange, iin, |d| forged(d, |s| s.at(SIGNATURE).value[..64].fill(0)));
    add(Fault::BadSignature, iin, |d| forged(d, |s| s.at(SIGNATURE).value[0] ^= 1));
    add(Fault::UntrustedIssuer, iin, |document| {
        let name = "БӨТЕН ОРТАЛЫҚ (GOST) СЫНАҚ";
        let stranger = Authority::root_gost(name, people::year(), &Seeded::new(205)).unwrap();
        under(&stranger, document)
    });
    add(Fault::BadPath, iin, |document| {
        // Another authority under the same names.
        under(&House::gost(1_000_001).nca, document)
    });
    add(Fault::Expired, iin, |document| {
        between("2026-11-21T09:00:00Z", "2026-11-22T08:00:00Z", document)
    });
    add(Fault::NotYetValid, iin, |document| {
        between("2026-12-01T00:00:00Z", "2027-05-01T00:00:00Z", document)
    });
    add(Fault::AuthenticationOnly, iin, |document| {
        of(&Subject { usage: Usage::Authentication, ..subject(Role::Person) }, document)
    });
    add(Fault::WrongUsage, iin, |document| {
        recertified(document, |signed| {
            extension(signed, &[0x55, 0x1d, 0x0f]).value = vec![3, 2, 7, 0x80]; // digitalSignature
        })
    });
    add(Fault::WrongPolicy, iin, |document| {
        recertified(document, |signed| {
            // 1.2.398.3.3.2 becomes 1.2.398.3.3.3.
            let policies = extension(signed, &[0x55, 0x1d, 0x20]);
            let place = policies.value.windows(6).position(|w| w == [0x2a, 0x83, 0x0e, 3, 3, 2]);
            policies.value[place.unwrap() + 5] = 3;
        })
    });
    add(Fault::NoRightToSign, bin, |document| by(Role::Employee, document));
    add(Fault::FinancialRightOnly, bin, |document| by(Role::FinancialSignRight, document));
    add(Fault::PersonnelOfficer, bin, |document| by(Role::PersonnelOfficer, document));
    add(Fault::InformationSystem, bin, |document| by(Role::InformationSystem, document));
    add(Fault::TreasuryKey, bin, |document| by(Role::TreasuryClient, document));
    add(Fault::UnknownRole, bin, |document| by(Role::Unknown, document));
    add(Fault::NoIdentity, iin, |document| {
        of(&Subject { iin: None, ..subject(Role::Person) }, document)
    });
    add(Fault::WrongPerson, iin, |document| {
        of(&Subject { iin: Iin::certified(OTHER_IIN), ..subject(Role::Person) }, document)
    });
    add(Fault::WrongOrganisation, bin, |document| {
        let other = ("«БАСҚА» ЖШС".to_owned(), Bin::certified(OTHER_BIN).unwrap());
        of(&Subject { organisation: Some(other), ..subject(Role::Head) }, document)
    });
    add(Fault::TimeOutsideWindow, iin, |document| {
        // A clock that is an hour behind: 09:00 becomes 08:00, and the owner signs it so.
        odd(document, |s| s.at(ATTRIBUTES).at(&[SIGNING_TIME, 1, 0]).value[7] -= 1)
    });
    all
}

/// Signed by the person, a second before the present.
pub(crate) fn a_second_early(document: &[u8]) -> Vec<u8> {
    let (random, at) = (Seeded::new(9), Moment::from_seconds(now().seconds() - 1));
    kezekte::eds::sign(document, &person().key_file(), false, at, &random).unwrap()
}

/// What the portal's policy refuses only when the operator has narrowed it to the first head.
pub(crate) fn by_narrow_policy() -> Refused {
    Refused {
        fault: Fault::RoleNotAccepted,
        number: bin(),
        sign: |document| by(Role::SignRight, document),
    }
}

/// The operator's policy narrowed to the first head.
pub(crate) fn narrow_policy() -> EdsPolicy {
    EdsPolicy::from_codes(["head"], ["gost-512", "rsa"], 300).unwrap()
}

fn judged(refused: &Refused, operator: EdsPolicy) -> Verdict {
    let skew = operator.clock_skew();
    let from = Moment::from_micros(now().micros() - skew.as_micros() as i64);
    let policy = Policy::Acceptance(Acceptance {
        expected: Some(refused.number.clone()),
        window: Some((from, now().after(skew))),
        operator,
        ..Acceptance::default()
    });
    let document = "Құжат".as_bytes();
    let anchors: &Anchors = &gost().anchors;
    verify(&(refused.sign)(document), Some(document), anchors, &policy, now()).verdict
}

#[test]
fn each_is_refused_for_what_it_is() {
    for refused in all() {
        let verdict = judged(&refused, EdsPolicy::default());
        assert_eq!(verdict, Verdict::Invalid(refused.fault), "{}", refused.fault);
    }
    let narrow = by_narrow_policy();
    assert_eq!(judged(&narrow, EdsPolicy::default()), Verdict::Valid);
    assert_eq!(judged(&narrow, narrow_policy()), Verdict::Invalid(narrow.fault));
}

/// Faults that no signature handed to a portal can have: of the way to a signature, and of what
/// others say of one. With where they are produced, or why nothing produces them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("no-content", "a portal always has the document; forgeries::another_document"),
    ("wrong-password", "the kiosk's key file; eds_algorithm::key_files"),
    ("not-key-file", "the kiosk's key file; eds_algorithm::key_files"),
    ("key-file-bomb", "the kiosk's key file; eds_algorithm::bombs"),
    ("key-mismatch", "the kiosk's key file; eds_algorithm::key_files"),
    ("file-unreadable", "the kiosk's disk; signer::key_file"),
    ("no-randomness", "the kiosk's random source; no signature comes of it"),
    ("revoked", "what a status service says; the authority's tests"),
    ("revocation-unknown", "what no status service says; the authority's tests"),
];

/// The beginnings of the faults of other people's answers, whose fixtures are made by the tests of
/// the counterpart authority.
const OTHERS_ANSWERS: &[&str] = &["ocsp-", "crl-", "stamp-", "two-stamps"];

#[test]
fn every_fault_has_a_fixture_or_a_reason_to_have_none() {
    let mut covered: BTreeSet<&str> = all().iter().map(|refused| refused.fault.code()).collect();
    assert!(covered.len() >= 14, "{}", covered.len());
    assert_eq!(covered.len(), all().len(), "a fault twice");
    covered.insert(by_narrow_policy().fault.code());
    for (code, why) in ELSEWHERE {
        assert!(covered.insert(code), "{code} has a fixture: {why}");
        assert!(Fault::ALL.iter().any(|fault| fault.code() == *code), "{code} is no fault");
    }
    let of_others = |code: &str| OTHERS_ANSWERS.iter().any(|start| code.starts_with(start));
    for fault in Fault::ALL {
        let code = fault.code();
        assert_ne!(covered.contains(code), of_others(code), "{code}");
    }
}

#[test]
fn the_fixtures_numbers_can_be_typed_and_the_digest_place_is_right() {
    for digits in [IIN, OTHER_IIN, BIN, OTHER_BIN] {
        assert!(Number::parse(digits).is_ok(), "{digits}");
    }
    // The places of the attached form are those of the detached one too.
    let document = b"document";
    let mut signature = Node::parse(&person().sign(document, false));
    let digest = signature.at(ATTRIBUTES).at(&[MESSAGE_DIGEST, 1, 0]).value.clone();
    assert_eq!(digest, kezekte::eds::algorithm::suite::GOST_512.hash(document));
}
