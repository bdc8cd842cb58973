//! `GET staff/events`: the live feed (row D10), as server-sent events (`text/event-stream`). Each
//! event's `id` is its `seq`, its `data` one [`StaffEvent`]; `Last-Event-ID` resumes after it. A
//! feed says what changed, not what it is now: whoever shows it asks for it.

use serde::{Deserialize, Serialize};

use crate::domain::Moment;

/// Something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StaffEvent {
    /// Its place in the feed: ever growing.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// What.
    #[serde(flatten)]
    pub kind: StaffEventKind,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StaffEventKind {
    /// A help request was asked, taken, answered or closed.
    Request {
        /// Its number.
        id: u64,
    },
    /// An account changed: its state, its money, its contacts or its notes.
    Account {
        /// Its number.
        number: u64,
    },
    /// A masked field was revealed; only supervisors are told.
    Revealed {
        /// The account.
        number: u64,
    },
    /// Something this program does not know yet.
    #[serde(other)]
    Other,
}
