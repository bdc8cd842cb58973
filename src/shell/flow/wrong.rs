//! What is wrong in a flow file, and where.

use crate::text::nearest;

/// A mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {wrong}")]
pub struct Mistake {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No such step, key, screen, phrase, …
    #[error("there is no {what} `{found}`{}", .nearest.as_ref().map(|word| format!("; did you mean `{word}`?")).unwrap_or_default())]
    Unknown {
        /// What was expected here.
        what: &'static str,
        /// What stands here.
        found: String,
        /// The nearest that exists.
        nearest: Option<String>,
    },
    /// The line ends too early.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Something of another form stands here.
    #[error("expected {expected}, found `{found}`")]
    Form {
        /// What was expected here.
        expected: &'static str,
        /// What stands here.
        found: String,
    },
    /// The line goes on.
    #[error("nothing more was expected, found `{0}`")]
    TooMuch(String),
    /// A quotation mark without its partner.
    #[error("the quoted text does not end")]
    Unclosed,
    /// A set-up line after a step.
    #[error("`{0}` has to stand before the first step")]
    Late(String),
    /// A second time the same.
    #[error("`{0}` stands here for the second time")]
    Twice(String),
    /// No step at all.
    #[error("a flow needs at least one step")]
    Empty,
}

impl Wrong {
    /// Says that `found` is none of `known`, and which of them is the nearest.
    pub(super) fn unknown<'a>(
        what: &'static str,
        found: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let nearest = nearest(found, known).map(str::to_owned);
        Self::Unknown { what, found: found.to_owned(), nearest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        let near = Wrong::unknown("step", "clik", ["press", "click"]);
        assert!(near.to_string().ends_with("did you mean `click`?"), "{near}");
        let far = Wrong::unknown("step", "zzzzzzzz", ["press", "click"]);
        assert!(!far.to_string().contains("mean"), "{far}");
    }
}
