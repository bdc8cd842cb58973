//! Something that went wrong, as every screen shows it: a sentence, a stable code, what to do now.

use crate::{
    api::Failure,
    domain::{Fault, NcaLayerFailure, Trilingual},
    text::{Arg, Phrase, phrases},
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

impl From<&NcaLayerFailure> for Trouble {
    fn from(failure: &NcaLayerFailure) -> Self {
        let (sentence, next) = words_of_ncalayer(failure);
        Self { sentence, code: format!("NCALayer {failure}"), next }
    }
}

impl From<&Failure> for Trouble {
    fn from(failure: &Failure) -> Self {
        let (sentence, next) = words_of(failure);
        Self { sentence, code: code_of(failure), next }
    }
}

/// The sentence of a failure, and its next step. The portal's own words where it gave some.
fn words_of(failure: &Failure) -> (Phrase, Phrase) {
    use phrases::failure as say;
    match failure {
        Failure::Refused(problem) if problem.title.kk.as_str().is_empty() => {
            (phrases::problem(problem.code), phrases::problem_next(problem.code))
        }
        Failure::Refused(problem) => {
            let words = |text: &Trilingual| Arg::Trilingual(Box::new(text.clone()));
            (say::portal_says(words(&problem.title)), say::portal_says(words(&problem.next_step)))
        }
        Failure::Unreachable => (say::unreachable(), say::unreachable_next()),
        Failure::TimedOut => (say::timed_out(), say::timed_out_next()),
        Failure::BadAnswer => (say::bad_answer(), say::bad_answer_next()),
        Failure::Device => (phrases::over::this_device(), phrases::over::this_device_words()),
        Failure::NoSession => (say::no_session(), say::no_session_next()),
        Failure::GivenUp => (say::given_up(), say::given_up_next()),
    }
}

/// Why NCALayer gave no signature, and what to do now.
fn words_of_ncalayer(failure: &NcaLayerFailure) -> (Phrase, Phrase) {
    use phrases::ncalayer as say;
    match failure {
        NcaLayerFailure::NotSetUp => (say::not_set_up(), say::not_set_up_next()),
        NcaLayerFailure::NotRunning => (say::not_running(), say::not_running_next()),
        NcaLayerFailure::NotTrusted => (say::not_trusted(), say::not_trusted_next()),
        NcaLayerFailure::NotNcaLayer => (say::not_ncalayer(), say::not_ncalayer_next()),
        NcaLayerFailure::Cancelled => (say::cancelled(), say::cancelled_next()),
        NcaLayerFailure::Closed => (say::closed(), say::closed_next()),
        NcaLayerFailure::NoModule => (say::no_module(), say::no_module_next()),
        NcaLayerFailure::WrongPassword => (say::wrong_password(), say::wrong_password_next()),
        NcaLayerFailure::NoKey => (say::no_key(), say::no_key_next()),
        NcaLayerFailure::Refused(_) => (say::refused(), say::refused_next()),
        NcaLayerFailure::BadAnswer => (say::bad_answer(), say::bad_answer_next()),
    }
}

/// The stable code an operator asks for (`portal forbidden`, `link timed-out`).
fn code_of(failure: &Failure) -> String {
    match failure {
        Failure::Refused(problem) => format!("portal {}", problem.code.code()),
        Failure::Unreachable => "link unreachable".to_owned(),
        Failure::TimedOut => "link timed-out".to_owned(),
        Failure::BadAnswer => "link bad-answer".to_owned(),
        Failure::Device => "device unknown".to_owned(),
        Failure::NoSession => "portal no-session".to_owned(),
        Failure::GivenUp => "link given-up".to_owned(),
    }
}
