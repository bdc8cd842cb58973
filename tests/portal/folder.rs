//! The folder of a world. When a world ends, the evidence of every acceptance in its database is
//! exported, and OpenSSL judges it without our program (P9).

use std::path::Path;

use kezekte::portal::export_evidence;
use tempfile::TempDir;

use crate::evidence::openssl::check_all;

/// A folder that is removed with everything in it, after its evidence was looked at.
pub(crate) struct Folder {
    folder: TempDir,
    /// The database, once it is known.
    database: Option<String>,
}

impl From<TempDir> for Folder {
    fn from(folder: TempDir) -> Self {
        Self { folder, database: None }
    }
}

impl Folder {
    /// The same, of a world with this database.
    pub(crate) fn of(mut self, database: &str) -> Self {
        self.database = Some(database.to_owned());
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn check(&self, database: String) {
        let trust = self.path().join("keys").join("trust");
        // The test's own runtime may end with this thread.
        let exporting = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let mut packages = Vec::new();
            let take = |package| {
                packages.push(package);
                Ok(())
            };
            let done = runtime.unwrap().block_on(export_evidence(&database, Some(&trust), take));
            done.unwrap();
            packages
        });
        check_all(&exporting.join().expect("the evidence is exported"));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(database) = self.database.take().filter(|_| !std::thread::panicking()) {
            self.check(database);
        }
    }
}
