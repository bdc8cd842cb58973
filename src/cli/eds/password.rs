//! Where a key file's password comes from: a variable or a file, never the command line itself,
//! which other users of the machine can read.

use std::{fs::File, io::Read, path::PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::Failure;

/// The longest password, in octets.
const MAX_PASSWORD: usize = 1024;

/// Where a key file's password comes from.
#[derive(Debug, Clone, Args)]
#[group(multiple = false)]
pub struct PasswordSource {
    /// The variable that holds the password.
    #[arg(long, value_name = "VAR")]
    password_env: Option<String>,
    /// The file that holds the password; a line feed at its end is not part of it.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl PasswordSource {
    /// The password; wiped from memory when dropped.
    ///
    /// # Errors
    /// [`Failure::NoPassword`] when no source is given, the variable is not set, or what is there
    /// is no text of 1,024 octets at most; [`Failure::Read`].
    pub(super) fn read(&self) -> Result<Zeroizing<String>, Failure> {
        match (&self.password_env, &self.password_file) {
            (Some(variable), _) => {
                std::env::var(variable).map(Zeroizing::new).map_err(|_| Failure::NoPassword)
            }
            (None, Some(path)) => read_line(path),
            (None, None) => Err(Failure::NoPassword),
        }
    }

    /// Whether a source was given.
    pub(super) fn is_given(&self) -> bool {
        self.password_env.is_some() || self.password_file.is_some()
    }
}

fn read_line(path: &std::path::Path) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    // Room is taken once: a vector that grows leaves copies behind.
    let mut octets = Zeroizing::new(vec![0; MAX_PASSWORD + 2]);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut length = 0;
    while let Some(room) = octets.get_mut(length..).filter(|room| !room.is_empty()) {
        match file.read(room).map_err(unreadable)? {
            0 => break,
            read => length += read,
        }
    }
    let text = octets.get(..length).and_then(|octets| std::str::from_utf8(octets).ok());
    let line = text.map(|text| text.strip_suffix('\n').unwrap_or(text));
    let line = line.map(|line| line.strip_suffix('\r').unwrap_or(line));
    match line {
        Some(line) if line.len() <= MAX_PASSWORD => Ok(Zeroizing::new(line.to_owned())),
        _ => Err(Failure::NoPassword),
    }
}
