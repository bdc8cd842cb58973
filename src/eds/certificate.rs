//! X.509 certificates as НУЦ РК issues them.

use crate::domain::{CertificateSummary, Fault};

/// A parsed certificate, with the bytes it came from.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
}

impl Certificate {
    /// Reads one certificate.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::TooLarge`].
    pub fn from_der(der: &[u8]) -> Result<Self, Fault> {
        Ok(Self { der: der.to_vec() })
    }

    /// The bytes it was read from.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The readable part.
    #[must_use]
    pub fn summary(&self) -> CertificateSummary {
        unimplemented!()
    }
}
