//! Whom the portal asks about a signature it has received: revocation and time.
//!
//! Which hosts these are is the operator's configuration. No address ever comes from a certificate
//! (P17): nothing here takes one.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::{domain::Moment, eds::revocation::Crl};

/// Why an authority gave no answer: for the log; the citizen is told only that it is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// No such authority is configured.
    #[error("not configured")]
    NotConfigured,
    /// It could not be reached, or not in time.
    #[error("not reached in time")]
    Unreachable,
    /// It answered with another status than 200.
    #[error("HTTP status {0}")]
    Status(u16),
    /// The answer was longer than allowed.
    #[error("an answer too large")]
    TooLarge,
    /// It answered in another form than its protocol has.
    #[error("an answer of another form")]
    Form,
    /// It said that nothing will come of it.
    #[error("declined")]
    Declined,
    /// What is asked for belongs to another service than the one that is configured.
    #[error("at another service")]
    Elsewhere,
}

impl NoAnswer {
    /// Whether asking again would bring no other answer.
    pub(crate) const fn is_final(self) -> bool {
        match self {
            Self::NotConfigured
            | Self::TooLarge
            | Self::Form
            | Self::Declined
            | Self::Elsewhere => true,
            // RFC 9110, 15.5.9; RFC 8470; RFC 6585, 4: these pass.
            Self::Status(408 | 425 | 429) | Self::Unreachable => false,
            Self::Status(status) => status < 500,
        }
    }
}

/// A list of revoked certificates, as received and as read.
#[derive(Debug, Clone)]
pub(crate) struct List {
    /// As received, DER.
    pub der: Arc<[u8]>,
    /// As read; believed in nothing.
    pub crl: Arc<Crl>,
}

/// The authorities, over whatever carries a question to them.
pub(crate) trait Authorities: std::fmt::Debug + Send + Sync {
    /// Asks the OCSP responder (RFC 6960, Appendix A): DER in, DER out, not judged.
    fn ocsp(&self, question: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, NoAnswer>>;

    /// Asks for a time stamp (RFC 3161, 3.4): DER in, DER out, not judged.
    fn stamp(&self, query: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, NoAnswer>>;

    /// The lists that can be had, complete and delta, as they are at `at`, not judged. One that was
    /// fetched shortly before is not fetched again. One that takes long is not waited for: it is
    /// there at the next time.
    fn lists(&self, at: Moment) -> BoxFuture<'_, Vec<List>>;
}
