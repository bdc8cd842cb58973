//! Who may do what: claims and sessions, maintenance.

use std::time::Duration;

use super::{Caller, Gate, Refusal, Service, sign_in::PROOF};
use crate::{
    api::ProblemCode,
    domain::{Moment, Number},
    portal::{
        auth,
        store::{StoredAccount, StoredRequest, StoredSignIn, Work},
    },
};

/// A session ends after so long without use.
pub(super) const IDLE: Duration = Duration::from_secs(10 * 60);
/// A session's use is written at most so often: a read need not cost a write.
const TOUCH: Duration = Duration::from_secs(30);
/// A claim outlives its request by so long, for a retry of a lost reply.
const GRACE: Duration = Duration::from_secs(10 * 60);

/// A citizen in a session.
#[derive(Debug)]
pub(super) struct Citizen {
    pub(super) account: StoredAccount,
}

impl Service {
    /// Refuses while maintenance is under way (4.2).
    pub(super) async fn open(&self, work: &mut Work, at: Moment) -> Result<(), Refusal> {
        match work.maintenance(at).await? {
            Some(window) if window.from <= at => Err(Refusal::Later {
                code: ProblemCode::Maintenance,
                seconds: u32::try_from(window.until.since(at).as_secs()).unwrap_or(u32::MAX).max(1),
            }),
            _ => Ok(()),
        }
    }

    /// The request `id` for the holder of its claim, on the terminal where it was made. An unknown
    /// request, a wrong claim and another terminal are one refusal.
    pub(super) async fn held_request(
        &self,
        work: &mut Work,
        caller: &Caller,
        claim: &str,
        id: &str,
        at: Moment,
    ) -> Result<StoredRequest, Refusal> {
        let request = work.request(id).await?.ok_or(ProblemCode::Unauthorised)?;
        let until = request.expires_at.after(GRACE);
        held(caller, claim, (request.claim_hash, request.device.as_deref(), until), at)?;
        Ok(request)
    }

    /// The sign-in `id` for the holder of its claim, on the terminal where it was made; refused
    /// like a request.
    pub(super) async fn held_sign_in(
        &self,
        work: &mut Work,
        caller: &Caller,
        claim: &str,
        id: &str,
        at: Moment,
    ) -> Result<StoredSignIn, Refusal> {
        let sign_in = work.sign_in(id).await?.ok_or(ProblemCode::Unauthorised)?;
        let until = sign_in.expires_at.after(GRACE);
        held(caller, claim, (sign_in.claim_hash, sign_in.device.as_deref(), until), at)?;
        Ok(sign_in)
    }

    /// Whose number the claim of a sign-in stands for, on the terminal where it was proved.
    pub(super) async fn proved_number(
        &self,
        work: &mut Work,
        caller: &Caller,
        claim: &str,
        at: Moment,
    ) -> Result<Number, Refusal> {
        let proof = i64::try_from(PROOF.as_micros()).unwrap_or(0);
        let since = Moment::from_micros(at.micros().saturating_sub(proof));
        let proved = work.proved_number(auth::hash(claim), caller.device_id(), since).await?;
        proved.ok_or_else(|| ProblemCode::Unauthorised.into())
    }

    /// The citizen of a session that lives, on its terminal, and a transaction to read in. A stopped
    /// account's citizen sees why ([`Gate::See`]).
    pub(super) async fn citizen(
        &self,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(Work, Citizen), Refusal> {
        self.citizen_through(Gate::See, caller, token, at).await
    }

    /// The citizen of a session that may use the portal ([`Gate::Use`]).
    pub(super) async fn citizen_in_use(
        &self,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(Work, Citizen), Refusal> {
        self.citizen_through(Gate::Use, caller, token, at).await
    }

    async fn citizen_through(
        &self,
        gate: Gate,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(Work, Citizen), Refusal> {
        let mut work = self.store.read().await?;
        let (mut account, used_at) = self.session_account(&mut work, caller, token, at).await?;
        if at.since(used_at) >= TOUCH {
            // One transaction at a time: waiting for a second connection while holding one would
            // let full pools wait for each other.
            drop(work);
            let mut touching = self.store.write().await?;
            touching.touch_session(auth::hash(token), at).await?;
            touching.commit().await?;
            work = self.store.read().await?;
            account = self.session_account(&mut work, caller, token, at).await?.0;
        }
        let account = work.account(account).await?;
        let account = account.ok_or(Refusal::Broken("a session without an account"))?;
        gate.pass(account.state)?;
        Ok((work, Citizen { account }))
    }

    /// The citizen of a session, and a transaction to write in that holds the account: what the
    /// gate let through cannot be stopped before this transaction ends.
    pub(super) async fn writing_citizen(
        &self,
        gate: Gate,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(Work, Citizen), Refusal> {
        let mut work = self.store.write().await?;
        let (account, _) = self.session_account(&mut work, caller, token, at).await?;
        work.touch_session(auth::hash(token), at).await?;
        let account = work.hold_account(account).await?;
        let account = account.ok_or(Refusal::Broken("a session without an account"))?;
        gate.pass(account.state)?;
        Ok((work, Citizen { account }))
    }

    /// The account of a session that lives, on its terminal, and when the session was last used.
    async fn session_account(
        &self,
        work: &mut Work,
        caller: &Caller,
        token: &str,
        at: Moment,
    ) -> Result<(i64, Moment), Refusal> {
        self.open(work, at).await?;
        let idle = i64::try_from(IDLE.as_micros()).unwrap_or(i64::MAX);
        let idle_since = Moment::from_micros(at.micros().saturating_sub(idle));
        let found = work.session(auth::hash(token), caller.device_id(), idle_since).await?;
        let (session, used_at) = found.ok_or(ProblemCode::Unauthorised)?;
        Ok((session.account, used_at))
    }

    /// The same citizen's account within a transaction that writes, held until it ends: whoever
    /// stops it meanwhile comes before or after, not between.
    pub(super) async fn hold_in_use(
        &self,
        work: &mut Work,
        citizen: &Citizen,
    ) -> Result<StoredAccount, Refusal> {
        let held = work.hold_account_of(&citizen.account.holder).await?;
        let account = held.ok_or(Refusal::Broken("a session without an account"))?;
        Gate::Use.pass(account.state)?;
        Ok(account)
    }
}

/// Refuses unless this is the claim, on the terminal where the thing was made, within its time.
fn held(
    caller: &Caller,
    claim: &str,
    (hash, device, until): (Option<[u8; 32]>, Option<&str>, Moment),
    at: Moment,
) -> Result<(), Refusal> {
    let holds = hash.is_some_and(|hash| auth::matches(claim, &hash));
    if holds && device == caller.device_id() && at < until {
        Ok(())
    } else {
        Err(ProblemCode::Unauthorised.into())
    }
}
