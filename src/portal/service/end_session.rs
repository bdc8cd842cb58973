//! `DELETE sessions/current`: the terminal forgets the citizen, and so does the portal.

use serde_json::json;

use super::{Caller, Refusal, Service};
use crate::portal::{
    auth,
    store::{Event, Origin},
};

impl Service {
    /// Ends the session and the claim it came from, so that no retry opens it again. A session
    /// that is over, or never was, is no error: the caller wants it gone, and it is.
    pub(crate) async fn end_session(&self, caller: &Caller, token: &str) -> Result<(), Refusal> {
        let at = self.clock.now();
        let token_hash = auth::hash(token);
        let mut work = self.store.write().await?;
        let always = crate::domain::Moment::from_micros(i64::MIN);
        let Some((session, _)) = work.session(token_hash, caller.device_id(), always).await? else {
            return Ok(());
        };
        work.end_session(token_hash, at).await?;
        match &session.origin {
            Origin::Request(id) => work.end_claim(id).await?,
            Origin::SignIn(id) => work.end_sign_in(id).await?,
        }
        work.append(Event {
            account: Some(session.account),
            actor: "citizen".to_owned(),
            kind: "session.ended",
            payload: json!({}),
            at,
        })
        .await?;
        Ok(work.commit().await?)
    }
}
