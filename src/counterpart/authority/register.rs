//! Who is revoked, and what was published of it.

use std::collections::BTreeMap;

use crate::{
    domain::Moment,
    eds::{
        issue::Revoked,
        revocation::{Reason, Revocation},
    },
};

/// Who is revoked, by serial number in lower-case hex.
#[derive(Debug, Default)]
pub(super) struct Register {
    now: BTreeMap<String, (Moment, Option<Reason>)>,
    /// What the complete list says.
    published: BTreeMap<String, (Moment, Option<Reason>)>,
    /// Its number.
    number: u64,
}

impl Register {
    pub(super) fn revoke(&mut self, serial: &str, at: Moment, reason: Option<Reason>) {
        self.now.insert(serial.to_ascii_lowercase(), (at, reason));
    }

    pub(super) fn restore(&mut self, serial: &str) {
        self.now.remove(&serial.to_ascii_lowercase());
    }

    /// From now on the complete list says what is so now; until then the delta list does.
    pub(super) fn publish(&mut self) {
        self.published.clone_from(&self.now);
        self.number += 1;
    }

    pub(super) fn number(&self) -> u64 {
        self.number + 1
    }

    pub(super) fn status(&self, serial: &str) -> Revocation {
        match self.now.get(serial) {
            Some((at, reason)) => Revocation::Revoked { at: *at, reason: *reason },
            None => Revocation::Good,
        }
    }

    /// The complete list.
    pub(super) fn complete(&self) -> Vec<Revoked> {
        self.published.iter().filter_map(|(serial, state)| entry(serial, *state)).collect()
    }

    /// What has changed since: new ones, and those that are back.
    pub(super) fn delta(&self) -> Vec<Revoked> {
        let new =
            self.now.iter().filter(|(serial, state)| self.published.get(*serial) != Some(state));
        let back = self.published.iter().filter(|(serial, _)| !self.now.contains_key(*serial));
        let back = back.map(|(serial, (at, _))| (serial, (*at, Some(Reason::RemoveFromCrl))));
        let new = new.map(|(serial, state)| (serial, *state));
        new.chain(back).filter_map(|(serial, state)| entry(serial, state)).collect()
    }
}

/// Nothing for a number that is not hex.
fn entry(serial: &str, (at, reason): (Moment, Option<Reason>)) -> Option<Revoked> {
    Some(Revoked { serial: hex::decode(serial).ok()?, at, reason })
}
