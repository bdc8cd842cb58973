//! `POST …/mobile`: a QR code for the holder of a claim.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bundle::{Speaks, description};
use crate::{
    api::{MobileLink, MobileState, ProblemCode},
    domain::{Moment, SafeText},
    portal::{
        auth,
        service::{Caller, IdempotencyKey, Refusal, Service, once::Once},
        store::{Event, MobileSubject, StoredMobile},
    },
};

/// How long a QR code can be signed, at most: it ends with what is to be signed.
const WINDOW: Duration = Duration::from_secs(5 * 60);

/// Codes that are open at an outside service at once, at most: each keeps a connection.
const MOST: i64 = 1_024;

/// A code can be asked for again after so long, in seconds.
const AGAIN: u32 = 60;

/// Phones cannot be reached now.
pub(crate) fn away() -> Refusal {
    Refusal::Later { code: ProblemCode::MobileUnavailable, seconds: AGAIN }
}

/// What is kept of a reply: the code itself is a secret.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    id: String,
}

impl Service {
    /// Makes a QR code. An earlier one of the same request or sign-in is taken back.
    ///
    /// # Errors
    /// `mobile-not-offered`, `mobile-unavailable`, `unauthorised`, `request-expired` and `nonce-used`
    /// for what cannot be signed any more, `agreement-changed`, `idempotency-key-reused`,
    /// `maintenance`.
    pub(crate) async fn ask_mobile(
        &self,
        caller: &Caller,
        claim: &str,
        key: &IdempotencyKey,
        subject: MobileSubject,
    ) -> Result<MobileLink, Refusal> {
        let phones = self.phones.get().ok_or(ProblemCode::MobileNotOffered)?;
        // Nobody outside is asked for a caller who may not, nor while a transaction waits.
        let words = self.words_for_phone(caller, claim, &subject, self.clock.now()).await?;
        let opened = phones.open(words.as_str(), self.random.as_ref()).await?;
        let (link, stored) = (opened.link, (opened.hash, opened.place.as_deref()));
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let held = self.held_subject(&mut work, caller, claim, &subject, at).await?;
        self.hold_subject(&mut work, &held).await?;
        let by_itself = opened.expires_at.unwrap_or(held.expires_at());
        // Whoever made it says that it is over, or whose clock is wrong: nobody could sign by it.
        if opened.expires_at.is_some_and(|end| end <= at) {
            tracing::warn!(authority = "signing", "a code that is over when it is made");
            return Err(away());
        }
        let once = Once::new(held.actor(), "mobile.ask", key, &())?;
        if let Some(kept) = once.take(&mut work, at).await? {
            let kept: Kept =
                serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
            let made = work.mobile(&kept.id).await?.ok_or(ProblemCode::RequestExpired)?;
            let renewed = work.renew_mobile_link(&made.id, stored, (at, by_itself)).await?;
            let expires_at = renewed.ok_or(ProblemCode::RequestExpired)?;
            work.commit().await?;
            self.to_carry.notify_one();
            return Ok(MobileLink { link, expires_at });
        }
        self.may_be_signed(&held, at)?;
        work.cancel_mobile(&subject).await?;
        let turn = work.newest_mobile(&subject).await?.map_or(1, |newest| newest.turn + 1);
        let made = StoredMobile {
            id: auth::random_hex::<16>(self.random.as_ref())?,
            subject,
            hand_in: key.as_str().to_owned(),
            turn,
            asked_at: at,
            expires_at: by_itself.min(at.after(WINDOW)).min(held.expires_at()),
            state: MobileState::Waiting,
            received_at: None,
            cms: None,
            fault: None,
            checks: Vec::new(),
        };
        work.add_mobile(&made, stored).await?;
        once.keep(&mut work, &Kept { id: made.id }).await?;
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "mobile.asked",
            payload: json!({ "of": held.code(), "turn": turn }),
            at,
        })
        .await?;
        work.commit().await?;
        self.to_carry.notify_one();
        Ok(MobileLink { link, expires_at: made.expires_at })
    }

    /// What for and where, for whoever may have it signed.
    async fn words_for_phone(
        &self,
        caller: &Caller,
        claim: &str,
        subject: &MobileSubject,
        at: Moment,
    ) -> Result<SafeText, Refusal> {
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let held = self.held_subject(&mut work, caller, claim, subject, at).await?;
        self.may_be_signed(&held, at)?;
        if self.carries_for_phones() && work.open_mobiles_outside(at).await? >= MOST {
            tracing::warn!(authority = "signing", "too many codes are open");
            return Err(away());
        }
        Ok(description(&held, Speaks(None)))
    }
}
