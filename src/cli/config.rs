//! `kezekte config …`: check the settings, show them, print a commented sample.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use super::{fail, settings};
use crate::config;

/// Commands of `kezekte config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Say every mistake of the settings at once, with its place; exit code 1 when there is one
    Check {
        /// The file; the one that would be read without this
        path: Option<PathBuf>,
    },
    /// Show every value that holds now and where it comes from
    Show,
    /// Print a commented file with every key
    Sample,
}

/// Carries the command out.
pub(super) fn run(command: ConfigCommand, named: Option<&Path>) -> ExitCode {
    let text = match command {
        ConfigCommand::Check { path } => {
            let file = path.or_else(|| settings::place(named));
            match settings::read(file.as_deref(), Vec::new()) {
                Ok(_) => match file {
                    Some(file) => format!("{}: no mistakes\n", file.display()),
                    None => "no file; the environment has no mistakes\n".to_owned(),
                },
                Err(error) => {
                    eprintln!("{error}");
                    return ExitCode::FAILURE;
                }
            }
        }
        ConfigCommand::Show => match settings::load(named, Vec::new()) {
            Ok(settings) => config::show(&settings),
            Err(ended) => return ended,
        },
        ConfigCommand::Sample => config::sample(),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(error),
        // Whoever reads may have had enough.
        _ => ExitCode::SUCCESS,
    }
}
