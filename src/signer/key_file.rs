//! Key files (PKCS#12) on this computer: finding, reading, opening.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use crate::{domain::Fault, eds::KeyFile};

/// The largest key file that is read, in bytes (eds.md §3: real ones are under 4 KiB).
const LARGEST: u64 = 64 * 1024;
/// The most files a folder is searched for, so that a huge folder cannot hold the screen up.
const MOST: usize = 200;

/// Key files in these folders, each folder sorted by name; folders that cannot be read are passed
/// over. Not recursive.
#[must_use]
pub fn find(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let mut here: Vec<PathBuf> = entries
            .take(10 * MOST)
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| is_key_file(path))
            .take(MOST)
            .collect();
        here.sort();
        for path in here {
            if !found.contains(&path) {
                found.push(path);
            }
        }
    }
    found
}

fn is_key_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    (ending.eq_ignore_ascii_case("p12") || ending.eq_ignore_ascii_case("pfx")) && path.is_file()
}

/// Reads and opens a key file.
///
/// # Errors
/// When the file cannot be read, is no key file of НУЦ РК, or the password does not open it.
pub fn open(path: &Path, password: &str) -> Result<KeyFile, Fault> {
    // Opening a pipe would wait for somebody to write into it.
    if !path.is_file() {
        return Err(Fault::FileUnreadable);
    }
    let mut octets = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut octets))
        .map_err(|_| Fault::FileUnreadable)?;
    if octets.len() as u64 > LARGEST {
        return Err(Fault::KeyFileBomb);
    }
    KeyFile::open(&octets, password)
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    /// A pipe nobody writes into would hold its reader for ever.
    #[test]
    fn only_a_file_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("key.p12");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).unwrap();
        assert!(find(&[folder.path().to_owned()]).is_empty());
        let (done, on_done) = mpsc::channel();
        std::thread::spawn(move || done.send(open(&pipe, "secret").map(drop)));
        let met = on_done.recv_timeout(Duration::from_secs(10)).unwrap();
        assert_eq!(met, Err(Fault::FileUnreadable));
        assert_eq!(open(folder.path(), "secret").map(drop), Err(Fault::FileUnreadable));
    }
}
