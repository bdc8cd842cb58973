//! The layers, merged once.

use std::path::Path;

use super::{
    file,
    key::{self, Key},
    kind::Value,
    mistake::{Mistake, Place, Wrong},
};
use crate::domain::{EdsPolicy, EdsPolicyError};

/// What is read, from the strongest to the weakest.
pub struct Sources<'a> {
    /// The flags that were given.
    pub flags: Vec<(&'static Key, String)>,
    /// The environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The file and its text, where there is one.
    pub file: Option<(&'a Path, &'a str)>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag, a variable, or a line of the file.
    Said(Place),
    /// Nobody said anything.
    Default,
}

/// A key that has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key.
    pub key: &'static Key,
    /// Its value.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// Every key that has a value, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(Vec<Setting>);

/// Merges the layers.
///
/// # Errors
/// Every mistake of every layer; one in a weaker layer is a mistake also where a stronger layer
/// says otherwise.
pub fn read(sources: &Sources<'_>) -> Result<Settings, Vec<Mistake>> {
    let (written, mut mistakes) =
        sources.file.map(|(path, text)| file::read(path, text)).unwrap_or_default();
    let mut settings = Vec::new();
    for key in key::ALL.iter().copied() {
        let mut found = None;
        let flag = sources.flags.iter().find(|(given, _)| *given == key);
        let flag = flag.map(|(_, text)| (text.clone(), Place::Flag(key.flag.unwrap_or_default())));
        let variable = key.variable.and_then(|name| {
            let text = (sources.variable)(name).filter(|text| !text.is_empty())?;
            Some((text, Place::Variable(name)))
        });
        for (text, place) in [flag, variable].into_iter().flatten() {
            match key.kind.read(&text) {
                Ok(value) if found.is_none() => found = Some((value, Origin::Said(place))),
                Ok(_) => {}
                Err(wrong) => mistakes.push(Mistake { place, key: Some(full(key)), wrong }),
            }
        }
        let written = written.iter().find(|it| it.key == key);
        let from_file = || written.map(|it| (it.value.clone(), Origin::Said(it.place.clone())));
        let default = || Some((key.kind.read(key.default?).ok()?, Origin::Default));
        if let Some((value, origin)) = found.or_else(from_file).or_else(default) {
            settings.push(Setting { key, value, origin });
        }
    }
    let settings = Settings(settings);
    use key::{kiosk, portal};
    // All three stand in what citizens sign.
    settings.check_together(&[&kiosk::TERMINAL, &kiosk::PLACE_KK, &kiosk::PLACE_RU], &mut mistakes);
    // Phones are told both, or nobody signs by phone.
    settings.check_together(&[&portal::PUBLIC_URL, &portal::ORGANISATION_BIN], &mut mistakes);
    settings.check_eds_policy(&mut mistakes);
    // A variable that two sections share is wrong once.
    let mut seen: Vec<(Place, Wrong)> = Vec::new();
    mistakes.retain(|mistake| {
        let this = (mistake.place.clone(), mistake.wrong.clone());
        let new = !seen.contains(&this);
        seen.push(this);
        new
    });
    if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
}

fn full(key: &Key) -> String {
    format!("{}.{}", key.section.name(), key.name)
}

