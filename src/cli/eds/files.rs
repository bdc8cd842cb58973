//! Files in and out, in this command only: read whole under a limit, written whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::Failure;
use crate::{
    domain::{Fault, Random},
    eds::Anchors,
};

/// The largest file that is read, in octets.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Reads a file.
///
/// # Errors
/// [`Failure::Read`]; [`Failure::TooLarge`].
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_within(path, MAX_FILE)
}

fn read_within(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    let mut octets = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(most + 1).read_to_end(&mut octets).map_err(unreadable)?;
    if octets.len() as u64 > most {
        return Err(Failure::TooLarge { path: path.to_owned() });
    }
    Ok(octets)
}

/// The trusted certificates of a directory ([`Anchors::reads`]), in the order of their names;
/// directories in it are not entered.
///
/// # Errors
/// As [`read`].
pub(super) fn read_certificates(path: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    paths.retain(|path| Anchors::reads(path) && path.is_file());
    paths.into_iter().map(|path| read(&path).map(|octets| (path, octets))).collect()
}

/// Writes a file whole: beside its place under a name of its own, then moved there. When anything
/// fails the place is as it was and nothing is left beside it.
///
/// # Errors
/// [`Failure::Write`]; [`Fault::NoRandomness`].
pub(super) fn write(path: &Path, octets: &[u8], random: &dyn Random) -> Result<(), Failure> {
    let mut name = [0; 8];
    random.fill(&mut name).map_err(|_| Fault::NoRandomness)?;
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let beside =
        directory.unwrap_or_else(|| Path::new(".")).join(format!(".{}.part", hex::encode(name)));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(octets).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|source| {
        // It may not have been made at all; either way there is nothing more to do about it.
        drop(fs::remove_file(&beside));
        Failure::Write { path: path.to_owned(), source }
    })
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::*;

    /// Nothing was judged, so this is no verdict on anything.
    #[test]
    fn a_file_that_is_too_large_is_a_failure_of_the_command() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        fs::write(&path, [0; 9]).unwrap();
        assert_eq!(read_within(&path, 9).unwrap().len(), 9);
        let failure = read_within(&path, 8).unwrap_err();
        assert!(matches!(failure, Failure::TooLarge { .. }));
        assert_eq!(format!("{:?}", failure.exit_code()), format!("{:?}", ExitCode::from(2)));
    }
}
