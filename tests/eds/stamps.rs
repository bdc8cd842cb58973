//! What a time stamp proves, and every way in which it proves nothing.

use kezekte::{
    domain::{Check, Fault, Outcome, Role, Verdict},
    eds::{
        Acceptance, Certificate, Evidence, Policy, Report,
        algorithm::{
            Suite,
            suite::{GOST_512, RSA_SHA256},
        },
        issue::{Appointed, Service, stamp_refusal},
        stamp::{self, Query},
        verify, verify_with,
    },
};

use super::{
    people::{House, Seeded, gost, moment, now, subject, year},
    services::{NONCE, Services, ago, ahead, of_gost, of_rsa},
    tree::{Node, SIGNER, extension, recertify},
};

const DOCUMENT: &[u8] = b"text";

/// After everybody's certificate has ended.
fn later() -> kezekte::domain::Moment {
    moment("2028-01-01T00:00:00Z")
}

fn policy() -> Policy {
    Policy::Acceptance(Acceptance { stamp: true, ..Acceptance::default() })
}

fn judge(of: &Services, signature: &[u8], at: kezekte::domain::Moment) -> Report {
    verify(signature, Some(DOCUMENT), &of.house.anchors, &policy(), at)
}

fn signature(of: &Services) -> Vec<u8> {
    of.person.sign(DOCUMENT, true)
}

/// A stamp that proves nothing, for this reason: the verdict cannot be told, and no time is proven.
#[track_caller]
fn nothing(report: &Report, fault: Fault) {
    assert_eq!(report.verdict, Verdict::Indeterminate(fault));
    assert_eq!(report.stamped_at, None);
    let line = report.lines.iter().find(|line| line.check == Check::Stamp).unwrap();
    assert_eq!(line.outcome, Outcome::Indeterminate(fault));
}

#[test]
fn a_stamped_signature_outlives_its_certificate() {
    for of in [of_gost(), of_rsa()] {
        let signature = signature(of);
        let stamped = of.stamped(&signature, ahead(5));
        for at in [ahead(10), later()] {
            let report = judge(of, &stamped, at);
            assert_eq!(report.verdict, Verdict::Valid);
            assert_eq!(report.stamped_at, Some(ahead(5)));
            assert_eq!(report.chain.len(), 3);
        }
        // Without its stamp it is not proven to be older than the certificate's end.
        assert_eq!(
            judge(of, &signature, later()).verdict,
            Verdict::Indeterminate(Fault::StampMissing)
        );
        let outcome = judge(of, &signature, later()).lines.into_iter();
        let outcome = outcome.filter(|line| line.check == Check::Validity).map(|line| line.outcome);
        assert_eq!(outcome.collect::<Vec<_>>(), [Outcome::Indeterminate(Fault::Expired)]);
        // And where no stamp is asked for, it is just too late.
        let plain = verify(&signature, None, &of.house.anchors, &Policy::Signature, later());
        assert_eq!(plain.verdict, Verdict::Invalid(Fault::Expired));
        nothing(&judge(of, &signature, now()), Fault::StampMissing);
    }
}

#[test]
fn a_stamp_after_the_certificates_end_proves_that_it_came_too_late() {
    let of = of_gost();
    let short =
        kezekte::eds::issue::Subject { validity: (ago(3600), ahead(60)), ..subject(Role::Person) };
    let person = gost().person(&short, 250);
    let signature = person.sign(DOCUMENT, true);
    let late = judge(of, &of.stamped(&signature, ahead(120)), ahead(180));
    assert_eq!(late.verdict, Verdict::Invalid(Fault::Expired));
    let in_time = judge(of, &of.stamped(&signature, ahead(30)), ahead(180));
    assert_eq!(in_time.verdict, Verdict::Valid);
}

#[test]
fn attaching_touches_nothing_that_is_signed() {
    let of = of_gost();
    let signature = signature(of);
    let token = of.token_of(&of.stamper, &signature, now());
    assert_eq!(stamp::token(&signature), Ok(None));
    let stamped = stamp::attach(&signature, &token).unwrap();
    assert_eq!(stamp::token(&stamped), Ok(Some(token.clone())));
    assert_eq!(stamp::signature_value(&stamped), stamp::signature_value(&signature));
    let mut taken_off = Node::parse(&stamped);
    taken_off.at(SIGNER).children.pop();
    assert_eq!(taken_off.der(), signature);
    assert_eq!(stamp::detach(&stamped).unwrap(), signature);
    assert_eq!(stamp::detach(&signature).unwrap(), signature);
    // An envelope in BER keeps its inside.
    let ber = Node::parse(&signature).ber(3);
    assert_eq!(judge(of, &stamp::attach(&ber, &token).unwrap(), now()).verdict, Verdict::Valid);
    // Nothing is put in twice, and nothing but a token.
    assert_eq!(stamp::attach(&stamped, &token), Err(Fault::TwoStamps));
    assert_eq!(stamp::attach(&signature, b"no token"), Err(Fault::Malformed));
    assert_eq!(stamp::attach(&signature, &[]), Err(Fault::Malformed));
}