impl Settings {
    /// Every setting.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.0.iter()
    }

    /// The key's setting.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.key == key)
    }

    /// The text of a key.
    #[must_use]
    pub fn text(&self, key: &Key) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The path of a key.
    #[must_use]
    pub fn path(&self, key: &Key) -> Option<&Path> {
        self.text(key).map(Path::new)
    }

    /// A switch; off when it has no value.
    #[must_use]
    pub fn is_on(&self, key: &Key) -> bool {
        self.get(key).is_some_and(|setting| setting.value == Value::Switch(true))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(&self, key: &Key) -> Option<u32> {
        match self.get(key)?.value {
            Value::Whole(number) => Some(number),
            _ => None,
        }
    }

    /// Words of a list; none when it has no value.
    pub fn several(&self, key: &Key) -> impl Iterator<Item = &str> {
        let words = match self.get(key).map(|setting| &setting.value) {
            Some(Value::Several(words)) => words.as_slice(),
            _ => &[],
        };
        words.iter().map(String::as_str)
    }

    /// The operator's policy on signatures.
    ///
    /// # Errors
    /// When the three keys make none; settings that were read without a mistake always make one.
    pub fn eds_policy(&self) -> Result<EdsPolicy, EdsPolicyError> {
        use key::eds_policy::{ALGORITHMS, CLOCK_SKEW, ROLES};
        let skew = self.whole(&CLOCK_SKEW).unwrap_or_default();
        EdsPolicy::from_codes(self.several(&ROLES), self.several(&ALGORITHMS), skew)
    }

    /// Each key of the policy is right by itself; together they may still be none.
    fn check_eds_policy(&self, mistakes: &mut Vec<Mistake>) {
        use key::eds_policy::ROLES;
        let origin = self.get(&ROLES).map(|setting| &setting.origin);
        if let (Err(error), Some(Origin::Said(place))) = (self.eds_policy(), origin) {
            let (place, key) = (place.clone(), Some(full(&ROLES)));
            mistakes.push(Mistake { place, key, wrong: Wrong::Policy(error) });
        }
    }

    /// Keys that belong together: one that is set is of no use without the others.
    fn check_together(&self, keys: &[&'static Key], mistakes: &mut Vec<Mistake>) {
        let (there, missing): (Vec<&Key>, Vec<&Key>) =
            keys.iter().copied().partition(|key| self.get(key).is_some());
        let first = there.first().and_then(|key| self.get(key));
        let Some(Setting { key, origin: Origin::Said(place), .. }) = first else { return };
        if !missing.is_empty() {
            let missing: Vec<_> = missing.iter().map(|key| key.name).collect();
            let wrong = Wrong::Lacks(missing.join(" and "));
            mistakes.push(Mistake { place: place.clone(), key: Some(full(key)), wrong });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::key::{desk, kiosk},
        *,
    };
    use crate::domain::Role;

    fn merged(
        flags: Vec<(&'static Key, String)>,
        variables: &[(&str, &str)],
        text: &str,
    ) -> Result<Settings, Vec<Mistake>> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        read(&Sources { flags, variable: &variable, file: Some((Path::new("c.toml"), text)) })
    }

    #[test]
    fn a_stronger_layer_wins_and_the_origin_is_known() {
        let text = "[kiosk]\ntheme = \"light\"\nlanguage = \"ru\"\nmouse = false\n";
        let flag = || vec![(&kiosk::LANGUAGE, "en".to_owned())];
        let environment = [("KEZEKTE_LANG", "kk"), ("KEZEKTE_THEME", "high_contrast")];
        let settings = merged(flag(), &environment, text).unwrap();
        let of = |key| {
            let setting = settings.get(key).unwrap();
            (setting.value.to_string(), setting.origin.clone())
        };
        let said = |place| Origin::Said(place);
        let line = |line| Place::File { path: "c.toml".into(), line, column: 1 };
        assert_eq!(of(&kiosk::LANGUAGE), ("\"en\"".into(), said(Place::Flag("--lang"))));
        assert_eq!(of(&desk::LANGUAGE), ("\"kk\"".into(), said(Place::Variable("KEZEKTE_LANG"))));
        let theme = ("\"high_contrast\"".into(), said(Place::Variable("KEZEKTE_THEME")));
        assert_eq!(of(&kiosk::THEME), theme);
        assert_eq!(of(&kiosk::MOUSE), ("false".into(), said(line(4))));
        assert_eq!(of(&kiosk::CLOCK), ("true".into(), Origin::Default));
        assert_eq!(settings.text(&kiosk::PORTAL), None);
        // Each layer shows once the ones above it are gone.
        let settings = merged(Vec::new(), &[("KEZEKTE_THEME", "")], text).unwrap();
        assert_eq!(settings.text(&kiosk::LANGUAGE), Some("ru"));
        assert_eq!(settings.text(&kiosk::THEME), Some("light"));
    }

    #[test]
    fn the_policy_is_the_built_in_one_until_it_is_set() {
        assert_eq!(merged(Vec::new(), &[], "").unwrap().eds_policy(), Ok(EdsPolicy::default()));
        let text = "[eds.policy]\nroles = [\"head\"]\nclock_skew = 60\n";
        let policy = merged(Vec::new(), &[], text).unwrap().eds_policy().unwrap();
        assert!(policy.lets_accept(Role::Head) && !policy.lets_accept(Role::SignRight));
        assert_eq!(policy.clock_skew().as_secs(), 60);
        let variable = [("KEZEKTE_EDS_ROLES", "head, employee")];
        let policy = merged(Vec::new(), &variable, text).unwrap().eds_policy().unwrap();
        assert!(policy.lets_accept(Role::Employee));
        let headless = "[eds.policy]\nroles = [\"sign-right\"]\n";
        let lines: Vec<_> = merged(Vec::new(), &[], headless)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            lines,
            ["c.toml:2:1: eds.policy.roles: the first head (head) is not among the roles"]
        );
    }

    #[test]
    fn mistakes_of_all_layers_come_together_and_once() {
        let flag = vec![(&kiosk::PROFILE, "termnal".to_owned())];
        let text = "[kiosk]\nterminal = \"K-1\"\n[portal]\norganisation_bin = \"990140900004\"\n";
        let mistakes = merged(flag, &[("KEZEKTE_CLOCK", "never")], text).unwrap_err();
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "--profile: kiosk.profile: `termnal` is not \"personal\" or \"terminal\"; did you mean `terminal`?",
                "KEZEKTE_CLOCK: kiosk.clock: expected true or false, found `never`",
                "c.toml:2:1: kiosk.terminal: this is of no use without place_kk and place_ru",
                "c.toml:4:1: portal.organisation_bin: this is of no use without public_url",
            ]
        );
    }
}
