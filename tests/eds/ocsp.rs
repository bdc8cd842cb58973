//! What a responder's answer is worth: every way in which it says nothing, by name.

use kezekte::{
    domain::{Fault, Role},
    eds::{
        Certificate, Revocation,
        issue::{Appointed, Reply, Service, refusal},
        revocation::{
            Asked, Reason,
            ocsp::{self, Question},
        },
    },
};

use super::{
    people::{House, Seeded, gost, moment, now, subject, year},
    services::{NONCE, Services, ago, ahead, asked, good, of_gost, of_rsa},
    tree::{Node, extension, recertify},
};

/// What the answer says of the person, the nonce being known.
fn judge(of: &Services, answer: &[u8]) -> Result<Revocation, Fault> {
    judge_with(of, answer, Some(&NONCE), asked())
}

fn judge_with(
    of: &Services,
    answer: &[u8],
    nonce: Option<&[u8]>,
    asked: Asked,
) -> Result<Revocation, Fault> {
    ocsp::judge(answer, &of.person.certificate, of.house.nca.certificate(), nonce, asked)
}

/// The basic response in an answer, changed and signed again by `who`.
fn again(answer: &[u8], who: &Appointed, change: impl FnOnce(&mut Node)) -> Vec<u8> {
    let mut answer = Node::parse(answer);
    let octets = answer.at(&[1, 0, 1]);
    octets.value = recertify(&octets.value, who.key(), change);
    answer.der()
}

/// The single responses within the signed part: responder, time, these.
const SINGLES: usize = 2;

#[test]
fn good_revoked_and_unknown_are_told_apart_in_gost_and_rsa_by_name_and_by_key() {
    for of in [of_gost(), of_rsa()] {
        for by_key in [false, true] {
            assert_eq!(judge(of, &of.answer(&Reply { by_key, ..good() })), Ok(Revocation::Good));
        }
        let revoked = Revocation::Revoked { at: ago(60), reason: Some(Reason::KeyCompromise) };
        assert_eq!(judge(of, &of.answer(&Reply { status: revoked, ..good() })), Ok(revoked));
        let no_reason = Revocation::Revoked { at: ago(60), reason: None };
        assert_eq!(judge(of, &of.answer(&Reply { status: no_reason, ..good() })), Ok(no_reason));
        let unknown = Revocation::Unknown(Fault::OcspUnknown);
        let answer = of.answer(&Reply { status: unknown, ..good() });
        assert_eq!(judge(of, &answer), Err(Fault::OcspUnknown));
        // The authority may answer itself.
        let itself = of.house.nca.itself().unwrap();
        assert_eq!(judge(of, &of.answer_of(&itself, &good())), Ok(Revocation::Good));
    }
}

#[test]
fn a_refusal_says_nothing_but_why() {
    let of = of_gost();
    assert_eq!(judge(of, &refusal(3)), Err(Fault::OcspTryLater));
    for status in [1, 2, 5, 6] {
        assert_eq!(judge(of, &refusal(status)), Err(Fault::OcspRefused), "{status}");
    }
    // Success without an answer is none.
    assert_eq!(judge(of, &refusal(0)), Err(Fault::OcspMalformed));
    assert_eq!(judge(of, b"<html>"), Err(Fault::OcspMalformed));
    assert_eq!(judge(of, &[]), Err(Fault::OcspMalformed));
    assert_eq!(judge(of, &[0x30; 70_000]), Err(Fault::OcspMalformed));
}

