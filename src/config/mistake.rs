//! What is wrong in the settings, and where.

use std::path::PathBuf;

use crate::{client::AddressError, domain::EdsPolicyError};

/// A mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}{wrong}", .key.as_ref().map(|key| format!("{key}: ")).unwrap_or_default())]
pub struct Mistake {
    /// Where.
    pub place: Place,
    /// The key with its section, when it is about one.
    pub key: Option<String>,
    /// What.
    pub wrong: Wrong,
}

/// Where a value or a mistake stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Place {
    /// In the file; line and column in characters, from 1.
    #[error("{}:{line}:{column}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// In a variable of the environment.
    #[error("{0}")]
    Variable(&'static str),
    /// In a flag.
    #[error("{0}")]
    Flag(&'static str),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not TOML.
    #[error("{0}")]
    Syntax(String),
    /// No such section.
    #[error("there is no section [{found}]{}", mean(.nearest.as_deref(), "[", "]"))]
    Section {
        /// What stands there.
        found: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// No such key.
    #[error("there is no such key{}", .hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
    Key {
        /// What was probably meant.
        hint: Option<String>,
    },
    /// A key outside of every section.
    #[error("this stands in no section; {0}")]
    Outside(String),
    /// A value of another kind.
    #[error("expected {expected}, found {found}")]
    Form {
        /// What was expected.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// None of the allowed words.
    #[error("`{found}` is not {allowed}{}", mean(.nearest.as_deref(), "`", "`"))]
    Choice {
        /// What stands there.
        found: String,
        /// What may stand there.
        allowed: String,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// Not a portal's address.
    #[error("{0}")]
    Address(#[from] AddressError),
    /// Nothing.
    #[error("this is empty; leave the key out instead")]
    Empty,
    /// A word of a list stands there twice.
    #[error("`{0}` stands there twice")]
    Twice(String),
    /// Together they make no policy on signatures.
    #[error("{0}")]
    Policy(#[from] EdsPolicyError),
    /// More than a line.
    #[error("this is not one line of ordinary characters")]
    NotALine,
    /// A secret in the file.
    #[error("a secret must not stand here; name the file that holds it by `{0}`")]
    Secret(&'static str),
    /// A part of what belongs together.
    #[error("this is of no use without {0}")]
    Lacks(String),
}

fn mean(nearest: Option<&str>, before: &str, after: &str) -> String {
    nearest.map(|word| format!("; did you mean {before}{word}{after}?")).unwrap_or_default()
}
