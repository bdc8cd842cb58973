//! Something that went wrong, as every screen shows it: a sentence, a stable code, what to do now.

use super::widgets::{code_of, words_of};
use crate::{
    api::Failure,
    domain::Fault,
    text::{Phrase, phrases},
};

/// Something that went wrong. Holds phrases, so a change of language renders it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub sentence: Phrase,
    /// Its stable code with the part of the house it comes from (`EDS wrong-password`), to be read
    /// aloud to the operator.
    pub code: String,
    /// What the reader can do now.
    pub next: Phrase,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self {
            sentence: phrases::fault(fault),
            code: format!("EDS {}", fault.code()),
            next: phrases::fault_next(fault),
        }
    }
}

impl From<&Failure> for Trouble {
    fn from(failure: &Failure) -> Self {
        let (sentence, next) = words_of(failure);
        Self { sentence, code: code_of(failure), next }
    }
}