#[test]
fn an_answer_to_another_question_is_refused_and_one_without_a_nonce_must_be_fresh() {
    let of = of_gost();
    let minutes =
        |age: i64, nonce| of.answer(&Reply { this_update: ago(age * 60), nonce, ..good() });
    assert_eq!(
        judge_with(of, &minutes(0, true), Some(b"other"), asked()),
        Err(Fault::OcspWrongNonce)
    );
    // Ten minutes, and five for the clocks.
    assert_eq!(judge(of, &minutes(14, false)), Ok(Revocation::Good));
    assert_eq!(judge(of, &minutes(16, false)), Err(Fault::OcspStale));
    assert_eq!(judge_with(of, &minutes(16, true), None, asked()), Err(Fault::OcspStale));
    // A repeated nonce proves when the answer was made; what it knows may be a day old.
    assert_eq!(judge(of, &minutes(16, true)), Ok(Revocation::Good));
    let known = |hours: i64, made| {
        of.answer(&Reply { this_update: ago(hours * 3600), produced_at: Some(made), ..good() })
    };
    assert_eq!(judge(of, &known(25, now())), Err(Fault::OcspStale));
    // It proves the same to whoever judges it later and has no nonce to compare: what counts is when
    // the answer was made.
    let later = |answer: &[u8]| {
        let asked = Asked { now: moment("2028-01-01T00:00:00Z"), about: now() };
        judge_with(of, answer, None, asked)
    };
    assert_eq!(judge(of, &known(20, now())), Ok(Revocation::Good));
    assert_eq!(later(&known(20, now())), Ok(Revocation::Good));
    assert_eq!(later(&known(25, now())), Err(Fault::OcspStale));
    assert_eq!(later(&known(20, ago(16 * 60))), Err(Fault::OcspStale));
    let beforehand = Reply { nonce: false, this_update: ago(1800), ..good() };
    let beforehand = Reply { produced_at: Some(now()), ..beforehand };
    assert_eq!(later(&of.answer(&beforehand)), Err(Fault::OcspStale));
    // The future is not believed beyond what clocks may differ.
    assert_eq!(judge(of, &minutes(-4, true)), Ok(Revocation::Good));
    assert_eq!(judge(of, &minutes(-6, true)), Err(Fault::OcspStale));
}

#[test]
fn a_next_update_that_has_passed_is_stale_and_an_old_question_is_asked_of_its_own_time() {
    let of = of_gost();
    let next = |at| of.answer(&Reply { this_update: ago(900), next_update: Some(at), ..good() });
    assert_eq!(judge(of, &next(ahead(60))), Ok(Revocation::Good));
    assert_eq!(judge(of, &next(ago(600))), Err(Fault::OcspStale));
    // Kept, and judged again in a year: it was fresh when the signature was stamped.
    let answer = of.answer(&good());
    let later = |about| Asked { now: moment("2028-01-01T00:00:00Z"), about };
    assert_eq!(judge_with(of, &answer, None, later(now())), Ok(Revocation::Good));
    assert_eq!(judge_with(of, &answer, None, later(ahead(16 * 60))), Err(Fault::OcspStale));
    // After its end a certificate may have been forgotten.
    let after = Reply { this_update: moment("2027-11-22T09:00:00Z"), ..good() };
    let then = Asked { now: after.this_update, about: after.this_update };
    let itself = of.house.nca.itself().unwrap();
    let answer = of.answer_of(&itself, &after);
    assert_eq!(judge_with(of, &answer, None, then), Err(Fault::OcspStale));
}

#[test]
fn another_certificate_is_not_this_one() {
    let of = of_gost();
    let other = gost().person(&subject(Role::Person), 231).certificate;
    let issuer = of.house.nca.certificate();
    let answer = of.answer(&good());
    let judged = ocsp::judge(&answer, &other, issuer, Some(&NONCE), asked());
    assert_eq!(judged, Err(Fault::OcspOtherCertificate));
    // The same serial number under another issuer's name and key.
    let elsewhere = Question::new(&of.person.certificate, of.house.root.certificate(), &NONCE);
    let heard = kezekte::eds::issue::Asked::read(elsewhere.unwrap().der()).unwrap();
    let answer = of.responder.answer(&heard, &good(), &Seeded::new(232)).unwrap();
    assert_eq!(judge(of, &answer), Err(Fault::OcspOtherCertificate));
    // Said twice is said once too often, even when it is the same.
    let answer = again(&of.answer(&good()), &of.responder, |data| {
        let single = data.at(&[SINGLES, 0]).clone();
        data.at(&[SINGLES]).children.push(single);
    });
    assert_eq!(judge(of, &answer), Err(Fault::OcspMalformed));
    // An answer that also speaks of others is read.
    let answer = again(&of.answer(&good()), &of.responder, |data| {
        let mut single = data.at(&[SINGLES, 0]).clone();
        *single.at(&[0, 3]).value.last_mut().unwrap() ^= 1;
        data.at(&[SINGLES]).children.insert(0, single);
    });
    assert_eq!(judge(of, &answer), Ok(Revocation::Good));
    // A critical extension that nobody knows.
    let answer = again(&of.answer(&good()), &of.responder, |data| {
        let list = data.at(&[SINGLES + 1, 0]);
        let oid = list.at(&[0]).children[0].clone();
        let mut oid = oid;
        *oid.value.last_mut().unwrap() = 99;
        let value = Node::primitive(4, &[5, 0]);
        let unknown = [oid, Node::primitive(1, &[0xff]), value];
        list.children.push(Node::constructed(0x30, unknown));
    });
    assert_eq!(judge(of, &answer), Err(Fault::OcspMalformed));
}

