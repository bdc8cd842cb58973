//! One changed bit anywhere in a signature: refused, whatever it is.

use kezekte::{
    domain::{Fault, Role, Verdict},
    eds::{Policy, verify},
};

use super::people::{House, gost, now, rsa, subject};

/// Changes a bit in every `step`th octet (another bit in each), and looks whether anything stays
/// valid.
fn flip(house: &House, seed: u64, step: usize) {
    let signature = house.person(&subject(Role::Person), seed).sign(b"text", true);
    let judge = |octets: &[u8]| verify(octets, None, &house.anchors, &Policy::Signature, now());
    assert_eq!(judge(&signature).verdict, Verdict::Valid);
    for place in (0..signature.len()).step_by(step) {
        let mut flipped = signature.clone();
        flipped[place] ^= 1 << (place % 8);
        let verdict = judge(&flipped).verdict;
        assert_ne!(verdict, Verdict::Valid, "octet {place}");
    }
}

#[test]
fn no_changed_octet_of_a_gost_signature_is_valid() {
    // Every octet is changed where the real signatures are at hand (`real`); here an odd step
    // keeps an unoptimised build quick.
    flip(gost(), 81, 7);
}

#[test]
fn no_changed_octet_of_an_rsa_signature_is_valid() {
    flip(rsa(), 82, 1);
}

#[test]
fn a_signature_cut_anywhere_is_malformed() {
    let signature = gost().person(&subject(Role::Person), 83).sign(b"text", true);
    for length in 0..signature.len() {
        let report = verify(&signature[..length], None, &gost().anchors, &Policy::Signature, now());
        assert_eq!(report.verdict, Verdict::Invalid(Fault::Malformed), "{length} octets");
    }
}
