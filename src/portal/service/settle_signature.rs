//! Others are asked about a signature that was received, and what they say settles it: OCSP, then
//! the revocation lists, and the time stamp. What they cannot say yet is asked again, by whichever
//! portal is there, with growing waits and up to a maximum time.
//!
//! Invariant: an answer decides only in the transaction that still holds the lease under which it
//! was asked for, and a request leaves *signed* and *pending* by one conditional update. Two portals
//! therefore never do it twice, and a crash anywhere leaves a row that is due again.

use std::time::Duration;

use serde_json::json;

use super::{
    Refusal, Service,
    hear::{self, Heard},
    request_acceptance::fields,
    take_effect::Proof,
};
use crate::{
    api::{AcceptanceState, ProblemCode},
    document,
    domain::{CheckLine, Fault, Verdict},
    portal::{
        auth,
        store::{Again, Event, Kept, StoredRequest, StoredSignature, Work},
    },
};

/// Whoever asks others has so long before somebody else may.
pub(super) const LEASE: Duration = Duration::from_secs(60);
/// A claim is good for so long after its request became effective: the result can be read.
pub(super) const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// For so long after a request became effective its claim opens a session.
pub(super) const FRESH: Duration = Duration::from_secs(10 * 60);
/// Whose signature was refused by what others said can read why for so long.
const REFUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// The wait before others are asked a second time; it doubles from there.
const FIRST_WAIT: Duration = Duration::from_secs(10);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// Why a signature that was received is refused.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// By what is wrong with it, or by what could not be known in time.
    Fault(Fault),
    /// By what has changed at the portal meanwhile.
    Problem(ProblemCode),
}

impl Why {
    const fn code(self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.code(),
            Self::Problem(problem) => problem.code(),
        }
    }
}

impl Service {
    /// Asks others about everything that is due; answers about how many signatures it asked.
    pub(crate) async fn recheck(&self) -> Result<u32, Refusal> {
        let mut asked = 0;
        loop {
            let at = self.clock.now();
            let mut work = self.store.read().await?;
            let due = work.is_signature_due(at).await?;
            drop(work);
            if !due {
                return Ok(asked);
            }
            let lease = auth::random_hex::<16>(self.outside.random.as_ref())?;
            let mut work = self.store.write().await?;
            let taken = work.lease_due_signature(&lease, (at, at.after(LEASE))).await?;
            work.commit().await?;
            let Some(request) = taken else { return Ok(asked) };
            self.settle_signature(&request, &lease).await?;
            asked += 1;
        }
    }

    /// Asks others about the signature of this request, under this lease, and writes down what
    /// follows.
    pub(super) async fn settle_signature(&self, request: &str, lease: &str) -> Result<(), Refusal> {
        let mut work = self.store.read().await?;
        let asked = (work.request(request).await?, work.signature(request).await?);
        let (Some(request), Some(signature)) = asked else {
            return Err(Refusal::Broken("a leased signature is missing"));
        };
        let kept = hear::Kept {
            ocsp: work.kept_evidence(&request.id, Kept::Ocsp).await?,
            crls: work.kept_evidence(&request.id, Kept::Crl).await?,
            chain: work.kept_evidence(&request.id, Kept::Chain).await?,
        };
        drop(work);
        if request.agreement != *self.agreement().version() {
            // The text it was signed under is gone, and so is what it could put in force.
            let gone = Why::Problem(ProblemCode::AgreementChanged);
            return self.refuse_received(&request, lease, gone, &request.checks).await;
        }
        let bytes = document::render(self.agreement(), &fields(&request))
            .map_err(|_| Refusal::Broken("fields that make no document"))?;
        let heard = self.hear(&request, &signature, &bytes, kept).await?;
        let checks = heard.report.lines.clone();
        let late = self.clock.now() >= signature.until;
        match heard.report.verdict {
            Verdict::Valid => {
                let done = self.make_effective(&request, lease, &bytes, &heard).await;
                let Err(refusal) = done else { return Ok(()) };
                let code = refusal.code();
                if code != ProblemCode::IllegalTransition {
                    return Err(refusal);
                }
                self.refuse_received(&request, lease, Why::Problem(code), &checks).await
            }
            Verdict::Invalid(fault) => {
                self.refuse_received(&request, lease, Why::Fault(fault), &checks).await
            }
            Verdict::Indeterminate(fault) if late => {
                self.refuse_received(&request, lease, Why::Fault(fault), &checks).await
            }
            Verdict::Indeterminate(fault) => {
                self.wait_on(&request, &signature, lease, fault, &heard).await
            }
        }
    }

