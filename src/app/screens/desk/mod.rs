//! The support desk's screens: dense, keyboard first.
//!
//! The staff sign in, then stay at one screen, the workbench: lists at the left, the card of an
//! account or a help request at the right.

pub mod card;
mod cause;
pub mod code;
mod deed;
mod draft;
pub mod latest;
mod list;
pub mod request;
mod sheet;
pub mod sign_in;
mod typed;
mod undo;
pub mod workbench;

use crate::{app::shared::Shared, domain::Permission};

/// Whether the member who is signed in may do this. Nobody signed in may do nothing; the portal
/// decides again on every call.
#[must_use]
pub fn may(shared: &Shared, permission: Permission) -> bool {
    shared.visit.staff.as_ref().is_some_and(|staff| staff.role.may(permission))
}
