//! Verification: bytes in, [`Report`] out. Pure: no IO, no clock.

mod policy;
mod report;

pub use policy::{Acceptance, Policy};
pub use report::Report;

use super::{Anchors, Certificate};
use crate::domain::Moment;

/// Judges a signature at the moment `at`.
///
/// `content` is the document a detached signature is about; for an attached one it may be given
/// too and must then be equal to the attached bytes.
#[must_use]
pub fn verify(
    _signature: &[u8],
    _content: Option<&[u8]>,
    _anchors: &Anchors,
    _policy: &Policy,
    _at: Moment,
) -> Report {
    unimplemented!()
}

/// Judges a certificate alone, before anything is signed: path, validity and what the policy asks
/// of the certificate.
#[must_use]
pub fn examine(
    _certificate: &Certificate,
    _anchors: &Anchors,
    _policy: &Policy,
    _at: Moment,
) -> Report {
    unimplemented!()
}