#[test]
fn only_the_issuer_or_its_appointed_responder_may_answer() {
    let of = of_gost();
    let wrong = Err(Fault::OcspWrongResponder);
    let appointed = |by: &kezekte::eds::issue::Authority, validity| {
        by.appoint(Service::Responder, "R", validity, &Seeded::new(233)).unwrap()
    };
    // Of another house with the same names; of the root above; of a citizen; of the stamps.
    let elsewhere = House::gost(234);
    assert_eq!(judge(of, &of.answer_of(&appointed(&elsewhere.nca, year()), &good())), wrong);
    assert_eq!(
        judge(of, &of.answer_of(&elsewhere.nca.itself().unwrap(), &good())),
        Err(Fault::OcspBadSignature)
    );
    assert_eq!(judge(of, &of.answer_of(&appointed(&of.house.root, year()), &good())), wrong);
    let citizen = gost().person(&subject(Role::Person), 235);
    let citizen = Appointed::new(citizen.key, citizen.certificate);
    assert_eq!(judge(of, &of.answer_of(&citizen, &good())), wrong);
    assert_eq!(judge(of, &of.answer_of(&of.stamper, &good())), wrong);
    // One whose appointment has ended.
    let ended = (moment("2026-11-21T09:00:00Z"), ago(3600));
    assert_eq!(judge(of, &of.answer_of(&appointed(&of.house.nca, ended), &good())), wrong);
}

#[test]
fn an_empty_word_that_nobody_need_ask_about_a_responder_is_let_be() {
    let of = of_gost();
    const NO_CHECK: [u8; 9] = [0x2b, 6, 1, 5, 5, 7, 0x30, 1, 5];
    let der = of.responder.certificate().der();
    let changed = recertify(der, of.house.nca.key(), |signed| {
        extension(signed, &NO_CHECK).value.clear();
    });
    let key = kezekte::eds::algorithm::PrivateKey::from_pkcs8(&of.responder.key().to_pkcs8());
    let old = Appointed::new(key.unwrap(), Certificate::from_der(&changed).unwrap());
    assert_eq!(judge(of, &of.answer_of(&old, &good())), Ok(Revocation::Good));
}

#[test]
fn algorithms_that_are_not_accepted_are_not_accepted_here_either() {
    let of = of_rsa();
    // sha1WithRSAEncryption, in the place where the signature names its algorithm.
    let mut answer = Node::parse(&of.answer(&good()));
    let octets = answer.at(&[1, 0, 1]);
    let mut basic = Node::parse(&octets.value);
    *basic.at(&[1, 0]).value.last_mut().unwrap() = 5;
    octets.value = basic.der();
    assert_eq!(judge(of, &answer.der()), Err(Fault::AlgorithmNotAccepted));
}

#[test]
fn no_changed_bit_of_an_answer_is_believed() {
    for (of, step) in [(of_gost(), 7), (of_rsa(), 1)] {
        let answer = of.answer(&good());
        for place in (0..answer.len()).step_by(step) {
            let mut flipped = answer.clone();
            flipped[place] ^= 1 << (place % 8);
            assert!(judge(of, &flipped).is_err(), "octet {place}");
        }
        for length in 0..answer.len() {
            assert!(judge(of, &answer[..length]).is_err(), "{length} octets");
        }
    }
}
