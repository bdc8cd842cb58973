//! A certificate as the commands know it: its name, its state, its fingerprint.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::{
    domain::{Fault, SafeText},
    eds::{Anchors, Certificate, unarmour},
};

/// The production pair of НУЦ РК, GOST, 2022: built in, trusted by nobody until enabled. Their
/// fingerprints are af77725f…9dca and 32c7d233…8524; a production time stamp of 2026 chains to them.
const BUILT_IN: [(&str, &[u8]); 2] = [
    ("root_gost_2022", include_bytes!("../../../assets/trust/root_gost_2022.cer")),
    ("nca_gost_2022", include_bytes!("../../../assets/trust/nca_gost_2022.cer")),
];
/// Characters of a name, at most.
const LONGEST: usize = 64;

/// Whether the portal trusts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// From its next start on.
    Enabled,
    /// Not.
    Disabled,
    /// The file cannot be read, for this reason, and the portal would not start.
    Unreadable(Fault),
}

/// A certificate in the folder, or one that came with the program.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The file's name without its ending.
    pub(super) name: String,
    pub(super) state: State,
    /// None for one that is in no folder.
    pub(super) file: Option<PathBuf>,
    pub(super) certificate: Option<Certificate>,
}

impl Entry {
    /// Whether it came with the program.
    pub(super) fn is_built_in(&self) -> bool {
        let der = self.certificate.as_ref().map(Certificate::der);
        BUILT_IN.iter().any(|(_, octets)| Some(*octets) == der)
    }
}

/// What came with the program and is not among `known`.
pub(super) fn built_in(known: &[Entry]) -> Vec<Entry> {
    let entry = |(name, octets): &(&str, &[u8])| {
        let certificate = Certificate::from_der(octets).ok()?;
        let is_known = known.iter().filter_map(|entry| entry.certificate.as_ref());
        let is_known = is_known.map(Certificate::der).any(|der| der == certificate.der());
        (!is_known).then(|| Entry {
            name: (*name).to_owned(),
            state: State::Disabled,
            file: None,
            certificate: Some(certificate),
        })
    };
    BUILT_IN.iter().filter_map(entry).collect()
}

/// The certificate that came with the program under this name.
pub(super) fn built_in_named(name: &str) -> Option<Certificate> {
    let (_, octets) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Certificate::from_der(octets).ok()
}

/// The certificates of a file, DER or PEM.
pub(super) fn certificates(octets: &[u8]) -> Result<Vec<Certificate>, Fault> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    let text = std::str::from_utf8(octets).unwrap_or_default();
    if !text.contains(BEGIN) {
        return Certificate::from_der(&unarmour(octets)).map(|one| vec![one]);
    }
    let parts = text.split(BEGIN).skip(1);
    let body = |part: &str| part.split("-----END").next().unwrap_or_default().to_owned();
    parts.map(|part| Certificate::from_der(&unarmour(body(part).as_bytes()))).collect()
}

/// Takes an authority's certificate whose own signature, where it is a root, verifies; refuses
/// anything else. Test authorities name themselves so; only tests and the demonstration trust them,
/// and those write their folders themselves.
pub(super) fn judge(certificate: Certificate) -> Result<Certificate, Failure> {
    let verifies = Anchors::from_certificates([certificate.der().to_vec()]).is_ok();
    if !certificate.is_authority() || !verifies {
        return Err(Failure::NotAuthority);
    }
    let summary = certificate.summary();
    let is_test = |name: &SafeText| {
        let name = name.as_str().to_uppercase();
        name.contains("TEST") || name.starts_with("KEZEKTE DEMO ")
    };
    if is_test(&summary.owner) || is_test(&summary.issuer) {
        return Err(Failure::TestAuthority);
    }
    Ok(certificate)
}

/// The name that was given, else the file's: small Latin letters, digits, `.`, `-`, `_`, a letter or
/// digit first; anything else in a file's name becomes `-`.
///
/// # Errors
/// [`Failure::Unknown`] for a given name of another form.
pub(super) fn plain_name(given: Option<&str>, file: &Path) -> Result<String, Failure> {
    let fits = |name: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
        name.len() <= LONGEST
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(plain)
    };
    if let Some(given) = given {
        let wrong = || Failure::Unknown { name: given.to_owned() };
        return fits(given).then(|| given.to_owned()).ok_or_else(wrong);
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' })
        .take(LONGEST)
        .collect();
    let name = name.trim_start_matches(['.', '-', '_']).to_owned();
    Ok(if fits(&name) { name } else { "authority".to_owned() })
}

/// A SHA-256 fingerprint somebody typed or copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// 64 hexadecimal digits; colons, spaces and case do not matter.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let digits: String =
            text.chars().filter(|c| !matches!(c, ':' | ' ' | '\u{a0}' | '-')).collect();
        let mut octets = [0; 32];
        hex::decode_to_slice(digits, &mut octets).map_err(|_| Failure::NotFingerprint)?;
        Ok(Self(octets))
    }

    /// Whether the certificate is the one that was meant.
    pub(super) fn compare(&self, certificate: &Certificate) -> Result<(), Failure> {
        let found = certificate.sha256();
        let differs = || Failure::FingerprintDiffers { found: hex::encode(found) };
        (self.0 == found).then_some(()).ok_or_else(differs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_program_is_the_pair_that_was_looked_at() {
        for (name, begins, ends) in
            [("root_gost_2022", "af77725f", "9dca"), ("nca_gost_2022", "32c7d233", "8524")]
        {
            let certificate = judge(built_in_named(name).unwrap()).unwrap();
            let sha256 = hex::encode(certificate.sha256());
            assert!(sha256.starts_with(begins) && sha256.ends_with(ends), "{name}: {sha256}");
        }
        assert!(built_in(&built_in(&[])).is_empty());
    }

    #[test]
    fn a_fingerprint_is_read_as_sites_write_it() {
        let plain = "af".repeat(32);
        let colons = "AF:".repeat(31) + "AF";
        assert_eq!(Fingerprint::parse(&plain).unwrap(), Fingerprint::parse(&colons).unwrap());
        for odd in ["", "af", &"zz".repeat(32), &"af".repeat(33), &"а".repeat(64)] {
            assert!(Fingerprint::parse(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for (given, file, name) in [
            (None, "/x/NCA RSA 2022.cer", "nca-rsa-2022"),
            (None, "../..", "authority"),
            (None, ".hidden.pem", "hidden"),
            (None, "ҰҚО.cer", "authority"),
            (Some("nca"), "x", "nca"),
        ] {
            assert_eq!(plain_name(given, Path::new(file)).unwrap(), name, "{file}");
        }
        for odd in ["", ".", "../x", "a/b", "A", "-x", &"a".repeat(65)] {
            assert!(plain_name(Some(odd), Path::new("x")).is_err(), "{odd}");
        }
    }
}
