//! The demonstration (row F10): a kiosk on an embedded portal with fictitious people.
//!
//! In a terminal it works in the data folder and stays as it was left; without one it takes a fresh
//! temporary folder and plays its acts, the same each time.

mod acts;
pub(super) mod kit;
mod pay;
pub(super) mod stage;
pub(super) mod temporary;
mod till;

pub use till::open_till;

use std::{process::ExitCode, sync::Arc};

use clap::Subcommand;

use super::{
    console, fail,
    folder::{self, Folder, Found},
};
use crate::{
    client::Client,
    domain::{Clock, Language, Random},
    shell::terminal,
    text::{Texts, phrases::play},
};
use kit::Kit;
use stage::Stage;

/// Commands of `kezekte demo`.
#[derive(Debug, Subcommand)]
pub enum DemoCommand {
    /// Remove the demonstration's data; the next start makes it anew
    Reset,
    /// Pay a top-up of the running demonstration at its payment provider, as a phone would
    Pay {
        /// The code, as the kiosk shows it
        code: String,
        /// Whole tenge; what the top-up asks for when absent
        #[arg(long)]
        amount: Option<u32>,
        /// The provider's address; that of a running demonstration is found by itself
        #[arg(long)]
        till: Option<String>,
    },
}

/// Carries `kezekte demo …` out.
pub(super) async fn manage(command: DemoCommand) -> ExitCode {
    match command {
        DemoCommand::Reset => match Folder::open().and_then(Folder::reset) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(error),
        },
        DemoCommand::Pay { code, amount, till } => {
            let found = till.or_else(|| folder::running_demonstration().and_then(|it| it.till));
            match found {
                Some(till) => pay::pay(&till, &code, amount).await,
                None => fail("no payment provider: start the demonstration, or give --till URL"),
            }
        }
    }
}

/// Runs the demonstration.
pub(super) async fn run(
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    if terminal::is_present() {
        at_terminal(language, clock, random).await
    } else {
        acts::play(language, random).await
    }
}

async fn at_terminal(
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let folder = match Folder::open() {
        Ok(folder) => folder,
        Err(error) => return fail(error),
    };
    if !folder.keys().exists() {
        eprintln!("{}", Texts::new().say(language, &play::preparing()));
    }
    let stage =
        match Stage::set(folder.database(), folder.keys(), Arc::clone(&clock), Arc::clone(&random))
            .await
        {
            Ok(stage) => stage,
            Err(error) => return fail(error),
        };
    if let Err(error) = folder.announce(&stage.url(), &stage.till()) {
        return fail(error);
    }
    let ended = show(&stage.kit, &stage.url(), true, language, clock, random).await;
    stage.clear().await;
    ended
}

/// A kiosk at a demonstration that another process runs.
pub(super) async fn join(
    found: Found,
    show_clock: bool,
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    match Kit::read(found.keys) {
        Ok(kit) => show(&kit, &found.url, show_clock, language, clock, random).await,
        Err(error) => fail(error),
    }
}

async fn show(
    kit: &Kit,
    url: &str,
    show_clock: bool,
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let client = match Client::new(url, Some(kit.device())) {
        Ok(client) => client,
        Err(error) => return fail(error),
    };
    let anchors = match kit.anchors() {
        Ok(anchors) => anchors,
        Err(error) => return fail(error),
    };
    let texts = Arc::new(Texts::new());
    let world =
        console::world(client, anchors, clock, random, Arc::clone(&texts), vec![kit.keys()]);
    console::show(kit.facts(show_clock), language, world, texts).await
}
