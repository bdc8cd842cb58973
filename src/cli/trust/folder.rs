//! The folder of trusted certificates: one command at a time, each change whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};

use super::{
    Failure, Fingerprint, MAX_FILE, State,
    entry::{self, Entry},
};
use crate::eds::{Anchors, Certificate};

/// The ending of a file that is kept and not trusted, after its own.
const DISABLED: &str = "disabled";
/// The file that is locked while a command changes something.
const LOCK: &str = ".lock";

/// A file, read whole; [`Failure::NotAuthority`] when it is too large to be a certificate.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::unreadable(path, error);
    let mut octets = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE + 1).read_to_end(&mut octets).map_err(unreadable)?;
    if octets.len() as u64 > MAX_FILE {
        return Err(Failure::NotAuthority);
    }
    Ok(octets)
}

/// What is in the folder, by name; nothing when there is no folder yet.
pub(super) fn entries(folder: &Path) -> Result<Vec<Entry>, Failure> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.map_err(|error| Failure::unreadable(folder, error))?,
    };
    let mut paths = Vec::new();
    for entry in listed {
        paths.push(entry.map_err(|error| Failure::unreadable(folder, error))?.path());
    }
    paths.sort();
    let mut entries = Vec::new();
    for path in paths {
        let Some((name, is_enabled)) = name_of(&path) else { continue };
        let state = if is_enabled { State::Enabled } else { State::Disabled };
        let entry = |state, certificate| Entry {
            name: name.clone(),
            state,
            file: Some(path.clone()),
            certificate,
        };
        match entry::certificates(&read(&path)?) {
            Ok(found) => {
                entries.extend(found.into_iter().map(|one| entry(state, Some(one))));
            }
            Err(fault) if is_enabled => entries.push(entry(State::Unreadable(fault), None)),
            Err(_) => entries.push(entry(State::Disabled, None)),
        }
    }
    Ok(entries)
}

/// The name of a file the portal reads, or would read if it were enabled, and whether it is.
fn name_of(path: &Path) -> Option<(String, bool)> {
    let name = path.file_name()?.to_str()?;
    let (name, is_enabled) = match name.strip_suffix(DISABLED).and_then(|it| it.strip_suffix('.')) {
        Some(name) => (name, false),
        None => (name, true),
    };
    let (stem, _) = name.rsplit_once('.')?;
    Anchors::reads(Path::new(name)).then(|| (stem.to_owned(), is_enabled))
}

/// The folder, held by this command alone.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Opens it; makes it when it is not there.
    ///
    /// # Errors
    /// [`Failure::NotWritten`]; [`Failure::Busy`].
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let refused = |error| Failure::not_written(path, error);
        fs::create_dir_all(path).map_err(refused)?;
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join(LOCK))
            .map_err(refused)?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|_| Failure::Busy)?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Writes the certificate, whose fingerprint has been compared, under this name. One that is
    /// there already is enabled under the name it has; that name is the answer.
    pub(super) fn import(&self, name: &str, certificate: &Certificate) -> Result<String, Failure> {
        let entries = entries(&self.path)?;
        let same = |entry: &&Entry| {
            let known = entry.certificate.as_ref();
            known.is_some_and(|known| known.der() == certificate.der())
        };
        if let Some(known) = entries.iter().find(same) {
            self.switch(known, true)?;
            return Ok(known.name.clone());
        }
        let built_in = entry::built_in_named(name);
        let is_built_in = built_in.is_some_and(|it| it.der() == certificate.der());
        let taken = entries.iter().any(|entry| entry.name == name)
            || (entry::built_in_named(name).is_some() && !is_built_in);
        if taken {
            return Err(Failure::Taken { name: name.to_owned() });
        }
        self.write(name, certificate)?;
        Ok(name.to_owned())
    }

    /// Trusts a certificate by its name, once its fingerprint is the one that was given.
    pub(super) fn enable(&self, name: &str, wanted: &Fingerprint) -> Result<(), Failure> {
        let entries = entries(&self.path)?;
        let mut named = entries.iter().filter(|entry| entry.name == name);
        match (named.next(), named.next()) {
            (Some(_), Some(_)) => Err(Failure::Several),
            (Some(entry), None) => {
                let certificate = entry.certificate.clone().ok_or(Failure::NotAuthority)?;
                wanted.compare(&certificate)?;
                entry::judge(certificate)?;
                self.switch(entry, true)
            }
            (None, _) => {
                let unknown = || Failure::Unknown { name: name.to_owned() };
                let certificate = entry::built_in_named(name).ok_or_else(unknown)?;
                wanted.compare(&certificate)?;
                self.write(name, &certificate)
            }
        }
    }

    /// Trusts it no longer. What came with the program and lies in no folder is not trusted anyway.
    pub(super) fn disable(&self, name: &str) -> Result<(), Failure> {
        let entries = entries(&self.path)?;
        let named: Vec<_> = entries.iter().filter(|entry| entry.name == name).collect();
        if named.is_empty() && entry::built_in_named(name).is_none() {
            return Err(Failure::Unknown { name: name.to_owned() });
        }
        // All of them: a file of several certificates is one file, and a name is not trusted at
        // all when it is disabled.
        named.into_iter().try_for_each(|entry| self.switch(entry, false))
    }

    /// Renames the file, where it is not called so already.
    fn switch(&self, entry: &Entry, enabled: bool) -> Result<(), Failure> {
        let Some(file) = &entry.file else { return Ok(()) };
        let is_enabled = file.extension().is_none_or(|ending| ending != DISABLED);
        if is_enabled == enabled || !file.exists() {
            return Ok(());
        }
        let other = if enabled {
            file.with_extension("")
        } else {
            let mut name = file.clone().into_os_string();
            name.push(".");
            name.push(DISABLED);
            PathBuf::from(name)
        };
        fs::rename(file, &other)
            .and_then(|()| self.settle())
            .map_err(|error| Failure::not_written(&other, error))
    }

    /// Writes beside the place and moves there.
    fn write(&self, name: &str, certificate: &Certificate) -> Result<(), Failure> {
        let (draft, place) =
            (self.path.join(format!(".{name}.part")), self.path.join(format!("{name}.cer")));
        // What a crash left behind: nobody else writes here.
        drop(fs::remove_file(&draft));
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&draft)
            .and_then(|mut file| file.write_all(certificate.der()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&draft, &place))
            .and_then(|()| self.settle());
        written.map_err(|error| {
            drop(fs::remove_file(&draft));
            Failure::not_written(&place, error)
        })
    }

    /// The names themselves reach the disk.
    fn settle(&self) -> io::Result<()> {
        File::open(&self.path)?.sync_all()
    }
}
