//! `GET account/notices`: what the citizen was told about the account (3.1.4).

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{Bilingual, Moment};

/// Asks for the caller's own notices; a restricted session may read them too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetNotices {}

impl Endpoint for GetNotices {
    type Reply = Notices;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/notices";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// The latest notices, newest first, at most fifty. One that can still be taken back is not among
/// them, nor one that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Notices {
    /// The notices in order.
    pub notices: Vec<Notice>,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Since when it can be read.
    pub at: Moment,
    /// What it says.
    pub text: Bilingual,
}
