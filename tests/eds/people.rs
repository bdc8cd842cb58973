//! Our own authority and people, made anew in every run from a fixed seed (RSA keys excepted).

use std::{
    sync::{Mutex, OnceLock},
    time::Duration,
};

use kezekte::{
    domain::{Bin, Iin, Moment, Random, RandomFailed, Role},
    eds::{
        Anchors, Certificate, KeyFile,
        algorithm::PrivateKey,
        issue::{Authority, Subject, Usage},
    },
};
use sha2::{Digest, Sha256};

/// Fixed octets: the same in every run.
#[derive(Debug)]
pub(crate) struct Seeded(Mutex<u64>);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed << 32))
    }
}

impl Random for Seeded {
    fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
        let mut counter = self.0.lock().unwrap();
        for part in octets.chunks_mut(32) {
            *counter += 1;
            let block = Sha256::digest(counter.to_be_bytes());
            part.copy_from_slice(&block[..part.len()]);
        }
        Ok(())
    }
}

/// An authority of two levels and the trust in it.
pub(crate) struct House {
    pub(crate) root: Authority,
    pub(crate) nca: Authority,
    pub(crate) anchors: Anchors,
    rsa: bool,
}

/// Somebody with a key and a certificate.
pub(crate) struct Person {
    pub(crate) key: PrivateKey,
    pub(crate) certificate: Certificate,
}

pub(crate) fn moment(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

/// When everything here happens.
pub(crate) fn now() -> Moment {
    moment("2026-11-22T09:00:00Z")
}

/// A year from the day before.
pub(crate) fn year() -> (Moment, Moment) {
    let from = moment("2026-11-21T09:00:00Z");
    (from, from.after(Duration::from_secs(365 * 86_400)))
}

impl House {
    /// A house of its own; another seed gives other keys under the same names.
    pub(crate) fn gost(seed: u64) -> Self {
        let random = Seeded::new(seed);
        let root = Authority::root_gost("ТҮБІР ОРТАЛЫҚ (GOST) СЫНАҚ", year(), &random).unwrap();
        Self::under(root, false, seed + 1)
    }

    fn under(root: Authority, rsa: bool, seed: u64) -> Self {
        let name = if rsa {
            "БЕРУШІ ОРТАЛЫҚ (RSA) СЫНАҚ"
        } else {
            "БЕРУШІ ОРТАЛЫҚ (GOST) СЫНАҚ"
        };
        let nca = root.issuing(name, year(), &Seeded::new(seed)).unwrap();
        let certificates = [&root, &nca].map(|one| one.certificate().der().to_vec());
        let anchors = Anchors::from_certificates(certificates).unwrap();
        Self { root, nca, anchors, rsa }
    }

    /// A new key, certified as the subject says.
    pub(crate) fn person(&self, subject: &Subject, seed: u64) -> Person {
        let random = Seeded::new(seed);
        let key = if self.rsa {
            PrivateKey::generate_rsa2048().unwrap()
        } else {
            PrivateKey::generate_gost512(&random).unwrap()
        };
        let spki = key.public().unwrap().to_spki();
        let certificate = self.nca.certify(subject, &spki, &random).unwrap();
        Person { key, certificate: Certificate::from_der(&certificate).unwrap() }
    }
}

/// The GOST house everybody shares.
pub(crate) fn gost() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| House::gost(1))
}

/// The RSA house everybody shares.
pub(crate) fn rsa() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let random = Seeded::new(2);
        let root = Authority::root_rsa("ТҮБІР ОРТАЛЫҚ (RSA) СЫНАҚ", year(), &random).unwrap();
        House::under(root, true, 3)
    })
}

impl Person {
    /// A copy of the key with its certificate, ready to sign.
    pub(crate) fn key_file(&self) -> KeyFile {
        let key = PrivateKey::from_pkcs8(&self.key.to_pkcs8()).unwrap();
        KeyFile::new(key, self.certificate.clone()).unwrap()
    }

    /// Signs with the key file, as the product does.
    pub(crate) fn sign(&self, content: &[u8], attached: bool) -> Vec<u8> {
        let random = Seeded::new(9);
        kezekte::eds::sign(content, &self.key_file(), attached, now(), &random).unwrap()
    }
}

/// A fictitious owner; the number is НУЦ РК's own test IIN, whose check digit is wrong.
pub(crate) fn subject(role: Role) -> Subject {
    let organisation = || ("«СЫНАҚ» ЖШС".to_owned(), Bin::certified("123456789021").unwrap());
    Subject {
        role,
        surname: if role == Role::InformationSystem { "" } else { "СЫНАҚОВ" }.to_owned(),
        given: "СЫНАҚ".to_owned(),
        patronymic: None,
        iin: (role != Role::InformationSystem).then(|| Iin::certified("123456789011").unwrap()),
        organisation: (role != Role::Person).then(organisation),
        usage: Usage::Signing,
        validity: year(),
    }
}
