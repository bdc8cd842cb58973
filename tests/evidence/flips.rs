//! P11: one changed bit anywhere. In a package: refused, and the broken part named. In a stamped
//! signature: refused, or, in its unsigned part, the verdict is lowered and the proven time lost.
//!
//! `KEZEKTE_FLIPS=all` tries every octet of the packages and every bit of the signatures (by hand:
//! it takes long without optimisation); otherwise a part of them, others in every octet.

use kezekte::{
    domain::Verdict,
    eds::{Acceptance, Evidence, Policy, Report, verify_with},
    evidence::{Finding, Flaw, Package, Part, Read, Why, judge},
};

use super::packer::{later, of_gost, of_rsa, received};
use crate::eds::people::{House, gost, rsa};

/// How many places are left out from one that is tried to the next.
fn step(few: usize) -> usize {
    if std::env::var("KEZEKTE_FLIPS").is_ok_and(|value| value == "all") { 1 } else { few }
}

/// Whose octet this is: a file's name, or nothing for the container itself.
fn owner(package: &[u8], place: usize) -> Option<String> {
    let mut at = 0;
    while package[at] != 0 {
        let text = |from: usize, length: usize| {
            let field = &package[at + from..at + from + length];
            String::from_utf8(field.split(|octet| *octet == 0).next().unwrap().to_vec()).unwrap()
        };
        let (path, size) = (text(0, 100), usize::from_str_radix(&text(124, 12), 8).unwrap());
        if (at + 512..at + 512 + size).contains(&place) {
            return Some(path.split_once('/').unwrap().1.to_owned());
        }
        at += 512 + size.next_multiple_of(512);
    }
    None
}

#[test]
fn every_changed_octet_of_a_package_is_refused_by_name() {
    let whole = of_gost().write().unwrap();
    let mut tried = 0;
    for place in 0..whole.len() {
        let owner = owner(&whole, place);
        // The document is most of the package, and every octet of it goes one way.
        let long = owner.as_deref() == Some("document.txt");
        if place % step(if long { 499 } else { 5 }) != 0 {
            continue;
        }
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (place % 8);
        tried += 1;
        match (Read::new(&flipped), owner.as_deref()) {
            (Err(Flaw::Container), None) => {}
            (Ok(read), Some("manifest.json")) => assert_eq!(read.manifest, Err(Flaw::Manifest)),
            (Ok(read), Some(name)) => {
                assert_eq!(read.manifest, Ok(()));
                assert_eq!(read.wrong, [(name.to_owned(), Flaw::Changed)], "octet {place}");
            }
            (found, owner) => panic!("octet {place} of {owner:?}: {found:?}"),
        }
    }
    assert!(tried > 5_000, "{tried}");
}

#[test]
fn a_changed_octet_makes_a_package_invalid_and_the_verdict_names_the_part() {
    let whole = of_rsa().write().unwrap();
    let sound = judge(&whole, &rsa().anchors, received());
    assert_eq!(sound.verdict, Finding::Passed);
    for place in (0..whole.len()).step_by(step(1_499)) {
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (place % 8);
        let judgement = judge(&flipped, &rsa().anchors, received());
        assert!(matches!(judgement.verdict, Finding::Failed(_)), "octet {place}: {judgement:?}");
        let named = match owner(&whole, place).as_deref() {
            None => Part::Container,
            Some("manifest.json") => Part::Manifest,
            Some(name) => Part::File(name.to_owned()),
        };
        assert_eq!(judgement.worst().unwrap().part, named, "octet {place}");
        assert!(matches!(judgement.worst().unwrap().finding, Finding::Failed(Why::Flaw(_))));
    }
}

/// Judges the signature of a package long after its certificate has expired: all that holds it up
/// is the stamp.
fn judged(package: &Package, house: &House, signature: &[u8]) -> Report {
    let policy =
        Policy::Acceptance(Acceptance { revocation: true, stamp: true, ..Acceptance::default() });
    let evidence = Evidence {
        ocsp: package.ocsp.clone(),
        received_at: Some(received()),
        ..Evidence::default()
    };
    let content = Some(&package.document[..]);
    verify_with(signature, content, &house.anchors, &policy, later(), &evidence)
}

fn flip_every_bit(package: &Package, house: &House, few: usize) {
    let sound = judged(package, house, &package.signature);
    assert_eq!(sound.verdict, Verdict::Valid, "{:?}", sound.lines);
    assert_eq!(sound.stamped_at.unwrap().seconds(), received().seconds());
    let token = package.stamp.as_ref().unwrap().len();
    let (mut refused, mut lowered) = (0, 0);
    for bit in (0..package.signature.len() * 8).step_by(step(few)) {
        let mut flipped = package.signature.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let report = judged(package, house, &flipped);
        match report.verdict {
            Verdict::Valid => panic!("bit {bit} is not missed"),
            Verdict::Invalid(_) => refused += 1,
            Verdict::Indeterminate(_) => {
                assert_eq!(report.stamped_at, None, "bit {bit} keeps its time");
                assert!(bit / 8 >= package.signature.len() - token, "bit {bit} is signed");
                lowered += 1;
            }
        }
    }
    eprintln!("{refused} bits refused, {lowered} lowered");
    assert!(refused > 0 && lowered > 0, "{refused} {lowered}");
}

#[test]
fn every_changed_bit_of_a_stamped_gost_signature_is_refused_or_loses_its_time() {
    flip_every_bit(of_gost(), gost(), 211);
}

#[test]
fn every_changed_bit_of_a_stamped_rsa_signature_is_refused_or_loses_its_time() {
    flip_every_bit(of_rsa(), rsa(), 13);
}
