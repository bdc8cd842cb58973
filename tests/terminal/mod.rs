//! The real program on a real pseudo-terminal.

mod escapes;
mod manners;
pub mod pty;
#[cfg(feature = "portal")]
mod tmux;
