//! How a call can fail, as seen from the console.

use serde::{Deserialize, Serialize};

use super::{Problem, ProblemCode};

/// A call that brought no answer of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// The portal refused.
    #[error("the portal refused: {}", .0.code.code())]
    Refused(Box<Problem>),
    /// The portal cannot be reached (name, route, connection, TLS).
    #[error("the portal cannot be reached")]
    Unreachable,
    /// The portal did not answer in time; whether it did the work is not known.
    #[error("the portal did not answer in time")]
    TimedOut,
    /// The answer is not one of the contract's.
    #[error("the portal's answer cannot be read")]
    BadAnswer,
    /// The portal does not know this device, or its credential is wrong.
    #[error("the portal does not know this device")]
    Device,
    /// There is no session (any more); sign in again.
    #[error("there is no session")]
    NoSession,
    /// Whoever asked did not wait for the answer; whether the portal did the work is not known.
    #[error("the answer was not waited for")]
    GivenUp,
}

impl Failure {
    /// The refusal's code, when it is a refusal.
    #[must_use]
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// True when the portal as a whole is away, so that waiting and retrying helps.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable | Self::TimedOut | Self::Device => true,
            Self::Refused(problem) => matches!(
                problem.code,
                ProblemCode::Maintenance | ProblemCode::Unavailable | ProblemCode::TooMany
            ),
            Self::BadAnswer | Self::NoSession | Self::GivenUp => false,
        }
    }
}
