//! `GET` and `DELETE staff/sessions/current`.

use serde_json::json;

use super::super::{Caller, Refusal, Service};
use crate::{
    api::staff::StaffView,
    portal::{auth, store::Event},
};

impl Service {
    /// Whose session this is.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_staff_session(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<StaffView, Refusal> {
        let (_, member) = self.signed_in_member(caller, token, self.clock.now()).await?;
        Ok(member.view())
    }

    /// Ends the session and the claim it came from, so that no retry opens it again. A session that
    /// is over, or never was, is no error.
    pub(crate) async fn end_staff_session(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        let ended = work.end_staff_session(auth::hash(token), caller.device_id(), at).await?;
        let Some((login, attempt)) = ended else { return Ok(()) };
        work.end_attempt(&attempt).await?;
        work.append(Event {
            account: None,
            actor: format!("staff:{login}"),
            kind: "staff.signed_out",
            payload: json!({ "device": caller.device_id() }),
            at,
        })
        .await?;
        Ok(work.commit().await?)
    }
}
