//! A citizen's key file (PKCS#12), opened.

use crate::domain::{CertificateSummary, Fault, Moment, Random};

/// An opened key file: the private key and its certificate, which belong together.
#[derive(Debug)]
pub struct KeyFile {}

impl KeyFile {
    /// Opens a PKCS#12 file of НУЦ РК with its password.
    ///
    /// # Errors
    /// [`Fault::WrongPassword`], [`Fault::NotKeyFile`], [`Fault::KeyFileBomb`],
    /// [`Fault::KeyMismatch`], or what is wrong with the certificate.
    pub fn open(_file: &[u8], _password: &str) -> Result<Self, Fault> {
        unimplemented!()
    }

    /// The certificate's readable part.
    #[must_use]
    pub fn summary(&self) -> CertificateSummary {
        unimplemented!()
    }
}

/// Signs `content`: CAdES-BES, exactly as in eds.md §4.1. `attached` puts the content into the
/// signature; `at` becomes the claimed signing time.
///
/// # Errors
/// [`Fault::NoRandomness`], or what the algorithm refuses.
pub fn sign(
    _content: &[u8],
    _key: &KeyFile,
    _attached: bool,
    _at: Moment,
    _random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    unimplemented!()
}
