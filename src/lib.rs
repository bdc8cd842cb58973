//! `kezekte`: Kezekte.kz in a terminal.
//!
//! ```text
//!  shell ──▶ runtime ──▶ app            the console: terminal or script, effects, pure screens
//!              │ └─────▶ signer ──▶ eds  keys and signatures
//!              ▼
//!            client ── HTTP ──▶ portal   the server: routes ▶ service ▶ store
//!              └────▶ api ◀────┘ ◀── till  one contract, used by every end; the till is the
//!                                        demonstration's payment provider
//!  evidence                           the package a third party judges: packed by the portal
//!  domain, text, document, paper        values, words, what is signed and printed: shared by all
//! ```
//! Others than the portal whom the demonstration and the tests need (NCALayer, authorities, a phone)
//! are servers in `counterpart`.
//!
//! Imports go one way; `tests/layering.rs` holds the table. Only `cli` knows both ends.

pub mod api;
pub mod app;
pub mod cli;
pub mod client;
pub mod config;
#[cfg(feature = "portal")]
pub mod counterpart;
pub mod document;
pub mod domain;
pub mod eds;
pub mod evidence;
pub mod paper;
#[cfg(feature = "portal")]
pub mod portal;
pub mod runtime;
pub mod shell;
pub mod signer;
pub mod text;
#[cfg(feature = "portal")]
pub mod till;
