//! `GET queues`: the waiting lists.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{Bilingual, Moment, SafeText};

/// Asks for the waiting lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetQueues {}

impl Endpoint for GetQueues {
    type Reply = Queues;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/queues";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// The waiting lists by subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Queues {
    /// Housing.
    pub housing: Vec<Queue>,
    /// Grants.
    pub grants: Vec<Queue>,
}

/// One waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Queue {
    /// Stable code.
    pub code: SafeText,
    /// Its name.
    pub name: Bilingual,
    /// How many are waiting.
    pub length: u64,
    /// When that was counted.
    pub computed_at: Moment,
}
