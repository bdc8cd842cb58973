//! `kezekte`: see `kezekte --help`.

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use kezekte::domain::{OsRandom, SystemClock};

#[derive(Parser)]
#[command(name = "kezekte", version, about)]
enum Cli {
    /// The portal
    #[cfg(feature = "portal")]
    #[command(subcommand)]
    Portal(kezekte::cli::portal::PortalCommand),
}

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse() {
        #[cfg(feature = "portal")]
        Cli::Portal(command) => {
            kezekte::cli::portal::run(command, Arc::new(SystemClock), Arc::new(OsRandom)).await
        }
    }
}
