//! `kezekte portal provider …`: who may credit accounts, and the secrets they sign with.
//!
//! A provider's right stands in the database, its secret in a file of the keys folder
//! (`providers/NAME.key`, mode 0600): a copy of the database credits nobody.

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use super::{
    Error, auth,
    store::{Event, Purpose, Store, StoredProvider},
};
use crate::domain::{Clock, Moment, ProviderName, Random, SafeText, Secret};

/// The longest secret that is read, in bytes.
const LONGEST: u64 = 1_024;

/// The folder of the providers' secrets.
#[derive(Debug, Clone, Default)]
pub(super) struct Secrets(Option<PathBuf>);

impl Secrets {
    /// Those below this folder of keys; without one there are none.
    pub(super) fn of(keys: Option<&Path>) -> Self {
        Self(keys.map(|keys| keys.join("providers")))
    }

    fn file(&self, name: &ProviderName) -> Option<PathBuf> {
        self.0.as_ref().map(|folder| folder.join(format!("{name}.key")))
    }

    /// A provider's secret, read anew each time: a changed file counts at the next call. None when
    /// there is no file.
    ///
    /// # Errors
    /// When the file cannot be read, or others than its owner can read it too.
    pub(super) fn read(&self, name: &ProviderName) -> io::Result<Option<Secret>> {
        let Some(file) = self.file(name) else { return Ok(None) };
        let about = match fs::metadata(&file) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if about.permissions().mode() & 0o077 != 0 {
            return Err(io::Error::other(
                "a provider's secret can be read by others (0600 is needed)",
            ));
        }
        if about.len() > LONGEST {
            return Err(io::Error::other("a provider's secret is too long"));
        }
        let text = Secret::new("provider", fs::read_to_string(&file)?);
        let trimmed = Secret::new("provider", text.reveal().trim_end());
        Ok(Some(trimmed).filter(|secret| !secret.is_empty()))
    }

    /// Writes a new secret; a file that is there stays.
    fn write(&self, name: &ProviderName, secret: &Secret) -> io::Result<()> {
        let file = self.file(name).ok_or(io::ErrorKind::NotFound)?;
        if let Some(folder) = file.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        let mut open = options.write(true).create_new(true).mode(0o600).open(&file)?;
        io::Write::write_all(&mut open, format!("{}\n", secret.reveal()).as_bytes())?;
        open.sync_all()
    }
}

/// A provider, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its name.
    pub name: ProviderName,
    /// Its name for people.
    pub title: SafeText,
    /// When it was added.
    pub added_at: Moment,
    /// Since when it may do nothing.
    pub disabled_at: Option<Moment>,
    /// Whether its secret is there.
    pub has_secret: bool,
}

/// Adds a provider to a database, beside the portal that serves it if one does; answers its secret,
/// which also stands in the keys folder. A secret that is there already stays.
///
/// # Errors
/// When there is one of this name, the database or the folder cannot be used, or the random source
/// failed.
pub async fn add_provider(
    (database, keys): (&str, &Path),
    (name, title): (&ProviderName, &SafeText),
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<Secret, Error> {
    let store = Store::open(database, Purpose::Administer).await?;
    let added = add(&store, &Secrets::of(Some(keys)), (name, title), clock.now(), random).await;
    store.close().await;
    added?.ok_or_else(|| Error::ProviderExists(name.to_string()))
}

/// Adds a provider; answers none when there is one of this name.
pub(super) async fn add(
    store: &Store,
    secrets: &Secrets,
    (name, title): (&ProviderName, &SafeText),
    at: Moment,
    random: &dyn Random,
) -> Result<Option<Secret>, Error> {
    let secret = match secrets.read(name).map_err(Error::Keys)? {
        Some(secret) => secret,
        None => {
            let (secret, _) = auth::mint("provider", random)?;
            secrets.write(name, &secret).map_err(Error::Keys)?;
            secret
        }
    };
    let provider = StoredProvider {
        name: name.clone(),
        title: title.clone(),
        added_at: at,
        disabled_at: None,
    };
    let mut work = store.write().await?;
    if !work.add_provider(&provider).await? {
        return Ok(None);
    }
    let payload = serde_json::json!({ "provider": name, "title": title });
    work.append(changed("provider.added", payload, at)).await?;
    work.commit().await?;
    Ok(Some(secret))
}

/// Every provider of a database.
///
/// # Errors
/// When the database cannot be read.
pub async fn providers(database: &str, keys: &Path) -> Result<Vec<Provider>, Error> {
    let store = Store::open(database, Purpose::Administer).await?;
    let mut work = store.read().await?;
    let stored = work.providers().await?;
    drop(work);
    store.close().await;
    let secrets = Secrets::of(Some(keys));
    let listed = stored.into_iter().map(|it| Provider {
        has_secret: secrets.read(&it.name).is_ok_and(|secret| secret.is_some()),
        name: it.name,
        title: it.title,
        added_at: it.added_at,
        disabled_at: it.disabled_at,
    });
    Ok(listed.collect())
}

/// Takes a provider's right away, at once and for good.
///
/// # Errors
/// When there is no such provider with a right, or the database cannot be used.
pub async fn disable_provider(
    database: &str,
    name: &ProviderName,
    clock: &dyn Clock,
) -> Result<(), Error> {
    let store = Store::open(database, Purpose::Administer).await?;
    let at = clock.now();
    let mut work = store.write().await?;
    if !work.disable_provider(name, at).await? {
        return Err(Error::NoProvider(name.to_string()));
    }
    let payload = serde_json::json!({ "provider": name });
    work.append(changed("provider.disabled", payload, at)).await?;
    work.commit().await?;
    store.close().await;
    Ok(())
}

fn changed(kind: &'static str, payload: serde_json::Value, at: Moment) -> Event {
    Event { account: None, actor: "portal".to_owned(), kind, payload, at }
}
