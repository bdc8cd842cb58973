//! Who may import whom, and what may stand at the top level. Both tables are the architecture;
//! change them first, in a commit of its own.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Module, our modules it may use, outside crates it must not name.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("domain", &[], IO),
    ("text", &["domain", "api"], IO),
    ("api", &["domain"], IO),
    ("eds", &["domain"], PURE),
    ("document", &["domain", "text"], PURE),
    ("evidence", &["domain", "api", "document", "eds"], PURE),
    ("paper", &["domain", "text", "api"], PURE),
    ("config", &["domain", "text", "client"], &["tokio", "ratatui", "axum", "crossterm", "sqlx"]),
    ("client", &["domain", "api"], &["ratatui", "axum", "crossterm", "sqlx"]),
    ("signer", &["domain", "api", "eds", "client"], &["ratatui", "axum", "crossterm", "sqlx"]),
    (
        "portal",
        &["domain", "api", "text", "document", "eds", "evidence"],
        &["ratatui", "crossterm"],
    ),
    ("till", &["domain", "api", "text"], &["ratatui", "crossterm", "sqlx"]),
    ("counterpart", &["domain", "api", "eds"], &["ratatui", "crossterm", "sqlx"]),
    ("app", &["domain", "text", "document", "api", "paper"], APP),
    (
        "runtime",
        &[
            "app", "client", "signer", "eds", "evidence", "document", "domain", "api", "text",
            "paper",
        ],
        &["crossterm", "russh", "axum", "sqlx"],
    ),
    ("shell", &["runtime", "app", "text", "domain", "client", "api"], &["sqlx", "axum"]),
];

const IO: &[&str] = &["tokio", "ratatui", "axum", "crossterm", "reqwest", "sqlx", "std::fs"];
const PURE: &[&str] = &[
    "tokio",
    "ratatui",
    "axum",
    "crossterm",
    "reqwest",
    "sqlx",
    "std::fs",
    "std::time::SystemTime",
    "std::time::Instant",
    "SystemClock",
];
const APP: &[&str] = &[
    "tokio",
    "reqwest",
    "crossterm",
    "sqlx",
    "axum",
    "std::fs",
    "std::time::Instant",
    "std::time::SystemTime",
    "SystemClock",
];

/// Everything that may stand at the top level besides dotfiles.
const TOP: &[&str] =
    &["Cargo.toml", "Cargo.lock", "src", "assets", "tests", "README.md", "LICENSE"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// A file's code without comments and without its test module.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The first segments of every `crate::…` path, use-groups opened.
fn uses(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => {
                found.insert(name(rest));
            }
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if depth == 0 && start && (c.is_alphabetic() || c == '_') => {
                            found.insert(name(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn imports_go_one_way() {
    let mut broken = Vec::new();
    for (module, may_use, must_not_name) in TABLE {
        let folder = root().join("src").join(module);
        for file in files(&folder) {
            let code = code(&file);
            let shown = file.strip_prefix(root()).unwrap().display().to_string();
            for used in uses(&code) {
                if used != *module && !used.is_empty() && !may_use.contains(&used.as_str()) {
                    broken.push(format!("{shown} uses {used}"));
                }
            }
            for name in *must_not_name {
                let named = code.contains(&format!("{name}::"))
                    || code.contains(&format!("{name} ")) && code.contains(&format!("use {name}"));
                if named {
                    broken.push(format!("{shown} names {name}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn inside_the_portal_http_and_sql_have_one_place_each() {
    let mut broken = Vec::new();
    let portal = root().join("src/portal");
    for file in files(&portal) {
        let code = code(&file);
        let inside = file.strip_prefix(&portal).unwrap();
        let within = |folder: &str| inside.starts_with(folder);
        if code.contains("sqlx::") && !within("store") {
            broken.push(format!("{} names sqlx", inside.display()));
        }
        if code.contains("axum::") && (within("service") || within("store")) {
            broken.push(format!("{} names axum", inside.display()));
        }
        if code.contains("reqwest::") && !within("outbound") {
            broken.push(format!("{} names reqwest", inside.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_scan_sees_what_it_must() {
    let code = "use crate::{\n    api::{Failure, Problem},\n    domain::Iin,\n};\nlet x = crate::eds::verify();\n";
    let found: Vec<String> = uses(code).into_iter().collect();
    assert_eq!(found, ["api", "domain", "eds"]);
}

#[test]
fn the_top_level_holds_the_agreed_names_only() {
    let tracked = std::process::Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let names: BTreeSet<String> = match tracked {
        Some(list) => list
            .split('\0')
            .filter(|path| !path.is_empty())
            .filter_map(|path| path.split('/').next().map(str::to_owned))
            .collect(),
        None => fs::read_dir(root())
            .unwrap()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "target")
            .collect(),
    };
    let strange: Vec<&String> = names
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = files(&root().join("src"))
        .into_iter()
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//!"))
        .map(|file| file.display().to_string())
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
