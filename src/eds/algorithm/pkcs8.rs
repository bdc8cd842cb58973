//! PrivateKeyInfo (RFC 5208) as НУЦ РК writes it: version 0 and the key; for GOST 34.10-2015 the
//! key is an inner OCTET STRING of 64 octets, little-endian.
//!
//! Neither PKCS #8 encryption nor the attributes of RFC 5958 are read here.

use der::{Decode, Encode, Sequence, asn1::OctetStringRef};
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

use super::Suite;
use crate::domain::Fault;

/// PrivateKeyInfo, borrowed from the octets it was read from.
#[derive(Sequence)]
pub(super) struct PrivateKeyInfo<'a> {
    version: u8,
    pub(super) algorithm: AlgorithmIdentifierRef<'a>,
    key: &'a OctetStringRef,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    attributes: Option<der::asn1::SetOfVec<der::Any>>,
}

impl<'a> PrivateKeyInfo<'a> {
    /// The octets of the OCTET STRING within the key.
    pub(super) fn octet_string(&self) -> Result<&'a [u8], Fault> {
        <&OctetStringRef>::from_der(self.key.as_bytes())
            .map(OctetStringRef::as_bytes)
            .map_err(|_| Fault::Malformed)
    }
}

/// Reads a PrivateKeyInfo; nothing of it is copied.
///
/// # Errors
/// [`Fault::Malformed`].
pub(super) fn read(pkcs8: &[u8]) -> Result<PrivateKeyInfo<'_>, Fault> {
    let info = PrivateKeyInfo::from_der(pkcs8).map_err(|_| Fault::Malformed)?;
    if info.version == 0 { Ok(info) } else { Err(Fault::Malformed) }
}

/// Writes the PrivateKeyInfo of a key whose octets (fewer than 128) stand in an inner OCTET STRING.
pub(super) fn write(suite: &Suite, key: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut inner = Zeroizing::new(Vec::with_capacity(key.len() + 2));
    inner.extend_from_slice(&[0x04, key.len() as u8]);
    inner.extend_from_slice(key);
    let algorithm = suite.key_algorithm();
    // Encoding takes its whole length at once, so no unwiped smaller buffer is left behind; it
    // cannot fail for so few octets.
    let octets = OctetStringRef::new(&inner).and_then(|key| {
        let algorithm = AlgorithmIdentifierRef {
            oid: algorithm.oid,
            parameters: algorithm.parameters.as_ref().map(Into::into),
        };
        PrivateKeyInfo { version: 0, algorithm, key, attributes: None }.to_der()
    });
    Zeroizing::new(octets.unwrap_or_default())
}
