//! Saving a file into the user's folder: whole or not at all.

use std::path::Path;

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
    let result = std::fs::write(&draft, text).and_then(|()| std::fs::rename(&draft, &target));
    if result.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    result.map(|()| SafeText::new(&target.to_string_lossy()))
}
