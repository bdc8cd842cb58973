//! Every phrase, one file an area, one `assets/locales/<language>/<area>.ftl` beside it.

pub mod common;
pub mod home;
pub mod over;
pub mod steps;

use super::{Phrase, phrase::phrases};
use crate::{api::ProblemCode, domain::Fault};

/// Every phrase: (area, name, argument names). The completeness test reads it.
pub const ALL: &[&[(&str, &str, &[&str])]] = &[common::LIST, home::LIST, over::LIST, steps::LIST];

/// The message id of a phrase: `<area>-<name with dashes>`.
#[must_use]
pub fn id(area: &str, name: &str) -> String {
    format!("{area}-{}", name.replace('_', "-"))
}

/// A demonstration person's story, by its code.
#[must_use]
pub fn story(code: &str) -> Phrase {
    Phrase::new(format!("story-{code}").into(), Vec::new())
}

/// What is wrong with a key, a certificate or a signature.
#[must_use]
pub fn fault(fault: Fault) -> Phrase {
    Phrase::new(format!("fault-{}", fault.code()).into(), Vec::new())
}

/// What the reader can do about it.
#[must_use]
pub fn fault_next(fault: Fault) -> Phrase {
    Phrase::new(format!("fault-{}-next", fault.code()).into(), Vec::new())
}

/// What the portal refused.
#[must_use]
pub fn problem(code: ProblemCode) -> Phrase {
    Phrase::new(format!("problem-{}", code.code()).into(), Vec::new())
}

/// What the reader can do about it.
#[must_use]
pub fn problem_next(code: ProblemCode) -> Phrase {
    Phrase::new(format!("problem-{}-next", code.code()).into(), Vec::new())
}
