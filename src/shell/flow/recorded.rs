//! What the portal has recorded, asked over its API.

use super::Why;
use crate::{
    api::{GetAccount, GetStatus, staff::GetCard},
    app::screens::AnyScreen,
    domain::AccountState,
    shell::headless::Headless,
};

/// The number of users.
pub(super) async fn users(console: &Headless) -> Result<u64, Why> {
    Ok(console.runtime().ask(&GetStatus {}).await.map_err(Why::NotAsked)?.users)
}

/// So many more users than `before`.
pub(super) async fn joined(console: &Headless, before: u64, more: u64) -> Result<(), Why> {
    let now = users(console).await?;
    same("users", format!("+{more}"), format!("{:+}", i128::from(now) - i128::from(before)))
}

/// The state of the visit's account, at the desk of the one whose card is shown.
pub(super) async fn account(console: &Headless, state: AccountState) -> Result<(), Why> {
    let found = match &console.model().screen {
        AnyScreen::Workbench(workbench) => {
            let account = workbench.account().ok_or(Why::NoCard)?;
            let card = console.runtime().ask(&GetCard { account }).await;
            card.map_err(Why::NotAsked)?.state
        }
        _ => console.runtime().ask(&GetAccount {}).await.map_err(Why::NotAsked)?.state,
    };
    same("the account", word(&state), word(&found))
}

/// The number of the account's acceptances.
pub(super) async fn acceptances(console: &Headless, count: usize) -> Result<(), Why> {
    let found = console.runtime().ask(&GetAccount {}).await.map_err(Why::NotAsked)?;
    same("acceptances", count.to_string(), found.acceptances.len().to_string())
}

fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn same(what: &'static str, expected: String, found: String) -> Result<(), Why> {
    if expected == found { Ok(()) } else { Err(Why::Recorded { what, expected, found }) }
}
