//! Time stamps (RFC 3161): asking for one, putting it into a signature, and judging what it proves.
//!
//! A stamp is over the octets of the signature's value, so it proves when the signature existed at
//! the latest. It stands in the signature as its only unsigned attribute (RFC 3161 appendix A).

mod attach;
mod info;
mod judge;
mod query;
mod summary;

pub use attach::{attach, detach, signature_value, token};
pub use query::{Query, token_of};
pub use summary::{Summary, summary};

pub(super) use info::Info;
pub(super) use judge::judge;

use const_oid::ObjectIdentifier;

/// НУЦ РК's policy of GOST 34.10-2015 stamps (eds.md §1.3).
pub const POLICY_GOST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.2.6.4");
/// НУЦ РК's policy of RSA stamps (eds.md §1.3).
pub const POLICY_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.2.6.2");
