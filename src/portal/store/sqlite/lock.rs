//! Exactly one process serves a database file.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use super::Error;

/// The operating system's lock on `<database>.lock`. It goes with the process, however that ends,
/// so a killed portal leaves nothing to clean up.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(database: &Path) -> Result<Self, Error> {
        let mut name = OsString::from(database);
        name.push(".lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(PathBuf::from(name))
            .map_err(|error| Error::Lock(error.kind()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Served),
            Err(TryLockError::Error(error)) => Err(Error::Lock(error.kind())),
        }
    }
}
