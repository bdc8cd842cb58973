//! Where randomness comes from.

/// A source of random octets. Keys, nonces, claims and tokens are drawn from it, outside the
/// screens' model.
pub trait Random: Send + Sync + std::fmt::Debug {
    /// Fills `octets`.
    ///
    /// # Errors
    /// When the source has failed; nothing may be made from `octets` then.
    fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed>;
}

/// The operating system's source failed: no key and no nonce may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random octets")]
pub struct RandomFailed;

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
        getrandom::fill(octets).map_err(|_| RandomFailed)
    }
}
