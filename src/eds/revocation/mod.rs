//! Revocation: what an OCSP responder (RFC 6960) and lists of revoked certificates (RFC 5280 §5)
//! say of a certificate, and whether they may be believed.
//!
//! Nothing here asks anybody: questions are made and answers are judged. Three states: good,
//! revoked, or unknown with the reason.

pub mod crl;
pub mod ocsp;

pub use crl::Crl;

use std::time::Duration;

use super::SKEW;
use crate::domain::{Fault, Moment};

/// For which moment an answer must hold, and which moment it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The present: nothing that claims to be later is believed.
    pub now: Moment,
    /// The moment in question: the stamped time, that of receipt, or the present.
    pub about: Moment,
}

impl Asked {
    /// Whether `at` lies in the future, beyond what clocks may differ.
    fn is_future(self, at: Moment) -> bool {
        at > self.now.after(SKEW)
    }

    /// Whether `at` is so much earlier than the moment in question, beyond what clocks may differ.
    fn is_before(self, at: Moment, age: Duration) -> bool {
        at.after(age).after(SKEW) < self.about
    }
}

/// What is known of a certificate's revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// It was not revoked when the answer was made.
    Good,
    /// It is revoked. That hurts no signature which a trusted stamp proves to be older: whether it
    /// hurts this one is what the line of [`Check::Revocation`](crate::domain::Check) says.
    Revoked {
        /// Since when.
        at: Moment,
        /// Why, if the authority says so.
        reason: Option<Reason>,
    },
    /// Nobody who may be believed has said, for this reason.
    Unknown(Fault),
}

/// Why a certificate was revoked: CRLReason, RFC 5280 §5.3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// (0) Not said.
    Unspecified,
    /// (1) The key is, or may be, in other hands.
    KeyCompromise,
    /// (2) The authority's key is.
    CaCompromise,
    /// (3) The owner's name or place has changed.
    AffiliationChanged,
    /// (4) Another certificate has taken its place.
    Superseded,
    /// (5) It is no longer needed.
    CessationOfOperation,
    /// (6) It is on hold: it may come back. RFC 6960 §2.2 also calls one so that was never issued,
    /// revoked since 1970.
    CertificateHold,
    /// (8) Back from hold: only in a delta list.
    RemoveFromCrl,
    /// (9) A privilege in it was withdrawn.
    PrivilegeWithdrawn,
    /// (10) An attribute authority's key is in other hands.
    AaCompromise,
}

impl Reason {
    /// The reason by its number; nothing for a number that means none.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => return None,
        })
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
        }
    }
}
