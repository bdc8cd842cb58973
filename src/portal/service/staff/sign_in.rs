//! `POST staff/sessions`: the first factor.
//!
//! Invariant: an unknown login, a wrong password, a dismissed member and somebody who has to wait
//! get the same bytes after the same Argon2. A password is neither kept nor fingerprinted but by
//! the portal's key.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, once::Once},
    login,
    patience::{self, Names},
};
use crate::{
    api::{
        ProblemCode,
        staff::{SecondFactor, SignInStaff, StaffPassed},
    },
    domain::{Authenticator, Moment, Secret},
    portal::{
        auth,
        keys::Keys,
        store::{Event, StoredAttempt, StoredMember, Work},
    },
};

/// How long the second factor is awaited.
const WINDOW: Duration = Duration::from_secs(5 * 60);
/// More than this is no password.
const LONGEST: usize = 256;

/// What is kept of a reply: neither claim nor secret.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    attempt: String,
}

impl Service {
    /// Judges login and password; then the second factor is awaited, or an authenticator enrolled.
    ///
    /// # Errors
    /// `staff-refused`, `unavailable` on a portal without a keys folder, `bad-request` for what can
    /// be no password, `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn sign_in_staff(
        &self,
        caller: &Caller,
        key: &IdempotencyKey,
        asked: &SignInStaff,
    ) -> Result<StaffPassed, Refusal> {
        let at = self.clock.now();
        let keys = self.keys()?;
        if asked.password.reveal().len() > LONGEST || asked.login.len() > LONGEST {
            return Err(ProblemCode::BadRequest.into());
        }
        // What is no login is tried like one that nobody has.
        let login = login::read(&asked.login).unwrap_or_default();
        let body = serde_json::to_vec(asked).map_err(|_| Refusal::Broken("a body of no form"))?;
        let body = hex::encode(keys.mac("staff.sessions", &body));
        let once = Once::new(caller.source(), "staff.sessions", key, &body)?;
        let names = Names::new(keys, caller, &login);

        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        if let Some(kept) = once.kept(&mut work).await? {
            return self.await_again(keys, work, &kept, at).await;
        }
        let taken = patience::take(&mut work, names, at).await?;
        let found = work.member_by_login(&login).await?;
        let found = found.filter(|member| member.disabled_at.is_none());
        work.commit().await?;

        let stored = found.as_ref().map(|member| member.password.clone());
        let right = self.passwords.verify(&asked.password, stored).await;
        let mut work = self.store.write().await?;
        match (found, taken) {
            (Some(member), Some(taken)) if right => {
                if let Some(kept) = once.take(&mut work, at).await? {
                    return self.await_again(keys, work, &kept, at).await;
                }
                patience::give_back(&mut work, taken, at).await?;
                let passed = self.await_code(keys, &mut work, caller, &member, &once, at).await?;
                work.commit().await?;
                Ok(passed)
            }
            (found, taken) => {
                if taken.is_some() {
                    let member = found.map(|member| member.login);
                    let why = json!({ "factor": "password", "member": member });
                    refuse(&mut work, caller, why, at).await?;
                }
                work.commit().await?;
                Err(ProblemCode::StaffRefused.into())
            }
        }
    }

    /// The portal's key.
    pub(super) fn keys(&self) -> Result<&Keys, Refusal> {
        self.keys.as_deref().ok_or_else(|| ProblemCode::Unavailable.into())
    }

    async fn await_code(
        &self,
        keys: &Keys,
        work: &mut Work,
        caller: &Caller,
        judged: &StoredMember,
        once: &Once<'_>,
        at: Moment,
    ) -> Result<StaffPassed, Refusal> {
        // While the password was judged the member may have been dismissed or reset.
        let member = work.member_by_id(judged.id).await?;
        let same = |member: &StoredMember| {
            member.disabled_at.is_none() && member.password == judged.password
        };
        let member = member.filter(same).ok_or(ProblemCode::StaffRefused)?;
        let (second_factor, enrols) = self.second_factor(keys, &member)?;
        let (claim, claim_hash) = self.mint("claim")?;
        let attempt = StoredAttempt {
            id: auth::random_hex::<16>(self.random.as_ref())?,
            staff: member.id,
            enrols,
            expires_at: at.after(WINDOW),
        };
        work.add_attempt(&attempt, claim_hash, caller.device_id()).await?;
        once.keep(work, &Kept { attempt: attempt.id }).await?;
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "staff.password_accepted",
            payload: json!({ "member": member.login }),
            at,
        })
        .await?;
        Ok(StaffPassed { claim, second_factor })
    }

    /// What is awaited of this member; for an enrolment a new secret, and the same sealed.
    fn second_factor(
        &self,
        keys: &Keys,
        member: &StoredMember,
    ) -> Result<(SecondFactor, Option<Vec<u8>>), Refusal> {
        if member.authenticator.is_some() {
            return Ok((SecondFactor::Code, None));
        }
        let random = self.random.as_ref();
        let authenticator = Authenticator::generate(random)?;
        let sealed = keys.seal(&member.login, authenticator.octets(), random)?;
        Ok((SecondFactor::Enrol { uri: authenticator.uri(&member.login) }, Some(sealed)))
    }

    /// A retry after a lost reply: the same attempt under a new claim and, for an enrolment, with
    /// another secret.
    async fn await_again(
        &self,
        keys: &Keys,
        mut work: Work,
        kept: &str,
        at: Moment,
    ) -> Result<StaffPassed, Refusal> {
        let kept: Kept =
            serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        let attempt = work.awaited_attempt(&kept.attempt, at).await?;
        let attempt = attempt.ok_or(ProblemCode::StaffRefused)?;
        let member = work.member_by_id(attempt.staff).await?;
        let member = member.ok_or(Refusal::Broken("an attempt of nobody"))?;
        let (second_factor, enrols) = self.second_factor(keys, &member)?;
        let (claim, claim_hash): (Secret, _) = self.mint("claim")?;
        let renewed = (claim_hash, enrols.as_deref());
        if !work.renew_attempt(&attempt.id, renewed, at).await? {
            return Err(ProblemCode::StaffRefused.into());
        }
        work.commit().await?;
        Ok(StaffPassed { claim, second_factor })
    }
}

/// Notes a failed factor. Only a member is named: what else was typed may be anything.
pub(super) async fn refuse(
    work: &mut Work,
    caller: &Caller,
    payload: serde_json::Value,
    at: Moment,
) -> Result<(), Refusal> {
    let (actor, kind) = (caller.actor(), "staff.sign_in_failed");
    work.append(Event { account: None, actor, kind, payload, at }).await?;
    Ok(())
}
