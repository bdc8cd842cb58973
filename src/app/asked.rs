//! What the portal has asked to be signed: a document of joining or a challenge of signing in.
//!
//! Both are shown, compared and signed by the same screen; what differs is said here once.

use serde::{Deserialize, Serialize};

use crate::{
    api::{Challenged, Requested},
    domain::{Moment, Number, SafeText, Terminal},
};

/// What a visitor came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Errand {
    /// To join the agreement.
    #[default]
    Join,
    /// To sign in.
    SignIn,
}

/// A request to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// Of joining.
    Acceptance(Requested),
    /// Of signing in.
    SignIn(Challenged),
}

impl Asked {
    /// What it is for.
    #[must_use]
    pub const fn errand(&self) -> Errand {
        match self {
            Self::Acceptance(_) => Errand::Join,
            Self::SignIn(_) => Errand::SignIn,
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &SafeText {
        match self {
            Self::Acceptance(requested) => &requested.id,
            Self::SignIn(challenged) => &challenged.id,
        }
    }

    /// Whose signature is wanted.
    #[must_use]
    pub const fn number(&self) -> &Number {
        match self {
            Self::Acceptance(requested) => &requested.document.number,
            Self::SignIn(challenged) => &challenged.challenge.number,
        }
    }

    /// Where.
    #[must_use]
    pub const fn terminal(&self) -> &Terminal {
        match self {
            Self::Acceptance(requested) => &requested.document.terminal,
            Self::SignIn(challenged) => &challenged.challenge.terminal,
        }
    }

    /// Since when.
    #[must_use]
    pub const fn requested_at(&self) -> Moment {
        match self {
            Self::Acceptance(requested) => requested.document.requested_at,
            Self::SignIn(challenged) => challenged.challenge.requested_at,
        }
    }

    /// Until when.
    #[must_use]
    pub const fn expires_at(&self) -> Moment {
        match self {
            Self::Acceptance(requested) => requested.expires_at,
            Self::SignIn(challenged) => challenged.challenge.expires_at,
        }
    }

    /// SHA-256 of the bytes to sign, lower-case hex.
    #[must_use]
    pub const fn sha256(&self) -> &SafeText {
        match self {
            Self::Acceptance(requested) => &requested.sha256,
            Self::SignIn(challenged) => &challenged.sha256,
        }
    }

    /// Their check code.
    #[must_use]
    pub const fn check_code(&self) -> &SafeText {
        match self {
            Self::Acceptance(requested) => &requested.check_code,
            Self::SignIn(challenged) => &challenged.check_code,
        }
    }
}
