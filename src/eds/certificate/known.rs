//! What is remembered of a trusted authority: its key with its multiples, and its services
//! (responders, stamp authorities) with theirs, so that what comes from them every time is not worked
//! out every time.
//!
//! A service is remembered by the whole of its certificate, and only after the authority's signature
//! of it was verified. Dates, usage and extensions are judged anew each time.

use std::sync::{Arc, Mutex, PoisonError};

use super::Certificate;
use crate::{domain::Fault, eds::algorithm::PublicKey};

/// Services that are remembered, at most; the one met first gives way. НУЦ РК has a few.
const MOST: usize = 8;

/// What is remembered.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) key: Result<PublicKey, Fault>,
    services: Mutex<Vec<(Vec<u8>, PublicKey)>>,
}

impl Known {
    fn service(&self, der: &[u8]) -> Option<PublicKey> {
        let services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        services.iter().find(|(known, _)| known == der).map(|(_, key)| key.clone())
    }

    fn add(&self, der: &[u8], key: PublicKey) {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        if services.iter().all(|(known, _)| known != der) {
            if services.len() >= MOST {
                services.remove(0);
            }
            services.push((der.to_vec(), key));
        }
    }
}

impl Certificate {
    /// Remembers the key of this authority and its services from now on; copies share what is
    /// remembered.
    pub(crate) fn remember(&mut self) {
        let key = self.public_key().map(PublicKey::kept);
        self.known = Some(Arc::new(Known { key, services: Mutex::default() }));
    }

    /// The key of a service whose certificate this authority has signed.
    ///
    /// # Errors
    /// As [`Self::check_signed_by`], and what is wrong with either key.
    pub(crate) fn service_key(&self, service: &Self) -> Result<PublicKey, Fault> {
        if let Some(key) = self.known.as_ref().and_then(|known| known.service(&service.der)) {
            return Ok(key);
        }
        service.check_signed_by(&self.public_key()?)?;
        let key = service.public_key()?;
        let Some(known) = &self.known else { return Ok(key) };
        let key = key.kept();
        known.add(&service.der, key.clone());
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Moment, OsRandom},
        eds::issue::{Authority, Service},
    };

    fn year() -> (Moment, Moment) {
        (Moment::from_seconds(1_789_000_000), Moment::from_seconds(1_791_000_000))
    }

    #[test]
    fn only_what_the_authority_signed_is_remembered() {
        let authority = |name| Authority::root_gost(name, year(), &OsRandom).unwrap();
        // Two authorities of one name: only the signature tells them apart.
        let (ours, other) = (authority("A"), authority("A"));
        let appoint = |authority: &Authority| {
            authority.appoint(Service::Responder, "R", year(), &OsRandom).unwrap()
        };
        let (responder, stranger) = (appoint(&ours), appoint(&other));
        let mut issuer = ours.certificate().clone();
        issuer.remember();
        for _ in 0..2 {
            let key = issuer.service_key(responder.certificate()).unwrap();
            assert_eq!(Ok(key), responder.certificate().public_key());
            assert_eq!(issuer.service_key(stranger.certificate()), Err(Fault::BadPath));
        }
        let known = issuer.known.as_ref().unwrap();
        assert_eq!(known.services.lock().unwrap().len(), 1);
        // One octet of the certificate changed, in its signature: another certificate, unknown.
        let mut der = responder.certificate().der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        let changed = Certificate::from_der(&der).unwrap();
        assert_eq!(issuer.service_key(&changed), Err(Fault::BadPath));
        for _ in 0..MOST + 2 {
            issuer.service_key(appoint(&ours).certificate()).unwrap();
        }
        assert_eq!(known.services.lock().unwrap().len(), MOST);
    }
}
