//! `POST sessions`: who has proved who they are by signing a challenge comes in, comes in
//! restricted, or is told that the agreement comes first.
//!
//! The signature is judged outside the transaction; the transaction then uses the nonce by one
//! conditional update. A refused signature counts against the sign-in alone and touches no account.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Caller, Gate, IdempotencyKey, Refusal, Service,
    judge_signature::{Judged, MOST_TRIES, names, read_base64},
    once::Once,
    request_challenge::{challenge_bytes, fields},
};
use crate::{
    api::{AcceptanceState, AcceptanceView, ProblemCode, SignIn, SignedIn, Standing},
    domain::{CertificateSummary, CheckLine, Fault, Moment, Verdict},
    eds::Revocation,
    portal::store::{Event, Origin, SignInState, StoredSession, StoredSignIn, Work},
};

/// How long after the challenge's own time its proof authorises a request for an acceptance: long
/// enough to read the agreement.
pub(super) const PROOF: Duration = Duration::from_secs(60 * 60);

/// Seconds after which somebody may be able to say whether a certificate is revoked.
const TRY_AGAIN: u32 = 10;

/// What became of a signature, as it is kept for a retry: without session and claim.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Proved { standing: Standing, account: Option<i64> },
    Refused { fault: Fault, checks: Vec<CheckLine> },
}

