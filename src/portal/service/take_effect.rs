//! What follows from a signature in which nothing is left to doubt: the agreement comes into force,
//! or it was in force already. Called within the transaction that moves the request on, so it
//! happens once.

use serde_json::json;

use super::{Gate, Refusal, Service, account_view, judge_signature::names};
use crate::{
    api::{ProblemCode, Receipt},
    domain::{AccountState, Action, Actor, CertificateSummary, CheckLine, Moment},
    portal::{
        auth,
        service::request_acceptance::fields,
        store::{Event, StoredAcceptance, StoredAccount, StoredRequest, Work},
    },
};

/// The agreement's term (5.2), in years.
const TERM: i32 = 3;

/// A signature that was found good, and what it signs.
#[derive(Debug, Clone)]
pub(super) struct Proof {
    /// CMS, DER.
    pub(super) cms: Vec<u8>,
    /// SHA-256 of the document, lower-case hex.
    pub(super) sha256: String,
    /// The document's check code.
    pub(super) check_code: String,
    /// The signer's certificate.
    pub(super) certificate: CertificateSummary,
    /// The signing time the signature claims.
    pub(super) signed_at: Option<Moment>,
    /// The checks that were made.
    pub(super) checks: Vec<CheckLine>,
}

impl Service {
    /// Puts the agreement in force for the signer: account, acceptance, receipt, event. Who holds a
    /// valid acceptance keeps that one; the answer says whether it stood already.
    ///
    /// # Errors
    /// `illegal-transition` when the account is stopped, or was withdrawn after the request;
    /// `conflict`; nothing may be committed then.
    pub(super) async fn take_effect(
        &self,
        work: &mut Work,
        request: &StoredRequest,
        proof: &Proof,
        at: Moment,
    ) -> Result<(StoredAcceptance, bool), Refusal> {
        let id = auth::random_hex::<16>(self.random.as_ref())?;
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
                // Who has stopped using the portal (2.5) comes back by a later signature, not by
                // one that was being checked meanwhile.
                if account.state == AccountState::Withdrawn && request.requested_at < account.since
                {
                    return Err(ProblemCode::IllegalTransition.into());
                }
                account.enter(account.state.apply(Action::Accept, Actor::Citizen)?, at);
                account.owner = owner.clone();
                account.organisation = organisation.cloned();
                (self.put_in_force(work, id, request, &account, proof, at).await?, false)
            }
        };
        work.tie_request(&request.id, &acceptance.id).await?;
        Ok((acceptance, already_accepted))
    }

    async fn put_in_force(
        &self,
        work: &mut Work,
        id: String,
        request: &StoredRequest,
        account: &StoredAccount,
        proof: &Proof,
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
            ended_at: None,
        };
        if work.add_acceptance(&acceptance, &proof.cms).await? {
            Ok(acceptance)
        } else {
            Err(ProblemCode::Conflict.into())
        }
    }
}

fn in_force(
    request: &StoredRequest,
    account: &StoredAccount,
    proof: &Proof,
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
