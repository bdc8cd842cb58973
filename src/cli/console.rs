//! `kezekte kiosk`: the citizen's console against a portal.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, ValueEnum};

#[cfg(feature = "portal")]
use super::demonstration;
use super::{Lang, fail, folder};
use crate::{
    app::shared::{Console, Facts, Profile},
    client::Client,
    domain::{Agreement, Bilingual, Clock, Language, Random, Secret, Terminal},
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
    /// This device's name, as the portal knows it and as it stands in what citizens sign; only with
    /// a credential, else this is an own computer
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

/// Why the options do not tell which terminal this is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum TerminalError {
    /// A device is named in what citizens sign, so its name and place must be known here too.
    #[error("{variable} holds a device's credential, so {} is needed too", .missing.join(", "))]
    Unnamed { variable: String, missing: Vec<&'static str> },
    /// The portal names only a device that proves itself.
    #[error("--terminal and its place are a device's: give its credential in {0}")]
    NoCredential(String),
}

impl KioskArgs {
    /// The terminal as the portal will name it: the device's, or an own computer.
    fn terminal(&self, device: bool) -> Result<Terminal, TerminalError> {
        let options = [
            ("--terminal", &self.terminal),
            ("--place-kk", &self.place_kk),
            ("--place-ru", &self.place_ru),
        ];
        let missing = options.iter().filter(|(_, value)| value.is_empty());
        let missing: Vec<_> = missing.map(|(option, _)| *option).collect();
        let variable = self.device_env.clone();
        match (device, missing.len()) {
            (true, 0) => Ok(Terminal {
                name: self.terminal.as_str().into(),
                place: Bilingual {
                    kk: self.place_kk.as_str().into(),
                    ru: self.place_ru.as_str().into(),
                },
            }),
            (true, _) => Err(TerminalError::Unnamed { variable, missing }),
            (false, all) if all == options.len() => Ok(Terminal::own_computer()),
            (false, _) => Err(TerminalError::NoCredential(variable)),
        }
    }
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
    let Some(portal) = &args.portal else {
        #[cfg(feature = "portal")]
        if let Some(found) = folder::running_demonstration() {
            return demonstration::join(found, !args.no_clock, language, clock, random).await;
        }
        return fail("no portal: give --portal URL, or start the demonstration with kezekte alone");
    };
    let device = std::env::var(&args.device_env).ok().filter(|value| !value.is_empty());
    let terminal = match args.terminal(device.is_some()) {
        Ok(terminal) => terminal,
        Err(error) => return fail(error),
    };
    let device = device.map(|value| Secret::new("device", value));
    let client = match Client::new(portal, device) {
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
        terminal,
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: !args.no_clock,
        idle: true,
        people: Vec::new(),
        staff: Vec::new(),
        console: Console::Kiosk,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_says_where_it_stands_and_an_own_computer_does_not() {
        let args = KioskArgs { device_env: "DEVICE".into(), ..KioskArgs::default() };
        assert_eq!(args.terminal(false), Ok(Terminal::own_computer()));
        let error = args.terminal(true).unwrap_err().to_string();
        assert!(error.contains("DEVICE") && error.contains("--terminal, --place-kk, --place-ru"));

        let named = KioskArgs { terminal: "K-1".into(), place_kk: "а".into(), ..args };
        assert!(matches!(
            named.terminal(true),
            Err(TerminalError::Unnamed { missing, .. }) if missing == ["--place-ru"]
        ));
        assert!(matches!(named.terminal(false), Err(TerminalError::NoCredential(_))));
        let placed = KioskArgs { place_ru: "б".into(), ..named };
        assert_eq!(placed.terminal(true).unwrap().name.as_str(), "K-1");
    }
}
