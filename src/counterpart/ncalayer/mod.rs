//! A double of NCALayer (eds.md §5): the same frames over the same TLS and WebSocket, signatures by
//! real keys. Where the real one opens a window, this one hands out a [`Dialog`], and whoever holds
//! it is the person: a test, a flow's step, or the demonstration's [`Wallet`].
//!
//! ```text
//! Server::start ─▶ (Server, Dialogs)
//! client ── sign ──▶ Server ── Dialog ──▶ person ── Act ──▶ Server ── answer ──▶ client
//! ```

mod frames;
mod identity;
mod server;
mod session;
mod wallet;

pub use frames::{Act, Asked, Form, Manner, Module};
pub use identity::Identity;
pub use server::{Config, Dialog, Dialogs, Server};
pub use wallet::Wallet;