#[test]
fn two_stamps_are_one_too_many() {
    let of = of_gost();
    let stamped = of.stamped(&signature(of), now());
    let mut two_values = Node::parse(&stamped);
    let values = two_values.at(SIGNER).children.last_mut().unwrap().at(&[0, 1]);
    let token = values.children[0].clone();
    values.children.push(token);
    let mut two_attributes = Node::parse(&stamped);
    let unsigned = two_attributes.at(SIGNER).children.last_mut().unwrap();
    let attribute = unsigned.children[0].clone();
    unsigned.children.push(attribute);
    for doubled in [two_values, two_attributes] {
        let report = judge(of, &doubled.der(), now());
        assert_eq!(report.verdict, Verdict::Invalid(Fault::TwoStamps));
        assert_eq!(report.stamped_at, None);
    }
}

#[test]
fn a_stamp_over_another_signature_proves_nothing() {
    let of = of_gost();
    let other = gost().person(&subject(Role::Person), 251).sign(b"another text", true);
    let token = of.token_of(&of.stamper, &other, now());
    let moved = stamp::attach(&signature(of), &token).unwrap();
    nothing(&judge(of, &moved, now()), Fault::StampDiffers);
}

/// The signature stamped by somebody else.
fn stamped_by(of: &Services, who: &Appointed) -> Report {
    let signature = signature(of);
    let token = of.token_of(who, &signature, now());
    judge(of, &stamp::attach(&signature, &token).unwrap(), now())
}

#[test]
fn only_a_trusted_authority_appointed_for_nothing_else_stamps() {
    let of = of_gost();
    let untrusted = Fault::StampUntrusted;
    let appoint = |house: &House, validity| {
        house.nca.appoint(Service::StampAuthority, "T", validity, &Seeded::new(252)).unwrap()
    };
    nothing(&stamped_by(of, &appoint(&House::gost(253), year())), untrusted);
    nothing(&stamped_by(of, &of.responder), untrusted);
    let citizen = gost().person(&subject(Role::Person), 254);
    nothing(&stamped_by(of, &Appointed::new(citizen.key, citizen.certificate)), untrusted);
    // Ended before the stamp was given.
    let ended = (moment("2026-11-21T09:00:00Z"), ago(3600));
    nothing(&stamped_by(of, &appoint(of.house, ended)), untrusted);

    // Appointed for something besides, or not critically so.
    const EXTENDED_KEY_USAGE: [u8; 3] = [0x55, 0x1d, 0x25];
    let changed = |change: &dyn Fn(&mut Node)| {
        let one = appoint(of.house, year());
        let der = recertify(one.certificate().der(), of.house.nca.key(), |signed| change(signed));
        let key = kezekte::eds::algorithm::PrivateKey::from_pkcs8(&one.key().to_pkcs8()).unwrap();
        stamped_by(of, &Appointed::new(key, Certificate::from_der(&der).unwrap()))
    };
    assert_eq!(changed(&|_| {}).verdict, Verdict::Valid);
    nothing(
        &changed(&|signed| {
            let value = extension(signed, &EXTENDED_KEY_USAGE);
            let mut usages = Node::parse(&value.value);
            let mut other = usages.children[0].clone();
            *other.value.last_mut().unwrap() = 4;
            usages.children.push(other);
            value.value = usages.der();
        }),
        untrusted,
    );
    nothing(
        &changed(&|signed| {
            let list = &mut signed.children.last_mut().unwrap().children[0].children;
            let usage = list.iter_mut().find(|e| e.children[0].value == EXTENDED_KEY_USAGE);
            usage.unwrap().children.remove(1);
        }),
        untrusted,
    );
}

#[test]
fn a_stamp_from_the_future_or_from_before_the_request_does_not_fit() {
    let of = of_gost();
    let signature = signature(of);
    // Five minutes for the clocks.
    let at = |seconds| judge(of, &of.stamped(&signature, ahead(seconds)), now());
    assert_eq!(at(299).verdict, Verdict::Valid);
    nothing(&at(301), Fault::StampTime);
    let window = Some((ago(300), ahead(300)));
    let policy = Policy::Acceptance(Acceptance { stamp: true, window, ..Acceptance::default() });
    let stamped = |seconds| {
        let stamped = of.stamped(&signature, ago(seconds));
        verify(&stamped, None, &of.house.anchors, &policy, now())
    };
    assert_eq!(stamped(299).verdict, Verdict::Valid);
    nothing(&stamped(301), Fault::StampTime);
}

#[test]
fn a_policy_of_nobodys_choice_is_not_believed() {
    let of = of_gost();
    let signature = signature(of);
    let value = stamp::signature_value(&signature).unwrap();
    let policy = const_oid::ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.9");
    let query = Query::over(&value, &GOST_512, policy, &NONCE).unwrap();
    let answer = of.stamper.stamp(query.der(), now(), &Seeded::new(255)).unwrap();
    let token = query.token(&answer).unwrap();
    let stamped = stamp::attach(&signature, &token).unwrap();
    nothing(&judge(of, &stamped, now()), Fault::StampWrongPolicy);
}

