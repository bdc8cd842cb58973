//! The command line: what there is to say to `kezekte`, and the only place where the console and
//! the portal meet.

pub mod agreement;
mod config;
mod console;
#[cfg(feature = "portal")]
pub mod demonstration;
mod desk;
pub mod eds;
#[cfg(feature = "portal")]
pub mod flow;
pub mod folder;
mod kiosk;
mod ncalayer;
#[cfg(feature = "portal")]
pub mod portal;
mod settings;
mod trust;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::{Clock, Language, OsRandom, Random, SystemClock};

/// Kezekte.kz in a terminal. Without a command: the demonstration, in a terminal as a kiosk on a
/// portal of its own, elsewhere as a play in acts.
#[derive(Debug, Parser)]
#[command(name = "kezekte", version, max_term_width = 100)]
pub struct Cli {
    /// The language of the interface
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// The file with settings; see `kezekte config sample`
    #[arg(long, global = true, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A language, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Kazakh
    Kk,
    /// Russian
    Ru,
    /// English
    En,
}

impl Lang {
    /// As it stands in settings.
    fn tag(self) -> &'static str {
        Language::from(self).tag()
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Kk => Self::Kk,
            Lang::Ru => Self::Ru,
            Lang::En => Self::En,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The citizen's kiosk
    Kiosk(kiosk::KioskArgs),
    /// The support desk, for staff
    Desk(desk::DeskArgs),
    /// Read the agreement
    #[command(subcommand)]
    Agreement(agreement::AgreementCommand),
    /// Check and show the settings
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Look at, make and check electronic digital signatures
    #[command(subcommand)]
    Eds(eds::Eds),
    /// Judge an evidence package, offline. Exit code 0 valid, 1 not valid, 2 nothing could be
    /// judged, 3 it cannot be told
    Verify(eds::package::VerifyArgs),
    /// Whose certificates the portal trusts
    #[command(subcommand)]
    Trust(trust::TrustCommand),
    /// The portal
    #[cfg(feature = "portal")]
    #[command(subcommand)]
    Portal(portal::PortalCommand),
    /// Play flows: what a person does and sees, as text files
    #[cfg(feature = "portal")]
    #[command(subcommand)]
    Flow(flow::FlowCommand),
    /// The demonstration's data
    #[cfg(feature = "portal")]
    #[command(subcommand)]
    Demo(demonstration::DemoCommand),
}

/// Carries the command line out.
pub async fn run(cli: Cli) -> ExitCode {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let Cli { lang, config: file, no_mouse, command } = cli;
    match command {
        Some(Command::Agreement(command)) => {
            agreement::run(&command, &mut std::io::stdout().lock())
        }
        Some(Command::Config(command)) => config::run(command, file.as_deref()),
        Some(Command::Eds(command)) => eds::run(command, lang, &*clock, &*random),
        Some(Command::Verify(args)) => eds::package::run(args, lang, file.as_deref(), &*clock),
        Some(Command::Trust(command)) => trust::run(command, file.as_deref()),
        Some(Command::Desk(args)) => desk::run(args, (lang, file), clock, random).await,
        Some(Command::Kiosk(args)) => kiosk::run(args, (lang, file), clock, random).await,
        #[cfg(feature = "portal")]
        Some(Command::Portal(command)) => portal::run(command, file, clock, random).await,
        #[cfg(feature = "portal")]
        Some(Command::Flow(command)) => flow::run(command).await,
        #[cfg(feature = "portal")]
        Some(Command::Demo(command)) => demonstration::manage(command).await,
        #[cfg(feature = "portal")]
        None => demonstration::run((lang, no_mouse, file), clock, random).await,
        #[cfg(not(feature = "portal"))]
        None => {
            kiosk::run(kiosk::KioskArgs::without_mouse(no_mouse), (lang, file), clock, random).await
        }
    }
}

/// Says what went wrong, on one line of standard error, and that it did.
pub(crate) fn fail(error: impl std::fmt::Display) -> ExitCode {
    eprintln!("kezekte: {error}");
    ExitCode::FAILURE
}
