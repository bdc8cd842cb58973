//! The demonstration (row F10): a kiosk on an embedded portal with fictitious people.
//!
//! In a terminal it works in the data folder and stays as it was left; without one it takes a fresh
//! temporary folder and plays its acts, the same each time.

mod acts;
pub(super) mod kit;
pub(super) mod stage;
pub(super) mod temporary;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::Subcommand;

use super::{
    Lang, console, fail,
    folder::{Folder, Found},
    settings::{self, Manner},
};
use crate::{
    client::Client,
    config::key::kiosk as key,
    domain::{Clock, Random},
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
}

/// Carries `kezekte demo …` out.
pub(super) fn manage(command: DemoCommand) -> ExitCode {
    match command {
        DemoCommand::Reset => match Folder::open().and_then(Folder::reset) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(error),
        },
    }
}

/// Runs the demonstration with these flags: the language, the mouse left alone, the settings' file.
pub(super) async fn run(
    (lang, no_mouse, file): (Option<Lang>, bool, Option<PathBuf>),
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let given =
        [settings::flag(&key::LANGUAGE, lang.map(Lang::tag)), settings::off(&key::MOUSE, no_mouse)];
    let flags = given.into_iter().flatten().collect();
    let manner = match settings::load(file.as_deref(), flags) {
        Ok(settings) => Manner::of_kiosk(&settings),
        Err(ended) => return ended,
    };
    if terminal::is_present() {
        at_terminal(manner, clock, random).await
    } else {
        acts::play(manner.language, random).await
    }
}

async fn at_terminal(manner: Manner, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> ExitCode {
    let folder = match Folder::open() {
        Ok(folder) => folder,
        Err(error) => return fail(error),
    };
    if !folder.keys().exists() {
        eprintln!("{}", Texts::new().say(manner.language, &play::preparing()));
    }
    let stage =
        match Stage::set(folder.database(), folder.keys(), Arc::clone(&clock), Arc::clone(&random))
            .await
        {
            Ok(stage) => stage,
            Err(error) => return fail(error),
        };
    if let Err(error) = folder.announce(&stage.url()) {
        return fail(error);
    }
    let ended = show(&stage.kit, &stage.url(), manner, clock, random).await;
    stage.clear().await;
    ended
}

/// A kiosk at a demonstration that another process runs.
pub(super) async fn join(
    found: Found,
    manner: Manner,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    match Kit::read(found.keys) {
        Ok(kit) => show(&kit, &found.url, manner, clock, random).await,
        Err(error) => fail(error),
    }
}

async fn show(
    kit: &Kit,
    url: &str,
    manner: Manner,
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
    console::show(kit.facts(manner.clock), manner, world, texts).await
}
