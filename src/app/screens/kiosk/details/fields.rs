//! What stands in the fields, and what becomes of it.

use super::{DetailsEntry, Exit, Focus, LANGUAGES};
use crate::{
    api::{Failure, ProblemCode, PutContacts},
    app::{effect::Request, keymap, screen::Cx, shared::Shared},
    domain::{Email, Language, Phone, Secret, digit},
};

/// Digits of a phone after `+7`.
pub(super) const DIGITS: usize = 10;
/// The longest e-mail that can be typed.
const LONGEST: usize = 254;

/// Why what is there is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// So many digits are missing.
    Phone(usize),
    /// What was pasted is no phone.
    NotPhone,
    /// It is no address.
    Email,
    /// The portal did not take it.
    Portal(Failure),
}

/// The character an address gets from a key: on a Cyrillic layout the Latin one on the same key.
pub(super) fn in_latin(c: char) -> Option<char> {
    match c {
        '"' => Some('@'), // ⇧2 of the Russian layout
        c if c.is_ascii_graphic() => Some(c),
        c => keymap::latin(c),
    }
}

impl DetailsEntry {
    /// The language of messages as it stands.
    pub(super) fn language(&self, shared: &Shared) -> Language {
        let interface = LANGUAGES.into_iter().find(|language| *language == shared.language);
        self.language.or(interface).unwrap_or_default()
    }

    pub(super) fn other_language(&self, shared: &Shared) -> Language {
        let present = self.language(shared);
        LANGUAGES.into_iter().find(|language| *language != present).unwrap_or(present)
    }

    /// Coming back from the code, what was given stands here again.
    pub(super) fn restore(&mut self, shared: &Shared) {
        if let Some(asked) = &shared.visit.details.asked {
            let phone = asked.phone.as_ref().map(Secret::reveal).unwrap_or_default();
            self.phone = letters("phone", phone.trim_start_matches("+7"));
            self.email = letters("email", asked.email.as_ref().map_or("", Secret::reveal));
            self.language = Some(asked.language);
            self.touched = true;
        }
    }

    /// What is known stands here unless somebody has begun to type.
    pub(super) fn fill_known(&mut self) {
        let Some(known) = self.known.here().filter(|_| !self.touched) else { return };
        if let Some(phone) = &known.phone {
            self.phone = letters("phone", phone.reveal());
        }
        if let Some(email) = &known.email {
            self.email = letters("email", email.reveal());
        }
        self.language = known.language;
    }

    /// The demonstration's person fills what nothing stands in.
    pub(super) fn fill(&mut self, shared: &Shared) {
        let person = shared.visit.person;
        if self.filled == person || self.known.here().is_none() {
            return;
        }
        self.filled = person;
        let Some(chosen) = shared.person().filter(|_| !self.touched) else { return };
        if let (true, Some(phone)) = (self.phone.is_empty(), &chosen.phone) {
            self.phone = letters("phone", phone.digits());
        }
        if let (true, Some(email)) = (self.email.is_empty(), &chosen.email) {
            self.email = letters("email", email.as_str());
        }
    }

    pub(super) fn add(&mut self, typed: &Secret) {
        self.touched = true;
        self.fault = None;
        for c in typed.reveal().chars() {
            match self.focus {
                Focus::Phone if self.phone.len() < DIGITS => self.phone.push(c),
                Focus::Email if self.email.len() < LONGEST => self.email.push(c),
                _ => {}
            }
        }
    }

    /// A phone as people write it: with or without `+7` or `8`, spaces, dashes and brackets.
    pub(super) fn paste(&mut self, text: &Secret) {
        let line = text.reveal().lines().next().unwrap_or_default().trim();
        match self.focus {
            Focus::Language => {}
            Focus::Email => {
                self.touched = true;
                self.fault = None;
                self.email = letters("email", "");
                for c in line.chars().filter(char::is_ascii_graphic).take(LONGEST) {
                    self.email.push(c);
                }
            }
            Focus::Phone => {
                let mut digits: String = line.chars().filter_map(digit).collect();
                if digits.len() == DIGITS + 1 && digits.starts_with(['7', '8']) {
                    digits.remove(0);
                }
                self.touched = true;
                self.fault = (digits.len() != DIGITS).then_some(Fault::NotPhone);
                if self.fault.is_none() {
                    self.phone = letters("phone", &digits);
                }
            }
        }
    }

    pub(super) fn erase(&mut self) {
        self.touched = true;
        self.fault = None;
        match self.focus {
            Focus::Phone => drop(self.phone.pop()),
            Focus::Email => drop(self.email.pop()),
            Focus::Language => {}
        }
    }

    pub(super) fn clear(&mut self) {
        self.touched = true;
        self.fault = None;
        match self.focus {
            Focus::Phone => self.phone.wipe(),
            Focus::Email => self.email.wipe(),
            Focus::Language => {}
        }
    }

    /// Gives what is there; what is known already is not given again.
    pub(super) fn confirm(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let phone = match self.phone.len() {
            0 => None,
            DIGITS => {
                Phone::national(self.phone.reveal()).map(|it| Secret::new("phone", it.e164()))
            }
            typed => {
                self.focus = Focus::Phone;
                self.fault = Some(Fault::Phone(DIGITS.saturating_sub(typed)));
                return None;
            }
        };
        let email = if self.email.is_empty() {
            None
        } else if let Some(email) = Email::parse(self.email.reveal()) {
            Some(Secret::new("email", email.as_str()))
        } else {
            self.focus = Focus::Email;
            self.fault = Some(Fault::Email);
            return None;
        };
        let language = self.language(cx.shared);
        if self.is_known(language) {
            return Some(Exit::Done);
        }
        self.fault = None;
        self.sending = true;
        let call = PutContacts { phone, email, language };
        let details = &mut cx.shared.visit.details;
        if details.asked.as_ref() != Some(&call) {
            details.attempt += 1;
        }
        details.asked = Some(call.clone());
        let attempt = details.attempt;
        cx.ask(Request::PutContacts { call, attempt });
        None
    }

    /// True when everything stands at the portal as it stands here.
    fn is_known(&self, language: Language) -> bool {
        let value = |known: &Option<Secret>| known.clone().unwrap_or_default();
        self.known.here().is_some_and(|known| {
            value(&known.phone) == self.phone
                && value(&known.email) == self.email
                && known.language == Some(language)
        })
    }

    pub(super) fn refuse(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.sending = false;
        // Too many codes is no outage: the portal answers, and the way past is open.
        if failure.is_outage() && failure.code() != Some(ProblemCode::TooMany) {
            cx.report_outage(failure.clone());
        }
        self.fault = Some(Fault::Portal(failure));
    }
}

fn letters(slot: &'static str, text: &str) -> Secret {
    let mut letters = Secret::new(slot, "");
    text.chars().for_each(|c| letters.push(c));
    letters
}
