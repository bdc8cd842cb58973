//! Saving a file into the user's folder: whole or not at all.

use std::{
    fs::{File, OpenOptions},
    io::Write as _,
    path::Path,
};

use super::World;
use crate::domain::{Fault, SafeText};

/// Writes the file beside its place and renames it, so that nothing half-written stays.
pub(super) async fn save(world: &World, name: String, text: String) -> Result<SafeText, Fault> {
    let folder = world.save_folder.clone();
    let written = tokio::task::spawn_blocking(move || write(&folder, &name, &text)).await;
    written.ok().and_then(Result::ok).ok_or(Fault::FileUnreadable)
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<SafeText> {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .collect();
    std::fs::create_dir_all(folder)?;
    let target = folder.join(&plain);
    let draft = folder.join(format!(".{plain}.part"));
    let result = private(&draft)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| std::fs::rename(&draft, &target));
    if result.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    result.map(|()| SafeText::new(&target.to_string_lossy()))
}

/// A new file that only its owner reads: a receipt names a citizen.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_receipt_stays_in_its_folder_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let said = write(folder.path(), "../2026/000001.txt", "text").unwrap();
        let saved = folder.path().join(".._2026_000001.txt");
        assert_eq!(said.as_str(), saved.to_str().unwrap());
        assert_eq!(std::fs::read_to_string(&saved).unwrap(), "text");
        assert_eq!(std::fs::metadata(&saved).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
