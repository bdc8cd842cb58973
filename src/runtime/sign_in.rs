//! Asking for a challenge, and signing in with its signature.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{World, vault::Vault};
use crate::{
    api::{Challenged, Failure, RequestChallenge, SignIn, SignedIn},
    domain::SafeText,
};

/// Asks for a challenge; its claim stays in the vault.
pub(super) async fn challenge(
    world: &World,
    vault: &Vault,
    call: RequestChallenge,
) -> Result<Box<Challenged>, Failure> {
    let body = [b"sign in ", call.number.digits().as_bytes()].concat();
    let key = vault.request_key(&*world.random, &body);
    let answer = world.client.send(&call, None, Some(&key)).await;
    vault.note_answer(&answer);
    let mut challenged = answer?;
    vault.expect_proof(&call.number);
    vault.hold_claim(&challenged.id, std::mem::take(&mut challenged.claim));
    Ok(Box::new(challenged))
}

/// Hands the signature in; the session that opens stays in the vault, or the claim that stands for
/// the proved number.
pub(super) async fn sign_in(
    world: &World,
    vault: &Vault,
    id: SafeText,
    cms: Arc<[u8]>,
) -> Result<Box<SignedIn>, Failure> {
    let claim = vault.claim(&id).ok_or(Failure::NoSession)?;
    let key = vault.hand_in_key(&*world.random, &id, &cms);
    let call = SignIn { id, cms: STANDARD.encode(&cms) };
    let mut signed_in = world.client.send(&call, Some(&claim), Some(&key)).await?;
    if let Some(session) = signed_in.session.take() {
        vault.hold_session(session);
    }
    if let Some(proof) = signed_in.claim.take() {
        vault.hold_proof(proof);
    }
    Ok(Box::new(signed_in))
}
