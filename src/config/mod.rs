//! Settings (row T1): flags over the environment over a file over defaults.
//!
//! ```text
//! flags ─┐
//! environment ─┼─ read ─▶ Settings (every value and where it comes from) | every mistake at once
//! file ─┘         ▲
//!        the table of keys: parsing, `config show`, the sample and its check read the same one
//! ```
//! No value is ever a secret: a credential is named by its variable or its file.

mod file;
pub mod key;
mod kind;
mod mistake;
mod place;
mod read;
mod sample;
mod secret;
mod show;

pub use key::{Key, Section};
pub use kind::{Kind, Value};
pub use mistake::{Mistake, Place, Wrong};
pub use place::find;
pub use read::{Origin, Setting, Settings, Sources, read};
pub use sample::sample;
pub use secret::{SecretError, database, device};
pub use show::show;
