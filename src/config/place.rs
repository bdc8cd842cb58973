//! Where the file is.

use std::path::{Path, PathBuf};

/// The file: the one that was named by the flag, else by `KEZEKTE_CONFIG`; else the first that
/// exists of `$XDG_CONFIG_HOME/kezekte/config.toml`, `~/.config/kezekte/config.toml` and
/// `/etc/kezekte/config.toml`. A named one is given back whether it exists or not.
pub fn find(
    named: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
    exists: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let path = |name: &str| variable(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    if let Some(named) = named.map(Path::to_owned).or_else(|| path("KEZEKTE_CONFIG")) {
        return Some(named);
    }
    let homes = [
        path("XDG_CONFIG_HOME"),
        path("HOME").map(|home| home.join(".config")),
        Some(PathBuf::from("/etc")),
    ];
    let files = homes.into_iter().flatten().map(|home| home.join("kezekte/config.toml"));
    let mut files = files.filter(|file| file.is_absolute() && exists(file));
    files.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_exists_is_taken_and_a_named_one_always() {
        let variables = |name: &str| match name {
            "XDG_CONFIG_HOME" => Some("/x".to_owned()),
            "HOME" => Some("/h".to_owned()),
            _ => None,
        };
        let found = |there: &[&str]| {
            find(None, variables, |path| there.iter().any(|it| Path::new(it) == path))
        };
        let all = [
            "/x/kezekte/config.toml",
            "/h/.config/kezekte/config.toml",
            "/etc/kezekte/config.toml",
        ];
        for (place, first) in all.iter().enumerate() {
            assert_eq!(found(&all[place..]), Some(PathBuf::from(first)));
        }
        assert_eq!(found(&[]), None);
        let named = find(Some(Path::new("here.toml")), variables, |_| false);
        assert_eq!(named, Some(PathBuf::from("here.toml")));
        let by_variable = |name: &str| (name == "KEZEKTE_CONFIG").then(|| "v.toml".to_owned());
        assert_eq!(find(None, by_variable, |_| false), Some(PathBuf::from("v.toml")));
    }
}
