//! Every effective value and where it comes from, for people; valid TOML, secrets left out.

use super::{
    file::has_password,
    key::Section,
    kind::{Kind, Value},
    read::{Origin, Setting, Settings},
};

/// Writes the settings down.
#[must_use]
pub fn show(settings: &Settings) -> String {
    let mut text = String::new();
    for section in Section::ALL {
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}[{}]\n", section.name()));
        let lines: Vec<(String, String)> = section
            .keys()
            .map(|key| match settings.get(key) {
                Some(setting) => (format!("{} = {}", key.name, value(setting)), origin(setting)),
                None => (format!("# {}", key.name), "not set".to_owned()),
            })
            .collect();
        let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
        for (line, origin) in lines {
            text.push_str(&format!("{line:<width$}  # {origin}\n"));
        }
    }
    text
}

fn value(setting: &Setting) -> String {
    match &setting.value {
        Value::Text(url) if setting.key.kind == Kind::Database && has_password(url) => {
            let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
            format!("\"{scheme}://••••\"")
        }
        value => value.to_string(),
    }
}

fn origin(setting: &Setting) -> String {
    match &setting.origin {
        Origin::Said(place) => place.to_string(),
        Origin::Default => "default".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Sources, read};

    #[test]
    fn values_are_shown_with_their_origin_and_passwords_are_not() {
        let database = "postgres://kezekte:tiger@db.example.kz/kezekte";
        let variable = |name: &str| (name == "KEZEKTE_DATABASE").then(|| database.to_owned());
        let file = Some((Path::new("c.toml"), "[desk]\nlanguage = \"ru\"\n"));
        let settings = read(&Sources { flags: Vec::new(), variable: &variable, file }).unwrap();
        let text = show(&settings);
        assert!(!text.contains("tiger"), "{text}");
        for (start, end) in [
            ("database = \"postgres://••••\" ", "# KEZEKTE_DATABASE"),
            ("language = \"ru\"", "# c.toml:2:1"),
            ("profile = \"personal\"", "# default"),
            ("# portal ", "# not set"),
        ] {
            let found = text.lines().any(|line| line.starts_with(start) && line.ends_with(end));
            assert!(found, "{start}…{end} in\n{text}");
        }
        assert!(toml::from_str::<toml::Table>(&text).is_ok());
    }
}
