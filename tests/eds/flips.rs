//! One changed bit anywhere in a signature: refused, whatever it is.

use kezekte::{
    domain::{Fault, Role, Verdict},
    eds::{Anchors, Certificate, KeyFile, Policy, claimed_time, unarmour, verify},
};
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(crate::cases::property(64))]

    #[test]
    fn whatever_is_put_in_place_of_whatever_is_not_valid(
        place in 0_usize..3_000,
        length in 0_usize..64,
        put in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        static SIGNATURE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let whole = SIGNATURE
            .get_or_init(|| rsa().person(&subject(Role::Person), 84).sign(b"text", true));
        let start = place % whole.len();
        let end = (start + length).min(whole.len());
        let edited = [&whole[..start], &put, &whole[end..]].concat();
        let report = verify(&edited, None, &rsa().anchors, &Policy::Signature, now());
        prop_assert_eq!(report.verdict == Verdict::Valid, edited == *whole);
    }

    #[test]
    fn no_octets_make_a_reader_panic(octets in prop::collection::vec(any::<u8>(), 0..512)) {
        let nested = [&[0x30, 0x80][..], &octets].concat();
        for octets in [&octets, &nested] {
            drop(Certificate::from_der(octets));
            drop(Anchors::from_certificates([octets.clone()]));
            drop(KeyFile::open(octets, ""));
            let _ = claimed_time(&unarmour(octets));
            let report = verify(octets, None, &Anchors::default(), &Policy::Signature, now());
            prop_assert_ne!(report.verdict, Verdict::Valid);
        }
    }
}
