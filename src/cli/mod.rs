//! The command line.

#[cfg(feature = "portal")]
pub mod portal;
