//! A citizen's key file (PKCS#12), opened, and signing with it.
//!
//! Reading the file from a disk is the signer's work; the password is given here once and kept
//! nowhere.

use super::{Certificate, algorithm::PrivateKey, cms, pkcs12, stack};
use crate::domain::{CertificateSummary, Fault, Moment, Random};

/// An opened key file: the private key and its certificate, which belong together. The key is wiped
/// when this is dropped.
#[derive(Debug)]
pub struct KeyFile {
    key: PrivateKey,
    certificate: Certificate,
}

impl KeyFile {
    /// Opens a PKCS#12 file of НУЦ РК with its password.
    ///
    /// A key whose algorithm is not accepted opens too, so that its owner can be shown whose it is;
    /// [`sign`] refuses it.
    ///
    /// # Errors
    /// [`Fault::WrongPassword`], [`Fault::NotKeyFile`], [`Fault::KeyFileBomb`],
    /// [`Fault::KeyMismatch`], or what is wrong with the certificate.
    pub fn open(file: &[u8], password: &str) -> Result<Self, Fault> {
        let bag = stack::wiped(|| pkcs12::open(file, password))?;
        Self::new(bag.key, Certificate::from_der(&bag.certificate)?)
    }

    /// From a key and its certificate.
    ///
    /// # Errors
    /// [`Fault::KeyMismatch`] when the certificate is of another key.
    pub fn new(key: PrivateKey, certificate: Certificate) -> Result<Self, Fault> {
        match key.public() {
            Ok(public) if certificate.public_key().as_ref() != Ok(&public) => {
                Err(Fault::KeyMismatch)
            }
            _ => Ok(Self { key, certificate }),
        }
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificate's readable part.
    #[must_use]
    pub fn summary(&self) -> CertificateSummary {
        self.certificate.summary()
    }
}

/// Signs `content`: CAdES-BES, exactly as in eds.md §4.1. `attached` puts the content into the
/// signature; `at` becomes the claimed signing time (whole seconds).
///
/// Whether the key is allowed to sign is not judged here: [`examine`](super::examine) does that
/// before, and [`verify`](super::verify()) after.
///
/// # Errors
/// [`Fault::NoRandomness`], [`Fault::AlgorithmNotAccepted`], [`Fault::TooLarge`], or
/// [`Fault::BadSignature`] when the machine computed wrongly.
pub fn sign(
    content: &[u8],
    key: &KeyFile,
    attached: bool,
    at: Moment,
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    stack::wiped(|| cms::build(content, (&key.key, &key.certificate), attached, at, random))
}
