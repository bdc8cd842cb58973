//! What is answered to whom.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{Counts, House, Mode, register::Register};
use crate::{
    domain::{Clock, Fault, Moment, Random},
    eds::{
        issue::{Asked, List, Reply, refusal, stamp_refusal, stamps_over},
        revocation::Revocation,
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How old what is stale is.
const STALE: i64 = 2 * 24 * 60 * 60;
/// OCSPResponseStatus, RFC 6960 §4.2.1.
const MALFORMED: u8 = 1;
const TRY_LATER: u8 = 3;
const UNAUTHORIZED: u8 = 6;

/// The services.
#[derive(Debug)]
pub(super) struct Services {
    pub(super) houses: Vec<House>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) state: Mutex<State>,
}

/// What can be changed while they run.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) modes: HashSet<Mode>,
    pub(super) register: Register,
    pub(super) counts: Counts,
}

/// Why nothing is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// The service is down.
    Down,
    /// There is no such list.
    Nowhere,
    /// The question cannot be read, or the answer not be made.
    Broken,
}

impl From<Fault> for Silence {
    fn from(_: Fault) -> Self {
        Self::Broken
    }
}

impl Services {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, mode: Mode) -> bool {
        self.state().modes.contains(&mode)
    }

    /// The present by the services' clocks.
    fn now(&self) -> Moment {
        let ahead = self.state().modes.iter().find_map(|mode| match mode {
            Mode::Clock(seconds) => Some(*seconds),
            _ => None,
        });
        later(self.clock.now(), ahead.unwrap_or(0))
    }

    /// The answer to an OCSP question.
    pub(super) fn ocsp(&self, question: &[u8]) -> Result<Vec<u8>, Silence> {
        self.state().counts.ocsp += 1;
        if self.has(Mode::Down) {
            return Err(Silence::Down);
        }
        if self.has(Mode::TryLater) {
            return Ok(refusal(TRY_LATER));
        }
        let Ok(asked) = Asked::read(question) else { return Ok(refusal(MALFORMED)) };
        let house = self.houses.iter().find(|house| asked.is_of(house.authority.certificate()));
        let Some(house) = house.filter(|_| !self.has(Mode::Unauthorized)) else {
            return Ok(refusal(UNAUTHORIZED));
        };
        let known = if self.has(Mode::Stale) { later(self.now(), -STALE) } else { self.now() };
        let status = match self.has(Mode::Forgetful) {
            true => Revocation::Unknown(Fault::OcspUnknown),
            false => self.state().register.status(&asked.serial()),
        };
        let reply = Reply {
            status,
            this_update: known,
            produced_at: Some(self.now()),
            next_update: None,
            nonce: !self.has(Mode::NoNonce),
            by_key: false,
        };
        let who = if self.has(Mode::WrongResponder) { &house.stranger } else { &house.responder };
        let asked = if self.has(Mode::OtherCertificate) { asked.about_another() } else { asked };
        let answer = who.answer(&asked, &reply, &*self.random)?;
        Ok(if self.has(Mode::Forged) { forged(answer, who.certificate().der())? } else { answer })
    }

    /// The answer to a time stamp query, by the house whose digest it uses.
    pub(super) fn stamp(&self, query: &[u8]) -> Result<Vec<u8>, Silence> {
        self.state().counts.stamp += 1;
        if self.has(Mode::StampDown) {
            return Err(Silence::Down);
        }
        if self.has(Mode::StampRefused) {
            return Ok(stamp_refusal());
        }
        let fits = |house: &&House| {
            let suite = house.stamper.key().suite();
            suite.is_ok_and(|suite| stamps_over(query, suite))
        };
        let house = self.houses.iter().find(fits).or(self.houses.first());
        let house = house.ok_or(Silence::Nowhere)?;
        let elsewhere = self.has(Mode::StampElsewhere);
        let who = if elsewhere { &house.strange_stamper } else { &house.stamper };
        let mut answer = who.stamp(query, self.now(), &*self.random)?;
        // The token's signature stands last.
        if let Some(last) = answer.last_mut().filter(|_| self.has(Mode::StampForged)) {
            *last ^= 1;
        }
        Ok(answer)
    }

    /// A list by its name: the house's place, `d` for the delta list, `.crl`.
    pub(super) fn list(&self, name: &str) -> Result<Vec<u8>, Silence> {
        self.state().counts.lists += 1;
        if self.has(Mode::ListsDown) {
            return Err(Silence::Down);
        }
        let name = name.strip_suffix(".crl").ok_or(Silence::Nowhere)?;
        let (place, delta) = name.strip_suffix('d').map_or((name, false), |place| (place, true));
        let place: usize = place.parse().map_err(|_| Silence::Nowhere)?;
        let house = self.houses.get(place).ok_or(Silence::Nowhere)?;
        let made = if self.has(Mode::Stale) { later(self.now(), -STALE) } else { self.now() };
        let (number, revoked) = {
            let register = &self.state().register;
            let revoked = if delta { register.delta() } else { register.complete() };
            (register.number(), revoked)
        };
        let list = List {
            number,
            base: delta.then_some(number),
            updates: (made, made.after(DAY)),
            revoked: &revoked,
        };
        Ok(house.authority.list(&list, &*self.random)?)
    }
}

fn later(at: Moment, seconds: i64) -> Moment {
    Moment::from_micros(at.micros().saturating_add(seconds.saturating_mul(1_000_000)))
}

/// The answer with one bit of its signature changed: the octet before the certificates.
fn forged(mut answer: Vec<u8>, certificate: &[u8]) -> Result<Vec<u8>, Silence> {
    let place = answer.windows(certificate.len()).position(|part| part == certificate);
    // Two heads of four octets stand between the signature and the certificate.
    let place = place.and_then(|place| place.checked_sub(9)).ok_or(Silence::Broken)?;
    *answer.get_mut(place).ok_or(Silence::Broken)? ^= 1;
    Ok(answer)
}
