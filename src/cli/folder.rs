//! The data folder: the demonstration's database and keys, its lock, and the address of a running
//! demonstration.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};

use crate::{domain::Fault, eds::Anchors};

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be made, read or written.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Another demonstration works in it.
    #[error("a demonstration is running already: kezekte kiosk joins it")]
    Busy,
    /// A certificate in it cannot be read.
    #[error("{}: not a certificate ({fault})", .path.display())]
    Certificate {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: Fault,
    },
}

fn io_error(path: &Path) -> impl Fn(io::Error) -> FolderError + '_ {
    |error| FolderError::Io { path: path.to_owned(), error }
}

/// The demonstration's folder (`KEZEKTE_DATA`, else `XDG_DATA_HOME/kezekte`, else
/// `~/.local/share/kezekte`), held by this process alone while it lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

/// Where the data folder is.
#[must_use]
pub fn place() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    variable("KEZEKTE_DATA")
        .or_else(|| variable("XDG_DATA_HOME").map(|home| home.join("kezekte")))
        .or_else(|| variable("HOME").map(|home| home.join(".local/share/kezekte")))
        .unwrap_or_else(|| PathBuf::from("kezekte-data"))
}

impl Folder {
    /// Opens the folder for this process alone; makes it (mode 0700) when it is not there.
    ///
    /// # Errors
    /// When it cannot be made, or another demonstration works in it.
    pub fn open() -> Result<Self, FolderError> {
        let path = place();
        DirBuilder::new().recursive(true).mode(0o700).create(&path).map_err(io_error(&path))?;
        let name = path.join("lock");
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&name)
            .map_err(io_error(&name))?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|_| FolderError::Busy)?;
        Ok(Self { path, _lock: lock })
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join("portal.db")
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// Writes the addresses of the running portal and its payment provider down, for `kezekte kiosk`
    /// and `kezekte demo pay`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn announce(&self, url: &str, till: &str) -> Result<(), FolderError> {
        for (name, address) in [("till", till), ("url", url)] {
            let name = self.path.join(name);
            fs::write(&name, address).map_err(io_error(&name))?;
        }
        Ok(())
    }

    /// Removes everything the demonstration made.
    ///
    /// # Errors
    /// When something cannot be removed.
    pub fn reset(self) -> Result<(), FolderError> {
        let entries = fs::read_dir(&self.path).map_err(io_error(&self.path))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let gone =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            gone.map_err(io_error(&path))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for name in ["url", "till"] {
            let _ = fs::remove_file(self.path.join(name));
        }
    }
}

/// A demonstration that runs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its portal's address.
    pub url: String,
    /// Its keys: device, people, authorities.
    pub keys: PathBuf,
    /// Its payment provider's address.
    pub till: Option<String>,
}

/// The demonstration that runs now in the data folder.
#[must_use]
pub fn running_demonstration() -> Option<Found> {
    let folder = place();
    let lock = File::open(folder.join("lock")).ok()?;
    // Whoever can take the lock sees that nobody runs; the address is then a leftover. A shared
    // lock: two that look at once must not take each other for a demonstration.
    match flock(&lock, FlockOperation::NonBlockingLockShared) {
        Ok(()) => None,
        Err(_) => {
            let url = fs::read_to_string(folder.join("url")).ok()?;
            let till = fs::read_to_string(folder.join("till")).ok();
            Some(Found { url, keys: folder.join("keys"), till })
        }
    }
}

/// The trusted certificates in a folder, DER or PEM; none without a folder.
///
/// # Errors
/// When the folder or one of its certificates cannot be read.
pub fn anchors(folder: Option<&Path>) -> Result<Anchors, FolderError> {
    let Some(folder) = folder else {
        return Ok(Anchors::default());
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(io_error(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| Anchors::reads(path))
        .collect();
    files.sort();
    let mut certificates = Vec::new();
    for file in &files {
        let octets = fs::read(file).map_err(io_error(file))?;
        Anchors::from_certificates([octets.clone()])
            .map_err(|fault| FolderError::Certificate { path: file.clone(), fault })?;
        certificates.push(octets);
    }
    Anchors::from_certificates(certificates)
        .map_err(|fault| FolderError::Certificate { path: folder.to_owned(), fault })
}
