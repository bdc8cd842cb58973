//! The real program on a real pseudo-terminal.

mod escapes;
#[cfg(feature = "portal")]
mod joined;
mod manners;
pub mod pty;
#[cfg(feature = "portal")]
mod tmux;
