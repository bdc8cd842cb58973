//! `PUT acceptances/{id}/signature`: the one act by which an agreement comes into force.
//!
//! ```text
//!            good signature             others have spoken
//! requested ───────────────▶ signed ─────────────────────▶ effective | refused
//!                              │  they cannot yet            ▲
//!                              └────────────▶ pending ───────┘ asked again, up to a maximum time
//! ```
//! The signature is judged outside the transaction; the transaction then uses the nonce by one
//! conditional update, so of any number of racing signatures exactly one goes on. Where nobody
//! outside has to be asked, it takes effect in that same transaction.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Caller, Gate, IdempotencyKey, Refusal, Service, account_view,
    judge_signature::{MOST_TRIES, read_base64},
    once::Once,
    request_acceptance::fields,
    settle_signature::{FRESH, LEASE},
    take_effect::Proof,
};
use crate::{
    api::{AcceptanceState, ProblemCode, PutSignature, Signed},
    document,
    domain::{CheckLine, Fault, Moment, Verdict},
    portal::{
        auth,
        store::{
            Event, Kept as KeptEvidence, Origin, StoredRequest, StoredSession, StoredSignature,
            Work,
        },
    },
};

/// What became of a signature, as it is kept for a retry: without the session.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    /// It took effect at once.
    Signed(Box<Signed>),
    /// It was received; what became of it stands with the request.
    Received,
    Refused {
        fault: Fault,
        checks: Vec<CheckLine>,
    },
}

