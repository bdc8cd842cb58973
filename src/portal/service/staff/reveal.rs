//! `POST staff/accounts/{id}/reveal`: one masked field in clear (row D7).
//!
//! Invariant: the value is in no stored reply and no event. A retry reads it anew, as long as the
//! thirty seconds last.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, once::Once},
    cap::Capped,
};
use crate::{
    api::{
        ProblemCode,
        staff::{Reveal, RevealField, Revealed},
    },
    domain::{Moment, Permission, Secret},
    portal::store::{Event, StoredAccount, Work},
};

/// How long a revealed field is shown.
const SHOWN: Duration = Duration::from_secs(30);

/// A revealing as it is kept for a retry: without the value.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    until: Moment,
}

impl Service {
    /// One field in clear, for a reason.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `not-found` for an account or
    /// a field that is not there, `too-many-requests` after 60 fields in an hour,
    /// `idempotency-key-reused` also for a retry after the time is over, `maintenance`.
    pub(in crate::portal) async fn reveal_field(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &Reveal,
    ) -> Result<Revealed, Refusal> {
        let at = self.clock.now();
        let (mut work, member) = self.writing_member(caller, token, Permission::Reveal, at).await?;
        let once = Once::new(member.actor(), "staff.reveal", key, &(asked.account, asked))?;
        let kept = once.take(&mut work, at).await?;
        let account = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        let account = work.account(account).await?.ok_or(ProblemCode::NotFound)?;
        let value = value(&mut work, &account, asked.field).await?;
        if let Some(kept) = kept {
            let kept: Kept =
                serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
            // Later, it is another look and another event.
            if kept.until <= at {
                return Err(ProblemCode::KeyReused.into());
            }
            return Ok(Revealed { field: asked.field, value, until: kept.until });
        }
        self.count(&mut work, &member, Capped::Reveal, at).await?;
        let kept = Kept { until: at.after(SHOWN) };
        once.keep(&mut work, &kept).await?;
        work.append(Event {
            account: Some(account.number),
            actor: member.actor(),
            kind: "account.revealed",
            payload: json!({ "field": asked.field, "reason": asked.reason }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(Revealed { field: asked.field, value, until: kept.until })
    }
}

async fn value(
    work: &mut Work,
    account: &StoredAccount,
    field: RevealField,
) -> Result<Secret, Refusal> {
    let secret = |value: &str| Secret::new("revealed", value);
    Ok(match field {
        RevealField::Number => secret(account.holder.digits()),
        RevealField::Name => secret(account.owner.as_str()),
        RevealField::Phone | RevealField::Email => {
            let contacts = work.contacts(account.number).await?.ok_or(ProblemCode::NotFound)?;
            let value = match field {
                RevealField::Phone => contacts.phone.map(|(phone, _)| secret(&phone.e164())),
                _ => contacts.email.map(|(email, _)| secret(email.as_str())),
            };
            value.ok_or(ProblemCode::NotFound)?
        }
    })
}
