//! Lists of revoked certificates, complete and delta (RFC 5280 §5).
//!
//! A list is read in one pass and never held: НУЦ РК's has 20 MB. What stays is its head, a digest
//! of what is signed, and a sorted table of serial numbers, 32 octets each.

mod look_up;
mod read;
mod source;

pub use look_up::look_up;

use crate::{
    domain::{Fault, Moment, SafeText},
    eds::{Certificate, algorithm::Suite, ber::Element, certificate},
};

/// A serial number (or a list's number) of up to 20 octets, as an unsigned integer, big-endian.
type Serial = [u8; 20];

/// A list of revoked certificates, complete or delta. It is as good as its signature, which is not
/// looked at before the issuer is known: [`Crl::check_signed_by`].
#[derive(Debug)]
pub struct Crl {
    issuer: Vec<u8>,
    this_update: Moment,
    next_update: Option<Moment>,
    number: Option<Serial>,
    /// The number of the complete list a delta list changes.
    base: Option<Serial>,
    /// Sorted, each serial number once.
    entries: Vec<Entry>,
    suite: &'static Suite,
    digest: Vec<u8>,
    signature: Vec<u8>,
}

/// One revoked certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    serial: Serial,
    /// The number of its CRLReason; [`UNSAID`] when none is given.
    reason: u8,
    /// Since when, in seconds since 1970; the invalidity date where that is earlier (§5.3.2).
    at: i64,
}

/// No reason is given.
const UNSAID: u8 = u8::MAX;

impl Crl {
    /// Whether the list only says what changed since a complete one.
    #[must_use]
    pub fn is_delta(&self) -> bool {
        self.base.is_some()
    }

    /// When it was made, and when the next one comes, if it says so.
    #[must_use]
    pub fn updates(&self) -> (Moment, Option<Moment>) {
        (self.this_update, self.next_update)
    }

    /// Who says to have issued it (CN).
    #[must_use]
    pub fn issuer_name(&self) -> SafeText {
        certificate::common_name(&self.issuer)
    }

    /// Its number, and that of the complete list which a delta list changes; lower-case hex.
    #[must_use]
    pub fn numbers(&self) -> (Option<String>, Option<String>) {
        let text = |number: Option<Serial>| {
            let hex = hex::encode(number?);
            let short = hex.trim_start_matches('0');
            Some(if short.is_empty() { "0".to_owned() } else { short.to_owned() })
        };
        (text(self.number), text(self.base))
    }

    /// How many certificates are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it names this authority as its issuer.
    #[must_use]
    pub fn is_of(&self, issuer: &Certificate) -> bool {
        self.issuer == issuer.subject()
    }

    /// Whether this authority has issued it: the names are the same, the key may sign lists, and it
    /// made the signature.
    ///
    /// # Errors
    /// [`Fault::CrlWrongIssuer`], [`Fault::CrlBadSignature`]; [`Fault::AlgorithmNotAccepted`].
    pub fn check_signed_by(&self, issuer: &Certificate) -> Result<(), Fault> {
        if !self.is_of(issuer) || !issuer.may_sign_lists() {
            return Err(Fault::CrlWrongIssuer);
        }
        let key = issuer.public_key()?;
        if key.suite() != self.suite {
            return Err(Fault::CrlBadSignature);
        }
        let verified = key.verify_digest(&self.digest, &self.signature);
        verified.map_err(|_| Fault::CrlBadSignature)
    }

    /// What is said of this serial number.
    fn find(&self, serial: &Serial) -> Option<&Entry> {
        let found = self.entries.binary_search_by(|entry| entry.serial.cmp(serial));
        found.ok().and_then(|place| self.entries.get(place))
    }
}

/// The body of an INTEGER as an unsigned number of up to 20 octets.
fn serial(integer: &[u8]) -> Result<Serial, Fault> {
    let octets = match integer {
        [] | [0x80..=0xff, ..] => return Err(Fault::CrlMalformed),
        [0, rest @ ..] => rest,
        octets => octets,
    };
    let mut serial = Serial::default();
    let start = serial.len().checked_sub(octets.len()).ok_or(Fault::CrlMalformed)?;
    serial.get_mut(start..).ok_or(Fault::CrlMalformed)?.copy_from_slice(octets);
    Ok(serial)
}

/// The certificate's serial number.
fn serial_of(certificate: &Certificate) -> Result<Serial, Fault> {
    Element::only(certificate.serial()).and_then(|integer| serial(integer.body))
}
