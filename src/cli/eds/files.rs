//! Files in and out, in this command only: read whole under a limit, written whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::Failure;
use crate::domain::{Fault, Random};

/// The largest file that is read, in octets.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Reads a file.
///
/// # Errors
/// [`Failure::Read`]; [`Fault::TooLarge`].
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    let mut octets = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE + 1).read_to_end(&mut octets).map_err(unreadable)?;
    if octets.len() as u64 > MAX_FILE { Err(Fault::TooLarge.into()) } else { Ok(octets) }
}

/// The files of a directory, in the order of their names; directories in it are not entered.
///
/// # Errors
/// As [`read`].
pub(super) fn read_directory(path: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    paths.retain(|path| path.is_file());
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
