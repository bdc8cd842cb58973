//! The double's TLS certificate, issued by an RSA authority of its own.

use std::time::Duration;

use zeroize::Zeroizing;

use crate::{
    domain::{Fault, Moment, Random},
    eds::{Certificate, algorithm::PrivateKey, issue::Authority},
};

/// Valid so long before and after the moment it is made.
const VALIDITY: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// The authority's certificate, the server's and the server's key. The authority's own key is
/// forgotten at once: it certifies nobody else.
#[derive(Clone)]
pub struct Identity {
    /// The root, DER: what a client has to trust.
    pub root: Vec<u8>,
    /// The server's certificate, DER.
    pub certificate: Vec<u8>,
    /// The server's key, PKCS #8.
    pub key: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

impl Identity {
    /// Makes one around this moment.
    ///
    /// # Errors
    /// As [`Authority::root_rsa`].
    pub fn make(at: Moment, random: &dyn Random) -> Result<Self, Fault> {
        let at = Moment::from_seconds(at.seconds());
        let before = i64::try_from(VALIDITY.as_secs()).unwrap_or_default();
        let validity = (Moment::from_seconds(at.seconds() - before), at.after(VALIDITY));
        let authority = Authority::root_rsa("KEZEKTE DEMO NCALAYER (RSA)", validity, random)?;
        let key = PrivateKey::generate_rsa2048()?;
        let spki = key.public()?.to_spki();
        let certificate = authority.certify_loopback(&spki, validity, random)?;
        let root = authority.certificate().der().to_vec();
        Ok(Self { root, certificate, key: key.to_pkcs8() })
    }

    /// Whether it is valid at this moment and for a month to come.
    #[must_use]
    pub fn is_current(&self, at: Moment) -> bool {
        const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);
        Certificate::from_der(&self.certificate).is_ok_and(|certificate| {
            let of = certificate.summary();
            of.not_before <= at && at.after(MONTH) < of.not_after
        })
    }
}
