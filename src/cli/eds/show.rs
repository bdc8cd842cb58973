//! What was found, for people.

use std::io::Write;

use super::Failure;
use crate::{
    domain::{CertificateSummary, CheckLine, Fault, Language, Outcome, SafeText, Verdict},
    text::{
        Phrase, Texts,
        phrases::{self, eds},
    },
};

/// What will be printed, in one language.
#[derive(Debug)]
pub(super) struct Page<'a> {
    texts: &'a Texts,
    language: Language,
    text: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(texts: &'a Texts, language: Language) -> Self {
        Self { texts, language, text: String::new() }
    }

    /// Prints it.
    pub(super) fn print(self) -> Result<(), Failure> {
        print(&self.text)
    }

    /// A line of its own.
    pub(super) fn title(&mut self, phrase: &Phrase) {
        let title = self.say(phrase);
        self.push(&title);
    }

    /// `label: value`, indented.
    pub(super) fn line(&mut self, label: &Phrase, value: impl std::fmt::Display) {
        let line = format!("  {}: {value}", self.say(label));
        self.push(&line);
    }

    /// The same where there is a value.
    pub(super) fn optional(&mut self, label: &Phrase, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.line(label, value);
        }
    }

    /// A certificate's readable part.
    pub(super) fn certificate(&mut self, certificate: &CertificateSummary) {
        let text = |text: &Option<SafeText>| text.as_ref().map(ToString::to_string);
        let optional = [
            (eds::iin(), certificate.iin.as_ref().map(|iin| iin.digits().to_owned())),
            (eds::organisation(), text(&certificate.organisation)),
            (eds::bin(), certificate.bin.as_ref().map(|bin| bin.digits().to_owned())),
        ];
        let signing = if certificate.for_signing { eds::yes() } else { eds::no() };
        self.line(&eds::owner(), &certificate.owner);
        for (label, value) in optional {
            if let Some(value) = value {
                self.line(&label, value);
            }
        }
        let (role, signing) = (self.say(&phrases::role(certificate.role)), self.say(&signing));
        self.line(&eds::role(), role);
        self.line(&eds::signing(), signing);
        self.line(&eds::algorithm(), &certificate.algorithm);
        self.line(&eds::issuer(), &certificate.issuer);
        self.line(&eds::valid_from(), certificate.not_before.date_time_seconds());
        self.line(&eds::valid_until(), certificate.not_after.date_time_seconds());
        self.line(&eds::serial(), &certificate.serial);
        self.line(&eds::fingerprint(), &certificate.sha256);
    }

    /// The checks, a line each.
    pub(super) fn checks(&mut self, lines: &[CheckLine]) {
        for line in lines {
            let (mark, found) = match line.outcome {
                Outcome::Passed => ("+", self.say(&eds::passed())),
                Outcome::Failed(fault) => ("-", self.fault(fault)),
                Outcome::Indeterminate(fault) => ("?", self.fault(fault)),
            };
            let check = self.say(&phrases::check(line.check));
            self.push(&format!("{mark} {check}: {found}"));
        }
    }

    /// What was found of something, marked.
    pub(super) fn finding(&mut self, mark: char, what: &Phrase, found: &Phrase) {
        let line = format!("{mark} {}: {}", self.say(what), self.say(found));
        self.push(&line);
    }

    /// A verdict that names the broken part and the code.
    pub(super) fn verdict_on(
        &mut self,
        verdict: &Phrase,
        part: &Phrase,
        code: Option<impl std::fmt::Display>,
    ) {
        let code = code.map(|code| format!(" ({code})")).unwrap_or_default();
        let line = format!("{}: {}{code}", self.say(verdict), self.say(part));
        self.push(&line);
    }

    /// The verdict; a broken thing is named by its code.
    pub(super) fn verdict(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Valid => self.title(&eds::valid()),
            Verdict::Invalid(fault) => self.broken(&eds::invalid(), fault),
            Verdict::Indeterminate(fault) => self.broken(&eds::indeterminate(), fault),
        }
    }

    fn broken(&mut self, verdict: &Phrase, fault: Fault) {
        self.title(&phrases::fault_next(fault));
        let line = format!("{}: {fault}: {}", self.say(verdict), self.fault(fault));
        self.push(&line);
    }

    fn fault(&self, fault: Fault) -> String {
        self.say(&phrases::fault(fault))
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Prints a value as indented JSON.
pub(super) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|_| Fault::Malformed)?;
    print(&format!("{text}\n"))
}

/// Writes to standard output; a reader that went away is a failure, not a panic.
fn print(text: &str) -> Result<(), Failure> {
    let written = std::io::stdout().lock().write_all(text.as_bytes());
    written.map_err(|source| Failure::Write { path: "standard output".into(), source })
}
