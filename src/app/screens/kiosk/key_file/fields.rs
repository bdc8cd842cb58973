//! What stands in the two fields, and what becomes of it.

use super::{Focus, KeyFileEntry};
use crate::{
    app::{effect::Request, screen::Cx, shared::Shared},
    domain::{Fault, Secret},
};

impl KeyFileEntry {
    /// The chosen file's place in the list.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.found.as_ref()?.iter().position(|file| file.as_str() == self.path)
    }

    /// The demonstration's person fills both fields.
    pub(super) fn fill(&mut self, shared: &Shared) {
        let person = shared.visit.person;
        if self.filled != person
            && let Some(chosen) = shared.person()
        {
            self.filled = person;
            self.path.clone_from(&chosen.key);
            self.given = true;
            self.password = Secret::new("password", chosen.password.reveal());
            self.focus = Focus::Password;
            self.fault = None;
        }
    }

    pub(super) fn choose(&mut self, place: usize) {
        if let Some(file) = self.found.as_ref().and_then(|found| found.get(place)) {
            file.as_str().clone_into(&mut self.path);
            self.given = true;
            self.focus = Focus::Password;
            self.fault = None;
        }
    }

    /// A letter of a path; the first one after a given path begins another.
    pub(super) fn letter(&mut self, letter: char) {
        if std::mem::take(&mut self.given) {
            self.path.clear();
        }
        self.path.push(letter);
    }

    /// Goes to what is still missing, or opens the key.
    pub(super) fn confirm(&mut self, cx: &mut Cx<'_>) {
        if self.path.is_empty() {
            self.focus = Focus::Path;
        } else if self.password.is_empty() {
            self.focus = Focus::Password;
        } else {
            self.opening = true;
            self.fault = None;
            self.shown = false;
            let (path, password) = (self.path.clone(), self.password.clone());
            let operator = cx.shared.eds_policy();
            cx.ask(Request::OpenKey { path, password, operator });
        }
    }

    /// The password is gone after every attempt; the cursor stands where the fault is.
    pub(super) fn refuse(&mut self, fault: Fault) {
        self.opening = false;
        self.fault = Some(fault);
        self.password.wipe();
        self.focus = match fault {
            Fault::NotKeyFile | Fault::FileUnreadable | Fault::KeyFileBomb => Focus::Path,
            _ => Focus::Password,
        };
    }
}
