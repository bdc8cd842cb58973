//! An outside service by which phones with eGov Mobile sign, with SIGEX's interface towards the
//! portal and the `mobileSign` protocol towards the phone, over real HTTP on loopback.
//!
//! ```text
//! portal ── open ──▶ code ──▶ screen ──▶ phone: API1, API2 ─▶ portal's give ends
//! portal ◀── collect ends ◀── documents with signatures ◀── phone: PUT
//! ```
//! A code is read once. Whoever gives or collects is held until the phone has done its part.

mod desk;
mod server;

pub use server::Server;

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Nothing.
    #[default]
    Well,
    /// It answers nobody: 503.
    Down,
    /// It makes no codes, and says so.
    Declines,
    /// It names an address that is not its own.
    Strays,
}
