//! Electronic digital signatures of НУЦ РК: keys, key files, certificates, paths, CMS/CAdES
//! signing and verification, and certificates of the same shape for our own demonstration.
//!
//! Invariant: nothing here reads a file, a socket, a clock or the environment, and nothing draws
//! randomness by itself: it comes in as [`Random`](crate::domain::Random). One exception,
//! [`algorithm::PrivateKey`]'s RSA operations: their library draws its blinding from the operating
//! system. No address found in a certificate is ever used.
//!
//! ```text
//! KeyFile::open ─► sign ─► CMS bytes ─► verify(bytes, content, Anchors, Policy, at) ─► Report
//! ```

pub mod algorithm;
mod certificate;
mod chain;
mod cms;
pub mod issue;
mod key_file;
pub mod pkcs12;
pub mod verify;

pub use certificate::Certificate;
pub use chain::Anchors;
pub use cms::claimed_time;
pub use key_file::{KeyFile, sign};
pub use verify::{Acceptance, Policy, Report, examine, verify};

use crate::domain::Fault;

/// What a decoder refuses is malformed; its own words are not for citizens.
fn malformed<E>(_: E) -> Fault {
    Fault::Malformed
}
