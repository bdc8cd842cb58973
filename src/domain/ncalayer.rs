//! Why NCALayer, the program of НУЦ РК that signs on the citizen's own computer, gave no signature.

use serde::{Deserialize, Serialize};

/// Why NCALayer gave no signature. Each has a stable code, which is also the name of its sentence
/// and its next step in every language (`ncalayer-<code>`, `ncalayer-<code>-next`).
///
/// A signature that came and is not good is no failure of NCALayer's: that is a [`super::Fault`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "code")]
pub enum NcaLayerFailure {
    /// This console was given no root certificate to know NCALayer by.
    NotSetUp,
    /// Nothing listens where NCALayer would.
    NotRunning,
    /// Something listens there whose certificate was not issued under the configured root.
    NotTrusted,
    /// Something listens there, but it does not speak as NCALayer does.
    NotNcaLayer,
    /// The person closed the window without choosing a key.
    Cancelled,
    /// The connection ended before the answer.
    Closed,
    /// NCALayer has neither of the modules that sign.
    NoModule,
    /// The password did not open the key.
    WrongPassword,
    /// NCALayer found no key that fits.
    NoKey,
    /// NCALayer refused; its own code, letters, digits and underscores only.
    Refused(String),
    /// NCALayer answered something that is no answer.
    BadAnswer,
}

impl NcaLayerFailure {
    /// One of each.
    #[must_use]
    pub fn all() -> [Self; 11] {
        [
            Self::NotSetUp,
            Self::NotRunning,
            Self::NotTrusted,
            Self::NotNcaLayer,
            Self::Cancelled,
            Self::Closed,
            Self::NoModule,
            Self::WrongPassword,
            Self::NoKey,
            Self::Refused("SIGNING_FAILURE".to_owned()),
            Self::BadAnswer,
        ]
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSetUp => "not-set-up",
            Self::NotRunning => "not-running",
            Self::NotTrusted => "not-trusted",
            Self::NotNcaLayer => "not-ncalayer",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
            Self::NoModule => "no-module",
            Self::WrongPassword => "wrong-password",
            Self::NoKey => "no-key",
            Self::Refused(_) => "refused",
            Self::BadAnswer => "bad-answer",
        }
    }
}

impl std::fmt::Display for NcaLayerFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(code) => f.write_str(code),
            other => f.write_str(other.code()),
        }
    }
}

impl std::error::Error for NcaLayerFailure {}
