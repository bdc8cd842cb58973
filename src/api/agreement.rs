//! `GET agreement`: the texts the portal stands by.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{Block, Note, Version};

/// Asks for the present agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAgreement {}

impl Endpoint for GetAgreement {
    type Reply = AgreementView;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/agreement";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// The agreement as blocks. The kiosk compares the version with that of its own copy and shows its
/// own copy, never this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AgreementView {
    /// The version.
    pub version: Version,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Editorial notes.
    pub notes: Vec<Note>,
}
