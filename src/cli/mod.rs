//! The command line.

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
    /// Look at, make and check electronic digital signatures.
    #[command(subcommand)]
    Eds(eds::Eds),
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Eds(command) => eds::run(command, &SystemClock, &OsRandom),
    }
}
