//! Finding, opening and using a key file. The private key never leaves the vault.

use std::{path::PathBuf, sync::Arc};

use super::{World, vault::Vault};
use crate::{
    app::effect::OpenedKey,
    domain::{Fault, SafeText, Secret},
    eds::{self, Acceptance, Policy},
    signer::key_file,
};

/// Runs work that keeps a processor busy away from the loop. A panic in it counts as a malformed
/// file: nothing was signed.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Fault::Malformed))
}

pub(super) async fn find(world: &World) -> Vec<SafeText> {
    let folders = world.key_folders.clone();
    let found = tokio::task::spawn_blocking(move || key_file::find(&folders)).await;
    found.unwrap_or_default().iter().filter_map(|path| path.to_str()).map(SafeText::new).collect()
}

/// Opens a key file, judges its certificate, and keeps the key.
pub(super) async fn open(
    world: &Arc<World>,
    vault: &Arc<Vault>,
    path: String,
    password: Secret,
) -> Result<Box<OpenedKey>, Fault> {
    let (world, vault) = (Arc::clone(world), Arc::clone(vault));
    aside(move || {
        let key = key_file::open(&PathBuf::from(path), password.reveal())?;
        let policy = Policy::Acceptance(Acceptance::default());
        let report = eds::examine(key.certificate(), &world.anchors, &policy, world.clock.now());
        let certificate = key.summary();
        vault.hold_key(key);
        Ok(Box::new(OpenedKey { certificate, checks: report.lines, verdict: report.verdict }))
    })
    .await
}

/// Signs the document: CAdES-BES, detached.
pub(super) async fn sign(
    world: &Arc<World>,
    vault: &Vault,
    document: Arc<[u8]>,
) -> Result<Arc<[u8]>, Fault> {
    let key = vault.key().ok_or(Fault::NotKeyFile)?;
    let world = Arc::clone(world);
    aside(move || {
        let at = world.clock.now();
        eds::sign(&document, &key, false, at, &*world.random).map(Arc::from)
    })
    .await
}
