//! Why a portal cannot start or be looked after.

use super::store;
use crate::domain::{Fault, RandomFailed};

/// Why a portal cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The address cannot be listened on.
    #[error("cannot listen: {0}")]
    Listen(std::io::Error),
    /// A certificate of the trust folder, or the folder itself, cannot be read.
    #[error("the trust folder cannot be read: {0}")]
    TrustFolder(std::io::Error),
    /// A certificate of the trust folder is not good.
    #[error("a trusted certificate is not good: {0}")]
    Trust(Fault),
    /// The keys folder cannot be read or written.
    #[error("the keys folder cannot be used: {0}")]
    Keys(std::io::Error),
    /// `staff.key` is not of this program's form.
    #[error(
        "staff.key in the keys folder is damaged; put its copy back (without one: remove it and \
             reset every member of staff)"
    )]
    StaffKey,
    /// A password cannot be hashed.
    #[error("the password cannot be hashed")]
    Password,
    /// A login is not of its form.
    #[error("a login is 2 to 32 small Latin letters, digits, dots, hyphens; a letter first")]
    Login,
    /// The login is one of the names by which the log tells who is no member of staff.
    #[error("{0} is a name the log keeps for others; choose another login")]
    LoginReserved(String),
    /// The login is taken.
    #[error("this login is taken; a member is never removed, see `disable` and `enable`")]
    LoginTaken,
    /// There is no such member.
    #[error("no member of staff has this login")]
    NoMember,
    /// The member was dismissed.
    #[error("this member is disabled; `enable` lets them in again")]
    Disabled,
    /// `people.json` is not of this program's form.
    #[error("the people file is damaged; remove the keys folder to make it anew")]
    People,
    /// A demonstration needs a folder for its people's keys.
    #[error("a demonstration needs --keys DIR")]
    NoKeys,
    /// A key or certificate of the demonstration cannot be made.
    #[error("the demonstration's keys cannot be made: {0}")]
    Issue(Fault),
    /// The demonstration's data cannot be written.
    #[error("the demonstration's data cannot be written: {0}")]
    Seed(String),
    /// A payment provider of this name is there.
    #[error("there is a provider named {0} already")]
    ProviderExists(String),
    /// No payment provider of this name has a right.
    #[error("no provider named {0} may credit accounts")]
    NoProvider(String),
    /// Nobody is configured who could say that a certificate is revoked.
    #[error(
        "nobody can say whether a certificate is revoked: set ocsp or crl of [eds] in the \
         settings (--ocsp, --crl), or revocation = \"off\" if that is meant"
    )]
    NoRevocation,
    /// An authority's address cannot be used.
    #[error("{0} is no address of an authority: http:// or https://, a host, and no password")]
    Source(String),
    /// The outside signing service's address cannot be used.
    #[error(
        "{0} is no address of a signing service: https:// (http:// only on this machine), a host, \
         and no password"
    )]
    SigningService(String),
    /// An acceptance's evidence cannot be packed.
    #[error("an acceptance's evidence cannot be packed: {0}")]
    Evidence(String),
    /// A file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(std::io::Error),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomFailed),
}
