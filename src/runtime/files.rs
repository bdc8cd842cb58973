//! Saving a file into the user's folder: whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::Path,
    sync::Arc,
};

use super::{World, vault::Vault};
use crate::{
    api::GetEvidence,
    domain::SafeText,
    evidence::{MOST_OCTETS, file_name},
    paper::{Form, Paper, Unsaved},
};

/// Writes a receipt down and saves it; answers where it is now.
pub(super) async fn save(
    world: &World,
    name: String,
    form: Form,
    paper: Box<Paper>,
) -> Result<SafeText, Unsaved> {
    let (folder, texts) = (world.save_folder.clone(), Arc::clone(&world.texts));
    let saving = tokio::task::spawn_blocking(move || {
        let octets = paper.write(form, &texts).map_err(|_| Unsaved::Other)?;
        write(&folder, &name, |file| file.write_all(&octets)).map_err(|error| cause(&error))
    });
    saving.await.unwrap_or(Err(Unsaved::Other))
}

/// Fetches an acceptance's evidence package and saves it; answers where it is now.
pub(super) async fn save_evidence(
    world: &World,
    vault: &Vault,
    id: SafeText,
    receipt: SafeText,
) -> Result<SafeText, Unsaved> {
    let session = vault.session().ok_or(Unsaved::NotGiven)?;
    let call = GetEvidence { id: id.to_string() };
    let octets = world.client.download(&call, Some(&session), MOST_OCTETS).await;
    let octets = octets.map_err(|_| Unsaved::NotGiven)?;
    let (folder, name) = (world.save_folder.clone(), file_name(receipt.as_str()));
    let saving = tokio::task::spawn_blocking(move || {
        write(&folder, &name, |file| file.write_all(&octets)).map_err(|error| cause(&error))
    });
    saving.await.unwrap_or(Err(Unsaved::Other))
}

fn cause(error: &io::Error) -> Unsaved {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Unsaved::NoSpace
        }
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => Unsaved::FolderRefused,
        _ => Unsaved::Other,
    }
}

/// Fills a file beside its place and renames it, so that nothing half-written stays.
fn write(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<SafeText> {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .collect();
    fs::create_dir_all(folder)?;
    let target = folder.join(&plain);
    let draft = folder.join(format!(".{plain}.part"));
    // What a crash left behind; a link that somebody put there is removed, not followed.
    drop(fs::remove_file(&draft));
    let result = private(&draft).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all()?;
        fs::rename(&draft, &target)
    });
    if result.is_err() {
        drop(fs::remove_file(&draft));
    }
    result.map(|()| SafeText::new(&target.to_string_lossy()))
}

/// A new file that only its owner reads: a receipt names a citizen.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn text(file: &mut File) -> io::Result<()> {
        file.write_all(b"text")
    }

    #[test]
    fn a_receipt_stays_in_its_folder_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let said = write(folder.path(), "../2026/000001.txt", text).unwrap();
        let saved = folder.path().join(".._2026_000001.txt");
        assert_eq!(said.as_str(), saved.to_str().unwrap());
        assert_eq!(std::fs::read_to_string(&saved).unwrap(), "text");
        assert_eq!(std::fs::metadata(&saved).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_full_disk_leaves_the_earlier_receipt_and_nothing_half_written() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "receipt.pdf", text).unwrap();
        let full = write(folder.path(), "receipt.pdf", |file| {
            file.write_all(b"ha")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(cause(&full.unwrap_err()), Unsaved::NoSpace);
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
        assert_eq!(names.len(), 1);
        assert_eq!(fs::read(folder.path().join("receipt.pdf")).unwrap(), b"text");
    }

    #[test]
    fn what_is_no_folder_is_said_and_a_link_in_the_way_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "mine").unwrap();
        let refused = write(&file, "receipt.pdf", text).unwrap_err();
        assert_eq!(cause(&refused), Unsaved::FolderRefused, "{refused}");
        std::os::unix::fs::symlink(&file, folder.path().join(".receipt.pdf.part")).unwrap();
        write(folder.path(), "receipt.pdf", text).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        assert!(!fs::symlink_metadata(folder.path().join("receipt.pdf")).unwrap().is_symlink());
    }
}
