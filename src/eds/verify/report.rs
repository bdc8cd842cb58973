//! What verification found.

use crate::domain::{CertificateSummary, Check, CheckLine, Fault, Moment, Outcome, Verdict};
use crate::eds::Revocation;

/// What verification found: every check that could be made, in the order of
/// [`Check`](crate::domain::Check), and the verdict, which names the first broken thing.
///
/// One broken check does not stop those that do not need it: a report tells all that is wrong. A
/// check that an earlier break made impossible has no line: nothing was looked at, so nothing is
/// said.
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
    /// The time a trusted stamp proves: the signature existed then.
    pub stamped_at: Option<Moment>,
    /// What is known of the certificate's revocation, when it was asked for.
    pub revocation: Option<Revocation>,
    /// The signer's certificate, its issuers and the root, each in DER; empty when no trusted root
    /// is above it.
    pub chain: Vec<Vec<u8>>,
    /// The attached content, if there is any. Trust it only under a valid verdict.
    pub content: Option<Vec<u8>>,
}

impl Report {
    /// A report on nothing yet.
    pub(super) fn new() -> Self {
        Self {
            verdict: Verdict::Indeterminate(Fault::Malformed),
            lines: Vec::new(),
            certificate: None,
            signed_at: None,
            stamped_at: None,
            revocation: None,
            chain: Vec::new(),
            content: None,
        }
    }

    /// Writes down a check; gives back what it found, if anything.
    pub(super) fn note<T>(&mut self, check: Check, found: Result<T, Fault>) -> Option<T> {
        let outcome = match &found {
            Ok(_) => Outcome::Passed,
            // A document that is not at hand says nothing against its signature.
            Err(Fault::NoContent) => Outcome::Indeterminate(Fault::NoContent),
            Err(fault) => Outcome::Failed(*fault),
        };
        self.lines.push(CheckLine { check, outcome });
        found.ok()
    }

    /// Writes down a check that nobody here can make, and why.
    pub(super) fn leave(&mut self, check: Check, fault: Fault) {
        self.lines.push(CheckLine { check, outcome: Outcome::Indeterminate(fault) });
    }

    /// Concludes. Valid means that every check of `asked` has a line and passed: a check left out
    /// by mistake can never make a signature valid.
    pub(super) fn conclude(mut self, asked: impl IntoIterator<Item = Check>) -> Self {
        // Revocation is judged last, because it needs the path, but named before what is asked of the
        // owner.
        self.lines.sort_by_key(|line| line.check);
        let mut verdict = Verdict::Valid;
        for line in &self.lines {
            match (line.outcome, verdict) {
                (Outcome::Failed(fault), _) => {
                    verdict = Verdict::Invalid(fault);
                    break;
                }
                (Outcome::Indeterminate(fault), Verdict::Valid) => {
                    verdict = Verdict::Indeterminate(fault);
                }
                _ => {}
            }
        }
        let made = |check| self.lines.iter().any(|line| line.check == check);
        // Nor can it hide behind another check that could not be told.
        if !matches!(verdict, Verdict::Invalid(_)) && !asked.into_iter().all(made) {
            verdict = Verdict::Indeterminate(Fault::Malformed);
        }
        self.verdict = verdict;
        self
    }
}
