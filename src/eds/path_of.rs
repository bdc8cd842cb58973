//! The certificates of a signature, as evidence: the signer's, its issuer, … the root.

use super::{
    Anchors,
    cms::{Profile, SignedData},
};
use crate::domain::Fault;

/// The signer's certificate and the authorities above it up to a root of `anchors`, DER. Every
/// signature of the path verifies; nothing else is judged, least of all the signature's own.
///
/// # Errors
/// What is wrong with the envelope or the path.
pub fn path_of(signature: &[u8], anchors: &Anchors) -> Result<Vec<Vec<u8>>, Fault> {
    let data = SignedData::read(signature, Profile::Signature)?;
    let (_, certificate) = data.signer()?;
    let above = anchors.path(certificate)?;
    let path = std::iter::once(certificate).chain(above);
    Ok(path.map(|one| one.der().to_vec()).collect())
}
