//! What lists say of a certificate.

use std::{sync::Arc, time::Duration};

use super::{Crl, UNSAID, serial_of};
use crate::{
    domain::{Fault, Moment},
    eds::{
        Certificate,
        revocation::{Asked, Reason, Revocation},
    },
};

/// What the lists of `issuer` say of `certificate`; never [`Revocation::Unknown`]. The newest
/// complete list counts, changed by the newest delta list that is not older.
///
/// # Errors
/// Why they say nothing: [`Fault::RevocationUnknown`] when there are none,
/// [`Fault::CrlWrongIssuer`], [`Fault::CrlBadSignature`], [`Fault::AlgorithmNotAccepted`],
/// [`Fault::CrlStale`]; [`Fault::CrlNoBase`] for a delta list without a complete one that is new
/// enough for it.
pub fn look_up(
    lists: &[Arc<Crl>],
    certificate: &Certificate,
    issuer: &Certificate,
    asked: Asked,
) -> Result<Revocation, Fault> {
    let mut fault = lists.first().map(|_| Fault::CrlWrongIssuer);
    let (mut base, mut delta) = (None::<&Crl>, None::<&Crl>);
    for list in lists.iter().filter(|list| list.is_of(issuer)) {
        match list.check(issuer, asked) {
            Ok(()) => {
                let place = if list.is_delta() { &mut delta } else { &mut base };
                if place.is_none_or(|other| other.this_update < list.this_update) {
                    *place = Some(list);
                }
            }
            Err(its) => fault = Some(its),
        }
    }
    let fault = fault.unwrap_or(Fault::RevocationUnknown);
    let base = base.ok_or(if delta.is_some() { Fault::CrlNoBase } else { fault })?;
    // A delta list that is older than the complete one has nothing to add to it.
    let delta = delta.filter(|delta| delta.this_update >= base.this_update);
    if delta.is_some_and(|delta| delta.base > base.number) {
        return Err(Fault::CrlNoBase);
    }
    let serial = serial_of(certificate)?;
    let found = delta.and_then(|delta| delta.find(&serial)).or_else(|| base.find(&serial));
    match found {
        Some(entry) if Reason::of(entry.reason) != Some(Reason::RemoveFromCrl) => {
            Ok(Revocation::Revoked {
                at: Moment::from_seconds(entry.at),
                reason: Some(entry.reason).filter(|reason| *reason != UNSAID).and_then(Reason::of),
            })
        }
        // Expired certificates leave the lists (RFC 5280 §3.3): then silence says nothing.
        _ if base.this_update > certificate.validity().1 => Err(Fault::CrlStale),
        _ => Ok(Revocation::Good),
    }
}

impl Crl {
    /// Whether it is its issuer's and holds for the moment in question.
    fn check(&self, issuer: &Certificate, asked: Asked) -> Result<(), Fault> {
        // A list without a next update never ends to be the last word (§5.1.2.5 demands one).
        let next = self.next_update.ok_or(Fault::CrlStale)?;
        if asked.is_future(self.this_update) || asked.is_before(next, Duration::ZERO) {
            return Err(Fault::CrlStale);
        }
        self.check_signed_by(issuer)
    }
}
