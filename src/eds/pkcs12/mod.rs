//! Key files: PKCS #12 (RFC 7292) as НУЦ РК issues it, read and written.
//!
//! Only that shape: one key, one certificate, integrity by password, 3DES and 40-bit RC2. Not a
//! general PKCS #12 library, and no file is opened here: octets come in, octets go out.

use crate::{
    domain::{Fault, Random},
    eds::algorithm::PrivateKey,
};

/// What a key file holds.
#[derive(Debug)]
pub struct KeyBag {
    /// The key.
    pub key: PrivateKey,
    /// DER of its certificate.
    pub certificate: Vec<u8>,
}

/// Opens a key file.
///
/// # Errors
/// [`Fault::NotKeyFile`], [`Fault::WrongPassword`] (a damaged file cannot be told from a wrong
/// password), [`Fault::KeyFileBomb`], [`Fault::KeyMismatch`], and those of
/// [`PrivateKey::from_pkcs8`].
pub fn open(_file: &[u8], _password: &str) -> Result<KeyBag, Fault> {
    Err(Fault::NotKeyFile)
}

/// Writes a key file in the shape of НУЦ РК.
///
/// # Errors
/// [`Fault::Malformed`] for what is not a certificate, [`Fault::KeyMismatch`],
/// [`Fault::NoRandomness`].
pub fn build(
    _key: &PrivateKey,
    _certificate: &[u8],
    _password: &str,
    _random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    Err(Fault::NoRandomness)
}
