//! The demonstration (row F10): a kiosk on an embedded portal with fictitious people.
//!
//! In a terminal it works in the data folder and stays as it was left; without one it takes a fresh
//! temporary folder and plays its acts, the same each time.

mod acts;
pub(super) mod people;
pub(super) mod stage;
pub(super) mod temporary;

use std::{process::ExitCode, sync::Arc};

use clap::Subcommand;

use super::{
    console, fail,
    folder::{Folder, anchors},
};
use crate::{
    app::shared::{Facts, Profile},
    client::Client,
    domain::{Agreement, Clock, Language, Random},
    shell::terminal,
    text::{Texts, phrases::play},
};
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
    if let Err(error) = folder.announce(&stage.url()) {
        return fail(error);
    }
    let ended = show(&stage, language, clock, random).await;
    stage.clear().await;
    ended
}

async fn show(
    stage: &Stage,
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let client = match Client::new(&stage.url(), Some(stage.device())) {
        Ok(client) => client,
        Err(error) => return fail(error),
    };
    let anchors = match anchors(Some(&stage.trust())) {
        Ok(anchors) => anchors,
        Err(error) => return fail(error),
    };
    let facts = Facts {
        profile: Profile::Personal,
        terminal: stage.terminal(),
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: true,
        idle: false,
        people: stage.people(),
    };
    let texts = Arc::new(Texts::new());
    let world =
        console::world(client, anchors, clock, random, Arc::clone(&texts), vec![stage.keys()]);
    console::show(facts, language, world, texts).await
}
