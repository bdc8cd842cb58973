//! What a value may be, and how it is read from text and from TOML.

use std::net::SocketAddr;

use super::mistake::Wrong;
use crate::{client::Client, domain::EdsPolicy, text::nearest};

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A portal's address.
    Address,
    /// Words on one line.
    Text,
    /// A BIN: its twelve digits.
    Bin,
    /// One of these.
    Choice(&'static [&'static str]),
    /// One of these or several, each once.
    Several(&'static [&'static str]),
    /// true or false.
    Switch,
    /// A file or folder; a relative one in the file is beside the file.
    Path,
    /// The name of an environment variable.
    Variable,
    /// A database's address.
    Database,
    /// An address and a port to listen on.
    Listen,
    /// The address of an authority.
    Authority,
    /// Addresses of authorities, with spaces between them.
    Authorities,
    /// A whole number, from the first to the last.
    Whole(u32, u32),
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, an address, a path, …
    Text(String),
    /// true or false.
    Switch(bool),
    /// A whole number.
    Whole(u32),
    /// Several words.
    Several(Vec<String>),
}

impl std::fmt::Display for Value {
    /// As it would stand in the file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => {
                write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Self::Switch(on) => write!(f, "{on}"),
            Self::Whole(number) => write!(f, "{number}"),
            // Words of a closed list: nothing in them to be escaped.
            Self::Several(words) => write!(f, "[\"{}\"]", words.join("\", \"")),
        }
    }
}

/// The longest text that is taken, in characters.
const LONGEST: usize = 1_000;

impl Kind {
    /// A language of the interface.
    pub const LANGUAGE: Self = Self::Choice(&["kk", "ru", "en"]);
    /// The colours.
    pub const THEME: Self = Self::Choice(&["dark", "light", "high_contrast"]);

    /// Roles that can accept for an organisation, by their codes.
    pub const ROLES: Self = Self::Several(&[
        "head",
        "sign-right",
        "financial-sign-right",
        "personnel-officer",
        "employee",
    ]);
    /// A clock skew, in seconds.
    pub const CLOCK_SKEW: Self = Self::Whole(0, EdsPolicy::LONGEST_SKEW);
    /// Kinds of key, by their codes.
    pub const ALGORITHMS: Self = Self::Several(&["gost-512", "rsa"]);

    /// In words, for whoever wrote something else.
    #[must_use]
    pub fn expected(self) -> String {
        match self {
            Self::Address => "an address like https://portal.example.kz in quotation marks".into(),
            Self::Text => "a text in quotation marks".into(),
            Self::Bin => "a BIN of twelve digits in quotation marks".into(),
            Self::Choice(words) => one_of(words),
            Self::Several(words) => format!("a list of {}", one_of(words)),
            Self::Switch => "true or false".into(),
            Self::Path => "a path in quotation marks".into(),
            Self::Variable => "the name of an environment variable in quotation marks".into(),
            Self::Database => "\"sqlite:PATH\" or \"postgres://…\"".into(),
            Self::Listen => "an address and a port like \"127.0.0.1:8080\"".into(),
            Self::Authority => "an address like \"http://ocsp.example.kz\"".into(),
            Self::Authorities => {
                "addresses like \"http://crl.example.kz/a.crl http://crl.example.kz/b.crl\"".into()
            }
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
        }
    }

    /// From a flag's or a variable's text.
    ///
    /// # Errors
    /// [`Wrong`], without a place.
    pub fn read(self, text: &str) -> Result<Value, Wrong> {
        let form = || Wrong::Form { expected: self.expected(), found: format!("`{text}`") };
        match self {
            Self::Switch => match text {
                "true" | "on" | "1" => Ok(Value::Switch(true)),
                "false" | "off" | "0" => Ok(Value::Switch(false)),
                _ => Err(form()),
            },
            Self::Whole(least, most) => {
                let number = text.parse().ok().filter(|number| (least..=most).contains(number));
                number.map(Value::Whole).ok_or_else(form)
            }
            Self::Several(_) => self.several(text.split(',').map(str::trim)),
            _ => self.text(text),
        }
    }

