//! `GET status`: how the portal is.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{Bilingual, EdsPolicy, Moment, SafeText, Tenge, Version};

/// Asks how the portal is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetStatus {}

impl Endpoint for GetStatus {
    type Reply = Status;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/status";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// How the portal is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Status {
    /// The portal's clock.
    pub at: Moment,
    /// Number of users.
    pub users: u64,
    /// The agreement's present version.
    pub agreement: Version,
    /// Maintenance that is under way or announced.
    pub maintenance: Option<Maintenance>,
    /// What paid services cost (5.1).
    pub prices: Vec<Price>,
    /// Whose signature the portal accepts, so that a console can tell before anything is signed. A
    /// portal that does not say has the usual policy.
    #[serde(default)]
    pub eds: EdsPolicy,
    /// True on demonstration data.
    pub demonstration: bool,
    /// True where one can sign with eGov Mobile.
    #[serde(default)]
    pub mobile: bool,
}

/// A maintenance window (4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Maintenance {
    /// Begins.
    pub from: Moment,
    /// Ends.
    pub until: Moment,
    /// What is being done.
    pub text: Bilingual,
}

/// A paid service's price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Price {
    /// Stable code.
    pub code: SafeText,
    /// Its name.
    pub name: Bilingual,
    /// Tiyn.
    pub amount: Tenge,
}
