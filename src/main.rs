//! `kezekte`: see `kezekte --help`.

use std::process::ExitCode;

use clap::Parser as _;
use kezekte::cli::{Cli, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(run(cli)),
        Err(error) => {
            eprintln!("kezekte: {error}");
            ExitCode::FAILURE
        }
    }
}
