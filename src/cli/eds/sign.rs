//! `eds sign`.

use std::{path::Path, process::ExitCode};

use super::{Failure, PasswordSource, files};
use crate::{
    domain::{Clock, Random},
    eds::{KeyFile, sign},
};

/// Signs the document at `document` with the key at `key` into `output`.
///
/// # Errors
/// [`Failure`]; nothing has been written then.
pub(super) fn run(
    key: &Path,
    password: &PasswordSource,
    document: &Path,
    output: &Path,
    attached: bool,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<ExitCode, Failure> {
    let content = files::read(document)?;
    let key = KeyFile::open(&files::read(key)?, &password.read()?)?;
    files::write(output, &sign(&content, &key, attached, clock.now(), random)?, random)?;
    Ok(ExitCode::SUCCESS)
}
