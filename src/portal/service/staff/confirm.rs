//! `POST staff/sessions/current/confirm`: the second factor again, for another quarter of an hour
//! of writing.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, once::Once},
    authorise::presented,
    factor::use_factor,
    patience::{self, Names},
    sign_in::refuse,
};
use crate::{
    api::{
        ProblemCode,
        staff::{ConfirmStaff, StaffView},
    },
    portal::{auth, store::Event},
};

/// What became of a code, as it is kept for a retry.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Confirmed,
    Refused,
}

impl Service {
    /// Judges the second factor of the member whose session this is.
    ///
    /// # Errors
    /// `unauthorised`, `staff-refused` for a wrong code and for who has to wait,
    /// `idempotency-key-reused`, `unavailable`, `maintenance`.
    pub(crate) async fn confirm_staff(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &ConfirmStaff,
    ) -> Result<StaffView, Refusal> {
        let at = self.clock.now();
        let keys = self.keys()?;
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let found = work.staff_session(presented(caller, token, at)).await?;
        let found = found.ok_or(ProblemCode::Unauthorised)?;
        let body = hex::encode(keys.mac("staff.confirm", asked.code.reveal().as_bytes()));
        let once = Once::new(format!("staff:{}", found.login), "staff.confirm", key, &body)?;
        let kept = once.take(&mut work, at).await?;
        let names = Names::new(keys, caller, &found.login);
        // Tries come before sessions: signing in holds them in this order too.
        let taken = match kept {
            Some(_) => None,
            None => {
                let taken = patience::take(&mut work, names, at).await?;
                Some(taken.ok_or(ProblemCode::StaffRefused)?)
            }
        };
        let member = self.held_member(&mut work, caller, token, at).await?;
        if let Some(kept) = kept {
            let kept = serde_json::from_str(&kept);
            return match kept.map_err(|_| Refusal::Broken("a reply of no form"))? {
                Kept::Confirmed => Ok(member.view()),
                Kept::Refused => Err(ProblemCode::StaffRefused.into()),
            };
        }
        let stored = work.member_by_id(member.id).await?;
        let stored = stored.ok_or(Refusal::Broken("a session of nobody"))?;
        let code = asked.code.reveal();
        let Some(factor) = use_factor(&mut work, keys, &stored, None, code, at).await? else {
            once.keep(&mut work, &Kept::Refused).await?;
            let why = json!({ "factor": "code", "member": member.login });
            refuse(&mut work, caller, why, at).await?;
            work.commit().await?;
            return Err(ProblemCode::StaffRefused.into());
        };
        if let Some(taken) = taken {
            patience::forgive(&mut work, taken, at).await?;
        }
        work.confirm_staff_session(auth::hash(token), at).await?;
        once.keep(&mut work, &Kept::Confirmed).await?;
        work.append(Event {
            account: None,
            actor: member.actor(),
            kind: "staff.confirmed",
            payload: json!({ "factor": factor.code(), "device": caller.device_id() }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(member.confirmed(at).view())
    }
}
