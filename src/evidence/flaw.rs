//! What can be wrong with a package besides its signature.

use serde::{Deserialize, Serialize};

/// What can be wrong with a package besides its signature. The code is also the name of its
/// sentence (`package-<code>`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// Larger than any package.
    #[error("too-large")]
    TooLarge,
    /// Not a package's container: a header, the padding or the end differs from the only form.
    #[error("container")]
    Container,
    /// The manifest is missing, not of its form, or its own digest differs.
    #[error("manifest")]
    Manifest,
    /// A file that has to be there is not.
    #[error("missing")]
    Missing,
    /// A file that no package has.
    #[error("unexpected")]
    Unexpected,
    /// A file is not the one that was packed.
    #[error("changed")]
    Changed,
    /// The document is not of its form.
    #[error("document")]
    Document,
    /// The certificates do not lead from the signer to a root.
    #[error("chain")]
    Chain,
    /// The time stamp beside the signature is not the one within it.
    #[error("stamp-differs")]
    StampDiffers,
    /// The event's hash is not that of the event, or the links after it break.
    #[error("event-hash")]
    EventHash,
    /// The event is about something else than what was signed.
    #[error("event-differs")]
    EventDiffers,
    /// The report states something else than what was signed.
    #[error("report-differs")]
    ReportDiffers,
    /// A text or the script is not the one of any release.
    #[error("text-unknown")]
    TextUnknown,
    /// The signature may be as old as the portal says, but nobody else vouches for the time.
    #[error("no-proof-of-time")]
    NoProofOfTime,
    /// Nothing was looked at, because something before it is broken or missing.
    #[error("not-looked-at")]
    NotLookedAt,
}

impl Flaw {
    /// Every flaw.
    pub const ALL: [Self; 15] = [
        Self::TooLarge,
        Self::Container,
        Self::Manifest,
        Self::Missing,
        Self::Unexpected,
        Self::Changed,
        Self::Document,
        Self::Chain,
        Self::StampDiffers,
        Self::EventHash,
        Self::EventDiffers,
        Self::ReportDiffers,
        Self::TextUnknown,
        Self::NoProofOfTime,
        Self::NotLookedAt,
    ];
}
