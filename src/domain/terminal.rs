//! Where a citizen stands.

use serde::{Deserialize, Serialize};

use super::{Bilingual, SafeText};

/// A terminal as it is named in what the citizen signs: the device's name and the place where it
/// stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Terminal {
    /// The device's name (`KIOSK-12`).
    pub name: SafeText,
    /// The place, in both languages.
    pub place: Bilingual,
}
