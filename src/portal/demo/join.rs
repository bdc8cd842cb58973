//! Joins somebody of the demonstration by the portal's own verbs, with a real signature.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::folder::Person;
use crate::{
    api::{PutSignature, RequestAcceptance, Shown, Signed},
    document,
    domain::{Agreement, Language, Moment},
    eds::{self, KeyFile},
    portal::{
        Error, auth,
        service::{Caller, IdempotencyKey, Service},
        store::Device,
    },
};

/// How long reading took.
const READING: Duration = Duration::from_secs(4 * 60);

/// Requests, signs and hands in, at the service's present moment.
pub(super) async fn join(
    service: &Service,
    device: &Device,
    person: &Person,
) -> Result<Signed, Error> {
    let agreement = Agreement::embedded();
    let caller = Caller { device: Some(device.clone()), address: IpAddr::V4(Ipv4Addr::LOCALHOST) };
    let at = service.clock.now();
    let asked = RequestAcceptance {
        number: Some(person.number.clone()),
        agreement: agreement.version().clone(),
        shown: Shown {
            languages: vec![Language::Kk, Language::Ru],
            blocks: u32::try_from(agreement.gated().count()).unwrap_or(u32::MAX),
            from: Moment::from_micros(at.micros() - READING.as_micros() as i64),
            until: at,
            statement: true,
            consent: true,
        },
    };
    let failed = |error: crate::portal::service::Refusal| Error::Seed(error.to_string());
    let requested =
        service.request_acceptance(&caller, None, &key(service)?, &asked).await.map_err(failed)?;
    let bytes = document::render(agreement, &requested.document)
        .map_err(|error| Error::Seed(error.to_string()))?;
    let file = std::fs::read(&person.file).map_err(Error::Keys)?;
    let opened = KeyFile::open(&file, &person.password).map_err(Error::Issue)?;
    let cms =
        eds::sign(&bytes, &opened, false, at, service.random.as_ref()).map_err(Error::Issue)?;
    let put = PutSignature { id: requested.id.as_str().to_owned(), cms: STANDARD.encode(cms) };
    let claim = requested.claim.reveal();
    service.sign_acceptance(&caller, claim, &key(service)?, &put).await.map_err(failed)
}

fn key(service: &Service) -> Result<IdempotencyKey, Error> {
    let key = auth::random_hex::<16>(service.random.as_ref())?;
    IdempotencyKey::parse(&key).ok_or_else(|| Error::Seed("no key".to_owned()))
}
