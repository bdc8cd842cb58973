//! Signing with eGov Mobile: a QR code of its own for a request or a sign-in, the phone's calls, and
//! what the claim's holder sees of them.
//!
//! ```text
//! claim ── ask ──▶ waiting ── phone: invite ──▶ fetched ── phone: take ──▶ checking ─▶ signed | refused
//!                     └──────── time: expired · claim: cancelled ◀┘
//! ```
//! Invariant: a phone never gets a session, a claim or the request's id. The portal hands its
//! signature in for the claim's holder under the idempotency key under which the code was asked for;
//! the holder repeats that very call and gets the kept answer with a session of its own. So a
//! signature by phone is judged by the same verb as any other, and counts once.
//!
//! Phones come to the portal itself, or to an outside service that stands between ([`Phones`]); then
//! the portal carries document and signature, and everything else is the same.

mod ask;
mod bundle;
mod cancel;
mod carry;
mod invite;
mod look;
mod phones;
mod subject;
mod take;

use crate::api::phone::Organisation;

pub(crate) use ask::away;
pub(crate) use bundle::Speaks;
pub(crate) use carry::Carried;
pub(crate) use look::Looked;
pub(crate) use phones::{Opened, OwnPhones, Phones, Relay};

/// What phones are told of this portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mobile {
    /// The portal's address as phones reach it, without a slash at the end.
    pub public_url: String,
    /// Whose portal it is.
    pub organisation: Organisation,
}
