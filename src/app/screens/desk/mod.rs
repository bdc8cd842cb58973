//! The support desk's screens: dense, keyboard first.
//!
//! The staff sign in, then stay at one screen, the workbench: lists at the left, the card of an
//! account at the right.

pub mod card;
pub mod sign_in;
pub mod workbench;
