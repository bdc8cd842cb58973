//! `POST staff/sessions/code`: the second factor opens a session.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, once::Once},
    authorise::Member,
    factor::{Factor, use_factor},
    patience::{self, Names},
    sign_in::refuse,
};
use crate::{
    api::{
        ProblemCode,
        staff::{PassCode, StaffSession},
    },
    domain::Moment,
    portal::{
        auth,
        store::{Event, StoredAttempt, StoredMember, Work},
    },
};

/// Three wrong codes end an attempt.
const MOST: i64 = 3;
/// A claim outlives its attempt by so long, for a retry of a lost reply.
pub(super) const GRACE: Duration = Duration::from_secs(10 * 60);

/// What became of a code, as it is kept for a retry: without session and recovery codes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Passed { at: Moment, enrolled: bool },
    Refused,
}

impl Service {
    /// Judges the second factor of the attempt that the claim holds, and opens the member's session
    /// on this terminal. After an enrolment the recovery codes come with it.
    ///
    /// # Errors
    /// `unauthorised` for a claim that holds no attempt (any more), `staff-refused`,
    /// `idempotency-key-reused`, `unavailable`, `maintenance`.
    pub(crate) async fn pass_staff_code(
        &self,
        caller: &Caller,
        claim: &str,
        key: &IdempotencyKey,
        asked: &PassCode,
    ) -> Result<StaffSession, Refusal> {
        let at = self.clock.now();
        let keys = self.keys()?;
        let claim_hash = auth::hash(claim);
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let attempt = work.attempt(claim_hash, caller.device_id()).await?;
        let attempt = attempt.filter(|attempt| at < attempt.expires_at.after(GRACE));
        let attempt = attempt.ok_or(ProblemCode::Unauthorised)?;
        let body = hex::encode(keys.mac("staff.code", asked.code.reveal().as_bytes()));
        let actor = format!("staff-attempt:{}", attempt.id);
        let once = Once::new(actor, "staff.code", key, &body)?;
        let kept = once.take(&mut work, at).await?;
        let member = work.member_by_id(attempt.staff).await?;
        let member = member.filter(|member| member.disabled_at.is_none());
        let member = member.ok_or(ProblemCode::Unauthorised)?;
        if let Some(kept) = kept {
            return match read(&kept)? {
                Kept::Passed { at: passed_at, enrolled } => {
                    let passed = Passed { attempt, member, passed_at, enrolled };
                    let opened = self.open_session(&mut work, caller, &passed, at).await?;
                    work.commit().await?;
                    Ok(opened)
                }
                Kept::Refused => Err(ProblemCode::StaffRefused.into()),
            };
        }
        let names = Names::new(keys, caller, &member.login);
        let taken = patience::take(&mut work, names, at).await?;
        let taken = taken.ok_or(ProblemCode::StaffRefused)?;
        let tries = work.count_attempt(&attempt.id, claim_hash, MOST, at).await?;
        let tries = tries.ok_or(ProblemCode::Unauthorised)?;
        // Before the member's own row: see `end_staff_access`.
        if let Some(device) = caller.device_id() {
            work.hold_staff_sessions_at(member.id, device).await?;
        }
        let (enrols, typed) = (attempt.enrols.as_deref(), asked.code.reveal());
        let Some(factor) = use_factor(&mut work, keys, &member, enrols, typed, at).await? else {
            if tries >= MOST {
                work.end_attempt(&attempt.id).await?;
            }
            once.keep(&mut work, &Kept::Refused).await?;
            let why = json!({ "factor": "code", "member": member.login });
            refuse(&mut work, caller, why, at).await?;
            work.commit().await?;
            return Err(ProblemCode::StaffRefused.into());
        };
        patience::forgive(&mut work, taken, at).await?;
        let enrolled = factor == Factor::Enrolment;
        once.keep(&mut work, &Kept::Passed { at, enrolled }).await?;
        work.pass_attempt(&attempt.id).await?;
        if let Some(device) = caller.device_id() {
            work.end_staff_sessions_at(member.id, device, at).await?;
        }
        let passed = Passed { attempt, member, passed_at: at, enrolled };
        let opened = self.open_session(&mut work, caller, &passed, at).await?;
        work.append(Event {
            account: None,
            actor: format!("staff:{}", passed.member.login),
            kind: "staff.signed_in",
            payload: json!({ "factor": factor.code(), "device": caller.device_id() }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(opened)
    }

    /// Opens the session, in place of any that came from this attempt; after an enrolment with
    /// recovery codes, in place of any before. A retry of a lost reply opens it anew.
    async fn open_session(
        &self,
        work: &mut Work,
        caller: &Caller,
        passed: &Passed,
        at: Moment,
    ) -> Result<StaffSession, Refusal> {
        let Passed { attempt, member, passed_at, enrolled } = passed;
        let (session, token_hash) = self.mint("session")?;
        work.end_staff_sessions_of(&attempt.id, at).await?;
        let origin = (member.id, attempt.id.as_str());
        work.begin_staff_session(token_hash, origin, caller.device_id(), (*passed_at, at)).await?;
        let mut recovery_codes = Vec::new();
        if *enrolled {
            let (codes, macs) = self.recovery_codes(self.keys()?, member.id)?;
            work.set_recovery_codes(member.id, &macs).await?;
            recovery_codes = codes;
        }
        let staff = Member::signed_in(member, *passed_at, at).view();
        Ok(StaffSession { session: Some(session), staff, recovery_codes })
    }
}

/// A second factor that was right.
#[derive(Debug)]
struct Passed {
    attempt: StoredAttempt,
    member: StoredMember,
    passed_at: Moment,
    enrolled: bool,
}

fn read(kept: &str) -> Result<Kept, Refusal> {
    serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))
}
