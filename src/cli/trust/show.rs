//! What the `trust` commands print.

use std::io::Write as _;

use serde::Serialize;

use super::{Failure, State, entry::Entry};
use crate::{
    domain::{CertificateSummary, Fault, Language, SafeText},
    eds::Anchors,
    text::{
        Phrase, Texts,
        phrases::{self, eds, trust},
    },
};

/// A certificate as JSON; its keys are stable.
#[derive(Debug, Serialize)]
struct Json<'a> {
    name: &'a str,
    /// `enabled`, `disabled` or `unreadable`.
    state: &'static str,
    built_in: bool,
    /// Whether a path leads from it to an enabled root.
    rooted: bool,
    file: Option<SafeText>,
    certificate: Option<CertificateSummary>,
    /// Why it cannot be read.
    fault: Option<Fault>,
}

/// Prints every entry.
pub(super) fn list(
    entries: &[Entry],
    json: bool,
    texts: &Texts,
    language: Language,
) -> Result<(), Failure> {
    let anchors = trusted(entries);
    let rooted = |entry: &Entry| {
        let certificate = entry.certificate.as_ref();
        certificate.is_some_and(|certificate| anchors.reach(certificate).is_ok())
    };
    if json {
        let found: Vec<_> = entries.iter().map(|entry| record(entry, rooted(entry))).collect();
        let unprintable = |error| Failure::not_written("standard output".as_ref(), error);
        let text = serde_json::to_string_pretty(&found).map_err(|it| unprintable(it.into()))?;
        return print(&format!("{text}\n"));
    }
    let say = |phrase: &Phrase| texts.say(language, phrase);
    let mut page = String::new();
    for entry in entries {
        let state = match entry.state {
            State::Enabled => say(&trust::state_enabled()),
            State::Disabled => say(&trust::state_disabled()),
            State::Unreadable(_) => say(&trust::state_unreadable()),
        };
        page.push_str(&format!("{}: {state}\n", SafeText::new(&entry.name)));
        let mut line = |name: Phrase, value: &dyn std::fmt::Display| {
            page.push_str(&format!("  {}: {value}\n", say(&name)));
        };
        if let Some(of) = entry.certificate.as_ref().map(|it| it.summary()) {
            line(eds::owner(), &of.owner);
            line(eds::issuer(), &of.issuer);
            line(eds::algorithm(), &of.algorithm);
            line(eds::valid_from(), &of.not_before.date());
            line(eds::valid_until(), &of.not_after.date());
            line(eds::fingerprint(), &of.sha256);
        }
        if let State::Unreadable(fault) = entry.state {
            page.push_str(&format!("  {fault}: {}\n", say(&phrases::fault(fault))));
        }
        if entry.is_built_in() {
            page.push_str(&format!("  {}\n", say(&trust::built_in())));
        }
        if entry.state == State::Enabled && !rooted(entry) {
            page.push_str(&format!("  {}\n", say(&trust::no_root())));
        }
    }
    print(&page)
}

/// What the portal will trust.
fn trusted(entries: &[Entry]) -> Anchors {
    let enabled = entries.iter().filter(|entry| entry.state == State::Enabled);
    let certificates = enabled.filter_map(|entry| entry.certificate.as_ref());
    let octets = certificates.map(|certificate| certificate.der().to_vec());
    Anchors::from_certificates(octets).unwrap_or_default()
}

fn record(entry: &Entry, rooted: bool) -> Json<'_> {
    let (state, fault) = match entry.state {
        State::Enabled => ("enabled", None),
        State::Disabled => ("disabled", None),
        State::Unreadable(fault) => ("unreadable", Some(fault)),
    };
    Json {
        name: &entry.name,
        state,
        built_in: entry.is_built_in(),
        rooted,
        file: entry.file.as_ref().map(|file| SafeText::new(&file.to_string_lossy())),
        certificate: entry.certificate.as_ref().map(|it| it.summary()),
        fault,
    }
}

/// Says what was done and when it counts.
pub(super) fn done(what: &Phrase, texts: &Texts, language: Language) -> Result<(), Failure> {
    let say = |phrase: &Phrase| texts.say(language, phrase);
    print(&format!("{}\n{}\n", say(what), say(&trust::at_next_start())))
}

/// Writes to standard output; a reader that went away is a failure, not a panic.
fn print(text: &str) -> Result<(), Failure> {
    let written = std::io::stdout().lock().write_all(text.as_bytes());
    written.map_err(|error| Failure::not_written("standard output".as_ref(), error))
}
