//! Whose certificates the portal trusts: the files of one folder, nothing built in.

use std::path::Path;

use super::Error;
use crate::eds::Anchors;

/// Reads every certificate of the folder ([`Anchors::reads`]), by name.
pub(super) fn read(folder: Option<&Path>) -> Result<Anchors, Error> {
    let mut files = Vec::new();
    if let Some(folder) = folder {
        let entries = std::fs::read_dir(folder).map_err(Error::TrustFolder)?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(Error::TrustFolder)?.path();
            if Anchors::reads(&path) {
                paths.push(path);
            }
        }
        paths.sort();
        for path in paths {
            files.push(std::fs::read(path).map_err(Error::TrustFolder)?);
        }
    }
    Anchors::from_certificates(files).map_err(Error::Trust)
}
