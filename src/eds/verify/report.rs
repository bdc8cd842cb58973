//! What verification found.

use crate::domain::{CertificateSummary, CheckLine, Moment, Verdict};

/// What verification found: every check that could be made, in the order of
/// [`Check`](crate::domain::Check), and the verdict, which names the first broken thing.
///
/// A check that an earlier break made impossible has no line: nothing was looked at, so nothing
/// is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// All in all.
    pub verdict: Verdict,
    /// Every check made.
    pub lines: Vec<CheckLine>,
    /// The signer's certificate, as soon as there is one to read. Trust it only under a valid
    /// verdict.
    pub certificate: Option<CertificateSummary>,
    /// The claimed signing time. Nobody but the signer vouches for it.
    pub signed_at: Option<Moment>,
    /// The attached content, if there is any. Trust it only under a valid verdict.
    pub content: Option<Vec<u8>>,
}
