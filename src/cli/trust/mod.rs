//! `kezekte trust`: whose certificates the portal trusts. Only local files: nothing is fetched, and
//! nothing is trusted before somebody has compared its fingerprint with the authority's site.
//!
//! The portal trusts what lies in its folder (`[portal] trust`) with an ending it reads; a file that
//! is called `….disabled` is kept and not trusted. The two production certificates that came with
//! the program (`assets/trust`) are no part of any folder until they are enabled.

mod entry;
mod failure;
mod folder;
mod show;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use self::{
    entry::{Fingerprint, State},
    failure::Failure,
    folder::Folder,
};
use super::{
    Lang,
    settings::{self, flag},
};
use crate::{
    config::key::portal as key,
    eds::Certificate,
    text::{Texts, phrases::trust},
};

/// The largest file that is looked at, in octets.
const MAX_FILE: u64 = 1024 * 1024;

/// The `trust` commands.
#[derive(Debug, Subcommand)]
pub enum TrustCommand {
    /// Show the folder's certificates and those that came with the program
    List {
        /// Print JSON with stable keys
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        at: At,
    },
    /// Trust an authority's certificate from a file. Exit code 0 trusted, 1 refused, 2 could not
    Import {
        /// The certificate, DER or PEM
        file: PathBuf,
        /// Its SHA-256 fingerprint, as the authority publishes it
        #[arg(long, value_name = "FINGERPRINT")]
        sha256: String,
        /// The name it gets; the file's own otherwise
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// Trust a certificate that came with the program or was disabled
    Enable {
        /// Its name, as `list` shows it
        name: String,
        /// Its SHA-256 fingerprint, as the authority publishes it
        #[arg(long, value_name = "FINGERPRINT")]
        sha256: String,
        #[command(flatten)]
        at: At,
    },
    /// Trust a certificate no longer; its file stays
    Disable {
        /// Its name, as `list` shows it
        name: String,
        #[command(flatten)]
        at: At,
    },
}

/// Where, and in which language it is told.
#[derive(Debug, Clone, Args)]
pub struct At {
    /// The folder of trusted certificates; the portal's otherwise
    #[arg(long, value_name = "FOLDER")]
    trust: Option<String>,
    /// Language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

impl TrustCommand {
    const fn at(&self) -> &At {
        match self {
            Self::List { at, .. }
            | Self::Import { at, .. }
            | Self::Enable { at, .. }
            | Self::Disable { at, .. } => at,
        }
    }
}

/// Carries the command out. What is found goes to standard output, failures to standard error.
pub(super) fn run(command: TrustCommand, config: Option<&Path>) -> ExitCode {
    let at = command.at().clone();
    let flags = flag(&key::TRUST, at.trust.as_ref()).into_iter().collect();
    let settings = match settings::load(config, flags) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    let texts = Texts::new();
    let done = match settings.path(&key::TRUST) {
        Some(path) => carry_out(command, path, &texts),
        // What came with the program can be looked at without a folder.
        None => match command {
            TrustCommand::List { json, at } => {
                show::list(&entry::built_in(&[]), json, &texts, at.lang.into())
            }
            _ => Err(Failure::NoFolder),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.say(&texts, at.lang.into()));
            failure.exit_code()
        }
    }
}

fn carry_out(command: TrustCommand, path: &Path, texts: &Texts) -> Result<(), Failure> {
    match command {
        TrustCommand::List { json, at } => {
            let mut entries = folder::entries(path)?;
            entries.extend(entry::built_in(&entries));
            show::list(&entries, json, texts, at.lang.into())
        }
        TrustCommand::Import { file, sha256, name, at } => {
            let wanted = Fingerprint::parse(&sha256)?;
            let certificate = read(&file)?;
            let name = entry::plain_name(name.as_deref(), &file)?;
            wanted.compare(&certificate)?;
            let folder = Folder::open(path)?;
            let name = folder.import(&name, &certificate)?;
            show::done(&trust::enabled(name.into()), texts, at.lang.into())
        }
        TrustCommand::Enable { name, sha256, at } => {
            let wanted = Fingerprint::parse(&sha256)?;
            Folder::open(path)?.enable(&name, &wanted)?;
            show::done(&trust::enabled(name.into()), texts, at.lang.into())
        }
        TrustCommand::Disable { name, at } => {
            Folder::open(path)?.disable(&name)?;
            show::done(&trust::disabled(name.into()), texts, at.lang.into())
        }
    }
}

/// The one certificate of a file, which must be an authority's and not a test's.
fn read(file: &Path) -> Result<Certificate, Failure> {
    let octets = folder::read(file)?;
    let mut certificates = entry::certificates(&octets).map_err(|_| Failure::NotAuthority)?;
    match (certificates.pop(), certificates.is_empty()) {
        (Some(certificate), true) => entry::judge(certificate),
        (Some(_), false) => Err(Failure::Several),
        (None, _) => Err(Failure::NotAuthority),
    }
}
