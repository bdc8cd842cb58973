//! `kezekte eds`: look at a key file, a certificate or a signature, sign a document, check a
//! signature. Only local files: nothing is fetched.

mod failure;
mod files;
mod found;
mod inspect;
pub mod package;
mod password;
mod show;
mod sign;
mod verify;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand, ValueEnum};

use self::{failure::Failure, password::PasswordSource};
use super::Lang;
use crate::{
    domain::{Clock, Language, Random},
    text::Texts,
};

/// The `eds` commands.
#[derive(Debug, Subcommand)]
pub enum Eds {
    /// Show what is in a certificate, a key file (PKCS#12), a signature (CMS), an OCSP response, a
    /// list of revoked certificates (CRL) or a time stamp (TSP); the kind is told by the content.
    /// Trust is not judged.
    Inspect {
        /// The file, DER, PEM or base64.
        file: PathBuf,
        /// Where the password comes from.
        #[command(flatten)]
        password: PasswordSource,
        /// How the result is printed.
        #[command(flatten)]
        output: OutputForm,
    },
    /// Sign a document (CAdES-BES). Exit code 0 signed, 1 the key was refused, 2 could not sign.
    Sign {
        /// The key file (PKCS#12).
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Where the password comes from.
        #[command(flatten)]
        password: PasswordSource,
        /// Leave the document out of the signature.
        #[arg(long)]
        detached: bool,
        /// The document.
        #[arg(value_name = "IN")]
        document: PathBuf,
        /// Where the signature goes; written whole or not at all.
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
        /// Language of messages; English when nothing is said.
        #[arg(long, value_enum)]
        lang: Option<Lang>,
    },
    /// Check a signature. Exit code 0 valid, 1 not valid, 2 could not check, 3 cannot be told.
    Verify {
        /// The signature, DER, PEM or base64.
        signature: PathBuf,
        /// The document of a detached signature; an attached one must hold exactly this.
        #[arg(long, value_name = "FILE")]
        content: Option<PathBuf>,
        /// A directory of trusted certificates, DER or PEM: self-signed ones are roots, others
        /// intermediates.
        #[arg(long, value_name = "DIR")]
        trust: PathBuf,
        /// Judge at this moment instead of now. `signing-time` takes the time the signer claims,
        /// which nobody else vouches for.
        #[arg(long, value_name = "RFC3339|signing-time")]
        at: Option<At>,
        /// What to ask of the signature.
        #[arg(long, value_enum, default_value = "signature")]
        policy: PolicyName,
        /// How the result is printed.
        #[command(flatten)]
        output: OutputForm,
    },
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct OutputForm {
    /// Print JSON with stable keys.
    #[arg(long)]
    json: bool,
    /// Language of what is printed for people; English when nothing is said.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

impl OutputForm {
    fn language(self) -> Language {
        self.lang.unwrap_or(Lang::En).into()
    }

    /// The same, in this language when it names none.
    const fn or(self, lang: Option<Lang>) -> Self {
        if self.lang.is_none() { Self { lang, ..self } } else { self }
    }
}

/// The moment a signature is judged at.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// This one.
    Moment(crate::domain::Moment),
    /// The one the signer claims.
    SigningTime,
}

impl std::str::FromStr for At {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "signing-time" {
            return Ok(Self::SigningTime);
        }
        crate::domain::Moment::parse_rfc3339(text)
            .map(Self::Moment)
            .ok_or("a time like 2026-11-20T14:03:00Z, or signing-time, is needed")
    }
}

/// A policy, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicyName {
    /// Form, digest, signature, path and validity.
    Signature,
    /// All of it, and that the signer may accept the agreement.
    Acceptance,
}

/// Carries the command out. What is found goes to standard output, failures to standard error, in
/// the language the command names, else in `lang`.
#[must_use]
pub fn run(command: Eds, lang: Option<Lang>, clock: &dyn Clock, random: &dyn Random) -> ExitCode {
    let texts = Texts::new();
    let (language, done) = match command {
        Eds::Inspect { file, password, output } => {
            let output = output.or(lang);
            (output.language(), inspect::run(&file, &password, output, &texts, clock))
        }
        Eds::Sign { key, password, detached, document, output, lang: own } => {
            let language = own.or(lang).unwrap_or(Lang::En).into();
            (language, sign::run(&key, &password, &document, &output, !detached, clock, random))
        }
        Eds::Verify { signature, content, trust, at, policy, output } => {
            let (output, content) = (output.or(lang), content.as_deref());
            let done = verify::run(&signature, content, &trust, at, policy, output, &texts, clock);
            (output.language(), done)
        }
    };
    done.unwrap_or_else(|failure| {
        eprintln!("{}", failure.say(&texts, language));
        failure.exit_code()
    })
}
