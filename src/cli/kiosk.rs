//! `kezekte kiosk`: the citizen's console against a portal.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, ValueEnum};

#[cfg(feature = "portal")]
use super::demonstration;
use super::{
    Lang,
    console::{self, Beginning},
    fail, folder, ncalayer,
    settings::{self, Flags, Manner},
};
use crate::{
    app::shared::{Console, Facts, Profile},
    client::Client,
    config::{
        self, Settings,
        key::{kiosk as key, signer},
    },
    domain::{Agreement, Bilingual, Clock, Random, Terminal},
    shell::terminal,
    text::Texts,
};

/// The kiosk's options. Each is stronger than its variable and its line in the file.
#[derive(Debug, Default, Args)]
pub struct KioskArgs {
    /// The language to begin with
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The portal's address; a running demonstration is found by itself
    #[arg(long, value_name = "URL")]
    portal: Option<String>,
    /// `personal`: an own computer, key files allowed; `terminal`: a service centre
    #[arg(long, value_enum)]
    profile: Option<ProfileArg>,
    /// This device's name, as the portal knows it and as it stands in what citizens sign; only with
    /// a credential, else this is an own computer
    #[arg(long, value_name = "NAME")]
    terminal: Option<String>,
    /// Where it stands, in Kazakh
    #[arg(long, value_name = "PLACE")]
    place_kk: Option<String>,
    /// Where it stands, in Russian
    #[arg(long, value_name = "PLACE")]
    place_ru: Option<String>,
    /// The variable that holds the device's credential (id.secret); KEZEKTE_DEVICE otherwise
    #[arg(long, value_name = "VARIABLE")]
    device_env: Option<String>,
    /// The file that holds the device's credential; stronger than the variable
    #[arg(long, value_name = "FILE")]
    device_file: Option<String>,
    /// The folder of trusted certificates, to judge a key before it signs; without it the portal
    /// alone judges who issued the key
    #[arg(long, value_name = "FOLDER")]
    trust: Option<String>,
    /// The certificate of the authority under which NCALayer's own TLS certificate was issued;
    /// without it nobody can sign by NCALayer here
    #[arg(long, value_name = "FILE")]
    ncalayer_root: Option<String>,
    /// Show no clock: an idle screen then wakes nothing up
    #[arg(long)]
    no_clock: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
}

/// A profile, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileArg {
    /// An own computer
    Personal,
    /// A service centre
    Terminal,
}

impl KioskArgs {
    /// Nothing but whether the mouse is left to the terminal: `kezekte` without a command, where
    /// there is no portal to demonstrate on.
    #[cfg(not(feature = "portal"))]
    pub(super) fn without_mouse(no_mouse: bool) -> Self {
        Self { no_mouse, ..Self::default() }
    }

    /// The flags that were given; `lang` is the one before the command.
    fn flags(&self, lang: Option<Lang>) -> Flags {
        use settings::{flag, off};
        let profile = self.profile.map(|profile| match profile {
            ProfileArg::Personal => "personal",
            ProfileArg::Terminal => "terminal",
        });
        let given = [
            flag(&key::LANGUAGE, self.lang.or(lang).map(Lang::tag)),
            flag(&key::PORTAL, self.portal.as_ref()),
            flag(&key::PROFILE, profile),
            flag(&key::TERMINAL, self.terminal.as_ref()),
            flag(&key::PLACE_KK, self.place_kk.as_ref()),
            flag(&key::PLACE_RU, self.place_ru.as_ref()),
            flag(&key::DEVICE_ENV, self.device_env.as_ref()),
            flag(&key::DEVICE_FILE, self.device_file.as_ref()),
            flag(&key::TRUST, self.trust.as_ref()),
            flag(&signer::NCALAYER_ROOT, self.ncalayer_root.as_ref()),
            off(&key::CLOCK, self.no_clock),
            off(&key::MOUSE, self.no_mouse),
        ];
        given.into_iter().flatten().collect()
    }
}

/// Why the settings do not tell which terminal this is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum TerminalError {
    /// A device is named in what citizens sign, so its name and place must be known here too.
    #[error(
        "there is a device's credential, so --terminal, --place-kk and --place-ru are needed too"
    )]
    Unnamed,
    /// The portal names only a device that proves itself.
    #[error(
        "--terminal and its place are a device's: give its credential in {0} or by --device-file"
    )]
    NoCredential(String),
}

