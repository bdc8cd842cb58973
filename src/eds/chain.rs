//! The path from a signer's certificate to a trusted root.
//!
//! The anchors' own signatures are verified once, when they are loaded; a path then costs one
//! verification. Names are compared as raw DER (every chain of НУЦ РК matches byte for byte,
//! eds.md §1.1). Revocation is not looked at here.

use std::{ffi::OsStr, path::Path};

use der::pem::decode_vec;

use super::{Certificate, algorithm::PublicKey, revocation::Crl};
use crate::domain::{Fault, Moment};

/// Authorities between a signer and its root, at most; НУЦ РК has one.
const MAX_INTERMEDIATES: usize = 4;
/// Trusted certificates, at most.
const MAX_AUTHORITIES: usize = 64;
/// Authorities of one name, at most: each costs a verification for every certificate they may have
/// issued.
const MAX_OF_A_NAME: usize = 4;
/// The largest file of certificates, in octets.
const MAX_FILE: usize = 1024 * 1024;

/// The certificates that are trusted: self-signed ones as roots, others as intermediates, which
/// count only under one of the roots.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    authorities: Vec<Authority>,
}

#[derive(Debug, Clone)]
struct Authority {
    certificate: Certificate,
    /// A key that is not accepted (GOST 34.310-2004) stays here as the reason.
    key: Result<PublicKey, Fault>,
    above: Above,
}

/// What stands above an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Nothing: it is a root, and its own signature verifies.
    Root,
    /// The authority at this place, whose key made its signature.
    Issuer(usize),
    /// Nobody who is trusted, for this reason.
    Nobody(Fault),
}

impl Anchors {
    /// Whether a file of this name, in a folder of trusted certificates, is one of them: `.cer`,
    /// `.crt`, `.der`, `.pem`, and not hidden. `kezekte trust disable` gives a file another ending.
    #[must_use]
    pub fn reads(file: &Path) -> bool {
        let text = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
        let ending = text(file.extension()).unwrap_or_default();
        let is_hidden = text(file.file_name()).is_none_or(|name| name.starts_with('.'));
        !is_hidden && matches!(ending.as_str(), "cer" | "crt" | "der" | "pem")
    }

    /// From certificates in DER or PEM; a PEM file may hold several.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::TooLarge`] (also for more than 64 certificates or four of one
    /// name); [`Fault::BadPath`] for a root whose signature of
    /// itself does not verify. A root with an algorithm that is not accepted is no error: nothing
    /// verifies under it.
    pub fn from_certificates(files: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Fault> {
        let mut authorities = Vec::<Authority>::new();
        for file in files {
            for mut certificate in read(&file)? {
                if !authorities.iter().any(|known| known.certificate.der() == certificate.der()) {
                    let of_its_name = authorities
                        .iter()
                        .filter(|known| known.certificate.subject() == certificate.subject());
                    if authorities.len() >= MAX_AUTHORITIES || of_its_name.count() >= MAX_OF_A_NAME
                    {
                        return Err(Fault::TooLarge);
                    }
                    certificate.remember();
                    let key = certificate.public_key();
                    authorities.push(Authority {
                        certificate,
                        key,
                        above: Above::Nobody(Fault::UntrustedIssuer),
                    });
                }
            }
        }
        let mut anchors = Self { authorities };
        for place in 0..anchors.authorities.len() {
            let above = anchors.find_above(place)?;
            if let Some(authority) = anchors.authorities.get_mut(place) {
                authority.above = above;
            }
        }
        Ok(anchors)
    }

    /// Whether there is nothing to trust at all: then no path can be judged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.authorities.is_empty()
    }

    /// The same with more intermediates: certificates somebody brought along. Self-issued ones are
    /// left out, because a root is nobody's to bring; the others count only under one of the roots.
    /// Nothing changes when one of them cannot be read, or when nothing is trusted.
    #[must_use]
    pub fn with_intermediates(&self, certificates: &[Vec<u8>]) -> Self {
        if self.is_empty() {
            return self.clone();
        }
        let own = self.authorities.iter().map(|authority| authority.certificate.der().to_vec());
        let brought = certificates.iter().filter(|der| {
            let read = Certificate::from_der(der);
            read.is_ok_and(|one| one.subject() != one.issuer() && one.check_authority(0).is_ok())
        });
        let all = own.chain(brought.cloned());
        Self::from_certificates(all).unwrap_or_else(|_| self.clone())
    }

    /// Whether a path leads from this certificate, an authority's or another, to a trusted root.
    ///
    /// # Errors
    /// [`Fault::UntrustedIssuer`] when no root is reached; what is wrong on the way otherwise.
    pub fn reach(&self, certificate: &Certificate) -> Result<(), Fault> {
        self.path(certificate).map(drop)
    }

