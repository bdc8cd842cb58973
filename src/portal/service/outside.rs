//! What the operator has the portal ask others about a signature.

use std::{sync::Arc, time::Duration};

use super::Authorities;
use crate::domain::Random;

/// What is asked, of whom, and how long their answers are waited for.
#[derive(Debug, Clone)]
pub(crate) struct Outside {
    /// Nonces and leases come from here, apart from what callers are given: the background draws
    /// them at moments of its own.
    pub random: Arc<dyn Random>,
    /// Carries the questions.
    pub authorities: Arc<dyn Authorities>,
    /// Whether a certificate must be known not to be revoked: by OCSP, or by a list.
    pub revocation: bool,
    /// Whether the OCSP responder is asked.
    pub ocsp: bool,
    /// Whether revocation lists are read where OCSP does not tell.
    pub lists: bool,
    /// Whether a signature must carry a trusted time stamp.
    pub stamp: bool,
    /// So long a signature may be pending; then it is refused.
    pub pending: Duration,
}

impl Outside {
    /// True when a signature takes effect by what it is alone.
    pub(crate) const fn asks_nobody(&self) -> bool {
        !self.revocation && !self.stamp
    }
}
