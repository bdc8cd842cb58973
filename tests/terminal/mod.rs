//! The real program on a real pseudo-terminal.

mod escapes;
#[cfg(feature = "portal")]
mod joined;
mod manners;
#[cfg(feature = "portal")]
mod memory;
#[cfg(feature = "portal")]
mod proxy;
pub mod pty;
#[cfg(feature = "portal")]
mod ssh;
#[cfg(feature = "portal")]
mod tmux;