/// The terminal as the portal will name it: the device's, or an own computer. The settings hold all
/// of name and places or none.
fn this_terminal(settings: &Settings, device: bool) -> Result<Terminal, TerminalError> {
    let text = |key| settings.text(key);
    match (text(&key::TERMINAL), text(&key::PLACE_KK), text(&key::PLACE_RU)) {
        (Some(name), Some(kk), Some(ru)) if device => {
            Ok(Terminal { name: name.into(), place: Bilingual { kk: kk.into(), ru: ru.into() } })
        }
        _ if device => Err(TerminalError::Unnamed),
        (None, None, None) => Ok(Terminal::own_computer()),
        _ => Err(TerminalError::NoCredential(text(&key::DEVICE_ENV).unwrap_or_default().into())),
    }
}

/// Runs the kiosk.
pub(super) async fn run(
    args: KioskArgs,
    (lang, file): (Option<Lang>, Option<PathBuf>),
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let settings = match settings::load(file.as_deref(), args.flags(lang)) {
        Ok(settings) => settings,
        Err(ended) => return ended,
    };
    let manner = Manner::of_kiosk(&settings);
    if !terminal::is_present() {
        return fail(
            "the kiosk needs a terminal at both ends; try kezekte alone for a play in acts",
        );
    }
    let Some(portal) = settings.text(&key::PORTAL) else {
        #[cfg(feature = "portal")]
        if let Some(found) = folder::running_demonstration() {
            let manners = (manner, Manner::of_desk(&settings));
            return demonstration::join(found, manners, Console::Kiosk, clock, random).await;
        }
        return fail("no portal: give --portal URL, or start the demonstration with kezekte alone");
    };
    let device = match config::device(&settings, settings::variable) {
        Ok(device) => device,
        Err(error) => return fail(error),
    };
    let terminal = match this_terminal(&settings, device.is_some()) {
        Ok(terminal) => terminal,
        Err(error) => return fail(error),
    };
    let client = match Client::new(portal, device) {
        Ok(client) => client,
        Err(error) => return fail(error),
    };
    let anchors = match folder::anchors(settings.path(&key::TRUST)) {
        Ok(anchors) => anchors,
        Err(error) => return fail(error),
    };
    let facts = Facts {
        profile: match settings.text(&key::PROFILE) {
            Some("terminal") => Profile::Terminal,
            _ => Profile::Personal,
        },
        terminal,
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: manner.clock,
        idle: true,
        people: Vec::new(),
        staff: Vec::new(),
        console: Console::Kiosk,
    };
    let ncalayer = match ncalayer::place(&settings, Arc::clone(&clock)) {
        Ok(place) => place,
        Err(error) => return fail(error),
    };
    let texts = Arc::clone(Texts::embedded());
    let world = console::world(client, anchors, clock, random, texts, (Vec::new(), ncalayer));
    console::show(Beginning { facts, manner, world }, None).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, read};

    fn settings(args: &KioskArgs) -> Settings {
        let nothing = |_: &str| None;
        read(&Sources { flags: args.flags(None), variable: &nothing, file: None }).unwrap()
    }

    #[test]
    fn a_device_says_where_it_stands_and_an_own_computer_does_not() {
        let own = settings(&KioskArgs::default());
        assert_eq!(this_terminal(&own, false), Ok(Terminal::own_computer()));
        assert_eq!(this_terminal(&own, true), Err(TerminalError::Unnamed));
        let named = settings(&KioskArgs {
            terminal: Some("K-1".into()),
            place_kk: Some("а".into()),
            place_ru: Some("б".into()),
            device_env: Some("DEVICE".into()),
            ..KioskArgs::default()
        });
        assert_eq!(this_terminal(&named, true).unwrap().name.as_str(), "K-1");
        let error = this_terminal(&named, false).unwrap_err();
        assert_eq!(error, TerminalError::NoCredential("DEVICE".into()));
    }

    #[test]
    fn every_flag_of_the_table_exists_and_says_what_it_means() {
        use clap::CommandFactory as _;
        let command = super::super::Cli::command();
        let long = |path: &[&str], flag: &str| {
            let mut at = &command;
            for name in path {
                at = at.find_subcommand(name).unwrap();
            }
            let here = at.get_arguments();
            here.chain(command.get_arguments()).any(|arg| arg.get_long() == flag.strip_prefix("--"))
        };
        for key in config::Section::Kiosk.keys() {
            assert!(key.flag.is_none_or(|flag| long(&["kiosk"], flag)), "{:?}", key.flag);
        }
        for key in config::Section::Signer.keys() {
            assert!(key.flag.is_none_or(|flag| long(&["kiosk"], flag)), "{:?}", key.flag);
        }
        for key in config::Section::Desk.keys() {
            assert!(key.flag.is_none_or(|flag| long(&["desk"], flag)), "{:?}", key.flag);
        }
        #[cfg(feature = "portal")]
        for key in config::Section::Portal.keys() {
            assert!(key.flag.is_none_or(|flag| long(&["portal", "serve"], flag)), "{:?}", key.flag);
        }
    }
}
