//! The demonstration (row F10): kiosk and desk on an embedded portal with fictitious people.
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
    app::shared::{Console, Facts},
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
    let (kit, url) = (&stage.kit, stage.url());
    let facts = kit.facts(kiosk.clock).beside(kit.staff());
    let at_desk = Facts { console: Console::Desk, clock: desk.clock, ..facts.clone() };
    let (time, chance) = (Arc::clone(&clock), Arc::clone(&random));
    let begun = begin(kit, &url, facts, kiosk, time, chance);
    let begun = begun.and_then(|it| Ok((it, begin(kit, &url, at_desk, desk, clock, random)?)));
    let ended = match begun {
        Ok((kiosk, desk)) => console::show(kiosk, Some(desk)).await,
        Err(ended) => ended,
    };
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
    let begun = Kit::read(found.keys).map_err(fail).and_then(|kit| {
        let facts = kit.facts(manner.clock);
        begin(&kit, &found.url, facts, manner, clock, random)
    });
    match begun {
        Ok(beginning) => console::show(beginning, None).await,
        Err(ended) => ended,
    }
}

/// What a console of the demonstration begins with, or how the program ends.
fn begin(
    kit: &Kit,
    url: &str,
    facts: Facts,
    manner: Manner,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Beginning, ExitCode> {
    let client = Client::new(url, Some(kit.device())).map_err(fail)?;
    let anchors = kit.anchors().map_err(fail)?;
    let texts = Arc::new(Texts::new());
    let world = console::world(client, anchors, clock, random, texts, vec![kit.keys()]);
    Ok(Beginning { facts, manner, world })
}
