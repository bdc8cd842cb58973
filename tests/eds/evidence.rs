//! A signature judged with what others have said of it.

use std::sync::Arc;

use kezekte::{
    domain::{Check, Fault, Moment, Outcome, Verdict},
    eds::{
        Acceptance, Anchors, Certificate, Evidence, Policy, Report, Revocation,
        issue::{Authority, List, Reply, Revoked, refusal},
        revocation::{Crl, Reason},
        verify_with,
    },
};

use super::{
    people::{Seeded, moment, now},
    services::{NONCE, Services, ago, ahead, good, of_gost, of_rsa},
};

fn policy() -> Policy {
    Policy::Acceptance(Acceptance { revocation: true, ..Acceptance::default() })
}

fn judge(of: &Services, signature: &[u8], at: Moment, evidence: &Evidence) -> Report {
    verify_with(signature, Some(b"text"), &of.house.anchors, &policy(), at, evidence)
}

fn signature(of: &Services) -> Vec<u8> {
    of.person.sign(b"text", true)
}

fn said(ocsp: Vec<Vec<u8>>) -> Evidence {
    Evidence { ocsp, nonce: Some(NONCE.to_vec()), ..Evidence::default() }
}

fn list(by: &Authority, of: &Certificate, at: Option<Moment>) -> Arc<Crl> {
    let serial = hex::decode(of.summary().serial).unwrap();
    let revoked: Vec<_> =
        at.map(|at| Revoked { serial, at, reason: Some(Reason::Superseded) }).into_iter().collect();
    let updates = (ago(60), ahead(3600));
    let list = List { number: 1, base: None, updates, revoked: &revoked };
    Arc::new(Crl::read(&by.list(&list, &Seeded::new(260)).unwrap()[..]).unwrap())
}

fn revoked(at: Moment) -> Reply {
    Reply { status: Revocation::Revoked { at, reason: None }, ..good() }
}

#[track_caller]
fn line(report: &Report, outcome: Outcome) {
    let lines: Vec<_> =
        report.lines.iter().filter(|line| line.check == Check::Revocation).collect();
    assert_eq!(lines.len(), 1, "said once");
    assert_eq!(lines[0].outcome, outcome);
}

#[test]
fn a_word_on_revocation_is_needed_where_it_is_asked_for() {
    for of in [of_gost(), of_rsa()] {
        let signature = signature(of);
        let report = judge(of, &signature, now(), &Evidence::default());
        assert_eq!(report.verdict, Verdict::Indeterminate(Fault::RevocationUnknown));
        assert_eq!(report.revocation, Some(Revocation::Unknown(Fault::RevocationUnknown)));
        line(&report, Outcome::Indeterminate(Fault::RevocationUnknown));

        let report = judge(of, &signature, now(), &said(vec![of.answer(&good())]));
        assert_eq!(report.verdict, Verdict::Valid);
        assert_eq!(report.revocation, Some(Revocation::Good));
        line(&report, Outcome::Passed);
        assert!(report.lines.is_sorted_by_key(|line| line.check), "in the order of the checks");

        let report = judge(of, &signature, now(), &said(vec![of.answer(&revoked(ago(1)))]));
        assert_eq!(report.verdict, Verdict::Invalid(Fault::Revoked));
        line(&report, Outcome::Failed(Fault::Revoked));
        // Whoever does not ask is told all the same.
        let evidence = said(vec![of.answer(&revoked(ago(1)))]);
        let anybody =
            verify_with(&signature, None, &of.house.anchors, &Policy::Signature, now(), &evidence);
        assert_eq!(anybody.verdict, Verdict::Invalid(Fault::Revoked));
    }
}