    /// Nothing is left to doubt: the agreement comes into force.
    async fn make_effective(
        &self,
        request: &StoredRequest,
        lease: &str,
        bytes: &[u8],
        heard: &Heard,
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let certificate = heard.report.certificate.clone();
        let proof = Proof {
            cms: heard.cms.clone(),
            sha256: hex::encode(document::digest(bytes)),
            check_code: document::check_code(bytes),
            certificate: certificate.ok_or(Refusal::Broken("a valid signature of nobody"))?,
            signed_at: heard.report.signed_at,
            checks: heard.report.lines.clone(),
        };
        let Some(mut work) = self.held(request, lease).await? else { return Ok(()) };
        let (state, until) = (AcceptanceState::Effective, at.after(KEPT));
        if !work.settle_request(&request.id, state, &proof.checks, until).await? {
            return Ok(());
        }
        keep(&mut work, &request.id, heard).await?;
        let (acceptance, stood) = self.take_effect(&mut work, request, &proof, at).await?;
        let its_own = (!stood).then_some(acceptance.id.as_str());
        work.close_signature(&request.id, its_own, None).await?;
        Ok(work.commit().await?)
    }

    /// Something is still not known: it is asked for again later.
    async fn wait_on(
        &self,
        request: &StoredRequest,
        signature: &StoredSignature,
        lease: &str,
        fault: Fault,
        heard: &Heard,
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let Some(mut work) = self.held(request, lease).await? else { return Ok(()) };
        let (state, until) = (AcceptanceState::Pending, signature.until);
        if !work.settle_request(&request.id, state, &heard.report.lines, until).await? {
            return Ok(());
        }
        keep(&mut work, &request.id, heard).await?;
        let again = Again {
            next_at: at.after(wait_after(signature.tries)).min(signature.until),
            tries: signature.tries.saturating_add(1),
        };
        work.await_signature(&request.id, &heard.cms, again).await?;
        tracing::info!(fault = fault.code(), tries = again.tries, "a signature stays pending");
        // Every further wait is one like the first: the log says when it began and how it ended.
        if request.state != AcceptanceState::Pending {
            let payload = json!({
                "request": request.code,
                "fault": fault,
                "until": signature.until.rfc3339(),
            });
            let actor = "portal".to_owned();
            let kind = "acceptance.pending";
            work.append(Event { account: None, actor, kind, payload, at }).await?;
        }
        Ok(work.commit().await?)
    }

    /// The signature will not take effect.
    async fn refuse_received(
        &self,
        request: &StoredRequest,
        lease: &str,
        why: Why,
        checks: &[CheckLine],
    ) -> Result<(), Refusal> {
        let at = self.clock.now();
        let Some(mut work) = self.held(request, lease).await? else { return Ok(()) };
        let (state, until) = (AcceptanceState::Refused, at.after(REFUSED));
        if !work.settle_request(&request.id, state, checks, until).await? {
            return Ok(());
        }
        work.close_signature(&request.id, None, Some(why.code())).await?;
        let payload = json!({ "request": request.code, "fault": why.code() });
        let (actor, kind) = ("portal".to_owned(), "acceptance.refused");
        work.append(Event { account: None, actor, kind, payload, at }).await?;
        Ok(work.commit().await?)
    }

    /// A transaction that holds the signature, if the lease on it still stands.
    async fn held(&self, request: &StoredRequest, lease: &str) -> Result<Option<Work>, Refusal> {
        let mut work = self.store.write().await?;
        let held = work.hold_signature(&request.id, lease).await?;
        Ok(held.then_some(work))
    }
}

async fn keep(work: &mut Work, request: &str, heard: &Heard) -> Result<(), Refusal> {
    work.keep_evidence(request, Kept::Ocsp, &heard.ocsp).await?;
    work.keep_evidence(request, Kept::Crl, &heard.crls).await?;
    if !heard.report.chain.is_empty() {
        work.keep_evidence(request, Kept::Chain, &heard.report.chain).await?;
    }
    Ok(())
}

/// The wait after others were asked so often before.
fn wait_after(tries: i64) -> Duration {
    let doubled = u32::try_from(tries).ok().and_then(|tries| 1_u32.checked_shl(tries));
    FIRST_WAIT.saturating_mul(doubled.unwrap_or(u32::MAX)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_to_a_quarter_of_an_hour() {
        let waits: Vec<u64> = (0..9).map(|tries| wait_after(tries).as_secs()).collect();
        assert_eq!(waits, [10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(wait_after(i64::MAX), LONGEST_WAIT);
    }
}
