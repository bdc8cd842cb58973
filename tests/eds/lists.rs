//! What lists of revoked certificates say, and what they may not.

use std::sync::Arc;

use kezekte::{
    domain::{Fault, Moment},
    eds::{
        Certificate, Revocation,
        issue::{Authority, List, Revoked},
        revocation::{Asked, Crl, Reason, crl::look_up},
    },
};

use super::{
    people::{House, Seeded, gost, moment, now, rsa},
    services::{ago, ahead, asked, of_gost},
    tree::{Node, recertify},
};

/// The extensions within a list's signed part.
const EXTENSIONS: &[usize] = &[6, 0];
/// Its entries.
const ENTRIES: &[usize] = &[5];

fn serial(certificate: &Certificate) -> Vec<u8> {
    hex::decode(certificate.summary().serial).unwrap()
}

fn revoked(certificate: &Certificate, reason: Reason) -> Revoked {
    Revoked { serial: serial(certificate), at: ago(3600), reason: Some(reason) }
}

fn person() -> &'static Certificate {
    &of_gost().person.certificate
}

/// Issued an hour ago, the next one tomorrow.
fn list(number: u64, base: Option<u64>, revoked: &[Revoked]) -> Vec<u8> {
    list_of(&gost().nca, number, base, (ago(3600), ahead(86_400)), revoked)
}

fn list_of(
    authority: &Authority,
    number: u64,
    base: Option<u64>,
    updates: (Moment, Moment),
    revoked: &[Revoked],
) -> Vec<u8> {
    authority.list(&List { number, base, updates, revoked }, &Seeded::new(240)).unwrap()
}

fn read(der: &[u8]) -> Arc<Crl> {
    Arc::new(Crl::read(der).unwrap())
}

fn look(lists: &[&[u8]], asked: Asked) -> Result<Revocation, Fault> {
    let lists: Vec<_> = lists.iter().map(|der| read(der)).collect();
    look_up(&lists, person(), gost().nca.certificate(), asked)
}

#[test]
fn a_certificate_is_in_the_list_or_not() {
    let revoked = [revoked(person(), Reason::Superseded)];
    let found = Revocation::Revoked { at: ago(3600), reason: Some(Reason::Superseded) };
    assert_eq!(look(&[&list(1, None, &revoked)], asked()), Ok(found));
    assert_eq!(look(&[&list(1, None, &[])], asked()), Ok(Revocation::Good));
    assert_eq!(look(&[], asked()), Err(Fault::RevocationUnknown));
    // RSA too, and a list of one entry without a reason.
    let other = Revoked { serial: vec![1], at: ago(5), reason: None };
    let of_rsa = read(&list_of(&rsa().nca, 1, None, (ago(1), ahead(1)), &[other]));
    assert_eq!(of_rsa.check_signed_by(rsa().nca.certificate()), Ok(()));
    assert_eq!((of_rsa.len(), of_rsa.is_delta()), (1, false));
}

#[test]
fn a_delta_list_adds_and_takes_out() {
    let hold = [revoked(person(), Reason::CertificateHold)];
    let back = [revoked(person(), Reason::RemoveFromCrl)];
    let (empty, full) = (list(5, None, &[]), list(5, None, &hold));
    let found = Revocation::Revoked { at: ago(3600), reason: Some(Reason::CertificateHold) };
    assert_eq!(look(&[&empty, &list(6, Some(5), &hold)], asked()), Ok(found));
    assert_eq!(look(&[&list(6, Some(4), &hold), &empty], asked()), Ok(found), "in any order");
    assert_eq!(look(&[&full, &list(6, Some(5), &[])], asked()), Ok(found));
    assert_eq!(look(&[&full, &list(6, Some(5), &back)], asked()), Ok(Revocation::Good));
    // Changes of a complete list that is not at hand say nothing.
    assert_eq!(look(&[&empty, &list(7, Some(6), &[])], asked()), Err(Fault::CrlNoBase));
    assert_eq!(look(&[&list(6, Some(5), &[])], asked()), Err(Fault::CrlNoBase));
    // A delta list that is older than the complete one has nothing to take out.
    let older = list_of(&gost().nca, 6, Some(5), (ago(7200), ahead(86_400)), &back);
    assert_eq!(look(&[&full, &older], asked()), Ok(found));
    // The newest complete list counts.
    let newer = list_of(&gost().nca, 9, None, (ago(60), ahead(86_400)), &[]);
    assert_eq!(look(&[&full, &newer], asked()), Ok(Revocation::Good));
    // Nobody comes back in a complete list.
    assert_eq!(Crl::read(&list(5, None, &back)[..]).unwrap_err(), Fault::CrlMalformed);
}

