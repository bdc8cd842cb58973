//! What has become of a request: its state, what is awaited, the receipt.
//!
//! Who looks while others are due to be asked again asks them: a citizen who waits is not kept
//! waiting for the background. Who looks while somebody asks them waits for what they say.

use std::time::Duration;

use super::{Refusal, Service, account_view};
use crate::{
    api::{AcceptanceState, AcceptanceView, Awaited, ProblemCode},
    domain::{Check, CheckLine, Fault, Moment, Number, Outcome},
    portal::{
        auth,
        service::settle_signature::{KEPT, LEASE},
        store::{StoredRequest, StoredSignature, Work},
    },
};

/// So long a call waits while somebody asks others.
const PATIENCE: Duration = Duration::from_secs(8);
/// The news of another process may not come: it is looked again after so long.
const AGAIN: Duration = Duration::from_millis(500);

/// A request as it is found.
#[derive(Debug)]
pub(super) struct Found {
    /// As its owner sees it.
    pub(super) view: AcceptanceView,
    /// An acceptance stood already when the signature was judged.
    pub(super) already_accepted: bool,
    /// When an effective one became so.
    pub(super) settled_at: Moment,
    /// Why it was refused, when not by a fault.
    problem: Option<ProblemCode>,
}

impl Found {
    /// The refusal of a request that was refused.
    pub(super) fn refusal(self) -> Refusal {
        match (self.view.fault, self.problem) {
            (Some(fault), _) => Refusal::Signature { fault, checks: self.view.checks },
            (None, Some(problem)) => problem.into(),
            (None, None) => ProblemCode::RequestExpired.into(),
        }
    }
}

impl Service {
    /// Looks at a request; asks others when that is due.
    pub(super) async fn look_at_signature(&self, id: &str) -> Result<Found, Refusal> {
        let mut news = self.store.news();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let at = self.clock.now();
            let (request, signature) = self.judged(id).await?;
            let waits = matches!(request.state, AcceptanceState::Signed | AcceptanceState::Pending);
            let Some(signature) = signature.filter(|_| waits) else {
                return self.found(request, None, at).await;
            };
            let asked = signature.lease_until > at;
            let due = signature.next_at.is_some_and(|next| next <= at);
            let late = tokio::time::Instant::now() >= deadline;
            if !asked && due && !late {
                // Whether this call asked or another was quicker: what came of it is looked at.
                self.ask_again(&signature.request, at).await?;
                continue;
            }
            if !asked || late {
                return self.found(request, Some(signature), at).await;
            }
            // Whoever asks commits an event, or gives the lease back without one.
            let _ = tokio::time::timeout(AGAIN, news.changed()).await;
        }
    }

    /// The newest acceptance of this number that waits for others or was refused by what they said,
    /// with the SHA-256 of its signer's certificate.
    pub(super) async fn judged_of(
        &self,
        work: &mut Work,
        number: &Number,
        at: Moment,
    ) -> Result<Option<(AcceptanceView, String)>, Refusal> {
        let Some(id) = work.newest_judged(number).await? else { return Ok(None) };
        let found = (work.request(&id).await?, work.signature(&id).await?);
        let (Some(request), Some(signature)) = found else { return Ok(None) };
        let signer = signature.certificate.sha256.clone();
        let (view, _) = self.view(work, &request, Some(signature), at).await?;
        Ok(Some((view, signer)))
    }

    /// Asks others about this number's acceptance if that is due: its owner has come back.
    pub(super) async fn catch_up(&self, number: &Number, at: Moment) -> Result<(), Refusal> {
        let mut work = self.store.read().await?;
        let judged = self.judged_of(&mut work, number, at).await?;
        drop(work);
        let awaited = judged.and_then(|(view, _)| Some((view.awaited?, view.id)));
        match awaited {
            Some((awaited, id)) if awaited.next_at <= at => {
                self.look_at_signature(id.as_str()).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Takes the lease of a signature that is due and asks others, unless somebody else has it.
    async fn ask_again(&self, request: &str, at: Moment) -> Result<(), Refusal> {
        let lease = auth::random_hex::<16>(self.outside.random.as_ref())?;
        let mut work = self.store.write().await?;
        let taken = work.lease_signature(request, &lease, (at, at.after(LEASE))).await?;
        work.commit().await?;
        if taken {
            self.settle_signature(request, &lease).await?;
        }
        Ok(())
    }

    /// The request that decides: the earlier one, where this one waits with it.
    async fn judged(&self, id: &str) -> Result<(StoredRequest, Option<StoredSignature>), Refusal> {
        let missing = || Refusal::Broken("a request is missing");
        let mut work = self.store.read().await?;
        let mut request = work.request(id).await?.ok_or_else(missing)?;
        if let Some(earlier) = &request.stands_for {
            request = work.request(earlier).await?.ok_or_else(missing)?;
        }
        let signature = work.signature(&request.id).await?;
        Ok((request, signature))
    }

    async fn found(
        &self,
        request: StoredRequest,
        signature: Option<StoredSignature>,
        at: Moment,
    ) -> Result<Found, Refusal> {
        let kept = i64::try_from(KEPT.as_micros()).unwrap_or(0);
        let settled_at = Moment::from_micros(request.expires_at.micros().saturating_sub(kept));
        let mut work = self.store.read().await?;
        if let Some(id) = &request.acceptance {
            let acceptance = work.acceptance(id).await?;
            let acceptance = acceptance.ok_or(Refusal::Broken("an acceptance is missing"))?;
            let already_accepted = acceptance.request != request.code;
            let view = account_view::acceptance(acceptance);
            return Ok(Found { view, already_accepted, settled_at, problem: None });
        }
        let (view, problem) = self.view(&mut work, &request, signature, at).await?;
        Ok(Found { view, already_accepted: false, settled_at, problem })
    }

    /// A request without an acceptance as its owner sees it.
    async fn view(
        &self,
        work: &mut Work,
        request: &StoredRequest,
        signature: Option<StoredSignature>,
        at: Moment,
    ) -> Result<(AcceptanceView, Option<ProblemCode>), Refusal> {
        let mut view = account_view::request(request, at);
        let mut problem = None;
        match view.state {
            AcceptanceState::Signed | AcceptanceState::Pending => {
                view.awaited = signature.map(|signature| self.awaited(request, &signature));
            }
            AcceptanceState::Refused => {
                let signature = match signature {
                    Some(signature) => Some(signature),
                    None => work.signature(&request.id).await?,
                };
                let code = signature.and_then(|signature| signature.refused);
                let named = |fault: &&Fault| Some(fault.code()) == code.as_deref();
                view.fault = Fault::ALL.iter().find(named).copied();
                let named = |problem: &&ProblemCode| Some(problem.code()) == code.as_deref();
                problem = ProblemCode::ALL.iter().find(named).copied();
            }
            _ => {}
        }
        Ok((view, problem))
    }

    /// What is awaited: whatever is asked for and has not passed yet.
    fn awaited(&self, request: &StoredRequest, signature: &StoredSignature) -> Awaited {
        let passed = |check: Check| {
            let line = |line: &CheckLine| line.check == check && line.outcome == Outcome::Passed;
            request.checks.iter().any(line)
        };
        Awaited {
            revocation: self.outside.revocation && !passed(Check::Revocation),
            stamp: self.outside.stamp && !passed(Check::Stamp),
            received_at: signature.received_at,
            next_at: signature.next_at.unwrap_or(signature.until).min(signature.until),
            until: signature.until,
        }
    }
}
