//! `POST account/top-ups`: a code to pay with.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    api::{ProblemCode, RequestTopUp, TopUpView},
    portal::{
        auth,
        service::{Caller, Gate, IdempotencyKey, Refusal, Service, once::Once},
        store::Event,
    },
};

/// How long a top-up waits for its payment.
const WAITS: Duration = Duration::from_secs(24 * 60 * 60);

/// What is kept of a reply: what became of the top-up may have changed until a retry.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    id: String,
}

impl Service {
    /// Makes a top-up of the caller's own account, or finds the one over the same amount that waits.
    ///
    /// # Errors
    /// `unauthorised`, `forbidden` for a stopped account, `amount-out-of-limits`,
    /// `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn request_top_up(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &RequestTopUp,
    ) -> Result<TopUpView, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.writing_citizen(Gate::Use, caller, token, at).await?;
        let account = citizen.account.number;
        if !work.top_up_limits().await?.allow(asked.amount) {
            return Err(ProblemCode::AmountOutOfLimits.into());
        }
        let once = Once::new(format!("account:{account}"), "account.top_ups", key, asked)?;
        let kept = once.take(&mut work, at).await?;
        let waiting = match kept {
            Some(kept) => {
                let kept: Kept = serde_json::from_str(&kept)
                    .map_err(|_| Refusal::Broken("a reply of no form"))?;
                let found = work.top_up(account, &kept.id).await?;
                Some(found.ok_or(Refusal::Broken("a top-up is missing"))?)
            }
            None => work.waiting_top_up(account, Some(asked.amount), at).await?,
        };
        if let Some(waiting) = waiting {
            once.keep(&mut work, &Kept { id: waiting.id.clone() }).await?;
            let view = self.top_up_view(&mut work, waiting, at).await?;
            work.commit().await?;
            return Ok(view);
        }
        let id = auth::random_hex::<16>(self.random.as_ref())?;
        work.add_top_up(&id, account, asked.amount, at, at.after(WAITS)).await?;
        once.keep(&mut work, &Kept { id: id.clone() }).await?;
        let made = work.top_up(account, &id).await?.ok_or(Refusal::Broken("no top-up"))?;
        let view = self.top_up_view(&mut work, made, at).await?;
        work.append(Event {
            account: Some(account),
            actor: "citizen".to_owned(),
            kind: "top_up.requested",
            payload: json!({ "code": view.code, "amount": view.amount }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(view)
    }
}
