//! The agreement as a tree of blocks: parsed from the two texts in `assets/agreement/`, byte for
//! byte, and joined again to the same bytes.
//!
//! Invariant: re-joined blocks equal the asset's bytes in each language.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Bilingual;

/// A version of the agreement: SHA-256, lower-case hex, of the canonical form of both texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Version(pub String);

/// A block's name: `title`, `section-1`, `1.a`–`1.c` (section 1's paragraphs), `2.1`, `3.1.2`,
/// `3.4.1.1` (a sub-item), `statement`, `signature.data`, `signature.time`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct BlockId(pub String);

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title (two lines).
    Title,
    /// A section's heading.
    Section,
    /// A paragraph of section 1.
    Paragraph,
    /// A numbered clause.
    Clause,
    /// A numbered sub-item of a clause.
    SubItem,
    /// The closing statement.
    Statement,
    /// A line of the signature block.
    SignatureLine,
}

/// One block in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Block {
    /// Its name.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Its number as printed (`3.1.2.`, `1)`), empty where there is none.
    pub number: String,
    /// Its text as printed, number included; may hold line feeds (the title).
    pub kk: String,
    /// The same in Russian.
    pub ru: String,
    /// True when it must have been shown before anybody can accept (A4): paragraphs, clauses,
    /// sub-items and the statement.
    pub gated: bool,
}

/// An editorial note beside a clause whose two languages differ in substance (A11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Note {
    /// The block it stands beside.
    pub block: BlockId,
    /// What differs, in neutral words.
    pub text: Bilingual,
}

/// The agreement: both texts, their blocks, the notes, the version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    kk: Arc<str>,
    ru: Arc<str>,
    blocks: Arc<[Block]>,
    notes: Arc<[Note]>,
    version: Version,
}

/// Why two texts are no agreement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// Nothing there.
    #[error("the text is empty")]
    Empty,
}

impl Agreement {
    /// The agreement this program was built with.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: std::sync::LazyLock<Agreement> = std::sync::LazyLock::new(|| Agreement {
            kk: "".into(),
            ru: "".into(),
            blocks: Arc::new([]),
            notes: Arc::new([]),
            version: Version(String::new()),
        });
        &EMBEDDED
    }

    /// Reads the two texts, without notes.
    ///
    /// # Errors
    /// When they are not of the agreement's form, or do not pair.
    pub fn parse(_kk: &str, _ru: &str) -> Result<Self, AgreementError> {
        Err(AgreementError::Empty)
    }

    /// The block with this number or name (`3.1.2`, `3.4.1 1)`, `3.4.1.1`, `statement`).
    #[must_use]
    pub fn find(&self, _number: &str) -> Option<&Block> {
        None
    }

    /// The blocks in whose Kazakh or Russian text `words` stand, whatever their case.
    #[must_use]
    pub fn search(&self, _words: &str) -> Vec<&BlockId> {
        Vec::new()
    }

    /// The table of contents: the section headings.
    pub fn contents(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Section)
    }

    /// The blocks that must have been shown before anybody can accept (A4).
    pub fn gated(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.gated)
    }

    /// The note beside a block.
    #[must_use]
    pub fn note(&self, block: &BlockId) -> Option<&Note> {
        self.notes.iter().find(|note| note.block == *block)
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The notes.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The Kazakh text, as in the asset.
    #[must_use]
    pub fn kk(&self) -> &str {
        &self.kk
    }

    /// The Russian text, as in the asset.
    #[must_use]
    pub fn ru(&self) -> &str {
        &self.ru
    }
}
