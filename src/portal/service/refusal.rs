//! Everything a verb can refuse or fail with.

use crate::{
    api::ProblemCode,
    domain::{CheckLine, Fault, IllegalTransition, RandomFailed},
    portal::store,
};

/// Why a verb did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// Refused, for a reason the caller can read.
    #[error("refused: {}", .0.code())]
    Problem(ProblemCode),
    /// Refused for now.
    #[error("refused: {}, for {seconds} s", .code.code())]
    Later {
        /// Too many requests, maintenance.
        code: ProblemCode,
        /// After how many seconds a retry makes sense.
        seconds: u32,
    },
    /// The signature was refused.
    #[error("the signature was refused: {fault}")]
    Signature {
        /// The first broken thing.
        fault: Fault,
        /// Every check that was made.
        checks: Vec<CheckLine>,
    },
    /// A confirmation code was wrong.
    #[error("a wrong code, {tries_left} tries left")]
    WrongCode {
        /// How often it can still be given wrongly.
        tries_left: u32,
    },
    /// The account's state does not allow it.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// Something that cannot be was there.
    #[error("inside the portal: {0}")]
    Broken(&'static str),
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self::Problem(code)
    }
}

impl Refusal {
    /// The stable code the caller sees.
    pub(crate) fn code(&self) -> ProblemCode {
        match self {
            Self::Problem(code) | Self::Later { code, .. } => *code,
            Self::Signature { .. } => ProblemCode::SignatureRefused,
            Self::WrongCode { .. } => ProblemCode::CodeWrong,
            Self::Illegal(_) => ProblemCode::IllegalTransition,
            Self::Store(error) if error.passing() => ProblemCode::Unavailable,
            Self::Store(_) | Self::Random(_) | Self::Broken(_) => ProblemCode::Internal,
        }
    }
}
