//! P11 against a forger, who writes the manifest anew: whatever is put in a part's place is refused
//! by that part's name, and whatever is left out lowers the verdict. Nothing keeps it.

use kezekte::{
    domain::{Check, Fault, Moment, Role},
    eds::{Anchors, Revocation, revocation::Reason, stamp},
    evidence::{EventProof, Finding, Flaw, Judgement, Package, Part, Why, judge},
};

use super::packer::{
    answer, event, later, of_gost, of_rsa, pack, pack_claiming, pack_of, received,
};
use crate::eds::people::{House, gost, now, rsa, subject};

fn judged(package: &Package, house: &House) -> Judgement {
    judge(&package.write().unwrap(), &house.anchors, received())
}

fn worst(judgement: &Judgement) -> (Part, Finding) {
    let line = judgement.worst().unwrap_or_else(|| panic!("nothing is wrong: {judgement:#?}"));
    (line.part.clone(), line.finding)
}

/// Everything in order but this.
fn changed(change: impl FnOnce(&mut Package)) -> (Part, Finding) {
    let mut package = of_gost().clone();
    change(&mut package);
    worst(&judged(&package, gost()))
}

#[test]
fn whole_packages_are_valid_now_and_long_after_the_certificate_has_expired() {
    for (package, house) in [(of_gost(), gost()), (of_rsa(), rsa())] {
        for at in [received(), later()] {
            let judgement = judge(&package.write().unwrap(), &house.anchors, at);
            assert_eq!(judgement.verdict, Finding::Passed, "{:#?}", judgement.lines);
            assert_eq!(judgement.judged_at.seconds(), received().seconds());
            assert_eq!(judgement.event.unwrap().newest().seq, 10);
        }
    }
}

#[test]
fn a_part_of_another_package_is_refused_by_name() {
    let other = pack(gost(), 4_301);
    let failed = |fault: Fault| Finding::Failed(Why::Fault(fault));
    let (part, finding) = changed(|package| package.signature.clone_from(&other.signature));
    // The other's signature is of the same document, so it is good: but not of this certificate.
    assert_eq!((part, finding), (Part::Chain, Finding::Failed(Why::Flaw(Flaw::Chain))));
    let (part, _) = changed(|package| package.chain.clone_from(&other.chain));
    assert_eq!(part, Part::Chain);
    let (part, finding) = changed(|package| {
        let place = package.document.iter().position(|octet| *octet == b'-').unwrap();
        package.document[place] = b'+';
    });
    assert!(matches!(part, Part::Document | Part::Signature(_)), "{part:?} {finding:?}");
    let (part, finding) = changed(|package| package.stamp.clone_from(&other.stamp));
    assert_eq!((part, finding), (Part::Stamp, Finding::Failed(Why::Flaw(Flaw::StampDiffers))));
    let (_, finding) = changed(|package| {
        let person = gost().person(&subject(Role::Person), 4_101);
        let revoked = Revocation::Revoked {
            at: kezekte::domain::Moment::from_seconds(received().seconds() - 30),
            reason: Some(Reason::KeyCompromise),
        };
        package.ocsp = vec![answer(gost(), &person, 4_101, revoked)];
    });
    assert_eq!(finding, failed(Fault::Revoked));
}

#[test]
fn an_event_or_a_report_of_something_else_is_refused_by_name() {
    let flaw = |flaw| Finding::Failed(Why::Flaw(flaw));
    let own = of_gost().event.event().clone();
    for (kind, payload) in [
        ("account.stopped", own.payload.clone()),
        ("acceptance.effective", own.payload.replace("2026-000123", "2026-000124")),
        ("acceptance.effective", own.payload.replace("kk", "en")),
        ("acceptance.effective", "{}".to_owned()),
    ] {
        let (part, finding) = changed(|package| {
            package.event = EventProof::new(event(7, [9; 32], kind, payload), []);
        });
        assert_eq!((part, finding), (Part::Event, flaw(Flaw::EventDiffers)));
    }
    let mut unsound = own;
    unsound.at = later();
    let (part, finding) = changed(|package| package.event = EventProof::new(unsound, []));
    assert_eq!((part, finding), (Part::Event, flaw(Flaw::EventHash)));
    let report = [
        changed(|package| package.report.owner = "БАСҚА АДАМ".into()),
        changed(|package| package.report.sha256 = "00".repeat(32).as_str().into()),
        changed(|package| package.report.check_code = "2222-2222-2222-2222".into()),
        changed(|package| package.report.valid_until = later()),
        changed(|package| package.report.signed_at = Some(later())),
        changed(|package| package.report.request = "1043".into()),
    ];
    for (part, finding) in report {
        assert_eq!((part, finding), (Part::Report, flaw(Flaw::ReportDiffers)));
    }
}

