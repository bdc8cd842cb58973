//! What a flow is played on, as whoever knows the portal sets it.

use std::{future::Future, sync::Arc};

use ratatui::layout::Size;

use super::{Beside, Setup};
use crate::{domain::Language, shell::headless::Headless};

/// Sets a console in front of a portal, once for every flow.
pub trait Stage: Send + Sync + 'static {
    /// Why it cannot be set.
    type Error: std::fmt::Display + Send;
    /// What lives while the flow is played.
    type Held: Send;

    /// Sets the stage for one flow.
    fn open(
        &self,
        setup: &Setup,
        language: Language,
        size: Size,
    ) -> impl Future<Output = Result<Opened<Self::Held>, Self::Error>> + Send;

    /// Clears it; the console is gone already.
    fn close(&self, held: Self::Held) -> impl Future<Output = ()> + Send;
}

/// A stage that is set.
#[derive(Debug)]
pub struct Opened<H> {
    /// The console.
    pub console: Headless,
    /// Texts that differ from run to run (a folder of this run): masked in hashes and snapshots.
    pub masks: Vec<String>,
    /// What stands beside the console.
    pub beside: Arc<dyn Beside>,
    /// What lives while the flow is played.
    pub held: H,
}
