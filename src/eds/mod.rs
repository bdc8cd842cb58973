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
mod armour;
mod ber;
mod certificate;
mod chain;
mod cms;
mod evidence;
pub mod issue;
mod key_file;
mod path_of;
pub mod pkcs12;
pub mod revocation;
mod stack;
pub mod stamp;
pub mod verify;

pub use armour::unarmour;
pub use certificate::Certificate;
pub use chain::Anchors;
pub use cms::claimed_time;
pub use evidence::Evidence;
pub use key_file::{KeyFile, sign};
pub use path_of::path_of;
pub use revocation::Revocation;
pub use verify::{Acceptance, Policy, Report, examine, verify, verify_with};

use std::time::Duration;

use der::DateTime;
use x509_cert::time::Time;

use crate::domain::{Fault, Moment};

/// How far the clocks of services may be from ours: what they say of the future is believed so far
/// and no further.
const SKEW: Duration = Duration::from_secs(5 * 60);

/// What a decoder refuses is malformed; its own words are not for citizens.
fn malformed<E>(_: E) -> Fault {
    Fault::Malformed
}

/// A moment as X.509 and CMS write it: whole seconds, UTCTime up to 2049 (RFC 5280 §4.1.2.5).
fn time(at: Moment) -> Result<Time, der::Error> {
    let seconds = u64::try_from(at.seconds()).unwrap_or_default();
    DateTime::from_unix_duration(Duration::from_secs(seconds)).map(Time::from)
}

/// A time of X.509 or CMS as a moment.
fn moment(time: Time) -> Moment {
    Moment::from_seconds(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}
