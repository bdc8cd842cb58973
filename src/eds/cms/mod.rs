//! CMS signed data (RFC 5652) with CAdES-BES attributes (RFC 5126), in the one shape НУЦ РК's
//! software produces (eds.md §4.1).
//!
//! One signer, content of type id-data, no CRLs. Reading judges form only; what it means is judged
//! in [`super::verify`]. A time stamp token (RFC 3161) is signed data too, in a [`Profile`] of its
//! own; what it proves is judged in [`super::stamp`].

mod attributes;
mod build;
mod parse;
mod profile;

pub(super) use attributes::Attributes;
pub(super) use build::{build, build_token};
pub(super) use parse::{SignedData, SignerInfo};
pub(super) use profile::Profile;

use const_oid::ObjectIdentifier;

use crate::domain::Moment;

/// id-signedData, RFC 5652 §5.1.
const SIGNED_DATA: ObjectIdentifier = const_oid::db::rfc5911::ID_SIGNED_DATA;
/// id-data, RFC 5652 §4.
const DATA: ObjectIdentifier = const_oid::db::rfc5911::ID_DATA;
/// id-contentType, RFC 5652 §11.1.
const CONTENT_TYPE: ObjectIdentifier = const_oid::db::rfc5911::ID_CONTENT_TYPE;
/// id-messageDigest, RFC 5652 §11.2.
const MESSAGE_DIGEST: ObjectIdentifier = const_oid::db::rfc5911::ID_MESSAGE_DIGEST;
/// id-signingTime, RFC 5652 §11.3.
const SIGNING_TIME: ObjectIdentifier = const_oid::db::rfc5911::ID_SIGNING_TIME;
/// id-aa-signingCertificateV2, RFC 5035 §3.
const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// id-aa-signingCertificate, RFC 2634 §5.4: the older form, with SHA-1; only time stamps have it.
const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
/// id-ct-TSTInfo, RFC 3161 §2.4.2.
const TIME_STAMP_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// id-aa-timeStampToken, RFC 3161 appendix A: the only unsigned attribute that is known.
pub(super) const TIME_STAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// The signing time a signature claims, without judging anything: nothing when it cannot be read.
/// Nobody but the signer vouches for it.
#[must_use]
pub fn claimed_time(signature: &[u8]) -> Option<Moment> {
    let data = SignedData::read(signature, Profile::Signature).ok()?;
    let signer = data.signer.ok()?;
    Attributes::read(signer.attributes?, Profile::Signature).ok()?.signing_time
}
