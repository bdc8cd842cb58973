//! Asking for a request to sign, and handing the signature in.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{World, vault::Vault};
use crate::{
    api::{
        AcceptanceState, AcceptanceView, Failure, GetAcceptance, ProblemCode, PutSignature,
        RequestAcceptance, Requested, Signed,
    },
    domain::SafeText,
};

/// Asks for a request; its claim stays in the vault.
pub(super) async fn request(
    world: &World,
    vault: &Vault,
    call: RequestAcceptance,
) -> Result<Box<Requested>, Failure> {
    let body = serde_json::to_vec(&call).map_err(|_| Failure::BadAnswer)?;
    let key = vault.request_key(&*world.random, &body);
    let answer = ask(world, vault, call, &key).await;
    vault.note_answer(&answer);
    let mut requested = answer?;
    vault.hold_claim(&requested.id, std::mem::take(&mut requested.claim));
    Ok(Box::new(requested))
}

/// By the claim of a sign-in where there is one: the number is not said again. A claim that is over
/// is dropped and the number said after all.
async fn ask(
    world: &World,
    vault: &Vault,
    call: RequestAcceptance,
    key: &str,
) -> Result<Requested, Failure> {
    if let Some(proof) = vault.proof(call.number.as_ref()) {
        let unnamed = RequestAcceptance { number: None, ..call.clone() };
        match world.client.send(&unnamed, Some(&proof), Some(key)).await {
            Err(failure) if failure.code() == Some(ProblemCode::Unauthorised) => vault.drop_proof(),
            answer => return answer,
        }
    }
    world.client.send(&call, None, Some(key)).await
}

/// Looks at what became of a signature: by the claim of its request, or by that of a sign-in.
pub(super) async fn look(
    world: &World,
    vault: &Vault,
    id: SafeText,
) -> Result<Box<AcceptanceView>, Failure> {
    let claim = vault.claim(&id).or_else(|| vault.any_proof()).ok_or(Failure::NoSession)?;
    let call = GetAcceptance { id: id.to_string() };
    world.client.send(&call, Some(&claim), None).await.map(Box::new)
}

/// Hands the signature in; the session that opens stays in the vault.
pub(super) async fn put_signature(
    world: &World,
    vault: &Vault,
    id: SafeText,
    cms: Arc<[u8]>,
) -> Result<Box<Signed>, Failure> {
    let claim = vault.claim(&id).ok_or(Failure::NoSession)?;
    let key = vault.hand_in_key(&*world.random, &id, &cms);
    let call = PutSignature { id: id.to_string(), cms: STANDARD.encode(&cms) };
    let mut signed = world.client.send(&call, Some(&claim), Some(&key)).await?;
    match signed.session.take() {
        Some(session) => vault.hold_session(session),
        // In force, but this signature opens no session (any more).
        None if signed.acceptance.state == AcceptanceState::Effective => {
            return Err(Failure::NoSession);
        }
        None => {}
    }
    Ok(Box::new(signed))
}