#[test]
fn the_lists_are_heard_when_the_responder_says_nothing() {
    let of = of_gost();
    let (signature, nca) = (signature(of), &of.house.nca);
    let with = |ocsp, lists: &[Arc<Crl>]| {
        judge(of, &signature, now(), &Evidence { crls: lists.to_vec(), ..said(ocsp) })
    };
    let (later, stale) = (refusal(3), of.answer(&Reply { this_update: ago(90_000 * 2), ..good() }));
    let empty = list(nca, &of.person.certificate, None);
    let full = list(nca, &of.person.certificate, Some(ago(30)));
    assert_eq!(with(vec![later.clone()], &[Arc::clone(&empty)]).verdict, Verdict::Valid);
    assert_eq!(
        with(vec![stale.clone()], &[Arc::clone(&full)]).verdict,
        Verdict::Invalid(Fault::Revoked)
    );
    assert_eq!(with(vec![], &[Arc::clone(&full)]).verdict, Verdict::Invalid(Fault::Revoked));
    // Both silent: the responder's reason first.
    let silent = with(vec![later, stale], &[list(&of.house.root, &of.person.certificate, None)]);
    assert_eq!(silent.verdict, Verdict::Indeterminate(Fault::OcspTryLater));
    assert_eq!(silent.revocation, Some(Revocation::Unknown(Fault::OcspTryLater)));
    let silent = with(vec![], &[list(&of.house.root, &of.person.certificate, None)]);
    assert_eq!(silent.verdict, Verdict::Indeterminate(Fault::CrlWrongIssuer));
    // The responder is heard first, and a revocation before a good.
    assert_eq!(with(vec![of.answer(&good())], &[full]).verdict, Verdict::Valid);
    let both = vec![of.answer(&good()), of.answer(&revoked(ago(5)))];
    assert_eq!(with(both, &[empty]).verdict, Verdict::Invalid(Fault::Revoked));
}

#[test]
fn a_revocation_after_the_stamp_does_not_hurt_and_one_before_it_does() {
    let of = of_gost();
    let signature = signature(of);
    let stamped = of.stamped(&signature, now());
    let answer = |at| said(vec![of.answer(&Reply { this_update: ahead(60), ..revoked(at) })]);
    let after = judge(of, &stamped, ahead(60), &answer(ahead(30)));
    assert_eq!(after.verdict, Verdict::Valid);
    assert_eq!(after.revocation, Some(Revocation::Revoked { at: ahead(30), reason: None }));
    line(&after, Outcome::Passed);
    let unstamped = judge(of, &signature, ahead(60), &answer(ahead(30)));
    assert_eq!(unstamped.verdict, Verdict::Invalid(Fault::Revoked));
    for at in [ago(1), now()] {
        let before = judge(of, &stamped, ahead(60), &answer(at));
        assert_eq!(before.verdict, Verdict::Invalid(Fault::Revoked));
    }
}

#[test]
fn evidence_is_judged_at_its_own_time_years_later() {
    let of = of_gost();
    let stamped = of.stamped(&signature(of), now());
    let later = moment("2030-01-01T00:00:00Z");
    let kept = Evidence { ocsp: vec![of.answer(&good())], ..Evidence::default() };
    assert_eq!(judge(of, &stamped, later, &kept).verdict, Verdict::Valid);
    // An old good word about a signature that was stamped an hour after it is no word.
    let stamped = of.stamped(&signature(of), ahead(3600));
    assert_eq!(judge(of, &stamped, later, &kept).verdict, Verdict::Indeterminate(Fault::OcspStale));
    // What the portal received is judged at the time of receipt when nothing is stamped.
    let at = ahead(3600);
    let received = Evidence { received_at: Some(ahead(60)), ..kept.clone() };
    assert_eq!(judge(of, &signature(of), at, &received).verdict, Verdict::Valid);
    assert_eq!(
        judge(of, &signature(of), at, &kept).verdict,
        Verdict::Indeterminate(Fault::OcspStale)
    );
}

#[test]
fn an_authority_that_its_root_has_revoked_certifies_nobody() {
    let of = of_gost();
    let nca = of.house.nca.certificate();
    let with = |at: Option<Moment>| {
        let crls = vec![list(&of.house.root, nca, at)];
        judge(of, &signature(of), now(), &Evidence { crls, ..said(vec![of.answer(&good())]) })
    };
    assert_eq!(with(None).verdict, Verdict::Valid);
    assert_eq!(with(Some(ago(5))).verdict, Verdict::Invalid(Fault::Revoked));
}

#[test]
fn without_anchors_nobody_can_tell() {
    let of = of_gost();
    let evidence = said(vec![of.answer(&good())]);
    let report =
        verify_with(&signature(of), None, &Anchors::default(), &policy(), now(), &evidence);
    assert_eq!(report.verdict, Verdict::Indeterminate(Fault::UntrustedIssuer));
    line(&report, Outcome::Indeterminate(Fault::UntrustedIssuer));
    assert!(report.chain.is_empty());
}
