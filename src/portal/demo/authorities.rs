//! The demonstration's authorities, for the services that stand beside its portal.

use std::{fs, path::Path};

use super::{
    data::{Data, Story},
    folder::{AUTHORITIES, People, Person, prepare},
};
use crate::{
    domain::{Clock, Moment, Random},
    eds::{Certificate, issue::Authority, pkcs12},
    portal::Error,
};

/// What the services of the demonstration's authorities work with.
#[derive(Debug)]
pub struct DemoAuthorities {
    /// The issuing authorities with their keys.
    pub authorities: Vec<Authority>,
    /// Serial numbers of certificates that are revoked, lower-case hex.
    pub revoked: Vec<String>,
    /// When the certificates end.
    pub valid_until: Moment,
    /// When everything was made.
    pub made_at: Moment,
}

impl DemoAuthorities {
    /// Makes the keys of the folder if there are none, as the portal does, and reads the
    /// authorities'.
    ///
    /// # Errors
    /// When the folder cannot be written, or what is in it is damaged.
    pub fn prepare(folder: &Path, clock: &dyn Clock, random: &dyn Random) -> Result<Self, Error> {
        prepare(folder, clock, random)?;
        let password = Data::read()?.password;
        let open = |path: &Path| -> Result<_, Error> {
            let file = fs::read(path).map_err(Error::Keys)?;
            pkcs12::open(&file, &password).map_err(Error::Issue)
        };
        let authority = |name: &str| -> Result<Authority, Error> {
            let bag = open(&folder.join(AUTHORITIES).join(name))?;
            let certificate = Certificate::from_der(&bag.certificate).map_err(Error::Issue)?;
            Authority::new(bag.key, certificate).map_err(Error::Issue)
        };
        let authorities = vec![authority("ca_gost.p12")?, authority("ca_rsa.p12")?];
        let People { made_at, valid_until, people } = People::read(folder)?;
        let revoked = people.iter().filter(|person| person.story == Story::Revoked);
        let serial = |person: &Person| {
            let certificate = open(&person.file)?.certificate;
            let certificate = Certificate::from_der(&certificate).map_err(Error::Issue)?;
            Ok(certificate.summary().serial)
        };
        let revoked = revoked.map(serial).collect::<Result<_, Error>>()?;
        Ok(Self { authorities, revoked, valid_until, made_at })
    }
}
