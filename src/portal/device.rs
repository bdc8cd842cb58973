//! `kezekte portal device add`: a kiosk's credential.

use super::{
    Error, auth,
    store::{Device, Purpose, Store},
};
use crate::domain::{Clock, Random, Secret, Terminal};

/// A device that was added. The secret is shown once and stored only as its hash.
#[derive(Debug)]
pub struct Added {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: Secret,
}

impl Added {
    /// The value of the `Kezekte-Device` header: `id.secret`.
    #[must_use]
    pub fn credential(&self) -> Secret {
        Secret::new("device", format!("{}.{}", self.id, self.secret.reveal()))
    }
}

/// Adds a device to a database, beside the portal that serves it if one does.
///
/// # Errors
/// When the database cannot be opened or the random source failed.
pub async fn add_device(
    database: &str,
    terminal: Terminal,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<Added, Error> {
    let store = Store::open(database, Purpose::Administer).await?;
    let added = add(&store, terminal, clock, random).await?;
    store.close().await;
    Ok(added)
}

pub(super) async fn add(
    store: &Store,
    terminal: Terminal,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<Added, Error> {
    let (secret, hash) = auth::mint("device", random)?;
    let id = auth::random_hex::<8>(random)?;
    let at = clock.now();
    let mut work = store.write().await?;
    work.add_device(&Device { id: id.clone(), terminal: terminal.clone() }, hash, at).await?;
    work.append(super::store::Event {
        account: None,
        actor: "portal".to_owned(),
        kind: "device.added",
        payload: serde_json::json!({ "device": id, "terminal": terminal }),
        at,
    })
    .await?;
    work.commit().await?;
    Ok(Added { id, secret })
}
