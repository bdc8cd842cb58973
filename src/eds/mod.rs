//! Electronic digital signatures of НУЦ РК: certificates, paths, key files, CMS/CAdES signing and
//! verification, and certificates of the same shape for our own demonstration.
//!
//! Pure: bytes, a moment and (for signing) a random source come in, a value goes out. Nothing here
//! reads a clock, a file or a socket, and no URL found in a certificate is ever used.
//!
//! ```text
//! KeyFile::open ─► sign ─► CMS bytes ─► verify(bytes, content, Anchors, Policy, at) ─► Report
//! ```

mod certificate;
mod chain;
pub mod issue;
mod key_file;
pub mod verify;

pub use certificate::Certificate;
pub use chain::Anchors;
pub use key_file::{KeyFile, sign};
pub use verify::{Acceptance, Policy, Report, examine, verify};
