//! Something that went wrong, as every screen shows it: a sentence, a stable code, what to do now.

use crate::{
    api::Failure,
    domain::Fault,
    text::{
        Phrase,
        phrases::{self, trouble},
    },
};

/// Something that went wrong. Holds phrases, so a change of language renders it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub sentence: Phrase,
    /// Its stable code with the part of the house it comes from (`EDS wrong-password`), to be read
    /// aloud to support.
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
        let (sentence, code, next) = match failure {
            Failure::Refused(problem) => (
                trouble::said(problem.title.clone()),
                problem.code.code(),
                trouble::said(problem.next_step.clone()),
            ),
            Failure::Unreachable => {
                (trouble::unreachable(), "unreachable", trouble::unreachable_next())
            }
            Failure::TimedOut => (trouble::timed_out(), "timed-out", trouble::timed_out_next()),
            Failure::BadAnswer => (trouble::bad_answer(), "bad-answer", trouble::bad_answer_next()),
            Failure::NoSession => (trouble::no_session(), "no-session", trouble::no_session_next()),
        };
        Self { sentence, code: format!("PORTAL {code}"), next }
    }
}
