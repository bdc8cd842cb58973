//! Reading a list in one pass: CertificateList (RFC 5280 §5.1).

use std::io::Read;

use const_oid::ObjectIdentifier;
use der::Decode;
use spki::AlgorithmIdentifierRef;
use x509_cert::{ext::Extension, time::Time};

use super::{
    Crl, Entry, Serial, UNSAID, serial,
    source::{Head, Source},
};
use crate::{
    domain::{Fault, Moment},
    eds::{
        algorithm::suite::SUITES,
        ber::{
            BIT_STRING, CONTEXT_0, ENUMERATED, Element, GENERALIZED_TIME, INTEGER, SEQUENCE,
            UTC_TIME,
        },
        moment,
        revocation::Reason,
    },
};

/// The largest list, in octets; НУЦ РК's has 20 MB.
const MAX_SIZE: usize = 128 * 1024 * 1024;
/// Entries in one list, at most: 64 MB of table.
const MAX_ENTRIES: usize = 2_000_000;
/// What an entry takes at least in practice (a serial number of 20 octets and a date): the table's
/// room is made from it at once.
const ENTRY: usize = 37;
/// The largest name, entry or list of extensions, in octets.
const MAX_PART: usize = 16 * 1024;
/// The largest signature, in octets: RSA of 8192 bits.
const MAX_SIGNATURE: usize = 1025;
/// Extensions in one list, at most.
const MAX_EXTENSIONS: usize = 16;

use const_oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_CERTIFICATE_ISSUER, ID_CE_CRL_NUMBER, ID_CE_CRL_REASONS,
    ID_CE_DELTA_CRL_INDICATOR, ID_CE_FRESHEST_CRL, ID_CE_INVALIDITY_DATE, ID_CE_ISSUER_ALT_NAME,
    ID_CE_ISSUING_DISTRIBUTION_POINT,
};

/// Extensions of a list that change nothing in what it says.
const HARMLESS: [ObjectIdentifier; 3] =
    [ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_FRESHEST_CRL, ID_CE_ISSUER_ALT_NAME];

impl Crl {
    /// Reads a list of version 2 that is all of `source`, in DER.
    ///
    /// # Errors
    /// [`Fault::CrlMalformed`]; [`Fault::CrlNotSupported`] for an indirect or a partial list and
    /// for a critical extension that is not known; [`Fault::AlgorithmNotAccepted`] and
    /// [`Fault::SuiteDisagrees`]; [`Fault::FileUnreadable`] when the source fails.
    pub fn read(source: impl Read) -> Result<Self, Fault> {
        let mut source = Source::new(source);
        let list = expect(source.head(MAX_SIZE)?, SEQUENCE)?;
        source.keep();
        let signed = expect(source.head(list.end)?, SEQUENCE)?;
        let version = expect(source.head(signed.end)?, INTEGER)?;
        // Version 2: without extensions there are neither numbers nor deltas.
        if source.body(version, 1, &mut Vec::new())? != [1] {
            return Err(Fault::CrlNotSupported);
        }
        let algorithm = expect(source.head(signed.end)?, SEQUENCE)?;
        let algorithm = source.whole(algorithm, MAX_PART)?;
        let read = AlgorithmIdentifierRef::from_der(&algorithm).map_err(unreadable)?;
        let suite = SUITES.into_iter().find(|suite| suite.signature == read.oid);
        let suite = suite.ok_or(Fault::AlgorithmNotAccepted)?;
        if read.parameters.is_some_and(|parameters| !parameters.is_null()) {
            return Err(Fault::SuiteDisagrees);
        }
        source.hash(suite.hasher());
        let issuer = expect(source.head(signed.end)?, SEQUENCE)?;
        let issuer = source.whole(issuer, MAX_PART)?;
        let this_update = source.head(signed.end)?;
        let this_update = time(&source.whole(this_update, MAX_PART)?)?;

        let (mut next_update, mut entries, mut extensions) = (None, Vec::new(), None);
        while source.position() < signed.end {
            let head = source.head(signed.end)?;
            match head.tag {
                UTC_TIME | GENERALIZED_TIME if next_update.is_none() && entries.is_empty() => {
                    next_update = Some(time(&source.whole(head, MAX_PART)?)?);
                }
                SEQUENCE if entries.is_empty() => entries = read_entries(&mut source, head)?,
                CONTEXT_0 if extensions.is_none() => {
                    extensions = Some(source.body(head, MAX_PART, &mut Vec::new())?.to_vec());
                    if source.position() != signed.end {
                        return Err(Fault::CrlMalformed);
                    }
                }
                _ => return Err(Fault::CrlMalformed),
            }
        }
        let digest = source.digest()?;
        let again = expect(source.head(list.end)?, SEQUENCE)?;
        let again = source.whole(again, MAX_PART)?;
        let signature = expect(source.head(list.end)?, BIT_STRING)?;
        let signature = source.whole(signature, MAX_SIGNATURE)?;
        // The algorithm stands twice; both must say the same (§5.1.1.2), except that НУЦ РК's lists of
        // 2026 leave the NULL out of the first.
        let again = AlgorithmIdentifierRef::from_der(&again).map_err(unreadable)?;
        suite.check_signature(again).map_err(unreadable)?;
        if source.position() != list.end || !source.is_over()? {
            return Err(Fault::CrlMalformed);
        }
        let signature = der::asn1::BitStringRef::from_der(&signature).map_err(unreadable)?;
        let Numbers { number, base } = Numbers::read(extensions.as_deref())?;
        let entries = sorted(entries, base.is_some())?;
        Ok(Self {
            issuer,
            this_update,
            next_update,
            number,
            base,
            entries,
            suite,
            digest,
            signature: signature.as_bytes().ok_or(Fault::CrlMalformed)?.to_vec(),
        })
    }
}