    /// Whether one of these authorities has signed this list.
    #[must_use]
    pub fn have_signed(&self, list: &Crl) -> bool {
        self.authorities.iter().any(|one| list.check_signed_by(&one.certificate).is_ok())
    }

    fn find_above(&self, place: usize) -> Result<Above, Fault> {
        let Some(Authority { certificate, key, .. }) = self.authorities.get(place) else {
            return Ok(Above::Nobody(Fault::UntrustedIssuer));
        };
        if certificate.subject() != certificate.issuer() {
            return Ok(match self.issuer_of(certificate) {
                Ok(issuer) => Above::Issuer(issuer),
                Err(fault) => Above::Nobody(fault),
            });
        }
        match key.as_ref().map_err(|fault| *fault).and_then(|key| certificate.check_signed_by(key))
        {
            Ok(()) => Ok(Above::Root),
            Err(Fault::BadPath) => Err(Fault::BadPath),
            Err(fault) => Ok(Above::Nobody(fault)),
        }
    }

    /// The key of a service that one of the authorities has appointed, kept for the next time;
    /// nothing is said of whether that authority is under a root.
    ///
    /// # Errors
    /// As [`Certificate::service_key`].
    pub(super) fn service_key(&self, service: &Certificate) -> Result<PublicKey, Fault> {
        let issuers = self.authorities.iter().map(|authority| &authority.certificate);
        issuers
            .filter(|issuer| issuer.subject() == service.issuer())
            .find_map(|issuer| issuer.service_key(service).ok())
            .ok_or(Fault::UntrustedIssuer)
    }

    /// The place of the authority whose key made the certificate's signature.
    fn issuer_of(&self, certificate: &Certificate) -> Result<usize, Fault> {
        let mut refused = Fault::UntrustedIssuer;
        for (place, authority) in self.authorities.iter().enumerate() {
            if authority.certificate.subject() == certificate.issuer() {
                let key = authority.key.as_ref().map_err(|fault| *fault);
                match key.and_then(|key| certificate.check_signed_by(key)) {
                    Ok(()) => return Ok(place),
                    Err(fault) => refused = fault,
                }
            }
        }
        Err(refused)
    }

    /// The authorities above `certificate`, from its issuer to the root. Every signature on the way
    /// verifies, every one of them is an authority; whether they are valid at a time is
    /// [`check_validity`]'s question.
    ///
    /// # Errors
    /// [`Fault::UntrustedIssuer`] when no root is reached; [`Fault::BadPath`],
    /// [`Fault::AlgorithmNotAccepted`], or what is wrong with an authority's key.
    pub(super) fn path(&self, certificate: &Certificate) -> Result<Vec<&Certificate>, Fault> {
        certificate.check_extensions()?;
        let mut path = Vec::new();
        let mut next = self.issuer_of(certificate)?;
        while let Some(authority) = self.authorities.get(next) {
            authority.certificate.check_extensions()?;
            authority.certificate.check_authority(path.len())?;
            path.push(&authority.certificate);
            match authority.above {
                Above::Root => return Ok(path),
                Above::Issuer(issuer) if path.len() <= MAX_INTERMEDIATES => next = issuer,
                Above::Issuer(_) => return Err(Fault::TooLarge),
                Above::Nobody(fault) => return Err(fault),
            }
        }
        Err(Fault::UntrustedIssuer)
    }
}

/// Whether the certificate and its path are valid at `at`; the signer's own fault comes first.
pub(super) fn check_validity(
    certificate: &Certificate,
    path: &[&Certificate],
    at: Moment,
) -> Result<(), Fault> {
    certificate.check_validity(at)?;
    path.iter().try_for_each(|authority| authority.check_validity(at))
}

/// The certificates of a file, DER or PEM.
fn read(file: &[u8]) -> Result<Vec<Certificate>, Fault> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    if file.len() > MAX_FILE {
        return Err(Fault::TooLarge);
    }
    let text = std::str::from_utf8(file).unwrap_or_default();
    let Some(first) = text.find(BEGIN) else {
        return Ok(vec![Certificate::from_der(file)?]);
    };
    text.get(first..)
        .unwrap_or_default()
        .split_inclusive("-----END CERTIFICATE-----")
        .filter_map(|part| part.find(BEGIN).and_then(|begin| part.get(begin..)))
        .map(|part| {
            let (_, der) = decode_vec(part.as_bytes()).map_err(super::malformed)?;
            Certificate::from_der(&der)
        })
        .collect()
}
