//! Announces maintenance (4.2) or takes it back.

use serde_json::json;

use super::{Refusal, Service};
use crate::{api::Maintenance, portal::store::Event};

impl Service {
    /// From `window.from` to `window.until` every call but status, agreement and the end of a
    /// session is refused with `maintenance`.
    pub(crate) async fn set_maintenance(
        &self,
        window: Option<&Maintenance>,
    ) -> Result<(), Refusal> {
        let mut work = self.store.write().await?;
        work.set_maintenance(window).await?;
        work.append(Event {
            account: None,
            actor: "portal".to_owned(),
            kind: "maintenance.set",
            payload: json!({ "window": window }),
            at: self.clock.now(),
        })
        .await?;
        Ok(work.commit().await?)
    }
}