impl Service {
    /// Judges the signature of a challenge and, when it is good, opens a session: restricted for a
    /// stopped account, none where no acceptance is in force.
    ///
    /// # Errors
    /// `unauthorised`, `request-expired`, `nonce-used`, `signature-refused` (the challenge stays
    /// signable, [`MOST_TRIES`] times), `check-unavailable` when nobody can say now whether the
    /// certificate is revoked, `maintenance`.
    pub(crate) async fn sign_in(
        &self,
        caller: &Caller,
        claim: &str,
        key: &IdempotencyKey,
        asked: &SignIn,
    ) -> Result<SignedIn, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let sign_in = self.held_sign_in(&mut work, caller, claim, asked.id.as_str(), at).await?;
        self.hand_in_sign_in(work, &sign_in, caller, key, asked, at).await
    }

    /// The same for whoever is known to act for the claim's holder: the portal itself does, with
    /// what a phone has signed.
    pub(super) async fn hand_in_sign_in(
        &self,
        mut work: Work,
        sign_in: &StoredSignIn,
        caller: &Caller,
        key: &IdempotencyKey,
        asked: &SignIn,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let cms = read_base64(&asked.cms).ok_or(ProblemCode::BadRequest)?;
        let once = Once::new(format!("sign-in:{}", sign_in.id), "sessions.sign", key, asked)?;
        let kept = once.kept(&mut work).await?;
        drop(work);
        if let Some(kept) = kept {
            return self.answer_proved_again(sign_in, caller, &kept, at).await;
        }
        match sign_in.state {
            SignInState::Signed => return Err(ProblemCode::NonceUsed.into()),
            SignInState::Requested if at < sign_in.expires_at => {}
            _ => return Err(ProblemCode::RequestExpired.into()),
        }
        let bytes = challenge_bytes(&fields(sign_in))?;
        let made = sign_in.requested_at;
        let number = sign_in.number.clone();
        let judged = Judged { cms, document: bytes, number, made, received_at: at };
        let report = self.hear_status(judged, at).await?;
        let untold = matches!(report.verdict, Verdict::Indeterminate(_))
            && matches!(report.revocation, Some(Revocation::Unknown(_)));
        match (report.verdict, report.certificate) {
            (Verdict::Indeterminate(_), Some(certificate)) if untold => {
                self.keep_waiting(sign_in, &certificate, at).await
            }
            (Verdict::Valid, Some(certificate)) => {
                self.catch_up(&sign_in.number, at).await?;
                self.let_in(sign_in, caller, &once, &certificate, at).await
            }
            (Verdict::Invalid(fault) | Verdict::Indeterminate(fault), _) => {
                self.turn_away(sign_in, caller, &once, fault, report.lines, at).await
            }
            (Verdict::Valid, None) => Err(Refusal::Broken("a valid signature of nobody")),
        }
    }

    /// Nobody can say now whether the certificate is revoked: no session, and the same signature can
    /// be handed in again. Whoever waits for the same word with an acceptance is shown that.
    async fn keep_waiting(
        &self,
        sign_in: &StoredSignIn,
        certificate: &CertificateSummary,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let mut work = self.store.read().await?;
        let judged = self.judged_of(&mut work, &sign_in.number, at).await?;
        match judged {
            Some((view, signer)) if waits(&view) && signer == certificate.sha256 => {
                let (session, claim, claim_until) = (None, None, None);
                let acceptance = Some(view);
                Ok(SignedIn {
                    standing: Standing::Pending,
                    session,
                    claim,
                    claim_until,
                    acceptance,
                })
            }
            _ => Err(Refusal::Later { code: ProblemCode::CheckUnavailable, seconds: TRY_AGAIN }),
        }
    }

    async fn let_in(
        &self,
        sign_in: &StoredSignIn,
        caller: &Caller,
        once: &Once<'_>,
        certificate: &CertificateSummary,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_proved_again(sign_in, caller, &kept, at).await;
        }
        if !work.use_sign_in_nonce(sign_in, at).await? {
            return Err(ProblemCode::NonceUsed.into());
        }
        if !names(certificate, &sign_in.number) {
            return Err(Refusal::Broken("a valid signature of somebody else"));
        }
        let (mut standing, account) = self.standing(&mut work, sign_in, at).await?;
        if standing == Standing::AcceptanceRequired
            && let Some((view, _)) = self.judged_of(&mut work, &sign_in.number, at).await?
            && waits(&view)
        {
            standing = Standing::Pending;
        }
        once.keep(&mut work, &Kept::Proved { standing, account }).await?;
        let signed_in = self.give(&mut work, sign_in, caller, standing, account, at).await?;
        let kind = match standing {
            Standing::Active | Standing::Blocked => "session.began",
            Standing::AcceptanceRequired => "session.acceptance_required",
            Standing::Pending => "session.acceptance_pending",
        };
        let payload = json!({
            "sign_in": sign_in.code,
            "standing": standing,
            "certificate": certificate.sha256,
            "device": sign_in.device,
        });
        work.append(Event { account, actor: "citizen".to_owned(), kind, payload, at }).await?;
        work.commit().await?;
        Ok(signed_in)
    }

    /// Where the owner of the number stands, and the account the session is for.
    async fn standing(
        &self,
        work: &mut Work,
        sign_in: &StoredSignIn,
        at: Moment,
    ) -> Result<(Standing, Option<i64>), Refusal> {
        let Some(account) = work.hold_account_of(&sign_in.number).await? else {
            return Ok((Standing::AcceptanceRequired, None));
        };
        let state = account.state;
        if !Gate::Enter.lets(state) {
            return Ok((Standing::AcceptanceRequired, None));
        }
        if !Gate::Use.lets(state) {
            return Ok((Standing::Blocked, Some(account.number)));
        }
        let version = self.agreement().version();
        Ok(match work.acceptance_in_force(account.number, version, at).await? {
            Some(_) => (Standing::Active, Some(account.number)),
            None => (Standing::AcceptanceRequired, None),
        })
    }

    /// Opens the session, or mints the claim that stands for the proof.
    async fn give(
        &self,
        work: &mut Work,
        sign_in: &StoredSignIn,
        caller: &Caller,
        standing: Standing,
        account: Option<i64>,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let (session, claim, claim_until) = (None, None, None);
        let mut none = SignedIn { standing, session, claim, claim_until, acceptance: None };
        let (slot, proof) = match account {
            Some(_) => ("session", false),
            None => ("claim", true),
        };
        let (token, hash) = self.mint(slot)?;
        // The claim may have ended while this call was on its way.
        let held = work.prove_anew(&sign_in.id, sign_in.claim_hash, proof.then_some(hash)).await?;
        if !held {
            return Err(ProblemCode::Unauthorised.into());
        }
        let Some(account) = account else {
            let judged = self.judged_of(work, &sign_in.number, at).await?;
            none.acceptance = judged.map(|(view, _)| view);
            let claim_until = Some(sign_in.expires_at.after(PROOF));
            return Ok(SignedIn { claim: Some(token), claim_until, ..none });
        };
        let session = StoredSession { account, origin: Origin::SignIn(sign_in.id.clone()) };
        work.end_sessions_of(&session.origin, at).await?;
        work.begin_session(hash, &session, caller.device_id(), at).await?;
        Ok(SignedIn { session: Some(token), ..none })
    }

    async fn turn_away(
        &self,
        sign_in: &StoredSignIn,
        caller: &Caller,
        once: &Once<'_>,
        fault: Fault,
        checks: Vec<CheckLine>,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_proved_again(sign_in, caller, &kept, at).await;
        }
        let tries = work.count_sign_in_refusal(&sign_in.id, MOST_TRIES).await?;
        let tries = tries.ok_or(ProblemCode::NonceUsed)?;
        once.keep(&mut work, &Kept::Refused { fault, checks: checks.clone() }).await?;
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "session.signature_refused",
            payload: json!({ "sign_in": sign_in.code, "fault": fault, "tries": tries }),
            at,
        })
        .await?;
        work.commit().await?;
        Err(Refusal::Signature { fault, checks })
    }

    /// The kept answer of a call that was made before, with a new session or claim in place of the
    /// old.
    async fn answer_proved_again(
        &self,
        sign_in: &StoredSignIn,
        caller: &Caller,
        kept: &str,
        at: Moment,
    ) -> Result<SignedIn, Refusal> {
        let kept = serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        let (standing, account) = match kept {
            Kept::Refused { fault, checks } => return Err(Refusal::Signature { fault, checks }),
            Kept::Proved { standing, account } => (standing, account),
        };
        let mut work = self.store.write().await?;
        let signed_in = self.give(&mut work, sign_in, caller, standing, account, at).await?;
        work.commit().await?;
        Ok(signed_in)
    }
}

/// Whether others have yet to speak about this acceptance.
fn waits(view: &AcceptanceView) -> bool {
    matches!(view.state, AcceptanceState::Signed | AcceptanceState::Pending)
}
