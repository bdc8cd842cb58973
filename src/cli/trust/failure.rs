//! Why a `trust` command was not carried out.

use std::{io, path::Path, process::ExitCode};

use crate::{
    domain::{Language, SafeText},
    text::{Phrase, Texts, phrases::trust},
};

/// Why a `trust` command was not carried out. Its text is a stable code.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// No folder was named.
    #[error("no-folder")]
    NoFolder,
    /// A file or folder cannot be read.
    #[error("file-unreadable")]
    Unreadable {
        /// The path and what the system said.
        about: String,
    },
    /// A file cannot be written; nothing has changed.
    #[error("file-not-written")]
    NotWritten {
        /// The path and what the system said.
        about: String,
    },
    /// Another command works in the folder.
    #[error("busy")]
    Busy,
    /// It is no certificate of an authority, or its signature of itself does not verify.
    #[error("not-authority")]
    NotAuthority,
    /// It is an authority for tests.
    #[error("test-authority")]
    TestAuthority,
    /// What was given is no fingerprint.
    #[error("not-fingerprint")]
    NotFingerprint,
    /// The fingerprint is another one.
    #[error("fingerprint-differs")]
    FingerprintDiffers {
        /// The file's own, lower-case hex.
        found: String,
    },
    /// There is none of this name, or no certificate can have it.
    #[error("unknown-name")]
    Unknown {
        /// What was typed.
        name: String,
    },
    /// Another certificate has this name.
    #[error("name-taken")]
    Taken {
        /// What was typed.
        name: String,
    },
    /// The file holds several certificates.
    #[error("several-certificates")]
    Several,
}

impl Failure {
    pub(super) fn unreadable(path: &Path, error: io::Error) -> Self {
        Self::Unreadable { about: format!("{} ({error})", path.display()) }
    }

    pub(super) fn not_written(path: &Path, error: io::Error) -> Self {
        Self::NotWritten { about: format!("{} ({error})", path.display()) }
    }

    /// `code: sentence`, then the next step on a line of its own.
    pub(super) fn say(&self, texts: &Texts, language: Language) -> String {
        let (sentence, next) = self.words();
        let (sentence, next) = (texts.say(language, &sentence), texts.say(language, &next));
        format!("{self}: {sentence}\n{next}")
    }

    fn words(&self) -> (Phrase, Phrase) {
        let safe = |text: &str| SafeText::new(text);
        match self {
            Self::NoFolder => (trust::no_folder(), trust::no_folder_next()),
            Self::Unreadable { about } => {
                (trust::unreadable(safe(about)), trust::unreadable_next())
            }
            Self::NotWritten { about } => {
                (trust::not_written(safe(about)), trust::not_written_next())
            }
            Self::Busy => (trust::busy(), trust::busy_next()),
            Self::NotAuthority => (trust::not_authority(), trust::not_authority_next()),
            Self::TestAuthority => (trust::test_authority(), trust::test_authority_next()),
            Self::NotFingerprint => (trust::not_fingerprint(), trust::not_fingerprint_next()),
            Self::FingerprintDiffers { found } => {
                (trust::fingerprint_differs(safe(found)), trust::fingerprint_differs_next())
            }
            Self::Unknown { name } => (trust::unknown(safe(name)), trust::unknown_next()),
            Self::Taken { name } => (trust::taken(safe(name)), trust::taken_next()),
            Self::Several => (trust::several(), trust::several_next()),
        }
    }

    /// 1 when something was refused for what it is, 2 when nothing could be tried.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::NoFolder | Self::Unreadable { .. } | Self::NotWritten { .. } | Self::Busy => 2,
            _ => 1,
        })
    }
}
