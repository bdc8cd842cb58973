//! What was found, for people.

use crate::{
    domain::{CertificateSummary, CheckLine, Fault, Language, Outcome, SafeText, Verdict},
    text::{
        Phrase, Texts,
        phrases::{self, eds},
    },
};

/// Says things in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) texts: &'a Texts,
    pub(super) language: Language,
}

impl Speaker<'_> {
    pub(super) fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }

    /// `label: value`, indented.
    pub(super) fn line(&self, label: &Phrase, value: impl std::fmt::Display) {
        println!("  {}: {value}", self.say(label));
    }

    /// A certificate's readable part.
    pub(super) fn certificate(&self, certificate: &CertificateSummary) {
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
        self.line(&eds::role(), self.say(&phrases::role(certificate.role)));
        self.line(&eds::signing(), self.say(&signing));
        self.line(&eds::algorithm(), &certificate.algorithm);
        self.line(&eds::issuer(), &certificate.issuer);
        self.line(&eds::valid_from(), certificate.not_before.date_time_seconds());
        self.line(&eds::valid_until(), certificate.not_after.date_time_seconds());
        self.line(&eds::serial(), &certificate.serial);
        self.line(&eds::fingerprint(), &certificate.sha256);
    }

    /// The checks, a line each.
    pub(super) fn checks(&self, lines: &[CheckLine]) {
        for line in lines {
            let (mark, found) = match line.outcome {
                Outcome::Passed => ("+", self.say(&eds::passed())),
                Outcome::Failed(fault) => ("-", self.fault(fault)),
                Outcome::Indeterminate(fault) => ("?", self.fault(fault)),
            };
            println!("{mark} {}: {found}", self.say(&phrases::check(line.check)));
        }
    }

    /// The verdict; a broken thing is named by its code.
    pub(super) fn verdict(&self, verdict: Verdict) {
        match verdict {
            Verdict::Valid => println!("{}", self.say(&eds::valid())),
            Verdict::Invalid(fault) => self.broken(&eds::invalid(), fault),
            Verdict::Indeterminate(fault) => self.broken(&eds::indeterminate(), fault),
        }
    }

    fn broken(&self, verdict: &Phrase, fault: Fault) {
        println!("{}", self.say(&phrases::fault_next(fault)));
        println!("{}: {fault}: {}", self.say(verdict), self.fault(fault));
    }

    fn fault(&self, fault: Fault) -> String {
        self.say(&phrases::fault(fault))
    }
}
