//! `kezekte kiosk`: the citizen's console against a portal.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, ValueEnum};

use super::{Lang, fail, folder};
use crate::{
    app::shared::{Facts, Profile},
    client::Client,
    domain::{Agreement, Bilingual, Clock, Language, Random, SafeText, Secret, Terminal},
    eds::Anchors,
    runtime::{Runtime, Timers, World},
    shell::{Driver, terminal},
    text::Texts,
};

/// The kiosk's options.
#[derive(Debug, Default, Args)]
pub struct KioskArgs {
    /// The language to begin with
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The portal's address; a running demonstration is found by itself
    #[arg(long, env = "KEZEKTE_PORTAL")]
    portal: Option<String>,
    /// `personal`: an own computer, key files allowed; `terminal`: a service centre
    #[arg(long, value_enum, default_value_t)]
    profile: ProfileArg,
    /// This device's name, as it stands in what citizens sign
    #[arg(long, env = "KEZEKTE_TERMINAL", default_value = "")]
    terminal: String,
    /// Where it stands, in Kazakh
    #[arg(long, env = "KEZEKTE_PLACE_KK", default_value = "")]
    place_kk: String,
    /// Where it stands, in Russian
    #[arg(long, env = "KEZEKTE_PLACE_RU", default_value = "")]
    place_ru: String,
    /// The variable that holds the device's credential (id.secret)
    #[arg(long, default_value = "KEZEKTE_DEVICE")]
    device_env: String,
    /// The folder of trusted certificates, to judge a key before it signs; without it the portal
    /// alone judges who issued the key
    #[arg(long)]
    trust: Option<PathBuf>,
    /// Show no clock: an idle screen then wakes nothing up
    #[arg(long)]
    no_clock: bool,
}

/// A profile, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ProfileArg {
    /// An own computer
    #[default]
    Personal,
    /// A service centre
    Terminal,
}

/// Runs the kiosk.
pub(super) async fn kiosk(
    args: KioskArgs,
    language: Language,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let language = args.lang.map_or(language, Language::from);
    if !terminal::is_present() {
        return fail(
            "the kiosk needs a terminal at both ends; try kezekte alone for a play in acts",
        );
    }
    let found = args.portal.clone().or_else(folder::running_demonstration);
    let Some(portal) = found else {
        return fail("no portal: give --portal URL, or start the demonstration with kezekte alone");
    };
    let device = std::env::var(&args.device_env).ok().map(|value| Secret::new("device", value));
    let client = match Client::new(&portal, device) {
        Ok(client) => client,
        Err(error) => return fail(error),
    };
    let anchors = match folder::anchors(args.trust.as_deref()) {
        Ok(anchors) => anchors,
        Err(error) => return fail(error),
    };
    let facts = Facts {
        profile: match args.profile {
            ProfileArg::Personal => Profile::Personal,
            ProfileArg::Terminal => Profile::Terminal,
        },
        terminal: Terminal {
            name: SafeText::from(args.terminal),
            place: Bilingual { kk: args.place_kk.into(), ru: args.place_ru.into() },
        },
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: !args.no_clock,
        idle: true,
        people: Vec::new(),
    };
    let texts = Arc::new(Texts::new());
    let world = world(client, anchors, clock, random, Arc::clone(&texts), Vec::new());
    show(facts, language, world, texts).await
}

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
    language: Language,
    world: World,
    texts: Arc<Texts>,
) -> ExitCode {
    let depth = terminal::Depth::detect(|name| std::env::var(name).ok());
    let (runtime, answers) = Runtime::new(world, Timers::Real);
    let plain = depth == terminal::Depth::None;
    let driver = Driver::start(facts, terminal::size(), language, runtime, texts, plain);
    match terminal::run(driver, answers, depth).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error),
    }
}
