//! The life of an account, and why it can be stopped.

use serde::{Deserialize, Serialize};

use super::BlockId;

/// Where an account is in its life. Transitions are decided by the portal's service; an illegal one
/// is a typed refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Known to the portal, agreement not in force yet.
    Registered,
    /// Agreement in force.
    Active,
    /// Blocked (clause 3.1.2).
    Blocked,
    /// Access stopped (clause 3.1.3).
    AccessStopped,
    /// Registration refused (clause 3.1.2).
    Refused,
    /// The citizen stopped using the portal (clause 2.5).
    Withdrawn,
    /// Deleted (clause 3.1.2).
    Deleted,
}

/// Why an account is stopped: a power of the operator on a breached clause, or a technical reason.
/// The clauses are blocks of the agreement, so citizen, agent and slip read one text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Cause {
    /// The clause that gives the power (`3.1.2` or `3.1.3`).
    pub power: BlockId,
    /// The breached clause (`3.4.1`–`3.4.6` under 3.1.2; `4.6`–`4.8` under 3.1.3); none when the
    /// reason is technical.
    pub breach: Option<BlockId>,
}

/// What kind of line a statement's line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Money paid in (3.2.2).
    TopUp,
    /// A service paid for (5.1).
    Service,
    /// Money given back.
    Refund,
    /// A correction by the operator.
    Correction,
}
