//! The command line: one file a command; arguments in, text out, an exit code.

pub mod agreement;
pub mod eds;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::domain::{OsRandom, SystemClock};

/// Kezekte.kz in a terminal.
#[derive(Debug, Parser)]
#[command(name = "kezekte", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read the agreement.
    #[command(subcommand)]
    Agreement(agreement::AgreementCommand),
    /// Look at, make and check electronic digital signatures.
    #[command(subcommand)]
    Eds(eds::Eds),
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Agreement(command) => agreement::run(&command, &mut std::io::stdout().lock()),
        Command::Eds(command) => eds::run(command, &SystemClock, &OsRandom),
    }
}
