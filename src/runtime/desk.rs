//! The support desk's calls, by the claim and the session in the vault.

use std::sync::Arc;

use super::{World, feed, session, vault::Vault};
use crate::{
    api::{
        Endpoint, Failure,
        staff::{GetActions, PassCode, Revealed, SecondFactor, SignInStaff},
    },
    app::effect::{AwaitedFactor, DeskCall, DeskReply, MemberSession, RevealedField},
    domain::{SafeText, Secret},
};

/// The vault's name for the claim between password and code.
const CLAIM: &str = "staff";

pub(super) async fn answer(world: &Arc<World>, vault: &Vault, call: DeskCall) -> DeskReply {
    match call {
        DeskCall::SignIn(call, attempt) => {
            DeskReply::Passed(sign_in(world, vault, &call, attempt).await)
        }
        DeskCall::Code(call, attempt) => {
            DeskReply::SignedIn(pass_code(world, vault, &call, attempt).await)
        }
        DeskCall::Confirm(call, attempt) => {
            DeskReply::Confirmed(write(world, vault, &call, attempt).await)
        }
        DeskCall::Search(call) => DeskReply::Hits(read(world, vault, &call).await),
        DeskCall::Stopped(call) => DeskReply::Stopped(read(world, vault, &call).await),
        DeskCall::Card(call) => DeskReply::Card(read(world, vault, &call).await.map(Box::new)),
        DeskCall::Timeline(call) => DeskReply::Timeline(read(world, vault, &call).await),
        DeskCall::Preview(call) => DeskReply::Preview(read(world, vault, &call).await),
        DeskCall::Restore(call, attempt) => {
            DeskReply::Done(write(world, vault, &call, attempt).await)
        }
        DeskCall::Block(call, attempt) => {
            DeskReply::Done(write(world, vault, &call, attempt).await)
        }
        DeskCall::StopAccess(call, attempt) => {
            DeskReply::Done(write(world, vault, &call, attempt).await)
        }
        DeskCall::Undo(call, attempt) => {
            DeskReply::Undone(write(world, vault, &call, attempt).await)
        }
        DeskCall::Actions => DeskReply::Actions(read(world, vault, &GetActions {}).await),
        DeskCall::Note(call, attempt) => {
            DeskReply::Noted(write(world, vault, &call, attempt).await)
        }
        DeskCall::Reveal(call, attempt) => {
            DeskReply::Revealed(write(world, vault, &call, attempt).await.map(held))
        }
        DeskCall::Requests(call) => DeskReply::Requests(read(world, vault, &call).await),
        DeskCall::Request(call) => DeskReply::Request(read(world, vault, &call).await),
        DeskCall::Take(call, attempt) => {
            DeskReply::Request(write(world, vault, &call, attempt).await)
        }
        DeskCall::Answer(call, attempt) => {
            DeskReply::Request(write(world, vault, &call, attempt).await)
        }
        DeskCall::Close(call, attempt) => {
            DeskReply::Request(write(world, vault, &call, attempt).await)
        }
        DeskCall::Listen => DeskReply::News(feed::listen(world, vault).await),
        // The text is on its way to the shell ([`super::Runtime::take_copied`]).
        DeskCall::Copy(text) => DeskReply::Copied(SafeText::from(text.as_str())),
    }
}

async fn sign_in(
    world: &World,
    vault: &Vault,
    call: &SignInStaff,
    attempt: u64,
) -> Result<AwaitedFactor, Failure> {
    let key = key(world, vault, call, attempt);
    let passed = world.client.send(call, None, Some(&key)).await?;
    vault.hold_claim(&SafeText::from(CLAIM), passed.claim);
    Ok(match passed.second_factor {
        SecondFactor::Code => AwaitedFactor::Code,
        SecondFactor::Enrol { uri } => AwaitedFactor::Enrol { uri: slot("uri", &uri) },
    })
}

async fn pass_code(
    world: &World,
    vault: &Vault,
    call: &PassCode,
    attempt: u64,
) -> Result<MemberSession, Failure> {
    let claim = vault.claim(&SafeText::from(CLAIM)).ok_or(Failure::NoSession)?;
    let key = key(world, vault, call, attempt);
    let mut signed_in = world.client.send(call, Some(&claim), Some(&key)).await?;
    if let Some(session) = signed_in.session.take() {
        vault.hold_staff_session(session);
    }
    let codes = signed_in.recovery_codes.iter().map(|code| slot("recovery", code));
    Ok(MemberSession { staff: signed_in.staff, recovery_codes: codes.collect() })
}

async fn read<E: Endpoint>(world: &World, vault: &Vault, call: &E) -> Result<E::Reply, Failure> {
    world.client.send(call, Some(&session(vault)?), None).await
}

async fn write<E: Endpoint>(
    world: &World,
    vault: &Vault,
    call: &E,
    attempt: u64,
) -> Result<E::Reply, Failure> {
    let key = key(world, vault, call, attempt);
    world.client.send(call, Some(&session(vault)?), Some(&key)).await
}

/// The idempotency key of this attempt at this call, in this visit.
fn key<E: Endpoint>(world: &World, vault: &Vault, call: &E, attempt: u64) -> String {
    let body = serde_json::to_vec(call).unwrap_or_default();
    let attempt = attempt.to_be_bytes();
    let parts = [call.path().as_bytes(), attempt.as_slice(), body.as_slice()].concat();
    vault.idempotency_key(&*world.random, &parts)
}

/// A secret of the contract under the name of its slot, which is what a journal writes.
fn slot(name: &'static str, secret: &Secret) -> Secret {
    Secret::new(name, secret.reveal())
}

fn held(revealed: Revealed) -> RevealedField {
    let value = slot("revealed", &revealed.value);
    RevealedField { field: revealed.field, value, until: revealed.until }
}
