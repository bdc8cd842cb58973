//! Top-ups, by the session in the vault.

use super::{World, session, vault::Vault};
use crate::{
    api::{Failure, GetTopUp, GetTopUps, RequestTopUp, TopUpView, TopUps},
    domain::SafeText,
};

pub(super) async fn all(world: &World, vault: &Vault) -> Result<Box<TopUps>, Failure> {
    let session = session(vault)?;
    world.client.send(&GetTopUps {}, Some(&session), None).await.map(Box::new)
}

pub(super) async fn request(
    world: &World,
    vault: &Vault,
    call: RequestTopUp,
    attempt: u64,
) -> Result<Box<TopUpView>, Failure> {
    let session = session(vault)?;
    let body = serde_json::to_vec(&call).unwrap_or_default();
    let parts = [b"top-up".as_slice(), &attempt.to_be_bytes(), &body].concat();
    let key = vault.idempotency_key(&*world.random, &parts);
    world.client.send(&call, Some(&session), Some(&key)).await.map(Box::new)
}

pub(super) async fn one(
    world: &World,
    vault: &Vault,
    id: &SafeText,
) -> Result<Box<TopUpView>, Failure> {
    let session = session(vault)?;
    let call = GetTopUp { id: id.as_str().to_owned() };
    world.client.send(&call, Some(&session), None).await.map(Box::new)
}