fn read_entries<R: Read>(source: &mut Source<R>, list: Head) -> Result<Vec<Entry>, Fault> {
    let room = (list.end - source.position()) / ENTRY + 1;
    let mut entries = Vec::with_capacity(room.min(MAX_ENTRIES));
    let mut octets = Vec::new();
    while source.position() < list.end {
        let head = expect(source.head(list.end)?, SEQUENCE)?;
        if entries.len() >= MAX_ENTRIES {
            return Err(Fault::CrlMalformed);
        }
        entries.push(read_entry(source.body(head, MAX_PART, &mut octets)?)?);
    }
    Ok(entries)
}

/// One entry: serial number, date, and perhaps extensions.
fn read_entry(body: &[u8]) -> Result<Entry, Fault> {
    let (number, rest) = Element::first(body).map_err(unreadable)?;
    let (at, rest) = Element::first(rest).map_err(unreadable)?;
    let mut entry = Entry {
        serial: serial(number.expect(INTEGER).map_err(unreadable)?.body)?,
        reason: UNSAID,
        at: time(at.whole)?.seconds(),
    };
    if rest.is_empty() {
        return Ok(entry);
    }
    let list = Element::only(rest).and_then(|list| list.expect(SEQUENCE));
    let list = list.and_then(|list| list.children(MAX_EXTENSIONS)).map_err(unreadable)?;
    for extension in list {
        let extension = Extension::from_der(extension.whole).map_err(unreadable)?;
        let value = extension.extn_value.as_bytes();
        match extension.extn_id {
            ID_CE_CRL_REASONS => {
                let reason = Element::only(value).and_then(|reason| reason.expect(ENUMERATED));
                let [number] = reason.map_err(unreadable)?.body else {
                    return Err(Fault::CrlMalformed);
                };
                entry.reason = *number;
            }
            ID_CE_INVALIDITY_DATE => entry.at = entry.at.min(time(value)?.seconds()),
            // The entries of an indirect list are of several issuers.
            ID_CE_CERTIFICATE_ISSUER => return Err(Fault::CrlNotSupported),
            _ if extension.critical => return Err(Fault::CrlNotSupported),
            _ => {}
        }
    }
    Ok(entry)
}

/// The table: sorted, each certificate once, as it was revoked first. Only a delta list takes
/// certificates out.
fn sorted(mut entries: Vec<Entry>, delta: bool) -> Result<Vec<Entry>, Fault> {
    const REMOVED: Option<Reason> = Some(Reason::RemoveFromCrl);
    if !delta && entries.iter().any(|entry| Reason::of(entry.reason) == REMOVED) {
        return Err(Fault::CrlMalformed);
    }
    entries.sort_unstable_by_key(|entry| {
        (entry.serial, Reason::of(entry.reason) == REMOVED, entry.at)
    });
    entries.dedup_by_key(|entry| entry.serial);
    entries.shrink_to_fit();
    Ok(entries)
}

/// What the extensions of a list say of its place among others.
#[derive(Default)]
struct Numbers {
    number: Option<Serial>,
    base: Option<Serial>,
}

impl Numbers {
    fn read(extensions: Option<&[u8]>) -> Result<Self, Fault> {
        let mut numbers = Self::default();
        let Some(list) = extensions else { return Ok(numbers) };
        let list = Element::only(list).and_then(|list| list.expect(SEQUENCE));
        let mut seen = Vec::new();
        for extension in list.and_then(|l| l.children(MAX_EXTENSIONS)).map_err(unreadable)? {
            let extension = Extension::from_der(extension.whole).map_err(unreadable)?;
            if seen.contains(&extension.extn_id) {
                return Err(Fault::CrlMalformed);
            }
            seen.push(extension.extn_id);
            let number = || {
                let number = Element::only(extension.extn_value.as_bytes());
                let number = number.and_then(|number| number.expect(INTEGER));
                serial(number.map_err(unreadable)?.body)
            };
            match extension.extn_id {
                ID_CE_CRL_NUMBER => numbers.number = Some(number()?),
                ID_CE_DELTA_CRL_INDICATOR => numbers.base = Some(number()?),
                // Says that the list is indirect, or about some certificates or reasons only.
                ID_CE_ISSUING_DISTRIBUTION_POINT => return Err(Fault::CrlNotSupported),
                other if extension.critical && !HARMLESS.contains(&other) => {
                    return Err(Fault::CrlNotSupported);
                }
                _ => {}
            }
        }
        Ok(numbers)
    }
}

fn expect(head: Head, tag: u8) -> Result<Head, Fault> {
    if head.tag == tag { Ok(head) } else { Err(Fault::CrlMalformed) }
}

fn time(der: &[u8]) -> Result<Moment, Fault> {
    Time::from_der(der).map(moment).map_err(unreadable)
}

fn unreadable<E>(_: E) -> Fault {
    Fault::CrlMalformed
}
