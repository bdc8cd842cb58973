//! The agreement as blocks: parsed from two texts, byte for byte, and joined again to the same
//! bytes. It does not judge the wording and knows nothing of who has read what.
//!
//! Invariant: [`Agreement::join`] of the blocks equals the text in each language.

mod find;
mod lint;
mod parse;

pub use lint::{Finding, Flaw};

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Bilingual, Language, SafeText};

/// A version of the agreement: SHA-256, lower-case hex, of the canonical form of both texts (see
/// [`Agreement::parse`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(from = "SafeText")]
pub struct Version(pub String);

impl From<SafeText> for Version {
    fn from(text: SafeText) -> Self {
        Self(text.to_string())
    }
}

/// A block's name: `title`, `section-1`, `1.a`–`1.c` (section 1's paragraphs), `2.1`, `3.1.2`,
/// `3.4.1-1` (a sub-item; with a dash, since `4.5.1` would read as a clause), `statement`,
/// `signature.data`, `signature.time`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(from = "SafeText")]
pub struct BlockId(pub String);

impl From<SafeText> for BlockId {
    fn from(text: SafeText) -> Self {
        Self(text.to_string())
    }
}

impl BlockId {
    /// How the block is cited: `3.1.2`, `3.4.1 1)`, `1` for a section and for section 1's
    /// paragraphs; empty for title, statement and signature block, which have no number.
    #[must_use]
    pub fn label(&self) -> String {
        let id = self.0.strip_prefix("section-").unwrap_or(&self.0);
        if !id.starts_with(|c: char| c.is_ascii_digit()) {
            return String::new();
        }
        match id.split_once('-') {
            Some((clause, item)) => format!("{clause} {item})"),
            None => id.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '.').to_owned(),
        }
    }
}

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

impl BlockKind {
    /// True when such a block must have been shown before anybody can accept (A4).
    #[must_use]
    pub const fn gated(self) -> bool {
        matches!(self, Self::Paragraph | Self::Clause | Self::SubItem | Self::Statement)
    }
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
    #[serde(deserialize_with = "harmless_lines")]
    pub number: String,
    /// Its text as printed, number included; may hold line feeds (the title).
    #[serde(deserialize_with = "harmless_lines")]
    pub kk: String,
    /// The same in Russian.
    #[serde(deserialize_with = "harmless_lines")]
    pub ru: String,
    /// True when it must have been shown before anybody can accept (A4): paragraphs, clauses,
    /// sub-items and the statement.
    pub gated: bool,
}

impl Block {
    /// The text for a reader of `language`; the agreement has no English, so they get Russian.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru | Language::En => &self.ru,
        }
    }
}

/// Text from outside, made harmless line by line ([`SafeText`] alone would join the lines).
fn harmless_lines<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let lines: Vec<String> = text.split('\n').map(|line| SafeText::new(line).to_string()).collect();
    Ok(lines.join("\n"))
}

/// An editorial note beside a block whose two languages differ in substance (A11).
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

/// Why two texts are no agreement. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// A character that cannot be shown as it is (a control or format character), or a letter that
    /// is not in NFC.
    #[error("{language:?}, line {line}: a character that cannot be shown as it is")]
    Unprintable {
        /// In which text.
        language: Language,
        /// On which line.
        line: usize,
    },
    /// A block where the form has no place for it, or whose number does not follow the one before.
    #[error("{language:?}, line {line}: this does not belong here")]
    Misplaced {
        /// In which text.
        language: Language,
        /// On which line.
        line: usize,
    },
    /// The text ended before its signature block did.
    #[error("{0:?}: the text ends before its signature block")]
    Unfinished(Language),
    /// Blank lines or line feeds other than those between blocks.
    #[error("{0:?}: the blocks joined again are not the text")]
    Spacing(Language),
    /// The two texts part here.
    #[error("the languages part at {0:?}")]
    Unpaired(BlockId),
    /// The notes are not of their form.
    #[error("the notes cannot be read")]
    Notes,
    /// A note beside a block that does not exist.
    #[error("a note beside {0:?}, which does not exist")]
    StrayNote(BlockId),
}

static EMBEDDED: LazyLock<Agreement> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant of this build, which a test reads")]
    Agreement::parse(
        include_str!("../../assets/agreement/1/kk.txt"),
        include_str!("../../assets/agreement/1/ru.txt"),
    )
    .and_then(|agreement| agreement.with_notes(include_str!("../../assets/agreement/1/notes.toml")))
    .expect("the embedded agreement is one")
});

impl Agreement {
    /// The agreement this program was built with: the kiosk's own copy.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads the two texts; notes come by [`Agreement::with_notes`].
    ///
    /// The form: blocks one after another with one blank line between them, section 1's paragraphs
    /// one a line, a line feed at the end; LF only, NFC, nothing unprintable. Title, numbered
    /// sections, in them either unnumbered paragraphs or clauses (`2.1.`, `3.1.2.`) with sub-items
    /// (`1)`), then the statement and the signature block's two lines. Numbers follow one another
    /// without a gap, and both texts have the same blocks.
    ///
    /// The version is the SHA-256 of `kk <octets>` LF, the Kazakh text, `ru <octets>` LF, the
    /// Russian text, where `<octets>` is the text's length in octets in decimal: no two pairs of
    /// texts have one canonical form.
    ///
    /// # Errors
    /// When a text is not of this form, or the two do not pair.
    pub fn parse(kk: &str, ru: &str) -> Result<Self, AgreementError> {
        let blocks =
            parse::pair(parse::pieces(Language::Kk, kk)?, parse::pieces(Language::Ru, ru)?)?;
        let mut hash = Sha256::new();
        for (tag, text) in [("kk", kk), ("ru", ru)] {
            hash.update(format!("{tag} {}\n", text.len()));
            hash.update(text);
        }
        Ok(Self {
            kk: kk.into(),
            ru: ru.into(),
            blocks: blocks.into(),
            notes: Arc::new([]),
            version: Version(hex::encode(hash.finalize())),
        })
    }

    /// The same agreement with notes (TOML: `[[note]]` with `block`, `text.kk`, `text.ru`).
    ///
    /// # Errors
    /// When the notes are not of their form or stand beside no block.
    pub fn with_notes(self, notes: &str) -> Result<Self, AgreementError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Notes {
            note: Vec<Note>,
        }
        let Notes { note: notes } = toml::from_str(notes).map_err(|_| AgreementError::Notes)?;
        if let Some(stray) = notes.iter().find(|note| self.block(&note.block).is_none()) {
            return Err(AgreementError::StrayNote(stray.block.clone()));
        }
        Ok(Self { notes: notes.into(), ..self })
    }

    /// The text that blocks of one language make when they are joined again.
    #[must_use]
    pub fn join(blocks: &[Block], language: Language) -> String {
        parse::join(blocks.iter().map(|block| (block.kind, block.text(language))))
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The table of contents: the sections' headings.
    pub fn contents(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Section)
    }

    /// The blocks that must have been shown before anybody can accept (A4).
    pub fn gated(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.gated)
    }

    /// The notes.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The note beside a block.
    #[must_use]
    pub fn note(&self, block: &BlockId) -> Option<&Note> {
        self.notes.iter().find(|note| note.block == *block)
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
