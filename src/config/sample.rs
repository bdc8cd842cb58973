//! The commented sample, written from the table of keys: `assets/config.toml`.

use super::key::{Key, Section};

const HEAD: &str = "\
# Settings of kezekte. Every line that sets something is commented out: take the # away.
#
# Stronger than this file are environment variables, and stronger than those are flags.
# The first of these is read: --config PATH, KEZEKTE_CONFIG, $XDG_CONFIG_HOME/kezekte/config.toml,
# ~/.config/kezekte/config.toml, /etc/kezekte/config.toml. A relative path is beside the file.
#
# kezekte config check    every mistake at once, with its line
# kezekte config show     every value and where it comes from
";

/// The sample.
#[must_use]
pub fn sample() -> String {
    let mut text = HEAD.to_owned();
    for section in Section::ALL {
        text.push_str(&format!("\n[{}]\n", section.name()));
        for key in section.keys() {
            text.push_str(&entry(key));
        }
    }
    text
}

fn entry(key: &Key) -> String {
    let about = key.about.lines().map(|line| format!("#{line}\n")).collect::<String>();
    let elsewhere: Vec<&str> = [key.flag, key.variable].into_iter().flatten().collect();
    let written = key.default.unwrap_or(key.example);
    let value = key.kind.read(written).map(|value| value.to_string()).unwrap_or_default();
    format!("\n{about}#   {}\n# {} = {value}\n", elsewhere.join(", "), key.name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Sources, key, read};

    #[test]
    fn the_stored_sample_is_the_tables_and_every_line_of_it_is_valid() {
        assert!(
            include_str!("../../assets/config.toml") == sample(),
            "assets/config.toml is old: kezekte config sample > assets/config.toml"
        );
        // As it is: nothing is set.
        let nothing = |_: &str| None;
        let of = |text: &str| {
            let file = Some((Path::new("config.toml"), text));
            read(&Sources { flags: Vec::new(), variable: &nothing, file }).unwrap()
        };
        let defaults = read(&Sources { flags: Vec::new(), variable: &nothing, file: None });
        assert_eq!(of(&sample()), defaults.unwrap());
        // With every comment sign before a setting taken away: every key, and no mistake.
        let set: String = sample()
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.contains(" = ") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert_eq!(of(&set).iter().count(), key::ALL.len());
    }
}