#[test]
fn an_answer_must_answer_the_query() {
    let of = of_gost();
    let signature = signature(of);
    let query = Query::new(&signature, &NONCE[..8]).unwrap();
    let answer_to =
        |query: &Query| of.stamper.stamp(query.der(), now(), &Seeded::new(256)).unwrap();
    assert!(query.token(&answer_to(&query)).is_ok());
    let again = Query::new(&signature, &NONCE[8..16]).unwrap();
    assert_eq!(query.token(&answer_to(&again)), Err(Fault::StampWrongNonce));
    let other = gost().person(&subject(Role::Person), 257).sign(DOCUMENT, true);
    let other = Query::new(&other, &NONCE[..8]).unwrap();
    assert_eq!(query.token(&answer_to(&other)), Err(Fault::StampDiffers));
    let value = stamp::signature_value(&signature).unwrap();
    let over =
        |suite: &'static Suite, policy| Query::over(&value, suite, policy, &NONCE[..8]).unwrap();
    let rsa = over(&RSA_SHA256, stamp::POLICY_GOST);
    assert_eq!(query.token(&answer_to(&rsa)), Err(Fault::StampDiffers));
    let elsewhere = over(&GOST_512, stamp::POLICY_RSA);
    assert_eq!(query.token(&answer_to(&elsewhere)), Err(Fault::StampWrongPolicy));
    assert_eq!(query.token(&stamp_refusal()), Err(Fault::StampRefused));
    assert_eq!(query.token(b"<html>"), Err(Fault::StampMalformed));
    assert_eq!(Query::new(&signature, &[]), Err(Fault::Malformed));
    // A leading zero octet is not written, and comes back as it was sent.
    let zero = Query::new(&signature, &[0, 0x80, 1]).unwrap();
    assert!(zero.token(&answer_to(&zero)).is_ok());
}

#[test]
fn every_changed_octet_of_a_stamp_loses_the_proven_time_and_lowers_the_verdict() {
    for (of, step) in [(of_gost(), 5), (of_rsa(), 1)] {
        let signature = signature(of);
        let stamped = of.stamped(&signature, now());
        assert_eq!(judge(of, &stamped, later()).verdict, Verdict::Valid);
        let unsigned = Node::parse(&stamped).at(SIGNER).children.last().unwrap().der().len();
        for place in (stamped.len() - unsigned..stamped.len()).step_by(step) {
            let mut flipped = stamped.clone();
            flipped[place] ^= 1 << (place % 8);
            let report = judge(of, &flipped, now());
            assert_eq!(report.stamped_at, None, "octet {place}");
            assert_ne!(report.verdict, Verdict::Valid, "octet {place}");
            let anybody = verify(&flipped, None, &of.house.anchors, &Policy::Signature, now());
            assert_ne!(anybody.verdict, Verdict::Valid, "octet {place}, whatever the policy");
        }
    }
}

#[test]
fn a_revoked_authority_stamps_no_more_and_a_stolen_key_never_did() {
    use kezekte::eds::{
        issue::{List, Revoked},
        revocation::{Crl, Reason},
    };
    let of = of_gost();
    let stamped = of.stamped(&signature(of), now());
    let judged_of = |who: &Certificate, by: &kezekte::eds::issue::Authority, at, reason| {
        let serial = hex::decode(who.summary().serial).unwrap();
        let revoked = [Revoked { serial, at, reason }];
        let list = List { number: 1, base: None, updates: (now(), ahead(3600)), revoked: &revoked };
        let list = by.list(&list, &Seeded::new(258)).unwrap();
        let crls = vec![std::sync::Arc::new(Crl::read(&list[..]).unwrap())];
        let evidence = Evidence { crls, ..Evidence::default() };
        verify_with(&stamped, None, &of.house.anchors, &policy(), ahead(60), &evidence)
    };
    let judged = |at, reason| judged_of(of.stamper.certificate(), &of.house.nca, at, reason);
    nothing(&judged(ago(60), Some(Reason::Superseded)), Fault::StampUntrusted);
    // It stamps no more: what it stamped before stays.
    for reason in [
        Reason::Unspecified,
        Reason::AffiliationChanged,
        Reason::Superseded,
        Reason::CessationOfOperation,
    ] {
        assert_eq!(judged(ahead(30), Some(reason)).verdict, Verdict::Valid, "{reason:?}");
    }
    // Anything else, and a revocation that gives no reason, voids every stamp (RFC 3161 §4).
    for reason in [None, Some(Reason::KeyCompromise), Some(Reason::CaCompromise)] {
        nothing(&judged(ahead(30), reason), Fault::StampUntrusted);
    }
    // So does what its root says of the authority that appointed it.
    let nca = of.house.nca.certificate();
    let above = judged_of(nca, &of.house.root, ahead(30), Some(Reason::CaCompromise));
    assert_eq!(above.stamped_at, None);
}
