//! `PUT acceptances/{id}/signature`: the one act by which an agreement comes into force.
//!
//! The signature is judged outside the transaction; the transaction then uses the nonce by one
//! conditional update, so of any number of racing signatures exactly one has an effect.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Caller, Gate, IdempotencyKey, Refusal, Service, account_view,
    judge_signature::{MOST_TRIES, names, read_base64},
    once::Once,
    request_acceptance::fields,
};
use crate::{
    api::{AcceptanceState, ProblemCode, PutSignature, Receipt, Signed},
    document,
    domain::{Action, Actor, CertificateSummary, CheckLine, Fault, Moment, Verdict},
    portal::{
        auth,
        store::{
            Event, Origin, StoredAcceptance, StoredAccount, StoredRequest, StoredSession, Work,
        },
    },
};

/// The agreement's term (5.2), in years.
const TERM: i32 = 3;

/// What became of a signature, as it is kept for a retry: without the session.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Signed(Box<Signed>),
    Refused { fault: Fault, checks: Vec<CheckLine> },
}

/// A signature that was found good, and what it signs.
struct Proof<'a> {
    cms: &'a [u8],
    sha256: String,
    check_code: String,
    certificate: CertificateSummary,
    signed_at: Option<Moment>,
    checks: Vec<CheckLine>,
}

impl Service {
    /// Judges a signature and, when it is good, puts the agreement in force: account, acceptance,
    /// receipt, event and session in one transaction. Somebody who holds a valid acceptance gets
    /// that one and a session.
    ///
    /// # Errors
    /// `unauthorised`, `request-expired`, `nonce-used`, `agreement-changed`, `signature-refused`
    /// (the request stays signable, [`MOST_TRIES`] times), `illegal-transition`, `maintenance`.
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
                    cms: &cms,
                    sha256,
                    check_code,
                    certificate,
                    signed_at: report.signed_at,
                    checks: report.lines,
                };
                self.accept(request, caller, &once, &proof, at).await
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

    async fn accept(
        &self,
        request: &StoredRequest,
        caller: &Caller,
        once: &Once<'_>,
        proof: &Proof<'_>,
        at: Moment,
    ) -> Result<Signed, Refusal> {
        let (token, token_hash) = self.mint("session")?;
        let id = auth::random_hex::<16>(self.random.as_ref())?;
        let mut work = self.store.write().await?;
        if let Some(kept) = once.take(&mut work, at).await? {
            drop(work);
            return self.answer_again(request, caller, &kept, at).await;
        }
        if !work.use_nonce(request, &proof.checks, at).await? {
            return Err(ProblemCode::NonceUsed.into());
        }
        let certificate = &proof.certificate;
        if !names(certificate, &request.number) {
            return Err(Refusal::Broken("a valid signature of somebody else"));
        }
        let organisation = certificate.organisation.as_ref();
        let owner = &certificate.owner;
        let mut account = work.open_account(&request.number, owner, organisation, at).await?;
        work.end_past_acceptances(account.number, at).await?;

        let standing = work.acceptance_in_force(account.number, &request.agreement, at).await?;
        let (acceptance, already_accepted) = match standing {
            Some(standing) if Gate::Enter.lets(account.state) => {
                work.append(entered(request, &account, &standing, at)).await?;
                (standing, true)
            }
            _ => {
                Gate::Accept.pass(account.state)?;
                account.enter(account.state.apply(Action::Accept, Actor::Citizen)?, at);
                account.owner = owner.clone();
                account.organisation = organisation.cloned();
                (self.put_in_force(&mut work, id, request, &account, proof, at).await?, false)
            }
        };
        work.tie_request(&request.id, &acceptance.id).await?;
        let origin = Origin::Request(request.id.clone());
        let session = StoredSession { account: account.number, origin };
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
            Kept::Refused { .. } => Err(Refusal::Broken("an acceptance became a refusal")),
        }
    }

    async fn put_in_force(
        &self,
        work: &mut Work,
        id: String,
        request: &StoredRequest,
        account: &StoredAccount,
        proof: &Proof<'_>,
        at: Moment,
    ) -> Result<StoredAcceptance, Refusal> {
        if !work.change_account(account, at).await? {
            return Err(ProblemCode::Conflict.into());
        }
        let year = at.date().split_off(6);
        let serial = work.next(&format!("receipt:{year}"), 1).await?;
        let number = format!("{year}-{serial:06}");
        let event = work.append(in_force(request, account, proof, &id, &number, at)).await?;
        let acceptance = StoredAcceptance {
            id,
            account: account.number,
            request: request.code.clone(),
            agreement: request.agreement.clone(),
            languages: request.shown.languages.clone(),
            document: fields(request),
            receipt: Receipt {
                number: number.into(),
                account: account_view::unsigned(account.number),
                accepted_at: at,
                signed_at: proof.signed_at,
                valid_until: Moment::end_of(at.anniversary(TERM)),
                certificate: proof.certificate.clone(),
                check_code: proof.check_code.as_str().into(),
                sha256: proof.sha256.as_str().into(),
                event: hex::encode(event).into(),
            },
            checks: proof.checks.clone(),
        };
        if work.add_acceptance(&acceptance, proof.cms).await? {
            Ok(acceptance)
        } else {
            Err(ProblemCode::Conflict.into())
        }
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
            Kept::Signed(signed) => signed,
        };
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
        Ok(Signed { session: Some(token), ..*signed })
    }
}

fn in_force(
    request: &StoredRequest,
    account: &StoredAccount,
    proof: &Proof<'_>,
    id: &str,
    receipt: &str,
    at: Moment,
) -> Event {
    Event {
        account: Some(account.number),
        actor: "citizen".to_owned(),
        kind: "acceptance.effective",
        payload: json!({
            "acceptance": id,
            "request": request.code,
            "receipt": receipt,
            "agreement": request.agreement,
            "sha256": proof.sha256,
            "certificate": proof.certificate.sha256,
            "device": request.device,
            "shown": request.shown,
        }),
        at,
    }
}

fn entered(
    request: &StoredRequest,
    account: &StoredAccount,
    standing: &StoredAcceptance,
    at: Moment,
) -> Event {
    Event {
        account: Some(account.number),
        actor: "citizen".to_owned(),
        kind: "acceptance.stood_already",
        payload: json!({ "acceptance": standing.id, "request": request.code }),
        at,
    }
}