#[test]
fn a_list_counts_in_its_time() {
    let updated = |updates| list_of(&gost().nca, 1, None, updates, &[]);
    // Five minutes for the clocks.
    let ending = updated((ago(86_400), ago(240)));
    assert_eq!(look(&[&ending], asked()), Ok(Revocation::Good));
    let ended = updated((ago(86_400), ago(360)));
    assert_eq!(look(&[&ended], asked()), Err(Fault::CrlStale));
    assert_eq!(look(&[&updated((ahead(360), ahead(86_400)))], asked()), Err(Fault::CrlStale));
    // It was the word of its time.
    let then = Asked { now: now(), about: ago(7200) };
    assert_eq!(look(&[&ended], then), Ok(Revocation::Good));
    // Those whose certificates have ended leave the lists: silence says nothing.
    let after = moment("2027-11-22T09:00:00Z");
    let silent = updated((after, after.after(std::time::Duration::from_secs(60))));
    assert_eq!(look(&[&silent], Asked { now: after, about: now() }), Err(Fault::CrlStale));
    // Without an end it would never end.
    let endless = recertify(&list(1, None, &[]), gost().nca.key(), |signed| {
        signed.children.remove(4);
    });
    assert_eq!(look(&[&endless], asked()), Err(Fault::CrlStale));
}

#[test]
fn only_the_issuers_list_counts() {
    let elsewhere = House::gost(241);
    let of_other_key = list_of(&elsewhere.nca, 1, None, (ago(60), ahead(60)), &[]);
    assert_eq!(look(&[&of_other_key], asked()), Err(Fault::CrlBadSignature), "the same name");
    let of_root = list_of(&gost().root, 1, None, (ago(60), ahead(60)), &[]);
    assert_eq!(look(&[&of_root], asked()), Err(Fault::CrlWrongIssuer));
    // A good one beside a bad one is heard.
    assert_eq!(
        look(&[&of_other_key, &list(1, None, &[]), &of_root], asked()),
        Ok(Revocation::Good)
    );
    // An authority that may not sign lists: keyCertSign alone (05 → 04).
    let mut nca = Node::parse(gost().nca.certificate().der());
    let usage = super::tree::extension(nca.at(&[0]), &[0x55, 0x1d, 0x0f]);
    assert_eq!(usage.value, [3, 2, 1, 6]);
    usage.value[3] = 4;
    let nca = Certificate::from_der(&nca.der()).unwrap();
    let judged = look_up(&[read(&list(1, None, &[]))], person(), &nca, asked());
    assert_eq!(judged, Err(Fault::CrlWrongIssuer));
}

/// Reads a list whose signed part is changed, and signed again.
#[track_caller]
fn changed(fault: Fault, change: impl FnOnce(&mut Node)) {
    let one = [revoked(person(), Reason::Superseded)];
    let der = recertify(&list(1, None, &one), gost().nca.key(), change);
    assert_eq!(Crl::read(&der[..]).map(|_| ()), Err(fault));
}

fn unknown(critical: bool, oid: &[u8], value: &[u8]) -> Node {
    let mut parts = vec![Node::primitive(6, oid)];
    parts.extend(critical.then(|| Node::primitive(1, &[0xff])));
    parts.push(Node::primitive(4, value));
    Node::constructed(0x30, parts)
}

#[test]
fn indirect_partial_and_odd_lists_are_refused_by_name() {
    const DISTRIBUTION: [u8; 3] = [0x55, 0x1d, 0x1c];
    const ISSUER: [u8; 3] = [0x55, 0x1d, 0x1d];
    const OTHER: [u8; 3] = [0x55, 0x1d, 0x7f];
    let unsupported = Fault::CrlNotSupported;
    changed(unsupported, |s| {
        s.at(EXTENSIONS).children.push(unknown(true, &DISTRIBUTION, &[0x30, 0]))
    });
    changed(unsupported, |s| {
        s.at(EXTENSIONS).children.push(unknown(false, &DISTRIBUTION, &[0x30, 0]))
    });
    changed(unsupported, |s| s.at(EXTENSIONS).children.push(unknown(true, &OTHER, &[5, 0])));
    let entry = |signed: &mut Node, extension| {
        signed.at(ENTRIES).at(&[0, 2]).children.push(extension);
    };
    changed(unsupported, |s| entry(s, unknown(true, &ISSUER, &[0x30, 0])));
    changed(unsupported, |s| entry(s, unknown(true, &OTHER, &[5, 0])));
    changed(Fault::SuiteDisagrees, |s| s.at(&[1]).children[1] = Node::primitive(4, &[]));
    // Version 1 has no extensions, so no numbers and no deltas.
    changed(unsupported, |s| s.at(&[0]).value = vec![0]);
    changed(Fault::AlgorithmNotAccepted, |s| *s.at(&[1, 0]).value.last_mut().unwrap() = 1);
}

