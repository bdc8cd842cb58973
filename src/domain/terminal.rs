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

impl Terminal {
    /// The terminal of a citizen at an own computer, which has no credential. The portal writes it
    /// into the document and the console compares, so it belongs to the contract
    /// (`POST acceptances`) and no translation may reword it.
    #[must_use]
    pub fn own_computer() -> Self {
        let place = Bilingual {
            kk: "жеке компьютер".into(), ru: "личный компьютер".into()
        };
        Self { name: "PERSONAL".into(), place }
    }
}
