//! The file: TOML, read whole; every mistake with its line and column.

use std::{ops::Range, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    key::{ALL, Key, SECRETS, Section},
    kind::{Kind, Value},
    mistake::{Mistake, Place, Wrong},
};
use crate::text::nearest;

/// Mistakes that are told, at most: each is looked up by its place in the text.
const MOST: usize = 200;

/// A value of the file.
pub(super) struct Written {
    pub(super) key: &'static Key,
    pub(super) value: Value,
    pub(super) place: Place,
}

/// Reads the file's text; what is right of it, and every mistake (200 of them at most) in the
/// file's order.
pub(super) fn read(path: &Path, text: &str) -> (Vec<Written>, Vec<Mistake>) {
    let mut reader = Reader { path, text, written: Vec::new(), mistakes: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let wrong = Wrong::Syntax(error.message().lines().collect::<Vec<_>>().join("; "));
        reader.mistake(error.span().unwrap_or_default(), None, wrong);
    }
    for (name, value) in table.get_ref() {
        reader.section(name.get_ref(), &name.span(), value);
    }
    reader.mistakes.sort_by_key(|(at, _)| *at);
    (reader.written, reader.mistakes.into_iter().map(|(_, mistake)| mistake).collect())
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    written: Vec<Written>,
    mistakes: Vec<(usize, Mistake)>,
}

impl Reader<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::File { path: self.path.to_owned(), line, column }
    }

    fn mistake(&mut self, span: Range<usize>, key: Option<String>, wrong: Wrong) {
        if self.mistakes.len() >= MOST {
            return;
        }
        let place = self.place(&span);
        self.mistakes.push((span.start, Mistake { place, key, wrong }));
    }

    fn section(&mut self, name: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) {
        let section = Section::ALL.into_iter().find(|section| section.name() == name);
        match (section, value.get_ref()) {
            (Some(section), DeValue::Table(table)) => {
                for (key, value) in table {
                    // A section's name may have two parts; TOML reads a table in a table.
                    if is_first_part(name) && matches!(value.get_ref(), DeValue::Table(_)) {
                        let full = format!("{name}.{}", key.get_ref());
                        self.section(&full, &key.span(), value);
                    } else {
                        self.key(section, key.get_ref(), &key.span(), value);
                    }
                }
            }
            (Some(section), _) => {
                let expected = format!("a section: [{}] on a line of its own", section.name());
                let found = value.get_ref().type_str().to_owned();
                self.mistake(span.clone(), Some(name.into()), Wrong::Form { expected, found });
            }
            // A section's name may have two parts, which TOML reads as a table in a table.
            (None, DeValue::Table(table)) if is_first_part(name) => {
                for (rest, value) in table {
                    let full = format!("{name}.{}", rest.get_ref());
                    self.section(&full, &rest.span(), value);
                }
            }
            (None, DeValue::Table(_)) => {
                let known = Section::ALL.map(Section::name);
                let nearest = nearest(name, known).map(str::to_owned);
                let found = shown(name);
                self.mistake(span.clone(), None, Wrong::Section { found, nearest });
            }
            (None, _) => {
                let homes: Vec<String> = homes(name).map(|it| format!("[{it}]")).collect();
                let hint = match homes[..] {
                    [] => {
                        let all = Section::ALL.map(|it| format!("[{}]", it.name()));
                        format!("there are {}", all.join(", "))
                    }
                    _ => format!("put it under {}", homes.join(" or ")),
                };
                self.mistake(span.clone(), Some(shown(name)), Wrong::Outside(hint));
            }
        }
    }

    fn key(
        &mut self,
        section: Section,
        name: &str,
        span: &Range<usize>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let full = Some(format!("{}.{}", section.name(), shown(name)));
        let Some(key) = section.keys().find(|key| key.name == name) else {
            let wrong = match SECRETS.iter().find(|(secret, _)| *secret == name) {
                Some((_, instead)) => Wrong::Secret(instead),
                None => Wrong::Key { hint: hint(section, name) },
            };
            self.mistake(span.clone(), full, wrong);
            return;
        };
        match self.value(key, value.get_ref()) {
            Ok(read) => {
                let place = self.place(span);
                self.written.push(Written { key, value: read, place });
            }
            Err(wrong) => self.mistake(value.span(), full, wrong),
        }
    }

    /// A relative path is meant beside the file.
    fn beside(&self, path: &str) -> String {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        folder.join(path).to_string_lossy().into_owned()
    }

    fn value(&self, key: &Key, value: &DeValue<'_>) -> Result<Value, Wrong> {
        let read = match (key.kind, value) {
            (Kind::Switch, DeValue::Boolean(on)) => return Ok(Value::Switch(*on)),
            (Kind::Several(_), DeValue::Array(words)) => {
                let words: Option<Vec<&str>> =
                    words.iter().map(|word| word.get_ref().as_str()).collect();
                return match words {
                    Some(words) => key.kind.several(words),
                    None => Err(Wrong::Form {
                        expected: key.kind.expected(),
                        found: "something that is no word".to_owned(),
                    }),
                };
            }
            (Kind::Several(_), other) => {
                let found = format!("{} {}", article(other.type_str()), other.type_str());
                return Err(Wrong::Form { expected: key.kind.expected(), found });
            }
            (Kind::Whole(..), DeValue::Integer(number)) => key.kind.read(number.as_str())?,
            (kind, other) if other.as_str().is_none() => {
                let found = format!("{} {}", article(other.type_str()), other.type_str());
                return Err(Wrong::Form { expected: kind.expected(), found });
            }
            (Kind::Switch | Kind::Whole(..), other) => {
                let found = format!("\"{}\"", shown(other.as_str().unwrap_or_default()));
                return Err(Wrong::Form { expected: key.kind.expected(), found });
            }
            (kind, other) => kind.text(other.as_str().unwrap_or_default())?,
        };
        Ok(match read {
            // A password is a secret, and the file is not the place for one.
            Value::Text(text) if key.kind == Kind::Database && has_password(&text) => {
                return Err(Wrong::Secret("database_file"));
            }
            Value::Text(text) if key.kind == Kind::Path => Value::Text(self.beside(&text)),
            Value::Text(text) if key.kind == Kind::Database => {
                let path = text.strip_prefix("sqlite:").map(|path| self.beside(path));
                Value::Text(path.map_or(text, |path| format!("sqlite:{path}")))
            }
            other => other,
        })
    }
}

