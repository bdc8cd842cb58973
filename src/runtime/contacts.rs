//! The citizen's registration data, by the session in the vault. On the way to the screens values
//! become secrets: what they are told is written into journals.

use super::{World, session, vault::Vault};
use crate::{
    api::{ConfirmContact, Contacts, Endpoint, Failure, GetContacts, PutContacts},
    app::details::{Known, Sent},
    domain::{SafeText, Secret},
};

pub(super) async fn get(world: &World, vault: &Vault) -> Result<Box<Known>, Failure> {
    let session = session(vault)?;
    let contacts = world.client.send(&GetContacts {}, Some(&session), None).await?;
    Ok(Box::new(known(contacts)))
}

pub(super) async fn put(
    world: &World,
    vault: &Vault,
    call: PutContacts,
    attempt: u64,
) -> Result<Box<Sent>, Failure> {
    let put = write(world, vault, &call, attempt).await?;
    let shown = put.demonstration.into_iter().map(|message| {
        let text = SafeText::new(message.text.reveal());
        (message.channel, Secret::new("message", text.as_str()))
    });
    Ok(Box::new(Sent { messages: shown.collect(), waiting: put.pending }))
}

pub(super) async fn confirm(
    world: &World,
    vault: &Vault,
    call: ConfirmContact,
    attempt: u64,
) -> Result<Box<Known>, Failure> {
    let contacts = write(world, vault, &call, attempt).await?;
    Ok(Box::new(known(contacts)))
}

fn known(contacts: Contacts) -> Known {
    Known {
        owner: contacts.owner,
        phone: contacts.phone.map(|phone| Secret::new("phone", phone.digits())),
        email: contacts.email.map(|email| Secret::new("email", email.as_str())),
        language: contacts.language,
    }
}

async fn write<E: Endpoint>(
    world: &World,
    vault: &Vault,
    call: &E,
    attempt: u64,
) -> Result<E::Reply, Failure> {
    let session = session(vault)?;
    let body = serde_json::to_vec(call).map_err(|_| Failure::BadAnswer)?;
    let attempt = attempt.to_be_bytes();
    let parts = [call.path().as_bytes(), attempt.as_slice(), body.as_slice()].concat();
    let key = vault.idempotency_key(&*world.random, &parts);
    world.client.send(call, Some(&session), Some(&key)).await
}
