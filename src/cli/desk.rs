//! `kezekte desk`: the support desk's console against a portal.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::Args;

use super::{
    Lang,
    console::{self, Beginning},
    fail,
    settings::{self, Flags, Manner},
};
#[cfg(feature = "portal")]
use super::{demonstration, folder};
use crate::{
    app::shared::{Console, Facts, Profile},
    client::Client,
    config::key::desk as key,
    domain::{Agreement, Clock, Random, Terminal},
    eds::Anchors,
    shell::terminal,
    text::Texts,
};

/// The desk's options. Each is stronger than its variable and its line in the file.
#[derive(Debug, Default, Args)]
pub struct DeskArgs {
    /// The language to begin with
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The portal's address; a running demonstration is found by itself
    #[arg(long, value_name = "URL")]
    portal: Option<String>,
    /// Show no clock: an idle screen then wakes nothing up, and ages stand still until a key
    #[arg(long)]
    no_clock: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
}

impl DeskArgs {
    /// The flags that were given; `lang` is the one before the command.
    fn flags(&self, lang: Option<Lang>) -> Flags {
        use settings::{flag, off};
        let given = [
            flag(&key::LANGUAGE, self.lang.or(lang).map(Lang::tag)),
            flag(&key::PORTAL, self.portal.as_ref()),
            off(&key::CLOCK, self.no_clock),
            off(&key::MOUSE, self.no_mouse),
        ];
        given.into_iter().flatten().collect()
    }
}

/// Runs the desk.
pub(super) async fn run(
    args: DeskArgs,
    (lang, file): (Option<Lang>, Option<PathBuf>),
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let settings = match settings::load(file.as_deref(), args.flags(lang)) {
        Ok(settings) => settings,
        Err(ended) => return ended,
    };
    let manner = Manner::of_desk(&settings);
    if !terminal::is_present() {
        return fail("the desk needs a terminal at both ends; over ssh, ask for one with -t");
    }
    let Some(portal) = settings.text(&key::PORTAL) else {
        #[cfg(feature = "portal")]
        if let Some(found) = folder::running_demonstration() {
            let manners = (Manner::of_kiosk(&settings), manner);
            return demonstration::join(found, manners, Console::Desk, clock, random).await;
        }
        return fail("no portal: give --portal URL, or start the demonstration with kezekte alone");
    };
    let client = match Client::new(portal, None) {
        Ok(client) => client,
        Err(error) => return fail(error),
    };
    let facts = Facts {
        console: Console::Desk,
        profile: Profile::Personal,
        terminal: Terminal::own_computer(),
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: manner.clock,
        idle: true,
        people: Vec::new(),
        staff: Vec::new(),
    };
    let texts = Arc::clone(Texts::embedded());
    let world =
        console::world(client, Anchors::default(), clock, random, texts, (Vec::new(), None));
    console::show(Beginning { facts, manner, world }, None).await
}
