//! A folder for one play, gone when it is over.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use crate::domain::Random;

/// A private folder that is removed when it is dropped.
#[derive(Debug)]
pub(in crate::cli) struct Temporary(PathBuf);

impl Temporary {
    /// Makes the folder (mode 0700) under the system's temporary one, by a name nobody can guess.
    pub(in crate::cli) fn make(random: &dyn Random) -> io::Result<Self> {
        let mut name = [0; 16];
        random.fill(&mut name).map_err(io::Error::other)?;
        let path = std::env::temp_dir().join(format!("kezekte-{}", hex::encode(name)));
        fs::DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    pub(in crate::cli) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
