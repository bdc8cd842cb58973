//! Lists of revoked certificates (RFC 5280 §5), complete and delta.

use der::{
    Encode,
    asn1::{OctetString, UintRef},
};
use x509_cert::ext::Extension;

use super::{Authority, extensions, service::signed};
use crate::{
    domain::{Fault, Moment, Random},
    eds::{
        ber::{CONTEXT_0, ENUMERATED, INTEGER, SEQUENCE, encode},
        malformed,
        revocation::Reason,
        time,
    },
};

/// A list before it is signed.
#[derive(Debug, Clone)]
pub struct List<'a> {
    /// Its number.
    pub number: u64,
    /// For a delta list, the number of the complete one it changes.
    pub base: Option<u64>,
    /// When it is made, and when the next one comes.
    pub updates: (Moment, Moment),
    /// Who is in it, in any order.
    pub revoked: &'a [Revoked],
}

/// A revoked certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// Its serial number, big-endian; in hex it is that of a certificate's summary.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: Moment,
    /// Why, if it is said.
    pub reason: Option<Reason>,
}

impl Authority {
    /// A signed list, in DER.
    ///
    /// # Errors
    /// As [`PrivateKey::sign`](crate::eds::algorithm::PrivateKey::sign); [`Fault::Malformed`] for a
    /// moment that cannot be written.
    pub fn list(&self, list: &List<'_>, random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let write = || {
            let mut entries = Vec::new();
            for one in list.revoked {
                entries.extend(entry(one)?);
            }
            let entries = if entries.is_empty() { entries } else { encode(SEQUENCE, &[&entries]) };
            let number = |number: u64| UintRef::new(&number.to_be_bytes())?.to_der();
            let mut extensions = extensions::authority_key(&self.certificate.spki)?.to_der()?;
            extensions.extend(extension(ID_CE_CRL_NUMBER, false, number(list.number)?)?);
            if let Some(base) = list.base {
                extensions.extend(extension(ID_CE_DELTA_CRL_INDICATOR, true, number(base)?)?);
            }
            Ok(encode(
                SEQUENCE,
                &[
                    &encode(INTEGER, &[&[1]]),
                    &self
                        .key
                        .suite()
                        .map_err(|_| der::ErrorKind::Failed)?
                        .signature_algorithm()
                        .to_der()?,
                    self.certificate.subject(),
                    &time(list.updates.0)?.to_der()?,
                    &time(list.updates.1)?.to_der()?,
                    &entries,
                    &encode(CONTEXT_0, &[&encode(SEQUENCE, &[&extensions])]),
                ],
            ))
        };
        let octets = write().map_err(malformed::<der::Error>)?;
        signed(&octets, &self.key, &[], random)
    }
}

use const_oid::{
    ObjectIdentifier,
    db::rfc5280::{ID_CE_CRL_NUMBER, ID_CE_CRL_REASONS, ID_CE_DELTA_CRL_INDICATOR},
};

fn entry(one: &Revoked) -> Result<Vec<u8>, der::Error> {
    let reason = one.reason.map(|reason| {
        let value = encode(ENUMERATED, &[&[reason.number()]]);
        extension(ID_CE_CRL_REASONS, false, value).map(|reason| encode(SEQUENCE, &[&reason]))
    });
    let reason = reason.transpose()?.unwrap_or_default();
    let serial = UintRef::new(&one.serial)?.to_der()?;
    Ok(encode(SEQUENCE, &[&serial, &time(one.at)?.to_der()?, &reason]))
}

fn extension(
    extn_id: ObjectIdentifier,
    critical: bool,
    value: Vec<u8>,
) -> Result<Vec<u8>, der::Error> {
    Extension { extn_id, critical, extn_value: OctetString::new(value)? }.to_der()
}
