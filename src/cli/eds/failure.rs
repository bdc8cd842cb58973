//! Why a command could not be carried out.

use std::{path::PathBuf, process::ExitCode};

use crate::{
    domain::{Fault, Language, SafeText},
    text::{
        Texts,
        phrases::{self, eds},
    },
};

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The key or the file was refused.
    #[error("{0}")]
    Refused(#[from] Fault),
    /// A trusted certificate was refused.
    #[error("{fault}: {path}")]
    Trust { path: PathBuf, fault: Fault },
    /// A file or a directory could not be read.
    #[error("file-unreadable: {path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// A file is larger than any that is read.
    #[error("too-large: {path}")]
    TooLarge { path: PathBuf },
    /// The result could not be written.
    #[error("file-not-written: {path}: {source}")]
    Write { path: PathBuf, source: std::io::Error },
    /// The password's source was not given, is not there, or holds no text.
    #[error("no-password")]
    NoPassword,
}

impl Failure {
    /// `code: sentence`, then the next step on a line of its own where there is one.
    pub(super) fn say(&self, texts: &Texts, language: Language) -> String {
        let fault = match self {
            Self::Refused(fault) | Self::Trust { fault, .. } => *fault,
            Self::Read { .. } => Fault::FileUnreadable,
            Self::TooLarge { .. } => Fault::TooLarge,
            Self::Write { path, source } => {
                let sentence = texts.say(language, &eds::not_written());
                let next = texts.say(language, &eds::not_written_next());
                let about = safe(&format!("{}: {source}", path.display()));
                return format!("file-not-written: {sentence} ({about})\n{next}");
            }
            Self::NoPassword => {
                let sentence = texts.say(language, &eds::no_password());
                return format!(
                    "{self}: {sentence}\n{}",
                    texts.say(language, &eds::no_password_next())
                );
            }
        };
        let sentence = texts.say(language, &phrases::fault(fault));
        let next = texts.say(language, &phrases::fault_next(fault));
        let about = match self {
            Self::Trust { path, .. } | Self::TooLarge { path } => format!(" ({})", path.display()),
            Self::Read { path, source } => format!(" ({}: {source})", path.display()),
            _ => String::new(),
        };
        format!("{fault}: {sentence}{}\n{next}", safe(&about))
    }

    /// 1 when a key or a file was refused for what it is, 2 when nothing could be tried.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Refused(Fault::NoRandomness) => ExitCode::from(2),
            Self::Refused(_) => ExitCode::from(1),
            _ => ExitCode::from(2),
        }
    }
}

/// The name of a file can hold anything; nothing of it reaches the terminal raw.
fn safe(text: &str) -> String {
    SafeText::new(text).to_string()
}
