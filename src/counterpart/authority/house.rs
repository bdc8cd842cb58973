//! An authority with those it has appointed.

use crate::{
    domain::{Fault, Moment, Random},
    eds::issue::{Appointed, Authority, Service},
};

/// An issuing authority, its responder and its time-stamping authority, and strangers who look like
/// them but whom another authority has appointed.
#[derive(Debug)]
pub struct House {
    pub(super) authority: Authority,
    pub(super) responder: Appointed,
    pub(super) stamper: Appointed,
    pub(super) stranger: Appointed,
    pub(super) strange_stamper: Appointed,
}

impl House {
    /// Appoints everybody, with keys of the authority's kind, for so long.
    ///
    /// # Errors
    /// As [`Authority::appoint`].
    pub fn new(
        authority: Authority,
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        const RESPONDER: &str = "OCSP RESPONDER (DEMO)";
        const STAMPER: &str = "TIME-STAMPING AUTHORITY (DEMO)";
        let elsewhere = Authority::root_gost("ELSEWHERE (DEMO)", validity, random)?;
        Ok(Self {
            responder: authority.appoint(Service::Responder, RESPONDER, validity, random)?,
            stamper: authority.appoint(Service::StampAuthority, STAMPER, validity, random)?,
            stranger: elsewhere.appoint(Service::Responder, RESPONDER, validity, random)?,
            strange_stamper: elsewhere.appoint(
                Service::StampAuthority,
                STAMPER,
                validity,
                random,
            )?,
            authority,
        })
    }

    /// The authority itself: it goes on certifying.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }
}
