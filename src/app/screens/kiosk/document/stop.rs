//! Where the signing did not go on: why, and the one way on.

use crate::{
    app::trouble::Trouble,
    domain::CheckLine,
    text::{
        Phrase,
        phrases::{certificate, common, document},
    },
};

/// Why it did not go on, and what would.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stop {
    pub(super) trouble: Trouble,
    /// The check that failed, in words.
    pub(super) detail: Option<Phrase>,
    /// Every check the portal made.
    pub(super) checks: Vec<CheckLine>,
    pub(super) way: Way,
}

/// The way on from a stop: the main action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A new request.
    Ask,
    /// Sign again.
    Sign,
    /// Hand the same signature in again.
    HandIn,
    /// Another key.
    OtherKey,
    /// Back to reading.
    Read,
}

impl Way {
    /// The main action's words.
    pub(super) fn words(self) -> Phrase {
        match self {
            Self::Ask => document::new_request(),
            Self::Sign => common::retry(),
            Self::HandIn => document::hand_in_again(),
            Self::OtherKey => certificate::other_key(),
            Self::Read => document::read_again(),
        }
    }
}
