//! The evidence package of an acceptance: one file with everything a third party needs to judge it
//! offline, ours or theirs.
//!
//! ```text
//! kezekte-2026-000123/            an uncompressed tar, in this order, nothing else
//!   manifest.json                 name, size and SHA-256 of every other file; closed by its own
//!   README.kk.txt  README.ru.txt  what this is and how to check it
//!   check.sh                      checks it with OpenSSL, without this program
//!   document.txt                  what was signed, byte for byte
//!   signature.cms                 the signature (CMS), with its time stamp when there is one
//!   timestamp.der                 the same time stamp by itself
//!   chain/0.cer …                 the signer's certificate, its issuer, … the root
//!   revocation/1.ocsp …, 1.crl …  what the authority said of the certificate
//!   event.json                    the acceptance in the portal's log
//!   report.json                   the receipt's facts and the portal's own checks
//! ```
//! Why tar: every system opens it without this program, it is never compressed (no bombs, a flipped
//! bit stays one flipped bit), and there is exactly one way to write it (`container`), where a zip
//! says everything twice.
//!
//! What binds what: the manifest finds accidents, by name. Against a forger, who would write it
//! anew, the parts stand by themselves: document ← signature ← certificate ← chain ← whom the judge
//! trusts; OCSP, lists and stamp by their own signatures; the fixed texts by being known to
//! [`texts`]; every fact of the report and of the event by being compared with what was signed. The
//! event's place in the log and the time of receipt are the portal's word: only the log, a later
//! receipt or a time stamp proves them.
//!
//! Pure: octets in, octets and findings out. Shared by the portal, which packs, and `verify`.

mod container;
mod event;
mod flaw;
mod judge;
mod manifest;
mod package;
mod report;
pub mod texts;

pub use container::MOST_OCTETS;
pub use event::{Event, EventProof, Tip};
pub use flaw::Flaw;
pub use judge::{Finding, Judgement, Line, Part, Why, judge};
pub use package::{Package, Read, file_name};
pub use report::Stated;
