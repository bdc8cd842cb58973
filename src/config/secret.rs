//! What the settings only name: secrets, read from their file or variable when they are used.

use std::{
    fs::File,
    io::{self, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use super::{
    key::{kiosk, portal},
    mistake::Place,
    read::{Origin, Settings},
};
use crate::domain::Secret;

/// Why a named secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// Its file cannot be read.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Everybody on this computer can read its file.
    #[error("{}: others may read this secret; chmod 600 it", .0.display())]
    Exposed(PathBuf),
    /// Its file holds no single line.
    #[error("{}: expected one line with the secret", .0.display())]
    Form(PathBuf),
}

/// The longest secret that is read, in bytes.
const LONGEST: u64 = 4_096;

/// The device's credential: from its file, else from its variable.
///
/// # Errors
/// When the file that is named cannot be used.
pub fn device(
    settings: &Settings,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Secret>, SecretError> {
    if let Some(file) = settings.path(&kiosk::DEVICE_FILE) {
        return line_of(file).map(|line| Some(Secret::new("device", line)));
    }
    let name = settings.text(&kiosk::DEVICE_ENV).unwrap_or_default();
    let value = variable(name).filter(|value| !value.is_empty());
    Ok(value.map(|value| Secret::new("device", value)))
}

/// The database's address: from its file unless a flag or a variable says otherwise.
///
/// # Errors
/// When the file that is named cannot be used.
pub fn database(settings: &Settings) -> Result<String, SecretError> {
    let here = settings.get(&portal::DATABASE).map(|setting| &setting.origin);
    let stronger = matches!(here, Some(Origin::Said(Place::Flag(_) | Place::Variable(_))));
    match settings.path(&portal::DATABASE_FILE) {
        Some(file) if !stronger => line_of(file),
        _ => Ok(settings.text(&portal::DATABASE).unwrap_or_default().to_owned()),
    }
}

fn line_of(path: &Path) -> Result<String, SecretError> {
    let io_error = |error| SecretError::Io { path: path.to_owned(), error };
    let file = File::open(path).map_err(io_error)?;
    let mode = file.metadata().map_err(io_error)?.permissions().mode();
    if mode & 0o007 != 0 {
        return Err(SecretError::Exposed(path.to_owned()));
    }
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).map_err(io_error)?;
    let line = text.trim();
    if line.is_empty() || line.contains('\n') {
        return Err(SecretError::Form(path.to_owned()));
    }
    Ok(line.to_owned())
}
