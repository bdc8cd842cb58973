//! How many cases a property is tried with: few, so that every run affords them, or as many as
//! `KEZEKTE_CASES` says.

use proptest::prelude::ProptestConfig;

/// `KEZEKTE_CASES`, or else `few`.
///
/// Panics when the variable is no number: somebody meant it to be.
pub(crate) fn cases(few: u32) -> u32 {
    match std::env::var("KEZEKTE_CASES") {
        Ok(number) => number.parse().expect("KEZEKTE_CASES is a number"),
        Err(_) => few,
    }
}

/// A property's configuration, with nothing written beside the tests when it fails: the failing
/// case is printed.
pub(crate) fn property(few: u32) -> ProptestConfig {
    ProptestConfig { cases: cases(few), failure_persistence: None, ..ProptestConfig::default() }
}
