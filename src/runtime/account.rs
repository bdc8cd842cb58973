//! The citizen's own data, by the session in the vault.

use super::{World, session, vault::Vault};
use crate::api::{
    AccountView, Balance, Failure, GetAccount, GetBalance, GetNotices, GetStatement, Notices,
    StatementPage,
};

pub(super) async fn account(world: &World, vault: &Vault) -> Result<Box<AccountView>, Failure> {
    let session = session(vault)?;
    world.client.send(&GetAccount {}, Some(&session), None).await.map(Box::new)
}

pub(super) async fn balance(world: &World, vault: &Vault) -> Result<Balance, Failure> {
    let session = session(vault)?;
    world.client.send(&GetBalance {}, Some(&session), None).await
}

pub(super) async fn statement(
    world: &World,
    vault: &Vault,
    call: GetStatement,
) -> Result<StatementPage, Failure> {
    let session = session(vault)?;
    world.client.send(&call, Some(&session), None).await
}

pub(super) async fn notices(world: &World, vault: &Vault) -> Result<Notices, Failure> {
    let session = session(vault)?;
    world.client.send(&GetNotices {}, Some(&session), None).await
}