/// Whether a section's name begins with this and a point.
fn is_first_part(name: &str) -> bool {
    Section::ALL.iter().any(|it| it.name().split_once('.').is_some_and(|(first, _)| first == name))
}

/// The sections that have a key of this name.
fn homes(name: &str) -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(move |key| key.name == name).map(|key| key.section.name())
}

/// What was probably meant: this key in another section, or a key of a like name in this one.
fn hint(section: Section, name: &str) -> Option<String> {
    if let Some(home) = homes(name).next() {
        return Some(format!("it belongs under [{home}]"));
    }
    nearest(name, section.keys().map(|key| key.name)).map(|key| format!("did you mean `{key}`?"))
}

/// A name of the file's as it can be printed on one line.
fn shown(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '?' } else { c }).take(60).collect()
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// True when a database's address carries a password, before the host or as an option.
pub(super) fn has_password(url: &str) -> bool {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user).unwrap_or_default();
    let options = rest.split_once('?').map(|(_, options)| options).unwrap_or_default();
    user.contains(':') || options.split('&').any(|option| option.starts_with("password="))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        let (_, mistakes) = read(Path::new("c.toml"), text);
        mistakes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_mistakes_come_at_once_with_line_column_and_suggestion() {
        let text = "\
language = \"kk\"
[kiosk]
prtal = \"https://portal.example.kz\"
theme = \"darc\"
clock = \"yes\"
database = \"sqlite:x\"
device = \"0123.secret\"
portal = \"http://portal.example.kz\"
[portl]
[portal]
limit_device = 0
listen = 8080
database = \"postgres://kezekte:secret@host/name\"
";
        let expected = [
            "c.toml:1:1: language: this stands in no section; put it under [kiosk] or [desk]",
            "c.toml:3:1: kiosk.prtal: there is no such key; did you mean `portal`?",
            "c.toml:4:9: kiosk.theme: `darc` is not \"dark\", \"light\" or \"high_contrast\"; did you mean `dark`?",
            "c.toml:5:9: kiosk.clock: expected true or false, found \"yes\"",
            "c.toml:6:1: kiosk.database: there is no such key; it belongs under [portal]",
            "c.toml:7:1: kiosk.device: a secret must not stand here; name the file that holds it by `device_file`",
            "c.toml:8:10: kiosk.portal: http://portal.example.kz is plain http and not on this machine: a portal elsewhere needs https",
            "c.toml:9:2: there is no section [portl]; did you mean [portal]?",
            "c.toml:11:16: portal.limit_device: expected a whole number from 1 to 1000000, found `0`",
            "c.toml:12:10: portal.listen: expected an address and a port like \"127.0.0.1:8080\", found an integer",
            "c.toml:13:12: portal.database: a secret must not stand here; name the file that holds it by `database_file`",
        ];
        assert_eq!(mistakes(text), expected);
        assert!(
            !mistakes(text).iter().any(|line| line.contains("secret@") || line.contains("0123"))
        );
    }

    #[test]
    fn a_section_of_two_parts() {
        let text = "\
[eds.policy]
roles = [\"head\", \"boss\"]
algorithms = \"rsa\"
clock_skew = 901
[eds]
roles = [\"head\"]
[eds.polici]
";
        assert_eq!(
            mistakes(text),
            [
                "c.toml:2:9: eds.policy.roles: `boss` is not \"head\", \"sign-right\", \"financial-sign-right\", \"personnel-officer\" or \"employee\"",
                "c.toml:3:14: eds.policy.algorithms: expected a list of \"gost-512\" or \"rsa\", found a string",
                "c.toml:4:14: eds.policy.clock_skew: expected a whole number from 0 to 900, found `901`",
                "c.toml:6:1: eds.roles: there is no such key; it belongs under [eds.policy]",
                "c.toml:7:6: there is no section [eds.polici]; did you mean [eds.policy]?",
            ]
        );
    }

    #[test]
    fn broken_toml_is_located_and_what_follows_is_still_read() {
        let found = mistakes("[kiosk]\nportal = \nprtal = 1\n");
        assert!(found[0].starts_with("c.toml:2:"), "{found:?}");
        assert!(found.iter().any(|line| line.contains("did you mean `portal`?")), "{found:?}");
    }

    #[test]
    fn paths_are_beside_the_file() {
        let text = "[kiosk]\ntrust = \"trust\"\ndevice_file = \"/run/device\"\n\
                    [portal]\ndatabase = \"sqlite:a.db\"\n";
        let (written, mistakes) = read(Path::new("/etc/kezekte/config.toml"), text);
        assert_eq!(mistakes, []);
        let values: Vec<String> = written.iter().map(|it| it.value.to_string()).collect();
        let expected =
            ["\"/run/device\"", "\"/etc/kezekte/trust\"", "\"sqlite:/etc/kezekte/a.db\""];
        assert_eq!(values, expected);
    }

    #[test]
    fn a_password_is_seen_wherever_it_hides() {
        assert!(has_password("postgres://u:p@h/d"));
        assert!(has_password("postgres://h/d?sslmode=require&password=p"));
        assert!(!has_password("postgres://u@h:5432/d?sslmode=require"));
        assert!(!has_password("sqlite:/a:b@c"));
    }
}
