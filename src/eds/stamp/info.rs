//! TSTInfo: what a time stamp says (RFC 3161 §2.4.2).

use const_oid::ObjectIdentifier;
use der::{Decode, asn1::GeneralizedTime};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;

use crate::{
    domain::{Fault, Moment},
    eds::{
        algorithm::suite::{SUITES, Suite},
        ber::{
            BOOLEAN, CONTEXT_0, CONTEXT_1, Element, GENERALIZED_TIME, INTEGER, OCTET_STRING,
            SEQUENCE,
        },
    },
};

/// Fields of TSTInfo, at most.
const MAX_FIELDS: usize = 10;

/// What a time stamp says.
#[derive(Debug)]
pub(in crate::eds) struct Info<'a> {
    /// Under which policy it was given.
    pub(in crate::eds) policy: ObjectIdentifier,
    /// The hash of what is stamped: its suite and its octets.
    pub(in crate::eds) imprint: (&'static Suite, &'a [u8]),
    /// When it was given.
    pub(in crate::eds) at: Moment,
    /// The query's nonce, an INTEGER in DER.
    pub(in crate::eds) nonce: Option<&'a [u8]>,
}

impl<'a> Info<'a> {
    /// Reads a TSTInfo of version 1.
    ///
    /// # Errors
    /// [`Fault::StampMalformed`], also for a critical extension (none is known);
    /// [`Fault::AlgorithmNotAccepted`] for an imprint by another hash than a suite's.
    pub(in crate::eds) fn read(octets: &'a [u8]) -> Result<Self, Fault> {
        let fields = Element::only(octets).and_then(|info| info.expect(SEQUENCE));
        let fields = fields.and_then(|info| info.children(MAX_FIELDS)).map_err(unreadable)?;
        let [version, policy, imprint, serial, at, rest @ ..] = &fields[..] else {
            return Err(Fault::StampMalformed);
        };
        version.expect(INTEGER).and(serial.expect(INTEGER)).map_err(unreadable)?;
        if version.body != [1] {
            return Err(Fault::StampMalformed);
        }
        let mut rest = rest.iter().peekable();
        let mut optional = |tag| rest.next_if(|element| element.tag == tag);
        let (_accuracy, _ordering) = (optional(SEQUENCE), optional(BOOLEAN));
        let nonce = optional(INTEGER).map(|nonce| nonce.whole);
        let (_authority, extensions) = (optional(CONTEXT_0), optional(CONTEXT_1));
        if rest.next().is_some() || extensions.is_some_and(|list| !is_harmless(list)) {
            return Err(Fault::StampMalformed);
        }
        Ok(Self {
            policy: ObjectIdentifier::from_der(policy.whole).map_err(unreadable)?,
            imprint: read_imprint(*imprint)?,
            at: read_time(*at)?,
            nonce,
        })
    }
}

/// MessageImprint: an algorithm and a hash of its length.
fn read_imprint(imprint: Element<'_>) -> Result<(&'static Suite, &[u8]), Fault> {
    let parts = imprint.expect(SEQUENCE).and_then(|i| i.children(2)).map_err(unreadable)?;
    let [algorithm, hash] = parts[..] else { return Err(Fault::StampMalformed) };
    let algorithm = AlgorithmIdentifierRef::from_der(algorithm.whole).map_err(unreadable)?;
    let suite = SUITES.into_iter().find(|suite| suite.check_digest(algorithm).is_ok());
    let hash = hash.expect(OCTET_STRING).map_err(unreadable)?.body;
    Ok((suite.ok_or(Fault::AlgorithmNotAccepted)?, hash))
}

/// A GeneralizedTime in UTC, which here, unlike in certificates, may have a fraction of a second
/// (RFC 3161 §2.4.2); what is finer than a microsecond is cut off.
fn read_time(time: Element<'_>) -> Result<Moment, Fault> {
    const WHOLE: usize = 14;
    let text = time.expect(GENERALIZED_TIME).map_err(unreadable)?.body;
    let text = text.strip_suffix(b"Z").ok_or(Fault::StampMalformed)?;
    let (whole, fraction) = text.split_at_checked(WHOLE).ok_or(Fault::StampMalformed)?;
    let micros = match fraction {
        [] => 0,
        [b'.', digits @ .., last] if last.is_ascii_digit() && *last != b'0' => {
            let digits = digits.iter().chain([last]);
            let mut micros = 0_i64;
            let mut unit = 100_000;
            for digit in digits {
                if !digit.is_ascii_digit() {
                    return Err(Fault::StampMalformed);
                }
                micros += i64::from(digit - b'0') * unit;
                unit /= 10;
            }
            micros
        }
        _ => return Err(Fault::StampMalformed),
    };
    let whole = crate::eds::ber::encode(GENERALIZED_TIME, &[whole, b"Z"]);
    let whole = GeneralizedTime::from_der(&whole).map_err(unreadable)?;
    let seconds = i64::try_from(whole.to_unix_duration().as_secs()).map_err(unreadable)?;
    Ok(Moment::from_micros(seconds.saturating_mul(1_000_000).saturating_add(micros)))
}

/// Extensions, none of them critical.
fn is_harmless(list: &Element<'_>) -> bool {
    let each = list.children(MAX_FIELDS);
    each.is_ok_and(|list| {
        list.iter().all(|one| Extension::from_der(one.whole).is_ok_and(|one| !one.critical))
    })
}

fn unreadable<E>(_: E) -> Fault {
    Fault::StampMalformed
}
