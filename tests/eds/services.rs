//! Those whom the houses' authorities have appointed, and what they say.

use std::{sync::OnceLock, time::Duration};

use kezekte::{
    domain::{Moment, Role},
    eds::{
        Revocation,
        issue::{Appointed, Asked as Heard, Reply, Service},
        revocation::{Asked, ocsp::Question},
        stamp,
    },
};

use super::people::{House, Person, Seeded, gost, now, rsa, subject, year};

/// A nonce as the portal draws it.
pub(crate) const NONCE: [u8; 32] = *b"32 octets that nobody can guess.";

/// A responder and a time-stamping authority.
pub(crate) struct Services {
    pub(crate) house: &'static House,
    pub(crate) responder: Appointed,
    pub(crate) stamper: Appointed,
    pub(crate) person: Person,
}

fn appoint(house: &'static House, seed: u64) -> Services {
    let one = |service, seed| {
        house.nca.appoint(service, "СЫНАҚ ҚЫЗМЕТІ", year(), &Seeded::new(seed)).unwrap()
    };
    Services {
        house,
        responder: one(Service::Responder, seed),
        stamper: one(Service::StampAuthority, seed + 1),
        person: house.person(&subject(Role::Person), seed + 2),
    }
}

/// Those of the GOST house.
pub(crate) fn of_gost() -> &'static Services {
    static SERVICES: OnceLock<Services> = OnceLock::new();
    SERVICES.get_or_init(|| appoint(gost(), 200))
}

/// Those of the RSA house.
pub(crate) fn of_rsa() -> &'static Services {
    static SERVICES: OnceLock<Services> = OnceLock::new();
    SERVICES.get_or_init(|| appoint(rsa(), 210))
}

/// The present is asked about.
pub(crate) fn asked() -> Asked {
    Asked { now: now(), about: now() }
}

/// So many seconds before now.
pub(crate) fn ago(seconds: i64) -> Moment {
    Moment::from_micros(now().micros() - seconds * 1_000_000)
}

/// So many seconds after now.
pub(crate) fn ahead(seconds: u64) -> Moment {
    now().after(Duration::from_secs(seconds))
}

/// What a responder says who knows nothing bad.
pub(crate) fn good() -> Reply {
    Reply {
        status: Revocation::Good,
        this_update: now(),
        produced_at: None,
        next_update: None,
        nonce: true,
        by_key: false,
    }
}

impl Services {
    /// The question about the person, with [`NONCE`].
    pub(crate) fn question(&self) -> Vec<u8> {
        let issuer = self.house.nca.certificate();
        Question::new(&self.person.certificate, issuer, &NONCE).unwrap().der().to_vec()
    }

    /// What `who` answers to it.
    pub(crate) fn answer_of(&self, who: &Appointed, reply: &Reply) -> Vec<u8> {
        let heard = Heard::read(&self.question()).unwrap();
        assert!(heard.is_of(self.house.nca.certificate()) && heard.has_nonce());
        assert_eq!(heard.serial(), self.person.certificate.summary().serial);
        who.answer(&heard, reply, &Seeded::new(220)).unwrap()
    }

    pub(crate) fn answer(&self, reply: &Reply) -> Vec<u8> {
        self.answer_of(&self.responder, reply)
    }

    /// A token of `who` over a signature, given at `at`.
    pub(crate) fn token_of(&self, who: &Appointed, signature: &[u8], at: Moment) -> Vec<u8> {
        let query = stamp::Query::new(signature, &NONCE[..8]).unwrap();
        let answer = who.stamp(query.der(), at, &Seeded::new(221)).unwrap();
        query.token(&answer).unwrap()
    }

    /// The signature with a stamp given at `at`.
    pub(crate) fn stamped(&self, signature: &[u8], at: Moment) -> Vec<u8> {
        stamp::attach(signature, &self.token_of(&self.stamper, signature, at)).unwrap()
    }
}
