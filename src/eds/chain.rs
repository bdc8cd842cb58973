//! The path from a signer's certificate to a trusted root.

use crate::domain::Fault;

/// The certificates that are trusted: self-signed ones as roots, others as intermediates.
#[derive(Debug, Clone)]
pub struct Anchors {}

impl Anchors {
    /// From certificates in DER or PEM.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::TooLarge`]; [`Fault::BadPath`] for a root whose own signature
    /// does not verify.
    pub fn from_certificates(files: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Fault> {
        let _ = files.into_iter().count();
        unimplemented!()
    }
}
