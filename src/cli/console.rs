//! A console in this terminal: what it works with here, and running it until it ends.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use super::{
    fail,
    settings::{self, Manner},
};
use crate::{
    app::shared::Facts,
    client::Client,
    domain::{Clock, Random},
    eds::Anchors,
    runtime::{Runtime, Timers, World},
    shell::{Driver, terminal},
    text::Texts,
};

/// What the console works with on this computer.
pub(super) fn world(
    client: Client,
    anchors: Anchors,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    texts: Arc<Texts>,
    mut key_folders: Vec<PathBuf>,
) -> World {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    key_folders.extend(std::env::current_dir().ok());
    key_folders.extend([home.join("Downloads"), home.join("Documents"), home.clone()]);
    let save_folder = home.join("Kezekte");
    World { client, anchors, clock, random, texts, key_folders, save_folder }
}

/// Runs a console in this terminal until it ends.
pub(super) async fn show(
    facts: Facts,
    manner: Manner,
    world: World,
    texts: Arc<Texts>,
) -> ExitCode {
    let depth = terminal::Depth::detect(settings::variable);
    let (runtime, answers) = Runtime::new(world, Timers::Real);
    let plain = depth == terminal::Depth::None;
    let mut driver = Driver::start(facts, terminal::size(), manner.language, runtime, texts, plain);
    driver.model.shared.theme = manner.theme;
    match terminal::run(driver, answers, depth, manner.mouse).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error),
    }
}