    /// From words, wherever they stood: all of the list, each once.
    pub(super) fn several<'a>(
        self,
        found: impl IntoIterator<Item = &'a str>,
    ) -> Result<Value, Wrong> {
        let Self::Several(allowed) = self else { return Err(Wrong::Empty) };
        let mut words: Vec<String> = Vec::new();
        for word in found {
            Self::Choice(allowed).text(word)?;
            if words.iter().any(|known| known == word) {
                return Err(Wrong::Twice(word.to_owned()));
            }
            words.push(word.to_owned());
        }
        if words.is_empty() { Err(Wrong::Empty) } else { Ok(Value::Several(words)) }
    }

    /// From a text, wherever it stood.
    pub(super) fn text(self, text: &str) -> Result<Value, Wrong> {
        if text.trim().is_empty() {
            return Err(Wrong::Empty);
        }
        if text.chars().any(char::is_control) || text.chars().count() > LONGEST {
            return Err(Wrong::NotALine);
        }
        let form = || Wrong::Form { expected: self.expected(), found: format!("`{text}`") };
        let fits = match self {
            Self::Address => {
                Client::new(text, None).map_err(Wrong::Address)?;
                true
            }
            Self::Choice(words) => {
                if !words.contains(&text) {
                    let nearest = nearest(text, words.iter().copied()).map(str::to_owned);
                    let allowed = one_of(words);
                    return Err(Wrong::Choice { found: text.to_owned(), allowed, nearest });
                }
                true
            }
            Self::Variable => {
                let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
                text.chars().all(letter) && !text.starts_with(|c: char| c.is_ascii_digit())
            }
            Self::Database => {
                let sqlite = text.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty());
                sqlite || text.starts_with("postgres://") || text.starts_with("postgresql://")
            }
            Self::Listen => text.parse::<SocketAddr>().is_ok(),
            Self::Authority => is_authority(text),
            Self::Authorities => text.split_whitespace().all(is_authority),
            Self::Bin => text.len() == 12 && text.bytes().all(|octet| octet.is_ascii_digit()),
            Self::Text | Self::Path => true,
            Self::Switch | Self::Whole(..) | Self::Several(_) => false,
        };
        if fits { Ok(Value::Text(text.to_owned())) } else { Err(form()) }
    }
}

/// OCSP, time stamps and lists are signed themselves: plain http is their usual way (RFC 5019 §5).
fn is_authority(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{KeyKind, Role};

    #[test]
    fn every_role_and_kind_of_key_an_operator_can_choose_can_be_set() {
        let Kind::Several(roles) = Kind::ROLES else { panic!("not several") };
        assert_eq!(roles, EdsPolicy::ROLES.map(Role::code));
        let Kind::Several(algorithms) = Kind::ALGORITHMS else { panic!("not several") };
        assert_eq!(algorithms, KeyKind::ALL.map(KeyKind::code));
        let both = Kind::ALGORITHMS.read("rsa, gost-512").unwrap();
        assert_eq!(both.to_string(), "[\"rsa\", \"gost-512\"]");
    }

    #[test]
    fn values_are_read_and_refused() {
        assert_eq!(Kind::Switch.read("off"), Ok(Value::Switch(false)));
        assert_eq!(Kind::Whole(1, 9).read("9"), Ok(Value::Whole(9)));
        assert!(Kind::Listen.read("[::1]:0").is_ok());
        assert!(Kind::Authority.read("http://ocsp.example.kz/").is_ok());
        assert!(Kind::Authorities.read("http://a.kz/1.crl  https://b.kz").is_ok());
        assert!(Kind::Database.read("postgresql://host/name").is_ok());
        for (kind, bad) in [
            (Kind::Switch, "yes"),
            (Kind::Whole(1, 9), "10"),
            (Kind::Whole(1, 9), "-1"),
            (Kind::Listen, "8080"),
            (Kind::Database, "sqlite:"),
            (Kind::Database, "mysql://host"),
            (Kind::Variable, "A B"),
            (Kind::Variable, "1A"),
            (Kind::Text, "a\nb"),
            (Kind::Text, " "),
            (Kind::Bin, "99014090001"),
            (Kind::Bin, "99014090001x"),
            (Kind::Address, "http://portal.example.kz"),
            (Kind::ALGORITHMS, "rsa, sha1"),
            (Kind::ALGORITHMS, "rsa, rsa"),
            (Kind::ALGORITHMS, ""),
            (Kind::Authority, "ocsp.example.kz"),
            (Kind::Authority, "http://"),
            (Kind::Authority, "http://me@ocsp.example.kz"),
            (Kind::Authority, "http://a.example.kz http://b.example.kz"),
            (Kind::Authorities, "http://a.example.kz b"),
        ] {
            assert!(kind.read(bad).is_err(), "{kind:?} took {bad:?}");
        }
        let wrong = Kind::Choice(&["dark", "light"]).read("darc").unwrap_err().to_string();
        assert_eq!(wrong, "`darc` is not \"dark\" or \"light\"; did you mean `dark`?");
    }
}
