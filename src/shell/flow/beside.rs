//! What stands beside the console on a flow's stage: other programs and the people at them, which
//! steps tell what to do. Who sets the stage knows what they are.

use futures_util::future::BoxFuture;

/// What NCALayer does, or the person at its window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtNcaLayer {
    /// It is ended: who connects is refused.
    Stops,
    /// It is started again.
    Starts,
    /// The person chooses this one's key, whoever was asked for.
    Signs(String),
    /// The person chooses a key that is for entering, not for signing.
    Enters,
    /// The person closes the window.
    Cancels,
    /// The person types a password that does not fit.
    Mistypes,
    /// NCALayer breaks down while its window is open.
    Breaks,
}

impl AtNcaLayer {
    /// True when the console has an answer afterwards.
    #[must_use]
    pub const fn answers(&self) -> bool {
        !matches!(self, Self::Stops | Self::Starts)
    }
}

/// What stands beside the console.
pub trait Beside: std::fmt::Debug + Send + Sync {
    /// Has NCALayer do this; false when it cannot: its window is not open, or there is no such key.
    fn ncalayer(&self, does: AtNcaLayer) -> BoxFuture<'_, bool>;
}
