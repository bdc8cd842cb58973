//! The phone's first calls: what is this code for (API1), and the document (API2).

use std::time::Duration;

use serde_json::json;

use super::{
    bundle::{Speaks, bundle, description},
    subject::Held,
};
use crate::{
    api::{
        MobileState, ProblemCode,
        phone::{API2, Bundle, DocumentPlace, Invitation},
    },
    domain::Moment,
    portal::{
        auth,
        service::{Refusal, Service},
        store::{Event, StoredMobile, Work},
    },
};

/// Kazakhstan's clocks since 1 March 2024 (UTC+5), as the protocol writes a time.
const OFFSET: (Duration, &str) = (Duration::from_secs(5 * 60 * 60), "+0500");

impl Service {
    /// Says what a QR code is for and gives a token for the document. Whoever reads the code again
    /// gets another token, and the one before is worth nothing.
    ///
    /// # Errors
    /// `not-found` for a code that is none, `request-expired` for one that is over,
    /// `mobile-not-offered`, `maintenance`.
    pub(crate) async fn invite_phone(
        &self,
        id: &str,
        speaks: Speaks,
    ) -> Result<Invitation, Refusal> {
        let at = self.clock.now();
        let mobile = self.mobile.get().ok_or(ProblemCode::MobileNotOffered)?;
        let (token, hash) = self.mint("token")?;
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let made = work.mobile_of_link(auth::hash(id)).await?.ok_or(ProblemCode::NotFound)?;
        let held = self.subject(&mut work, &made.subject).await?;
        if !is_open(&made, at) || self.may_be_signed(&held, at).is_err() {
            return Err(ProblemCode::RequestExpired.into());
        }
        if !work.fetch_mobile(&made.id, hash, at).await? {
            return Err(ProblemCode::RequestExpired.into());
        }
        work.append(event("mobile.fetched", &held, at)).await?;
        work.commit().await?;
        Ok(Invitation {
            description: description(&held, speaks),
            expiry_date: expiry(made.expires_at).into(),
            organisation: mobile.organisation.clone(),
            document: DocumentPlace {
                uri: format!("{}{API2}", mobile.public_url),
                auth_type: "Token".to_owned(),
                auth_token: token.reveal().to_owned(),
            },
        })
    }

    /// The document, for the phone that has the token.
    ///
    /// # Errors
    /// `unauthorised`, `request-expired`, `maintenance`.
    pub(crate) async fn show_phone(&self, token: &str) -> Result<Bundle, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let (made, held) = self.of_token(&mut work, token).await?;
        if !is_open(&made, at) || self.may_be_signed(&held, at).is_err() {
            return Err(ProblemCode::RequestExpired.into());
        }
        Ok(bundle(&held, &self.bytes(&held)?))
    }

    /// The signing of a token, and what is to be signed.
    pub(super) async fn of_token(
        &self,
        work: &mut Work,
        token: &str,
    ) -> Result<(StoredMobile, Held), Refusal> {
        let made = work.mobile_of_token(auth::hash(token)).await?;
        let made = made.ok_or(ProblemCode::Unauthorised)?;
        let held = self.subject(work, &made.subject).await?;
        Ok((made, held))
    }
}

/// True while a phone may still read and sign.
pub(super) fn is_open(made: &StoredMobile, at: Moment) -> bool {
    matches!(made.state, MobileState::Waiting | MobileState::Fetched) && at < made.expires_at
}

/// An event of a signing by phone: nobody has proved anything yet, so it names no account.
pub(super) fn event(kind: &'static str, held: &Held, at: Moment) -> Event {
    Event {
        account: None,
        actor: "phone".to_owned(),
        kind,
        payload: json!({ "of": held.code() }),
        at,
    }
}

/// `2026-11-20T14:08:00.000+0500`: the protocol has no colon in its offset.
fn expiry(at: Moment) -> String {
    let local = at.after(OFFSET.0).rfc3339();
    let seconds = local.get(..19).unwrap_or(&local);
    format!("{seconds}.000{}", OFFSET.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_said_in_the_protocols_form() {
        let at = Moment::parse_rfc3339("2026-11-20T21:08:07.25Z").unwrap();
        assert_eq!(expiry(at), "2026-11-21T02:08:07.000+0500");
    }
}
