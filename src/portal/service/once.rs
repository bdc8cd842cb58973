//! One effect for one idempotency key.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Refusal;
use crate::{
    api::ProblemCode,
    domain::Moment,
    portal::store::{Reserved, Work},
};

/// The `Idempotency-Key` of a state-changing call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdempotencyKey(String);

impl IdempotencyKey {
    /// 1–64 visible ASCII characters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.to_owned()))
    }

    /// As it was given.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A call that has one effect: who does what under which key, and what exactly was asked.
#[derive(Debug)]
pub(super) struct Once<'a> {
    actor: String,
    operation: &'static str,
    key: &'a IdempotencyKey,
    fingerprint: [u8; 32],
}

impl<'a> Once<'a> {
    pub(super) fn new(
        actor: String,
        operation: &'static str,
        key: &'a IdempotencyKey,
        body: &impl Serialize,
    ) -> Result<Self, Refusal> {
        let body = serde_json::to_vec(body).map_err(|_| Refusal::Broken("a body of no form"))?;
        Ok(Self { actor, operation, key, fingerprint: Sha256::digest(body).into() })
    }

    fn name(&self) -> (&str, &str, &str) {
        (&self.actor, self.operation, &self.key.0)
    }

    /// The kept reply, when the call was made before.
    pub(super) async fn kept(&self, work: &mut Work) -> Result<Option<String>, Refusal> {
        match work.reply(self.name(), self.fingerprint).await? {
            Some(reserved) => done(reserved),
            None => Ok(None),
        }
    }

    /// Takes the key for this transaction, or finds the kept reply.
    pub(super) async fn take(
        &self,
        work: &mut Work,
        at: Moment,
    ) -> Result<Option<String>, Refusal> {
        done(work.reserve(self.name(), self.fingerprint, at).await?)
    }

    /// Keeps the reply, which must hold no secret.
    pub(super) async fn keep(
        &self,
        work: &mut Work,
        reply: &impl Serialize,
    ) -> Result<(), Refusal> {
        let body =
            serde_json::to_string(reply).map_err(|_| Refusal::Broken("a reply of no form"))?;
        Ok(work.keep_reply(self.name(), &body).await?)
    }
}

fn done(reserved: Reserved) -> Result<Option<String>, Refusal> {
    match reserved {
        Reserved::New => Ok(None),
        Reserved::Done(reply) => Ok(Some(reply)),
        Reserved::Differs => Err(ProblemCode::KeyReused.into()),
    }
}
