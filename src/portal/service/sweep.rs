//! What time alone does: requests that were not signed expire, old replies are forgotten.

use std::time::Duration;

use serde_json::json;

use super::{Refusal, Service};
use crate::{domain::Moment, portal::store::Event};

/// A reply is kept for a retry for so long.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

impl Service {
    /// Expires requests and forgets replies. Doing it late changes no answer: an expired request
    /// is judged by its moment, not by what is written.
    pub(crate) async fn sweep(&self) -> Result<(), Refusal> {
        let at = self.clock.now();
        let kept = i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX);
        let mut work = self.store.write().await?;
        work.forget_replies(Moment::from_micros(at.micros().saturating_sub(kept))).await?;
        let expired = work.expire_requests(at).await?;
        if expired > 0 {
            work.append(Event {
                account: None,
                actor: "portal".to_owned(),
                kind: "acceptance.expired",
                payload: json!({ "requests": expired }),
                at,
            })
            .await?;
        }
        Ok(work.commit().await?)
    }
}
