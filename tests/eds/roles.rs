//! Who may accept: roles, kinds of key, and whose signature it is.

use kezekte::{
    domain::{Bin, Fault, Iin, Number, Role, Verdict},
    eds::{
        Acceptance, Certificate, Policy, Report, examine,
        issue::{Subject, Usage},
        verify,
    },
};

use super::people::{House, gost, now, rsa, subject};

fn judge(house: &House, subject: &Subject, expected: Option<Number>) -> Report {
    let person = house.person(subject, 31);
    let policy = Policy::Acceptance(Acceptance { expected, ..Acceptance::default() });
    let report = verify(&person.sign(b"text", true), None, &house.anchors, &policy, now());
    // The kiosk, before signing, comes to the same verdict from the certificate alone.
    let before = examine(&person.certificate, &house.anchors, &policy, now());
    assert_eq!(before.verdict, report.verdict);
    assert_eq!(before.certificate, report.certificate);
    report
}

#[test]
fn each_role_passes_or_is_refused_by_name() {
    let roles = [
        (Role::Person, Ok(())),
        (Role::Head, Ok(())),
        (Role::SignRight, Ok(())),
        (Role::FinancialSignRight, Err(Fault::FinancialRightOnly)),
        (Role::PersonnelOfficer, Err(Fault::PersonnelOfficer)),
        (Role::Employee, Err(Fault::NoRightToSign)),
        (Role::InformationSystem, Err(Fault::InformationSystem)),
        (Role::TreasuryClient, Err(Fault::TreasuryKey)),
        (Role::Unknown, Err(Fault::UnknownRole)),
    ];
    for (role, expected) in roles {
        let report = judge(gost(), &subject(role), None);
        let verdict = expected.map_or_else(Verdict::Invalid, |()| Verdict::Valid);
        assert_eq!(report.verdict, verdict, "{role:?}");
        assert_eq!(report.certificate.unwrap().role, role);
    }
}

#[test]
fn a_key_for_signing_in_accepts_nothing() {
    for (house, role) in [(gost(), Role::Person), (rsa(), Role::Person), (rsa(), Role::Head)] {
        let report = judge(house, &entering(role), None);
        assert_eq!(report.verdict, Verdict::Invalid(Fault::AuthenticationOnly));
        assert!(!report.certificate.unwrap().for_signing);
    }
}

#[test]
fn an_rsa_key_is_as_good() {
    assert_eq!(judge(rsa(), &subject(Role::Head), None).verdict, Verdict::Valid);
}

#[test]
fn only_the_expected_one() {
    let iin = |digits| Some(Number::Iin(Iin::certified(digits).unwrap()));
    let bin = |digits| Some(Number::Bin(Bin::certified(digits).unwrap()));
    let cases = [
        (Role::Person, iin("123456789011"), Verdict::Valid),
        (Role::Person, iin("123456789012"), Verdict::Invalid(Fault::WrongPerson)),
        (Role::Person, bin("123456789021"), Verdict::Invalid(Fault::WrongOrganisation)),
        (Role::Person, bin("123456789011"), Verdict::Invalid(Fault::WrongOrganisation)),
        (Role::Head, bin("123456789021"), Verdict::Valid),
        (Role::Head, bin("123456789022"), Verdict::Invalid(Fault::WrongOrganisation)),
        // The head signs for the organisation, not for themselves.
        (Role::Head, iin("123456789011"), Verdict::Invalid(Fault::WrongOrganisation)),
        (Role::Head, iin("123456789012"), Verdict::Invalid(Fault::WrongPerson)),
    ];
    for (role, expected, verdict) in cases {
        let report = judge(gost(), &subject(role), expected.clone());
        assert_eq!(report.verdict, verdict, "{role:?} {expected:?}");
    }
}

#[test]
fn a_certified_number_is_taken_as_it_is_whatever_its_check_digit() {
    for digits in ["123456789011", "000000000000", "999999999999"] {
        let subject = Subject { iin: Iin::certified(digits), ..subject(Role::Person) };
        let expected = Iin::certified(digits).map(Number::Iin);
        let report = judge(gost(), &subject, expected);
        assert_eq!(report.verdict, Verdict::Valid);
        assert_eq!(report.certificate.unwrap().iin, Iin::certified(digits));
    }
}

#[test]
fn a_certificate_without_a_person_or_with_the_wrong_company_is_no_identity() {
    let no_iin = Subject { iin: None, ..subject(Role::Person) };
    assert_eq!(judge(gost(), &no_iin, None).verdict, Verdict::Invalid(Fault::NoIdentity));
    let organisation = subject(Role::Head).organisation;
    let with_company = Subject { organisation, ..subject(Role::Person) };
    assert_eq!(judge(gost(), &with_company, None).verdict, Verdict::Invalid(Fault::NoIdentity));
    let without = Subject { organisation: None, ..subject(Role::Head) };
    assert_eq!(judge(gost(), &without, None).verdict, Verdict::Invalid(Fault::NoIdentity));
}

#[test]
fn the_order_of_a_name_does_not_matter() {
    // The seed turns the name; whatever comes first, the same is read.
    let orders: std::collections::BTreeSet<_> = (40..52)
        .map(|seed| {
            let person = gost().person(&subject(Role::Head), seed);
            let summary = person.certificate.summary();
            assert_eq!(summary.owner.as_str(), "СЫНАҚОВ СЫНАҚ");
            assert_eq!(summary.iin, Iin::certified("123456789011"));
            assert_eq!(summary.bin, Bin::certified("123456789021"));
            super::tree::Node::parse(person.certificate.der()).at(&[0, 5, 0, 0, 0]).value.clone()
        })
        .collect();
    assert!(orders.len() > 2, "several attributes have come first");
}

#[test]
fn a_name_from_outside_is_harmless() {
    let hostile =
        Subject { surname: "\u{1b}]0;x\u{7}\u{202e}".to_owned(), ..subject(Role::Person) };
    let person = gost().person(&hostile, 53);
    let read = Certificate::from_der(person.certificate.der()).unwrap().summary();
    assert!(read.owner.as_str().chars().all(|c| !c.is_control() && c != '\u{202e}'));
    assert!(read.owner.as_str().contains("⟨U+001B⟩"));
}

/// The same for signing in only.
fn entering(role: Role) -> Subject {
    Subject { usage: Usage::Authentication, ..subject(role) }
}
