//! The demonstration's authorities and everybody's key file.

use std::time::Duration;

use super::data::{Data, Somebody, Story};
use crate::{
    domain::{Fault, Moment, OsRandom, Random, Role},
    eds::{
        algorithm::PrivateKey,
        issue::{Authority, Subject, Usage},
        pkcs12,
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Certificates are valid from so long before they are made, because the demonstration has a past,
/// to so long after.
const PAST: Duration = DAY.saturating_mul(420);
const FUTURE: Duration = DAY.saturating_mul(365);

/// What was made at one moment.
#[derive(Debug)]
pub(super) struct Issued {
    /// The authorities' certificates, DER, by file name.
    pub(super) trust: Vec<(&'static str, Vec<u8>)>,
    /// The issuing authorities' own key files, by file name: their services answer and stamp.
    pub(super) authorities: Vec<(&'static str, Vec<u8>)>,
    /// Key files, in the order of the people.
    pub(super) files: Vec<Vec<u8>>,
    /// The key file for entering that came with the first RSA key: such keys came in pairs.
    pub(super) authentication: Vec<u8>,
    /// When the people's certificates end.
    pub(super) valid_until: Moment,
}

/// Makes a GOST authority and an RSA one, and a key file for everybody.
pub(super) fn issue(data: &Data, at: Moment, random: &dyn Random) -> Result<Issued, Fault> {
    let at = Moment::from_seconds(at.seconds());
    let (from, valid_until) = (before(at, PAST), at.after(FUTURE));
    let years = (before(from, DAY), valid_until.after(DAY));
    let root_gost = Authority::root_gost("KEZEKTE DEMO ROOT (GOST)", years, random)?;
    let gost = root_gost.issuing("KEZEKTE DEMO CA (GOST)", years, random)?;
    let root_rsa = Authority::root_rsa("KEZEKTE DEMO ROOT (RSA)", years, random)?;
    let rsa = root_rsa.issuing("KEZEKTE DEMO CA (RSA)", years, random)?;
    let make = |somebody: &Somebody| {
        let validity = match somebody.story {
            Story::Expired => (from, before(at, DAY.saturating_mul(30))),
            // Made anew long before that day.
            Story::NotYetValid => (before(valid_until, DAY), valid_until),
            _ => (from, valid_until),
        };
        let untrusted;
        let (authority, key) = match somebody.story {
            Story::Rsa => (&rsa, PrivateKey::generate_rsa2048()?),
            Story::Untrusted => {
                // Nobody keeps it, and nobody trusts it.
                untrusted = Authority::root_gost("KEZEKTE DEMO STRANGER (GOST)", years, random)?;
                (&untrusted, PrivateKey::generate_gost512(random)?)
            }
            _ => (&gost, PrivateKey::generate_gost512(random)?),
        };
        let subject = subject(data, somebody, validity);
        let certificate = authority.certify(&subject, &key.public()?.to_spki(), random)?;
        pkcs12::build(&key, &certificate, &data.password, random)
    };
    let files = data.people.iter().map(make).collect::<Result<_, _>>()?;
    let authentication = authentication(data, &rsa, (from, valid_until))?;
    let der = |authority: &Authority| authority.certificate().der().to_vec();
    let trust = vec![
        ("root_gost.cer", der(&root_gost)),
        ("ca_gost.cer", der(&gost)),
        ("root_rsa.cer", der(&root_rsa)),
        ("ca_rsa.cer", der(&rsa)),
    ];
    let own = |authority: &Authority| {
        let certificate = authority.certificate().der();
        pkcs12::build(authority.key(), certificate, &data.password, &OsRandom)
    };
    let authorities = vec![("ca_gost.p12", own(&gost)?), ("ca_rsa.p12", own(&rsa)?)];
    Ok(Issued { trust, authorities, files, authentication, valid_until })
}

/// A key for entering, of whoever has an RSA key for signing. What it draws is the operating
/// system's, so that nothing that is drawn from a seed changes by it.
fn authentication(
    data: &Data,
    authority: &Authority,
    validity: (Moment, Moment),
) -> Result<Vec<u8>, Fault> {
    let owner = data.people.iter().find(|somebody| somebody.story == Story::Rsa);
    let owner = owner.ok_or(Fault::NoIdentity)?;
    let key = PrivateKey::generate_rsa2048()?;
    let subject = Subject { usage: Usage::Authentication, ..subject(data, owner, validity) };
    let certificate = authority.certify(&subject, &key.public()?.to_spki(), &OsRandom)?;
    pkcs12::build(&key, &certificate, &data.password, &OsRandom)
}

fn subject(data: &Data, somebody: &Somebody, validity: (Moment, Moment)) -> Subject {
    let role = somebody.story.role();
    let organisation = match somebody.story {
        Story::OtherCompany => &data.other_organisation,
        _ => &data.organisation,
    };
    Subject {
        role,
        surname: somebody.surname.clone(),
        given: somebody.given.clone(),
        patronymic: somebody.patronymic.clone(),
        iin: (role != Role::InformationSystem).then(|| somebody.iin.clone()),
        organisation: (role != Role::Person)
            .then(|| (organisation.name.clone(), organisation.bin.clone())),
        usage: match somebody.story {
            Story::Authentication => Usage::Authentication,
            _ => Usage::Signing,
        },
        validity,
    }
}

fn before(at: Moment, time: Duration) -> Moment {
    Moment::from_micros(at.micros() - i64::try_from(time.as_micros()).unwrap_or(0))
}