#[test]
fn the_signed_algorithm_may_leave_its_null_out_and_the_other_may_not() {
    let whole = list(1, None, &[revoked(person(), Reason::Superseded)]);
    let signed = recertify(&whole, gost().nca.key(), |signed| {
        signed.at(&[1]).children.truncate(1);
    });
    assert_eq!(read(&signed).check_signed_by(gost().nca.certificate()), Ok(()));
    let mut outer = Node::parse(&whole);
    outer.at(&[1]).children.truncate(1);
    assert_eq!(Crl::read(&outer.der()[..]).unwrap_err(), Fault::CrlMalformed);
}

#[test]
fn what_is_not_a_list_is_malformed() {
    let whole = list(1, None, &[revoked(person(), Reason::Superseded)]);
    for length in 0..whole.len() {
        assert_eq!(Crl::read(&whole[..length]).unwrap_err(), Fault::CrlMalformed, "{length}");
    }
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(Crl::read(&longer[..]).unwrap_err(), Fault::CrlMalformed);
    // A negative number, and one of 21 octets.
    for bad in [vec![0x80], vec![1; 21]] {
        changed(Fault::CrlMalformed, |s| s.at(ENTRIES).at(&[0, 0]).value = bad);
    }
    changed(Fault::CrlMalformed, |s| {
        let twice = s.at(EXTENSIONS).children[1].clone();
        s.at(EXTENSIONS).children.push(twice);
    });
    assert_eq!(Crl::read(&b"<html>"[..]).unwrap_err(), Fault::CrlMalformed);
    // Four octets of length promise what never comes.
    assert_eq!(
        Crl::read(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..]).unwrap_err(),
        Fault::CrlMalformed
    );
}

#[test]
fn no_changed_bit_of_a_list_is_believed() {
    let whole = list(1, None, &[revoked(person(), Reason::Superseded)]);
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (place % 8);
        let read = Crl::read(&flipped[..]);
        let believed = read.and_then(|list| list.check_signed_by(gost().nca.certificate()));
        assert!(believed.is_err(), "octet {place}");
    }
}

#[test]
fn a_certificate_that_stands_twice_was_revoked_the_first_time_and_the_invalidity_date_counts() {
    let twice = |later: i64| Revoked { serial: serial(person()), at: ago(later), reason: None };
    let list = list(1, None, &[twice(10), twice(500), twice(20)]);
    let found = |at| Ok(Revocation::Revoked { at, reason: None });
    assert_eq!(look(&[&list], asked()), found(ago(500)));
    const INVALID_SINCE: [u8; 3] = [0x55, 0x1d, 0x18];
    let dated = recertify(&list, gost().nca.key(), |signed| {
        let date = [&[0x18, 15][..], b"20261101000000Z"].concat();
        let extensions = Node::constructed(0x30, [unknown(false, &INVALID_SINCE, &date)]);
        signed.at(ENTRIES).children.truncate(1);
        signed.at(ENTRIES).at(&[0]).children.push(extensions);
    });
    assert_eq!(look(&[&dated], asked()), found(moment("2026-11-01T00:00:00Z")));
}

#[test]
fn every_entry_of_a_long_list_is_found() {
    let revoked: Vec<_> = (1..=3000_u32)
        .map(|n| Revoked { serial: (n * 7919).to_be_bytes().to_vec(), at: ago(60), reason: None })
        .collect();
    let list = read(&list(1, None, &revoked));
    assert_eq!(list.len(), 3000);
    assert_eq!(list.check_signed_by(gost().nca.certificate()), Ok(()));
    for n in [1_u32, 2, 1500, 2999, 3000] {
        let mut certificate = Node::parse(person().der());
        certificate.at(&[0, 1]).value =
            (n * 7919).to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
        let number = &mut certificate.at(&[0, 1]).value;
        if number[0] & 0x80 != 0 {
            number.insert(0, 0);
        }
        let certificate = Certificate::from_der(&certificate.der()).unwrap();
        let judged = look_up(&[Arc::clone(&list)], &certificate, gost().nca.certificate(), asked());
        assert_eq!(judged, Ok(Revocation::Revoked { at: ago(60), reason: None }), "{n}");
    }
}
