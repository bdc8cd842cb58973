//! The demonstration (row F10): kiosk and desk on an embedded portal with fictitious people.
//!
//! In a terminal it works in the data folder and stays as it was left; without one it takes a fresh
//! temporary folder and plays its acts, the same each time.

mod acts;
mod authority;
pub(super) mod kit;
pub(super) mod ncalayer;
mod pay;
pub(super) mod phone;
pub(super) mod stage;
pub(super) mod temporary;
mod till;

pub use authority::{open_authority, sources};
pub use ncalayer::DoubleError;
pub use till::open_till;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::Subcommand;

use super::{
    Lang,
    console::{self, Beginning},
    fail,
    folder::{self, Folder, Found},
    settings::{self, Manner},
};
use crate::{
    app::shared::Console,
    client::Client,
    config::key::{desk, kiosk},
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

/// Runs the demonstration with these flags: the language, the mouse left alone, the settings' file.
pub(super) async fn run(
    (lang, no_mouse, file): (Option<Lang>, bool, Option<PathBuf>),
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let lang = lang.map(Lang::tag);
    let given = [
        settings::flag(&kiosk::LANGUAGE, lang),
        settings::flag(&desk::LANGUAGE, lang),
        settings::off(&kiosk::MOUSE, no_mouse),
    ];
    let flags = given.into_iter().flatten().collect();
    let settings = match settings::load(file.as_deref(), flags) {
        Ok(settings) => settings,
        Err(ended) => return ended,
    };
    let (kiosk, desk) = (Manner::of_kiosk(&settings), Manner::of_desk(&settings));
    if terminal::is_present() {
        at_terminal((kiosk, desk), clock, random).await
    } else {
        acts::play(kiosk.language, random).await
    }
}

/// Kiosk and desk side by side on one portal.
async fn at_terminal(
    (kiosk, desk): (Manner, Manner),
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let folder = match Folder::open() {
        Ok(folder) => folder,
        Err(error) => return fail(error),
    };
    if !folder.keys().exists() {
        eprintln!("{}", Texts::new().say(kiosk.language, &play::preparing()));
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
    let place = (&stage.kit, stage.url());
    let ended = both(place, (kiosk, desk), Console::Kiosk, clock, random).await;
    stage.clear().await;
    ended
}

/// Consoles at a demonstration that another process runs; this one is shown first.
pub(super) async fn join(
    found: Found,
    manners: (Manner, Manner),
    first: Console,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    match Kit::read(found.keys) {
        Ok(kit) => both((&kit, found.url), manners, first, clock, random).await,
        Err(error) => fail(error),
    }
}

/// Kiosk and desk side by side at this portal, in these manners.
async fn both(
    (kit, url): (&Kit, String),
    (kiosk, desk): (Manner, Manner),
    first: Console,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let signs = ncalayer::attended(kit, Arc::clone(&clock), Arc::clone(&random)).await;
    let (_double, place) = match signs {
        Ok((double, place)) => (double, Some(place)),
        Err(error) => return fail(error),
    };
    let begin = |console, manner: Manner| {
        let client = Client::new(&url, Some(kit.device())).map_err(fail)?;
        let (clock, random) = (Arc::clone(&clock), Arc::clone(&random));
        let (texts, keys) = (Arc::clone(Texts::embedded()), vec![kit.keys()]);
        let anchors = kit.anchors().map_err(fail)?;
        let hand = phone::Hand::new(Arc::clone(&clock), Arc::clone(&random)).map_err(fail)?;
        let mut world =
            console::world(client, anchors, clock, random, texts, (keys, place.clone()));
        world.phone = Some(Arc::new(hand));
        Ok(Beginning { facts: kit.facts(console, manner.clock), manner, world })
    };
    let begun = begin(Console::Kiosk, kiosk).and_then(|it| Ok((it, begin(Console::Desk, desk)?)));
    match (begun, first) {
        (Ok((kiosk, desk)), Console::Kiosk) => console::show(kiosk, Some(desk)).await,
        (Ok((kiosk, desk)), Console::Desk) => console::show(desk, Some(kiosk)).await,
        (Err(ended), _) => ended,
    }
}