impl Service {
    /// Judges a signature and, when it is good, puts the agreement in force: account, acceptance,
    /// receipt, event and session in one transaction; or, where others have to be asked, keeps it
    /// and asks them. Somebody who holds a valid acceptance gets that one and a session.
    ///
    /// # Errors
    /// `unauthorised`, `request-expired`, `nonce-used`, `agreement-changed`, `signature-refused`
    /// (for what is wrong with the signature itself the request stays signable, [`MOST_TRIES`]
    /// times), `illegal-transition`, `maintenance`.
    pub(crate) async fn sign_acceptance(
        &self,
        caller: &Caller,
        claim: &str,
        key: &IdempotencyKey,
        put: &PutSignature,
    ) -> Result<Signed, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let request = self.held_request(&mut work, caller, claim, &put.id, at).await?;
        self.hand_in_acceptance(work, &request, caller, key, put, at).await
    }

    /// The same for whoever is known to act for the claim's holder: the portal itself does, with
    /// what a phone has signed.
    pub(super) async fn hand_in_acceptance(
        &self,
        mut work: Work,
        request: &StoredRequest,
        caller: &Caller,
        key: &IdempotencyKey,
        put: &PutSignature,
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let cms = read_base64(&put.cms).ok_or(ProblemCode::BadRequest)?;
        let actor = format!("request:{}", request.id);
        let once = Once::new(actor, "acceptances.sign", key, put)?;
        let kept = once.kept(&mut work).await?;
        drop(work);
        if let Some(kept) = kept {
            return self.answer_again(request, caller, &kept, at).await;
        }
        self.still_signable(request, at)?;

        let bytes = document::render(self.agreement(), &fields(request))
            .map_err(|_| Refusal::Broken("fields that make no document"))?;
        let sha256 = hex::encode(document::digest(&bytes));
        let check_code = document::check_code(&bytes);
        let made = request.requested_at;
        let (report, cms) = self.judge_signature(cms, bytes, &request.number, made, at).await?;
        match (report.verdict, report.certificate) {
            (Verdict::Valid, Some(certificate)) => {
                let proof = Proof {
                    cms,
                    sha256,
                    check_code,
                    certificate,
                    signed_at: report.signed_at,
                    checks: report.lines,
                };
                if self.outside.asks_nobody() {
                    self.accept(request, caller, &once, &proof, &report.chain, at).await
                } else {
                    self.receive(request, caller, &once, &proof, &report.chain, at).await
                }
            }
            (Verdict::Invalid(fault) | Verdict::Indeterminate(fault), _) => {
                self.refuse(request, caller, &once, fault, report.lines, at).await
            }
            (Verdict::Valid, None) => Err(Refusal::Broken("a valid signature of nobody")),
        }
    }

    /// Refuses a request that cannot be signed any more.
    pub(super) fn still_signable(
        &self,
        request: &StoredRequest,
        at: Moment,
    ) -> Result<(), Refusal> {
        if !request.state.may_become(AcceptanceState::Signed) {
            return Err(match request.state {
                AcceptanceState::Refused | AcceptanceState::Expired => ProblemCode::RequestExpired,
                _ => ProblemCode::NonceUsed,
            }
            .into());
        }
        if request.expires_at <= at {
            return Err(ProblemCode::RequestExpired.into());
        }
        if request.agreement == *self.agreement().version() {
            Ok(())
        } else {
            Err(ProblemCode::AgreementChanged.into())
        }
    }

    /// Nobody has to be asked: the signature takes effect at once.
    async fn accept(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        once: &Once<'_>,
        proof: &Proof,
        chain: &[Vec<u8>],
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let (token, token_hash) = self.mint("session")?;
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_again(request, caller, &kept, at).await;
        }
        if !work.use_nonce(request, &proof.checks, at).await? {
            return Err(ProblemCode::NonceUsed.into());
        }
        let (acceptance, already_accepted) =
            self.take_effect(&mut work, request, proof, at).await?;
        let until = request.expires_at;
        let state = AcceptanceState::Effective;
        work.settle_request(&request.id, state, &proof.checks, until).await?;
        work.add_signature(&received(request, proof, at, None), "").await?;
        work.keep_evidence(&request.id, KeptEvidence::Chain, chain).await?;
        let its_own = (!already_accepted).then_some(acceptance.id.as_str());
        work.close_signature(&request.id, its_own, None).await?;
        let account = acceptance.account;
        let session = StoredSession { account, origin: Origin::Request(request.id.clone()) };
        work.begin_session(token_hash, &session, caller.device_id(), at).await?;
        let signed = Signed {
            acceptance: account_view::acceptance(acceptance),
            already_accepted,
            session: None,
        };
        let kept = Kept::Signed(Box::new(signed));
        once.keep(&mut work, &kept).await?;
        work.commit().await?;
        match kept {
            Kept::Signed(signed) => Ok(Signed { session: Some(token), ..*signed }),
            _ => Err(Refusal::Broken("an acceptance became a refusal")),
        }
    }

    /// Others have to be asked: the signature is kept first, so that nothing can lose it, and then
    /// they are. Whoever signed with the same certificate before and still waits goes on waiting
    /// with that request.
    async fn receive(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        once: &Once<'_>,
        proof: &Proof,
        chain: &[Vec<u8>],
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let lease = auth::random_hex::<16>(self.outside.random.as_ref())?;
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_again(request, caller, &kept, at).await;
        }
        if !work.use_nonce(request, &proof.checks, at).await? {
            return Err(ProblemCode::NonceUsed.into());
        }
        if let Some(account) = work.hold_account_of(&request.number).await?
            && !Gate::Enter.lets(account.state)
        {
            Gate::Accept.pass(account.state)?;
        }
        let signer = &proof.certificate.sha256;
        let earlier = work.waiting_request(&request.number, &request.agreement, signer).await?;
        let until = at.after(self.outside.pending);
        let kind = match &earlier {
            Some(earlier) => {
                work.wait_with(&request.id, earlier, until).await?;
                "acceptance.waits_with_another"
            }
            None => {
                let signature = received(request, proof, at, Some((until, at.after(LEASE))));
                work.add_signature(&signature, &lease).await?;
                work.keep_evidence(&request.id, KeptEvidence::Chain, chain).await?;
                "acceptance.signed"
            }
        };
        once.keep(&mut work, &Kept::Received).await?;
        work.append(Event {
            account: None,
            actor: "citizen".to_owned(),
            kind,
            payload: json!({
                "request": request.code,
                "agreement": request.agreement,
                "sha256": proof.sha256,
                "certificate": signer,
                "device": request.device,
            }),
            at,
        })
        .await?;
        work.commit().await?;
        if earlier.is_none() {
            self.settle_signature(&request.id, &lease).await?;
        }
        self.answer_received(request, caller).await
    }

    async fn refuse(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        once: &Once<'_>,
        fault: Fault,
        checks: Vec<CheckLine>,
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_again(request, caller, &kept, at).await;
        }
        let tries = work.count_refusal(&request.id, &checks, MOST_TRIES).await?;
        let tries = tries.ok_or(ProblemCode::NonceUsed)?;
        let kept = Kept::Refused { fault, checks: checks.clone() };
        once.keep(&mut work, &kept).await?;
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "acceptance.signature_refused",
            payload: json!({ "request": request.code, "fault": fault, "tries": tries }),
            at,
        })
        .await?;
        work.commit().await?;
        Err(Refusal::Signature { fault, checks })
    }

    /// The kept answer of a call that was made before, with a new session in place of the old.
    async fn answer_again(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        kept: &str,
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let kept = serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        let signed = match kept {
            Kept::Refused { fault, checks } => return Err(Refusal::Signature { fault, checks }),
            Kept::Received => return self.answer_received(request, caller).await,
            Kept::Signed(signed) => signed,
        };
        let session = self.session_by_claim(request, caller, &signed, at).await?;
        Ok(Signed { session: Some(session), ..*signed })
    }

    /// What has become of a signature that was received; waits while others are being asked.
    async fn answer_received(
        &self,
        request: &StoredRequest,
        caller: &Caller,
    ) -> Result<Signed, Refusal> {
        let found = self.look_at_signature(&request.id).await?;
        let at = self.clock.now();
        match found.view.state {
            AcceptanceState::Refused => Err(found.refusal()),
            AcceptanceState::Effective => {
                let already_accepted = found.already_accepted;
                let signed = Signed { acceptance: found.view, already_accepted, session: None };
                // Only who signed it comes in by it, and only while it is fresh: a claim is no
                // second way of signing in.
                if request.stands_for.is_some() || found.settled_at.after(FRESH) <= at {
                    return Ok(signed);
                }
                let session = self.session_by_claim(request, caller, &signed, at).await?;
                Ok(Signed { session: Some(session), ..signed })
            }
            _ => Ok(Signed { acceptance: found.view, already_accepted: false, session: None }),
        }
    }

    /// A session for the holder of the request's claim; the one before ends.
    async fn session_by_claim(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        signed: &Signed,
        at: Moment,
    ) -> Result<crate::domain::Secret, Refusal> {
        let account = signed.acceptance.receipt.as_ref().map(|receipt| receipt.account);
        let account = account.and_then(|number| i64::try_from(number).ok());
        let account = account.ok_or(Refusal::Broken("an acceptance without a receipt"))?;
        let (token, token_hash) = self.mint("session")?;
        let mut work = self.store.write().await?;
        // The claim may have ended while this call was on its way; and two such calls at once must
        // not leave two sessions.
        if !work.hold_claim(&request.id, request.claim_hash).await? {
            return Err(ProblemCode::Unauthorised.into());
        }
        let session = StoredSession { account, origin: Origin::Request(request.id.clone()) };
        work.end_sessions_of(&session.origin, at).await?;
        work.begin_session(token_hash, &session, caller.device_id(), at).await?;
        work.commit().await?;
        Ok(token)
    }
}

/// A signature as it was received at a moment; `awaited` is until when others may speak, and until
/// when somebody asks them now.
fn received(
    request: &StoredRequest,
    proof: &Proof,
    at: Moment,
    awaited: Option<(Moment, Moment)>,
) -> StoredSignature {
    let (until, lease_until) = awaited.unwrap_or((at, at));
    StoredSignature {
        request: request.id.clone(),
        acceptance: None,
        cms: proof.cms.clone(),
        certificate: proof.certificate.clone(),
        received_at: at,
        until,
        next_at: awaited.map(|_| at),
        tries: 0,
        lease_until,
        refused: None,
    }
}
