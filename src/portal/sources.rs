//! Whom a portal asks about a signature it has received.

use std::time::Duration;

/// The authorities by their addresses, as the operator configured them. No other address is ever
/// asked: what a certificate names is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The OCSP responder (RFC 6960): whether a certificate is revoked.
    pub ocsp: Option<String>,
    /// The time-stamping authority (RFC 3161). With one, every signature gets a stamp before it
    /// takes effect.
    pub tsp: Option<String>,
    /// Revocation lists (RFC 5280), complete and delta, read where OCSP does not tell.
    pub lists: Vec<String>,
    /// So long a signature may wait for their word; then it is refused.
    pub pending: Duration,
    /// The operator has said on purpose that revocation is not looked at.
    pub unchecked: bool,
}

impl Default for Sources {
    /// Nobody is asked; a day's wait.
    fn default() -> Self {
        let pending = Duration::from_secs(24 * 60 * 60);
        Self { ocsp: None, tsp: None, lists: Vec::new(), pending, unchecked: false }
    }
}

impl Sources {
    /// Whether anybody can say that a certificate is revoked.
    #[must_use]
    pub fn tell_revocation(&self) -> bool {
        self.ocsp.is_some() || !self.lists.is_empty()
    }
}
