//! From the command line's flags, the environment and the file to settings.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    app::theme::ThemeName,
    config::{self, Key, Mistake, Settings, Sources, key},
    domain::Language,
};

/// The flags that were given, by the keys they set.
pub(super) type Flags = Vec<(&'static Key, String)>;

/// Keeps the flag when it was given.
pub(super) fn flag(
    key: &'static Key,
    given: Option<impl ToString>,
) -> Option<(&'static Key, String)> {
    given.map(|value| (key, value.to_string()))
}

/// A `--no-…` flag: given, it turns the key off.
pub(super) fn off(key: &'static Key, given: bool) -> Option<(&'static Key, String)> {
    given.then(|| (key, "false".to_owned()))
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingsError {
    /// The file that was named, or is in its place, cannot be read.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Mistakes; all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Mistakes(Vec<Mistake>),
}

/// A variable of the environment; nothing where it is not text.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The file that is read: `named` by a flag, else by the environment, else the first in its place.
pub(super) fn place(named: Option<&Path>) -> Option<PathBuf> {
    config::find(named, variable, |path| path.is_file())
}

/// Reads everything.
///
/// # Errors
/// [`SettingsError`], with every mistake.
pub(super) fn read(file: Option<&Path>, flags: Flags) -> Result<Settings, SettingsError> {
    let text = match file {
        Some(path) => Some(fs::read_to_string(path).map_err(|error| {
            let path = path.to_owned();
            SettingsError::Io { path, error }
        })?),
        None => None,
    };
    let file = file.zip(text.as_deref());
    config::read(&Sources { flags, variable: &variable, file }).map_err(SettingsError::Mistakes)
}

/// Reads everything, or says every mistake on standard error.
pub(super) fn load(named: Option<&Path>, flags: Flags) -> Result<Settings, ExitCode> {
    read(place(named).as_deref(), flags).map_err(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}

/// How a console looks and behaves at the beginning, whoever's it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) language: Language,
    pub(super) theme: ThemeName,
    pub(super) clock: bool,
    pub(super) mouse: bool,
}

impl Manner {
    /// The kiosk's.
    pub(super) fn of_kiosk(settings: &Settings) -> Self {
        use key::kiosk::{CLOCK, LANGUAGE, MOUSE, THEME};
        Self::of(settings, [&LANGUAGE, &THEME, &CLOCK, &MOUSE])
    }

    /// The desk's.
    pub(super) fn of_desk(settings: &Settings) -> Self {
        use key::desk::{CLOCK, LANGUAGE, MOUSE, THEME};
        Self::of(settings, [&LANGUAGE, &THEME, &CLOCK, &MOUSE])
    }

    fn of(settings: &Settings, [language, theme, clock, mouse]: [&Key; 4]) -> Self {
        Self {
            language: settings.text(language).and_then(Language::from_tag).unwrap_or_default(),
            theme: settings.text(theme).and_then(ThemeName::from_name).unwrap_or_default(),
            clock: settings.is_on(clock),
            mouse: settings.is_on(mouse),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Kind;

    #[test]
    fn every_language_and_theme_that_can_be_set_exists() {
        let Kind::Choice(languages) = Kind::LANGUAGE else { panic!("not a choice") };
        assert_eq!(languages, Language::ALL.map(Language::tag));
        let Kind::Choice(themes) = Kind::THEME else { panic!("not a choice") };
        assert_eq!(themes, ThemeName::ALL.map(ThemeName::name));
    }
}
