//! Exactly one process serves a database file, and nobody else on the machine reads it.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use super::Error;

/// The operating system's lock on `<database>.lock`. It goes with the process, however that ends,
/// so a killed portal leaves nothing to clean up.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// The lock of the file itself: reached by a link, it is the same one.
    pub(super) fn take(database: &Path) -> Result<Self, Error> {
        let database = database.canonicalize().map_err(|error| Error::Lock(error.kind()))?;
        let mut name = OsString::from(database);
        name.push(".lock");
        let file = private(Path::new(&name))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Served),
            Err(TryLockError::Error(error)) => Err(Error::Lock(error.kind())),
        }
    }
}

/// Opens a file, made readable by its owner only when it is not there yet: it will hold numbers of
/// people. SQLite gives its other files the same mode.
pub(super) fn private(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| Error::Lock(error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_same_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.db"), folder.path().join("b.db"));
        private(&file).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let lock = Lock::take(&file).unwrap();
        assert!(matches!(Lock::take(&link), Err(Error::Served)));
        drop(lock);
        Lock::take(&link).unwrap();
    }
}
