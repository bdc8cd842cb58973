//! What others said about a signature.

use std::sync::Arc;

use super::revocation::Crl;
use crate::domain::Moment;

/// What others said about a signature, as received. It is believed in nothing: every reading judges
/// it anew, signatures included.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// OCSP responses (RFC 6960), DER, of the signer's certificate.
    pub ocsp: Vec<Vec<u8>>,
    /// Complete and delta lists (RFC 5280 §5), in any order.
    pub crls: Vec<Arc<Crl>>,
    /// The nonce that was sent with the question, when whoever asked judges the answer. Without it
    /// an answer has to be fresh.
    pub nonce: Option<Vec<u8>>,
    /// When the portal received the signature: the time at which an answer has to be fresh when no
    /// stamp proves another.
    pub received_at: Option<Moment>,
}
