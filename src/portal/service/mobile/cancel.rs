//! `DELETE …/mobile`: the claim's holder takes the code back.

use serde_json::json;

use crate::portal::{
    service::{Caller, Refusal, Service},
    store::{Event, MobileSubject},
};

impl Service {
    /// Takes the open code back; a phone that has read it signs nothing any more. Without an open
    /// code nothing changes.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn cancel_mobile(
        &self,
        caller: &Caller,
        claim: &str,
        subject: &MobileSubject,
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let held = self.held_subject(&mut work, caller, claim, subject, at).await?;
        if work.cancel_mobile(subject).await? == 0 {
            return Ok(());
        }
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "mobile.cancelled",
            payload: json!({ "of": held.code() }),
            at,
        })
        .await?;
        Ok(work.commit().await?)
    }
}
