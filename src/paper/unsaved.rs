//! Why a receipt is in no file.

use serde::{Deserialize, Serialize};

/// Why a receipt was not saved. Nothing half-written is left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unsaved {
    /// The disk, or the user's share of it, is full.
    #[error("no-space")]
    NoSpace,
    /// Nothing may be written into the folder.
    #[error("folder-refused")]
    FolderRefused,
    /// The portal did not give it.
    #[error("not-given")]
    NotGiven,
    /// Anything else.
    #[error("not-saved")]
    Other,
}
