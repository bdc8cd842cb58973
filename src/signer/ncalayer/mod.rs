//! NCALayer, the program of НУЦ РК that signs on the citizen's own computer: a client of its
//! WebSocket (eds.md §5).
//!
//! ```text
//! TCP 127.0.0.1 ─▶ TLS under the configured root ─▶ WebSocket ─▶ greeting
//!     ─▶ basics.sign ──(module unknown)──▶ commonUtils.createCAdESFromBase64
//!     ─▶ its window: minutes ─▶ CMS
//! ```
//! One connection a request, and one request a connection: whoever gives the wait up drops it, and
//! the connection is closed with it. No key and no password ever passes here. Nothing is believed
//! of the signature that comes back: `eds` judges it.

mod answer;
mod order;
mod place;
mod socket;

pub use order::Order;
pub use place::{PORT, Place, PlaceError};

use crate::domain::NcaLayerFailure;
use socket::Socket;

/// Looks whether NCALayer runs.
///
/// # Errors
/// What is there instead.
pub async fn find(place: &Place) -> Result<(), NcaLayerFailure> {
    Socket::open(place).await?.close().await;
    Ok(())
}

/// Has a document signed: CAdES-BES, detached; DER. It waits as long as the person takes.
///
/// # Errors
/// Why there is no signature.
pub async fn sign(place: &Place, order: &Order<'_>) -> Result<Vec<u8>, NcaLayerFailure> {
    let mut socket = Socket::open(place).await?;
    let mut signed = answer::read(&socket.ask(&order.to_basics()).await?);
    if signed == Err(NcaLayerFailure::NoModule) {
        // An NCALayer whose modules are older: it can do the same by its former words.
        signed = answer::read(&socket.ask(&order.to_common_utils()).await?);
    }
    socket.close().await;
    signed
}
