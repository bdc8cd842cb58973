//! The demonstration's person at the window: chooses the key that fits what is asked.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{Act, Asked, Dialogs};
use crate::{domain::Secret, eds::KeyFile};

/// Key files and their passwords.
#[derive(Debug, Clone, Default)]
pub struct Wallet {
    files: Vec<(PathBuf, Secret)>,
    keys: Vec<Arc<KeyFile>>,
}

impl Wallet {
    /// Of these files. They are opened at the first request.
    #[must_use]
    pub fn new(files: Vec<(PathBuf, Secret)>) -> Self {
        Self { files, keys: Vec::new() }
    }

    /// Opens one file.
    #[must_use]
    pub fn open(path: &std::path::Path, password: &Secret) -> Option<Arc<KeyFile>> {
        let octets = std::fs::read(path).ok()?;
        KeyFile::open(&octets, password.reveal()).ok().map(Arc::new)
    }

    /// The key NCALayer would offer first: of this organisation, or of this person for themselves.
    #[must_use]
    pub fn choose(&self, asked: &Asked) -> Option<Arc<KeyFile>> {
        self.keys.iter().find(|key| fits(key, asked)).cloned()
    }

    /// Answers dialogs after this time, which shows whoever watches that there is one, until the
    /// double is gone.
    pub async fn serve(mut self, mut dialogs: Dialogs, after: Duration) {
        while let Some(mut dialog) = dialogs.recv().await {
            tokio::select! {
                () = tokio::time::sleep(after) => {}
                () = dialog.gone() => continue,
            }
            if self.keys.is_empty() {
                let files = self.files.clone();
                let open = move || {
                    files.iter().filter_map(|(path, password)| Self::open(path, password)).collect()
                };
                self.keys = tokio::task::spawn_blocking(open).await.unwrap_or_default();
            }
            let act = self.choose(&dialog.asked).map_or(Act::NoKey, Act::Sign);
            dialog.answer(act);
        }
    }
}

fn fits(key: &KeyFile, asked: &Asked) -> bool {
    let of = key.summary();
    let person = of.iin.as_ref().map(|iin| iin.digits());
    let organisation = of.bin.as_ref().map(|bin| bin.digits());
    match (&asked.bin, &asked.iin) {
        (Some(bin), _) => organisation == Some(bin.reveal()) && of.for_signing,
        (None, Some(iin)) => {
            person == Some(iin.reveal()) && organisation.is_none() && of.for_signing
        }
        (None, None) => of.for_signing,
    }
}
