//! What a portal gives a kiosk so that both can build the same challenge.

use serde::{Deserialize, Serialize};

use super::{Moment, Number, SafeText, Terminal};

/// Everything in the challenge of a sign-in that is not its fixed words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ChallengeFields {
    /// The sign-in's number.
    pub request: SafeText,
    /// 256 random bits, lower-case hex: single use.
    pub nonce: SafeText,
    /// When it was asked for.
    pub requested_at: Moment,
    /// Not signed by then, it is over.
    pub expires_at: Moment,
    /// Where the citizen stands.
    pub terminal: Terminal,
    /// IIN or BIN.
    pub number: Number,
}
