//! What the demonstration's phones are told.

use std::net::SocketAddr;

use crate::{api::phone::Organisation, portal::service::Mobile};

/// The demonstration's portal, where it listens. Capitals make the smallest QR code (ISO/IEC 18004,
/// alphanumeric mode); the scheme means the same in capitals (RFC 3986, 6.2.2.1).
pub(in crate::portal) fn mobile(address: SocketAddr) -> Mobile {
    // Nobody's: a BIN of the form real ones have, with a good check digit.
    let (name, bin) = ("Kezekte.kz", "990140900004");
    Mobile {
        public_url: format!("HTTP://{address}"),
        organisation: Organisation {
            name_ru: name.into(),
            name_kz: name.into(),
            name_en: name.into(),
            bin: bin.into(),
        },
    }
}
