//! Where a flow failed and why, in words.

use super::Phoned;
use crate::api::Failure as CallFailed;

/// More pages than the agreement has on any terminal.
pub(super) const PAGES: usize = 2_000;

/// Where a flow failed and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {step}\n{why}")]
pub struct Failure {
    /// The file.
    pub file: String,
    /// The step's line.
    pub line: usize,
    /// The step as it was written.
    pub step: String,
    /// Why.
    pub why: Why,
    /// The screen then, as text.
    pub screen: String,
}

/// Why a step failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Words are not there.
    #[error("«{said}» is not on the screen{}", nearest_row(.nearest.as_deref(), .said))]
    NotThere {
        /// The words.
        said: String,
        /// The row that is most like them.
        nearest: Option<String>,
    },
    /// Words are there.
    #[error("«{0}» is on the screen")]
    There(String),
    /// Words are there, but a finger on them means nothing.
    #[error("«{0}» cannot be touched")]
    NoTarget(String),
    /// A language lacks a phrase.
    #[error("{id} has no words in {language}")]
    NoWords {
        /// The phrase.
        id: String,
        /// The language.
        language: &'static str,
    },
    /// Words are drawn in another way.
    #[error("«{said}» is drawn in another style\n  - {expected}\n  + {found}")]
    Style {
        /// The words.
        said: String,
        /// The role's style.
        expected: String,
        /// Their style.
        found: String,
    },
    /// Words do not have the focus.
    #[error("«{said}» does not have the focus{}", at_cursor(.row.as_deref()))]
    Focus {
        /// The words.
        said: String,
        /// The row with the cursor.
        row: Option<String>,
    },
    /// Another screen, language, … than expected.
    #[error("{what}\n  - {expected}\n  + {found}")]
    Other {
        /// What.
        what: &'static str,
        /// What was expected.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The portal has recorded something else.
    #[error("the portal has recorded of {what}\n  - {expected}\n  + {found}")]
    Recorded {
        /// What.
        what: &'static str,
        /// What was expected.
        expected: String,
        /// What the portal says.
        found: String,
    },
    /// No card is shown, so no account is meant.
    #[error("no card is shown here")]
    NoCard,
    /// The portal could not be asked.
    #[error("the portal could not be asked: {0:?}")]
    NotAsked(CallFailed),
    /// A session is open.
    #[error("a session is open")]
    Session,
    /// The screen is not as it was accepted.
    #[error("the screen is not as it was accepted under `{name}`\n{difference}")]
    Snapshot {
        /// The snapshot.
        name: String,
        /// How it differs.
        difference: String,
    },
    /// Nothing was accepted yet.
    #[error("no screen was accepted under `{0}` yet: kezekte flow review --accept")]
    NoSnapshot(String),
    /// The portal did not answer.
    #[error("the portal did not answer")]
    NoAnswer,
    /// NCALayer was asked for nothing, or has no such key.
    #[error("no window of NCALayer's is open, or it has no such key")]
    NoWindow,
    /// The telephone did not do what the step says.
    #[error("the telephone: {0:?}")]
    Phone(Phoned),
    /// Nobody has this story here.
    #[error("nobody here is `{0}`")]
    Nobody(String),
    /// That is nothing this person has.
    #[error("whoever that is has no {0}")]
    HasNone(&'static str),
    /// The agreement does not end.
    #[error("the agreement did not end after {PAGES} pages")]
    NoEnd,
}

fn nearest_row(row: Option<&str>, said: &str) -> String {
    row.map(|row| format!("\n  - {said}\n  + {row}")).unwrap_or_default()
}

fn at_cursor(row: Option<&str>) -> String {
    row.map_or_else(
        || "; no cursor is shown".to_owned(),
        |row| format!("; the cursor is at\n  + {row}"),
    )
}
