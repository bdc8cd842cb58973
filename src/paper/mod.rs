//! The receipt on paper (A10): the same facts as text, as JSON and as PDF. Pure: no clock, no
//! files; the same input gives the same octets.
//!
//! ```text
//! Paper (what the portal answered, the agreement) ─► facts ─┬─► text   Kazakh, then Russian
//!                                                           ├─► record JSON, assets/receipt.schema.json
//!                                                           └─► pdf    with every clause of both texts
//! ```
//! Invariant: no form says more of a person than the screen does. An IIN and a BIN are masked
//! everywhere, the code that machines read ([`check_line`]) names nobody.

mod check_line;
pub mod facts;
mod pdf;
mod record;
mod unsaved;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use check_line::check_line;
pub use unsaved::Unsaved;

use crate::{
    api::{Receipt, Signed},
    domain::Agreement,
    text::Texts,
};

/// How a receipt is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// For a printer, with both texts of the agreement.
    Pdf,
    /// For reading anywhere.
    Text,
    /// For programs.
    Json,
}

impl Form {
    /// Every form, the usual one first.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Text, Self::Json];

    /// The ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }
}

/// Why a receipt could not be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// There is no receipt yet: nothing is in force.
    #[error("there is no receipt")]
    NoReceipt,
    /// The PDF could not be made.
    #[error("the PDF could not be made")]
    Pdf,
    /// The JSON could not be made.
    #[error("the JSON could not be made")]
    Json,
}

/// Everything a receipt is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// What the portal answered.
    pub signed: Signed,
    /// The agreement's texts, where this program has the version that was accepted.
    pub agreement: Option<Arc<Agreement>>,
    /// True for a demonstration's: every form says so, lest it be taken for a real one.
    pub demonstration: bool,
}

impl Paper {
    /// The receipt of `signed`; `agreement` is printed when it is the version that was accepted.
    #[must_use]
    pub fn new(signed: Signed, agreement: &Arc<Agreement>) -> Self {
        let same = *agreement.version() == signed.acceptance.agreement;
        // Nothing of a session belongs on paper.
        let signed = Signed { session: None, ..signed };
        let agreement = same.then(|| Arc::clone(agreement));
        Self { signed, agreement, demonstration: false }
    }

    /// The same, marked where it is a demonstration's.
    #[must_use]
    pub fn marked(self, demonstration: bool) -> Self {
        Self { demonstration, ..self }
    }

    /// The receipt.
    ///
    /// # Errors
    /// [`PaperError::NoReceipt`].
    pub fn receipt(&self) -> Result<&Receipt, PaperError> {
        self.signed.acceptance.receipt.as_ref().ok_or(PaperError::NoReceipt)
    }

    /// The receipt's octets in this form.
    ///
    /// # Errors
    /// [`PaperError`].
    pub fn write(&self, form: Form, texts: &Texts) -> Result<Vec<u8>, PaperError> {
        match form {
            Form::Pdf => pdf::write(self, texts),
            Form::Text => Ok(texts.write(&facts::text_of(self)?).into_bytes()),
            Form::Json => record::write(self),
        }
    }
}

/// The file's name: the receipt's number, with nothing in it that means something to a file system.
#[must_use]
pub fn file_name(receipt: &Receipt, form: Form) -> String {
    format!("kezekte-{}.{}", plain_number(receipt), form.ending())
}

/// The receipt's number as digits, Latin letters and hyphens, 40 at most.
fn plain_number(receipt: &Receipt) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    receipt.number.as_str().chars().filter(kept).take(40).collect()
}
