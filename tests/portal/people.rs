//! An authority of the tests' own and any number of people it certifies.

use std::path::Path;

use kezekte::{
    domain::{Clock as _, Moment, Number, OsRandom, Role, SystemClock},
    eds::{
        Certificate, KeyFile,
        algorithm::PrivateKey,
        issue::{Authority, Subject, Usage},
    },
};

pub(crate) struct Issuer {
    authority: Authority,
    validity: (Moment, Moment),
}

impl Issuer {
    /// Writes what a portal is to trust into `folder`.
    pub(crate) fn new(folder: &Path) -> Self {
        let at = SystemClock.now().seconds();
        let validity = (Moment::from_seconds(at - 3_600), Moment::from_seconds(at + 86_400));
        let root = Authority::root_gost("KEZEKTE TEST ROOT", validity, &OsRandom).unwrap();
        let authority = root.issuing("KEZEKTE TEST CA", validity, &OsRandom).unwrap();
        std::fs::create_dir(folder).unwrap();
        for (name, authority) in [("root.cer", &root), ("ca.cer", &authority)] {
            std::fs::write(folder.join(name), authority.certificate().der()).unwrap();
        }
        Self { authority, validity }
    }

    /// The same authority again, for who answers for it.
    pub(crate) fn copy(&self) -> (Authority, (Moment, Moment)) {
        let key = PrivateKey::from_pkcs8(&self.authority.key().to_pkcs8()).unwrap();
        let certificate = self.authority.certificate().clone();
        (Authority::new(key, certificate).unwrap(), self.validity)
    }

    /// Somebody new: a number, born in the nineteenth century, and its GOST key.
    pub(crate) fn certify(&self, number: &Number) -> KeyFile {
        let Number::Iin(iin) = number else { panic!("an IIN is meant") };
        let key = PrivateKey::generate_gost512(&OsRandom).unwrap();
        let subject = Subject {
            role: Role::Person,
            surname: "СЫНАҚ".to_owned(),
            given: "АДАМ".to_owned(),
            patronymic: None,
            iin: Some(iin.clone()),
            organisation: None,
            usage: Usage::Signing,
            validity: self.validity,
        };
        let spki = key.public().unwrap().to_spki();
        let certificate = self.authority.certify(&subject, &spki, &OsRandom).unwrap();
        KeyFile::new(key, Certificate::from_der(&certificate).unwrap()).unwrap()
    }
}

/// Numbers of nobody, all different, with good check digits.
pub(crate) fn numbers() -> impl Iterator<Item = Number> {
    (0..10_000)
        .flat_map(|n| (0..10).map(move |check| format!("8503141{n:04}{check}")))
        .filter_map(|digits| Number::parse(&digits).ok())
}
