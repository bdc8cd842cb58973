//! `PUT` of API2: the phone gives the signature.
//!
//! The signature is written down first, by one conditional update, so of any number of phones and
//! repetitions one counts. Then it is handed in as the claim's holder would, and what came of that
//! is written beside it. Should the portal end in between, the holder is given the signature after
//! [`super::look::LOST`] and hands it in alone.

use std::net::IpAddr;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    bundle::{bundle, signature},
    invite::event,
    subject::Held,
};
use crate::{
    api::{
        AcceptanceState, AcceptanceView, MobileState, ProblemCode, PutSignature, SignIn,
        phone::Bundle,
    },
    domain::{Fault, Moment, Outcome},
    portal::{
        auth,
        service::{Caller, IdempotencyKey, Refusal, Service, judge_signature::read_base64},
        store::StoredMobile,
    },
};

impl Service {
    /// Takes a phone's signature and judges it like any other.
    ///
    /// # Errors
    /// `unauthorised`, `bad-request` for something else than what was given out, `nonce-used` for a
    /// second one, `request-expired`, `signature-refused`, `maintenance`, and whatever handing it in
    /// is refused for.
    pub(crate) async fn take_from_phone(
        &self,
        address: IpAddr,
        token: &str,
        given: &Bundle,
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let (made, held) = self.of_token(&mut work, token).await?;
        match made.state {
            MobileState::Fetched if at < made.expires_at => {}
            MobileState::Checking | MobileState::Signed | MobileState::Refused => {
                return Err(ProblemCode::NonceUsed.into());
            }
            _ => return Err(ProblemCode::RequestExpired.into()),
        }
        let own = bundle(&held, &self.bytes(&held)?);
        let cms = read_base64(&signature(&own, given)?).ok_or(ProblemCode::BadRequest)?;
        if !work.receive_mobile(&made.id, auth::hash(token), &cms, at).await? {
            return Err(ProblemCode::NonceUsed.into());
        }
        work.append(event("mobile.received", &held, at)).await?;
        work.commit().await?;
        let judged = match self.hand_in_for(&held, &made, address, &cms, at).await {
            // Nothing is wrong with it as far as anybody can say now: the claim's holder hands it in
            // again, and is told what is awaited.
            Err(refusal) if refusal.code() == ProblemCode::CheckUnavailable => Ok(()),
            judged => judged,
        };
        self.note_mobile(&made, &held, &judged, at).await?;
        judged
    }

    /// Hands a signature in as the claim's holder would.
    pub(super) async fn hand_in_for(
        &self,
        held: &Held,
        made: &StoredMobile,
        address: IpAddr,
        cms: &[u8],
        at: Moment,
    ) -> Result<(), Refusal> {
        let key = IdempotencyKey::parse(&made.hand_in);
        let key = key.ok_or(Refusal::Broken("a key that is none"))?;
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let device = match held.device() {
            Some(id) => work.device(id).await?.map(|(device, _)| device),
            None => None,
        };
        let caller = Caller { device, address };
        // The form in which the claim's holder hands it in: the same call has the same fingerprint.
        let cms = STANDARD.encode(cms);
        match held {
            Held::Request(request) => {
                let put = PutSignature { id: request.id.clone(), cms };
                let signed =
                    self.hand_in_acceptance(work, request, &caller, &key, &put, at).await?;
                told(signed.acceptance)
            }
            Held::SignIn(sign_in) => {
                let asked = SignIn { id: sign_in.id.as_str().into(), cms };
                self.hand_in_sign_in(work, sign_in, &caller, &key, &asked, at).await.map(drop)
            }
        }
    }

    /// Writes down what came of a signature.
    pub(super) async fn note_mobile(
        &self,
        made: &StoredMobile,
        held: &Held,
        judged: &Result<(), Refusal>,
        at: Moment,
    ) -> Result<(), Refusal> {
        let mut work = self.store.write().await?;
        let kind = match judged {
            Ok(()) => {
                work.end_mobile(&made.id, MobileState::Signed, None).await?;
                "mobile.signed"
            }
            Err(Refusal::Signature { fault, checks }) => {
                let refused = Some((*fault, checks.as_slice()));
                work.end_mobile(&made.id, MobileState::Refused, refused).await?;
                "mobile.refused"
            }
            Err(refusal) => match refusal.code() {
                // The portal could not judge it now: the phone may give it again.
                code if code.status() >= 500 => {
                    work.give_mobile_back(&made.id).await?;
                    "mobile.not_judged"
                }
                // Nobody can sign this any more, by phone or otherwise.
                _ => {
                    work.end_mobile(&made.id, MobileState::Cancelled, None).await?;
                    "mobile.cancelled"
                }
            },
        };
        work.append(event(kind, held, at)).await?;
        Ok(work.commit().await?)
    }
}

/// A signature that somebody outside had revoked is refused like one that is wrong by itself.
fn told(acceptance: AcceptanceView) -> Result<(), Refusal> {
    if acceptance.state != AcceptanceState::Refused {
        return Ok(());
    }
    let checks = acceptance.checks;
    let broken = checks.iter().find_map(|line| match line.outcome {
        Outcome::Passed => None,
        Outcome::Failed(fault) | Outcome::Indeterminate(fault) => Some(fault),
    });
    Err(Refusal::Signature { fault: broken.unwrap_or(Fault::BadSignature), checks })
}
