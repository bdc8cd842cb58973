//! What a portal gives a kiosk so that both can build the same document.

use serde::{Deserialize, Serialize};

use super::{Moment, Number, SafeText, Terminal, Version};

/// Everything in the document that is not the agreement's own text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct DocumentFields {
    /// The request's number as printed on the receipt.
    pub request: SafeText,
    /// 256 random bits, lower-case hex: single use.
    pub nonce: SafeText,
    /// When the request was made.
    pub requested_at: Moment,
    /// Where the citizen stands.
    pub terminal: Terminal,
    /// IIN or BIN.
    pub number: Number,
    /// The agreement's version.
    pub agreement: Version,
}
