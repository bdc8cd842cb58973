//! `POST payments/{provider}`, the second step: the money is credited, once.
//!
//! The provider's transaction id is the idempotency key. Unlike other keys it is kept for good, with
//! the bytes of the reply: a provider may ask again after a week.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::SigningProvider;
use crate::{
    api::{Paid, Pay, ProblemCode, ProviderReply},
    domain::{Bilingual, EntryKind, Moment, ProviderName, TopUpCode},
    portal::{
        service::{Entry, Gate, Refusal, Service, post_entry::EntryRefused},
        store::{Event, StoredPayment, Work},
        words::say,
    },
    text::phrases,
};

/// The most times a payment is tried again because the same one was posted meanwhile.
const TRIES: usize = 2;

impl Service {
    /// Credits the account and answers the reply's JSON, the same bytes for the same payment.
    ///
    /// # Errors
    /// `bad-request` for a transaction id of no form, `not-found` for an unknown account or a code
    /// that is not the account's, `forbidden` when the account may not be credited (the gate's
    /// table), `unauthorised` for a provider without a right (any more), `amount-out-of-limits`, `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn pay(
        &self,
        provider: &SigningProvider,
        asked: &Pay,
    ) -> Result<String, Refusal> {
        let id = &asked.transaction;
        if !(1..=64).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(ProblemCode::BadRequest.into());
        }
        let body = serde_json::to_vec(asked).map_err(|_| Refusal::Broken("a body of no form"))?;
        let fingerprint: [u8; 32] = Sha256::digest(body).into();
        for _ in 0..TRIES {
            if let Some(reply) = self.try_to_pay(provider, asked, fingerprint).await? {
                return Ok(reply);
            }
        }
        Err(Refusal::Broken("a payment that is neither posted nor not"))
    }

    /// None when somebody else has posted the same payment since this began.
    async fn try_to_pay(
        &self,
        provider: &SigningProvider,
        asked: &Pay,
        fingerprint: [u8; 32],
    ) -> Result<Option<String>, Refusal> {
        let (name, at) = (&provider.stored().name, self.clock.now());
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        // Its right may have been taken away since its signature was judged.
        let right = work.provider(name).await?.is_some_and(|it| it.disabled_at.is_none());
        if !right {
            return Err(ProblemCode::Unauthorised.into());
        }
        if let Some(kept) = kept(&mut work, name, asked, fingerprint).await? {
            return Ok(Some(kept));
        }
        let number = i64::try_from(asked.account).unwrap_or(i64::MAX);
        let account = work.hold_account(number).await?;
        // Whoever held the account before may have posted this very payment.
        if let Some(kept) = kept(&mut work, name, asked, fingerprint).await? {
            return Ok(Some(kept));
        }
        let account = account.ok_or(ProblemCode::NotFound)?;
        Gate::Credit.pass(account.state)?;
        if !work.top_up_limits().await?.allow(asked.amount) {
            return Err(ProblemCode::AmountOutOfLimits.into());
        }
        let (top_up, code) = top_up(&mut work, asked).await?.unzip();
        let line = say(&phrases::payment::line(provider.stored().title.clone()));
        let entry = Entry {
            account: number,
            kind: EntryKind::TopUp,
            text: Bilingual { kk: line.kk, ru: line.ru },
            amount: asked.amount,
            at,
        };
        let posted = match self.post_entry(&mut work, &entry).await {
            Ok(posted) => posted,
            Err(EntryRefused::Store(error)) => return Err(error.into()),
            Err(_) => return Err(ProblemCode::AmountOutOfLimits.into()),
        };
        let reply = reply_to(asked, posted, at)?;
        let payment = StoredPayment {
            transaction: asked.transaction.clone(),
            fingerprint,
            account: number,
            amount: asked.amount,
            top_up,
            entry: posted,
            taken_at: asked.at,
            at,
            reply: reply.clone(),
        };
        if !work.add_payment(name, &payment).await? {
            return Ok(None);
        }
        work.append(Event {
            account: Some(number),
            actor: format!("provider:{name}"),
            kind: "account.topped_up",
            payload: json!({
                "provider": name,
                "amount": asked.amount,
                "transaction": posted,
                "top_up": code,
            }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(Some(reply))
    }
}

/// The reply of this payment, when it was posted.
async fn kept(
    work: &mut Work,
    provider: &ProviderName,
    asked: &Pay,
    fingerprint: [u8; 32],
) -> Result<Option<String>, Refusal> {
    match work.payment(provider, &asked.transaction).await? {
        Some((posted, reply)) if posted == fingerprint => Ok(Some(reply)),
        Some(_) => Err(ProblemCode::KeyReused.into()),
        None => Ok(None),
    }
}

/// The top-up a payment names. It must be the account's; one that was paid or has expired since the
/// check is no reason to refuse money that is already there.
async fn top_up(work: &mut Work, asked: &Pay) -> Result<Option<(String, String)>, Refusal> {
    let Some(code) = &asked.top_up else { return Ok(None) };
    let code = TopUpCode::parse(code).filter(|code| code.account == asked.account);
    let found = work.top_up_of(&code.ok_or(ProblemCode::NotFound)?).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    Ok(Some((found.id, found.code.to_string())))
}

fn reply_to(asked: &Pay, posted: i64, at: Moment) -> Result<String, Refusal> {
    let reply = ProviderReply::Pay(Paid {
        transaction: asked.transaction.as_str().into(),
        entry: u64::try_from(posted).map_err(|_| Refusal::Broken("an entry below zero"))?,
        account: asked.account,
        amount: asked.amount,
        at,
    });
    serde_json::to_string(&reply).map_err(|_| Refusal::Broken("a reply of no form"))
}