#[test]
fn whatever_is_left_out_lowers_the_verdict() {
    let (_, finding) = changed(|package| package.ocsp.clear());
    assert!(matches!(finding, Finding::Indeterminate(Why::Fault(_))), "{finding:?}");

    // Without its stamp: no proven time now, and nothing to hold it up when the certificate has
    // expired.
    let mut plain = of_gost().clone();
    plain.stamp = None;
    plain.signature = without_stamp(&plain.signature);
    let (_, finding) = worst(&judged(&plain, gost()));
    assert_eq!(finding, Finding::Indeterminate(Why::Fault(Fault::StampMissing)));
    let judgement = judge(&plain.write().unwrap(), &gost().anchors, later());
    assert_eq!(judgement.judged_at, later());
    assert_ne!(judgement.verdict, Finding::Passed);
    assert!(
        judgement
            .lines
            .iter()
            .any(|line| { line.finding == Finding::Indeterminate(Why::Flaw(Flaw::NoProofOfTime)) }),
        "{judgement:#?}"
    );
}

/// The signature before the stamp was put into it.
fn without_stamp(signature: &[u8]) -> Vec<u8> {
    use crate::eds::tree::{Node, SIGNER};
    let mut node = Node::parse(signature);
    assert!(stamp::token(signature).unwrap().is_some());
    node.at(SIGNER).children.pop();
    node.der()
}

#[test]
fn certificates_in_the_package_lead_to_an_anchor_but_are_none() {
    let package = of_gost().write().unwrap();
    let stranger = House::gost(77);
    let judgement = judge(&package, &stranger.anchors, received());
    // Its authorities have the same names and other keys.
    let (part, finding) = worst(&judgement);
    assert_eq!(part, Part::Signature(Check::Path));
    assert_eq!(finding, Finding::Failed(Why::Fault(Fault::BadPath)));
    let judgement = judge(&package, &Anchors::default(), received());
    assert!(matches!(judgement.verdict, Finding::Indeterminate(_)), "{judgement:#?}");
    // The root alone is enough: the package brings the rest.
    let root = gost().root.certificate().der().to_vec();
    let root = Anchors::from_certificates([root]).unwrap();
    assert_eq!(judge(&package, &root, received()).verdict, Finding::Passed);
}

#[test]
fn a_clock_that_an_operator_may_let_be_so_far_off_makes_no_package_invalid() {
    let off = |minutes: i64| {
        let at = Moment::from_micros(now().micros() - minutes * 60_000_000);
        judged(&pack_claiming(gost(), &subject(Role::Person), 4_401, at), gost())
    };
    // The request is a minute old.
    assert_eq!(off(15).verdict, Finding::Passed);
    let (part, finding) = worst(&off(17));
    assert_eq!(part, Part::Signature(Check::Time));
    assert_eq!(finding, Finding::Failed(Why::Fault(Fault::TimeOutsideWindow)));
}

#[test]
fn who_may_accept_for_an_organisation_by_an_operators_choice_is_not_called_invalid() {
    let of = |role| judged(&pack_of(gost(), &subject(role), 4_402), gost());
    for role in [Role::Head, Role::SignRight] {
        assert_eq!(of(role).verdict, Finding::Passed, "{role:?}");
    }
    for (role, fault) in [
        (Role::FinancialSignRight, Fault::FinancialRightOnly),
        (Role::PersonnelOfficer, Fault::PersonnelOfficer),
        (Role::Employee, Fault::NoRightToSign),
    ] {
        let (part, finding) = worst(&of(role));
        assert_eq!(part, Part::Signature(Check::Role));
        assert_eq!(finding, Finding::Indeterminate(Why::Fault(fault)));
    }
    // Nobody's choice.
    let (_, finding) = worst(&of(Role::TreasuryClient));
    assert_eq!(finding, Finding::Failed(Why::Fault(Fault::TreasuryKey)));
}
