//! Asking for help and looking after what was asked, in the citizen's session when there is one.

use super::{World, session, vault::Vault};
use crate::{
    api::{
        AskHelp, Failure, GetHelpRequest, GetHelpRequests, HelpAsked, HelpRequest, HelpRequests,
        Withdraw,
    },
    app::effect::AskedHelp,
    domain::HelpCode,
};

pub(super) async fn ask(
    world: &World,
    vault: &Vault,
    call: AskHelp,
) -> Result<Box<AskedHelp>, Failure> {
    let body = serde_json::to_vec(&call).unwrap_or_default();
    let key = vault.request_key(&*world.random, &[b"help ", body.as_slice()].concat());
    let answer = world.client.send(&call, vault.session().as_ref(), Some(&key)).await;
    vault.note_answer(&answer);
    answer.map(asked)
}

/// The session cannot do it twice: the key is the session's own.
pub(super) async fn withdraw(
    world: &World,
    vault: &Vault,
    call: Withdraw,
) -> Result<Box<AskedHelp>, Failure> {
    let key = vault.idempotency_key(&*world.random, b"withdrawal");
    world.client.send(&call, Some(&session(vault)?), Some(&key)).await.map(asked)
}

fn asked(answer: HelpAsked) -> Box<AskedHelp> {
    let id = answer.request.id;
    let code = answer.code.map(|secret| HelpCode { id, secret }.grouped());
    Box::new(AskedHelp { request: answer.request, code })
}

pub(super) async fn request(world: &World, code: HelpCode) -> Result<Box<HelpRequest>, Failure> {
    let call = GetHelpRequest { id: code.id };
    world.client.send(&call, Some(&code.secret), None).await.map(Box::new)
}

pub(super) async fn requests(world: &World, vault: &Vault) -> Result<HelpRequests, Failure> {
    world.client.send(&GetHelpRequests {}, Some(&session(vault)?), None).await
}
