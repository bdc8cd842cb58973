//! Our own certification authority, for the demonstration and the tests: certificates of the shape
//! НУЦ РК gives them (eds.md §1), under names and addresses of ours that nobody can mistake.

use super::Certificate;
use crate::domain::{Bin, Fault, Iin, Moment, Random, Role};

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Signing (emailProtection, digitalSignature + nonRepudiation).
    Signing,
    /// Authentication only (clientAuth, digitalSignature + keyEncipherment).
    Authentication,
}

/// Whom a certificate names.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The role, written into the extended key usage.
    pub role: Role,
    /// Surname.
    pub surname: String,
    /// First name.
    pub given: String,
    /// Patronymic, if any.
    pub patronymic: Option<String>,
    /// The person's number; an information system has none.
    pub iin: Option<Iin>,
    /// The organisation and its number.
    pub organisation: Option<(String, Bin)>,
    /// What the key is for.
    pub usage: Usage,
    /// First and last moment of validity (whole seconds).
    pub validity: (Moment, Moment),
}

/// A certification authority: its certificate and its key.
#[derive(Debug)]
pub struct Authority {}

impl Authority {
    /// A self-signed GOST 34.10-2015 (512) root.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn root_gost(
        _name: &str,
        _validity: (Moment, Moment),
        _random: &dyn Random,
    ) -> Result<Self, Fault> {
        unimplemented!()
    }

    /// A self-signed RSA-2048 root.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn root_rsa(
        _name: &str,
        _validity: (Moment, Moment),
        _random: &dyn Random,
    ) -> Result<Self, Fault> {
        unimplemented!()
    }

    /// An issuing authority under this one, with a key of the same kind.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`].
    pub fn issuing(
        &self,
        _name: &str,
        _validity: (Moment, Moment),
        _random: &dyn Random,
    ) -> Result<Self, Fault> {
        unimplemented!()
    }

    /// Its own certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        unimplemented!()
    }

    /// Certifies a person's (or a system's) public key, given as SubjectPublicKeyInfo (DER);
    /// answers the certificate in DER.
    ///
    /// # Errors
    /// [`Fault::NoRandomness`], or what is wrong with the key.
    pub fn certify(
        &self,
        _subject: &Subject,
        _public_key: &[u8],
        _random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        unimplemented!()
    }
}
