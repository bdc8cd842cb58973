//! Asking for a request to sign, and handing the signature in.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{World, vault::Vault};
use crate::{
    api::{Failure, PutSignature, RequestAcceptance, Requested, Signed},
    domain::SafeText,
};

/// Asks for a request; its claim stays in the vault.
pub(super) async fn request(
    world: &World,
    vault: &Vault,
    call: RequestAcceptance,
) -> Result<Box<Requested>, Failure> {
    let body = serde_json::to_vec(&call).map_err(|_| Failure::BadAnswer)?;
    let key = vault.idempotency_key(&*world.random, &body);
    let mut requested = world.client.send(&call, None, Some(&key)).await?;
    vault.hold_claim(&requested.id, std::mem::take(&mut requested.claim));
    Ok(Box::new(requested))
}

/// Hands the signature in; the session that opens stays in the vault.
pub(super) async fn put_signature(
    world: &World,
    vault: &Vault,
    id: SafeText,
    cms: Arc<[u8]>,
) -> Result<Box<Signed>, Failure> {
    let claim = vault.claim(&id).ok_or(Failure::NoSession)?;
    let key = vault.idempotency_key(&*world.random, &[id.as_str().as_bytes(), &cms].concat());
    let call = PutSignature { id: id.to_string(), cms: STANDARD.encode(&cms) };
    let mut signed = world.client.send(&call, Some(&claim), Some(&key)).await?;
    if let Some(session) = signed.session.take() {
        vault.hold_session(session);
    }
    Ok(Box::new(signed))
}
