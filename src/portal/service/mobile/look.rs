//! `GET …/mobile`: how far the phone is, for the claim's holder alone.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::invite::is_open;
use crate::{
    api::{MobileState, MobileView, ProblemCode},
    domain::Moment,
    portal::{
        service::{Caller, Refusal, Service},
        store::{MobileSubject, StoredMobile},
    },
};

/// A signature that is judged for longer than this is not judged by anybody: the portal ended in the
/// middle. The claim's holder hands it in instead, and if somebody did judge it after all, gets that
/// answer.
pub(super) const LOST: Duration = Duration::from_secs(60);

/// What was seen, and when it may be something else without anybody doing anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Looked {
    /// How far it is.
    pub view: MobileView,
    /// How long time alone leaves it so.
    pub stays: Duration,
}

impl Service {
    /// The newest code's state.
    ///
    /// # Errors
    /// `unauthorised`, `not-found` where none was asked for.
    pub(crate) async fn look_at_mobile(
        &self,
        caller: &Caller,
        claim: &str,
        subject: &MobileSubject,
    ) -> Result<Looked, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        self.held_subject(&mut work, caller, claim, subject, at).await?;
        let made = work.newest_mobile(subject).await?.ok_or(ProblemCode::NotFound)?;
        let view = view(&made, at);
        let end = match made.received_at {
            Some(received) if view.state == MobileState::Checking => received.after(LOST),
            _ => made.expires_at,
        };
        Ok(Looked { view, stays: end.since(at) })
    }
}

fn view(made: &StoredMobile, at: Moment) -> MobileView {
    let is_lost = |received: Moment| at.since(received) > LOST;
    let state = match made.state {
        MobileState::Waiting | MobileState::Fetched if !is_open(made, at) => MobileState::Expired,
        MobileState::Checking if made.received_at.is_some_and(is_lost) => MobileState::Signed,
        state => state,
    };
    let cms = made.cms.as_ref().filter(|_| state == MobileState::Signed);
    MobileView {
        state,
        expires_at: made.expires_at,
        cms: cms.map(|cms| STANDARD.encode(cms)),
        fault: made.fault,
        checks: made.checks.clone(),
    }
}
