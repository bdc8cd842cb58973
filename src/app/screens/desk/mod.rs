//! The support desk's screens: dense, keyboard first.

pub mod card;
mod cause;
mod deed;
mod draft;
pub mod latest;
mod list;
pub mod request;
mod sheet;
mod typed;
mod undo;

use crate::{app::shared::Shared, domain::Permission};

/// Whether the member who is signed in may do this. Nobody signed in may do nothing; the portal
/// decides again on every call.
#[must_use]
pub fn may(shared: &Shared, permission: Permission) -> bool {
    shared.visit.staff.as_ref().is_some_and(|staff| staff.role.may(permission))
}
