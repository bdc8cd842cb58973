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
    shell::{Consoles, Driver, terminal},
    signer::ncalayer::Place,
    text::Texts,
};

/// What the console works with on this computer.
pub(super) fn world(
    client: Client,
    anchors: Anchors,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    texts: Arc<Texts>,
    (mut key_folders, ncalayer): (Vec<PathBuf>, Option<Place>),
) -> World {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    key_folders.extend(std::env::current_dir().ok());
    key_folders.extend([home.join("Downloads"), home.join("Documents"), home.clone()]);
    let save_folder = home.join("Kezekte");
    let phone = None;
    World { client, anchors, clock, random, texts, ncalayer, phone, key_folders, save_folder }
}

/// What a console begins with.
pub(super) struct Beginning {
    pub(super) facts: Facts,
    pub(super) manner: Manner,
    pub(super) world: World,
}

/// Runs a console in this terminal until it ends; in the demonstration with another one beside it.
pub(super) async fn show(first: Beginning, beside: Option<Beginning>) -> ExitCode {
    let depth = terminal::Depth::detect(settings::variable);
    let plain = depth == terminal::Depth::None;
    let mouse = first.manner.mouse;
    let start = |Beginning { facts, manner, world }: Beginning| {
        let texts = Arc::clone(&world.texts);
        let (runtime, answers) = Runtime::new(world, Timers::Real);
        let size = terminal::size();
        let mut driver = Driver::start(facts, size, manner.language, runtime, texts, plain);
        driver.model.shared.theme = manner.theme;
        (driver, answers)
    };
    let (driver, answers) = start(first);
    let mut consoles = Consoles::one(driver, answers);
    if let Some(beside) = beside {
        let (driver, answers) = start(beside);
        consoles = consoles.and(driver, answers);
    }
    match terminal::run(consoles, depth, mouse).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error),
    }
}
