//! `POST sessions/challenge`: a challenge to sign.
//!
//! Invariant: nothing here asks whether a number is known. Registered and unregistered numbers get
//! the same bytes by the same steps; who somebody is comes out only of a signature.

use std::time::Duration;

use serde_json::json;

use super::{Caller, IdempotencyKey, Refusal, Service, once::Once};
use crate::{
    api::{ChallengeFields, Challenged, ProblemCode, RequestChallenge},
    document::{self, challenge},
    domain::{Moment, Number, Secret, Terminal},
    portal::{
        auth,
        store::{Event, SignInState, StoredSignIn, Work},
    },
};

/// How long a challenge can be signed.
pub(super) const WINDOW: Duration = Duration::from_secs(5 * 60);

impl Service {
    /// Makes a challenge and the claim that holds it.
    ///
    /// # Errors
    /// `bad-number`, `idempotency-key-reused`, `request-expired` for a retry after the challenge is
    /// over, `maintenance`.
    pub(crate) async fn request_challenge(
        &self,
        caller: &Caller,
        key: &IdempotencyKey,
        asked: &RequestChallenge,
    ) -> Result<Challenged, Refusal> {
        let at = self.clock.now();
        if Number::parse(asked.number.digits()).as_ref() != Ok(&asked.number) {
            return Err(ProblemCode::BadNumber.into());
        }
        let once = Once::new(caller.source(), "sessions.challenge", key, asked)?;
        let (claim, claim_hash) = self.mint("claim")?;

        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let mut reply = match once.take(&mut work, at).await? {
            Some(kept) => hold_again(&mut work, &kept, claim_hash, at).await?,
            None => {
                let sign_in = self.new_sign_in(caller, asked, claim_hash, at)?;
                let reply = reply_to(&sign_in)?;
                work.add_sign_in(&sign_in).await?;
                once.keep(&mut work, &reply).await?;
                work.append(Event {
                    account: None,
                    actor: caller.actor(),
                    kind: "session.challenged",
                    payload: json!({ "sign_in": sign_in.code }),
                    at,
                })
                .await?;
                reply
            }
        };
        work.commit().await?;
        reply.claim = claim;
        Ok(reply)
    }

    fn new_sign_in(
        &self,
        caller: &Caller,
        asked: &RequestChallenge,
        claim_hash: [u8; 32],
        at: Moment,
    ) -> Result<StoredSignIn, Refusal> {
        let random = self.random.as_ref();
        let device = caller.device.as_ref();
        Ok(StoredSignIn {
            id: auth::random_hex::<16>(random)?,
            code: self.code()?,
            nonce: auth::random_hex::<32>(random)?,
            claim_hash: Some(claim_hash),
            device: device.map(|device| device.id.clone()),
            number: asked.number.clone(),
            terminal: device.map_or_else(Terminal::own_computer, |d| d.terminal.clone()),
            requested_at: at,
            expires_at: at.after(WINDOW),
            state: SignInState::Requested,
            tries: 0,
        })
    }
}

fn reply_to(sign_in: &StoredSignIn) -> Result<Challenged, Refusal> {
    let fields = fields(sign_in);
    let bytes = challenge_bytes(&fields)?;
    Ok(Challenged {
        id: sign_in.id.as_str().into(),
        claim: Secret::default(),
        challenge: fields,
        sha256: hex::encode(document::digest(&bytes)).into(),
        check_code: document::check_code(&bytes).into(),
    })
}

/// A retry after a lost reply: the same challenge under a new claim.
async fn hold_again(
    work: &mut Work,
    kept: &str,
    claim_hash: [u8; 32],
    at: Moment,
) -> Result<Challenged, Refusal> {
    let reply: Challenged =
        serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
    if work.renew_sign_in_claim(reply.id.as_str(), claim_hash, at).await? {
        Ok(reply)
    } else {
        Err(ProblemCode::RequestExpired.into())
    }
}

/// What the challenge says.
pub(super) fn fields(sign_in: &StoredSignIn) -> ChallengeFields {
    ChallengeFields {
        request: sign_in.code.as_str().into(),
        nonce: sign_in.nonce.as_str().into(),
        requested_at: sign_in.requested_at,
        expires_at: sign_in.expires_at,
        terminal: sign_in.terminal.clone(),
        number: sign_in.number.clone(),
    }
}

/// The challenge's bytes.
pub(super) fn challenge_bytes(fields: &ChallengeFields) -> Result<Vec<u8>, Refusal> {
    challenge::render(fields).map_err(|_| Refusal::Broken("fields that make no challenge"))
}
