//! Opens the services of the demonstration's authorities beside its portal: who is revoked, and what
//! time it is, over real HTTP on loopback.

use std::{path::Path, sync::Arc};

use crate::{
    counterpart::authority::{House, Server},
    domain::{Clock, OsRandom, Random},
    eds::revocation::Reason,
    portal::{DemoAuthorities, Error, Sources},
};

/// Opens the services; the folder's keys are made when there are none. Whoever is to be revoked is,
/// since the keys were made.
///
/// # Errors
/// When the keys cannot be made or read, or it cannot listen.
pub async fn open_authority(
    keys: &Path,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Server, Error> {
    let made = DemoAuthorities::prepare(keys, clock.as_ref(), random.as_ref())?;
    let validity = (made.made_at, made.valid_until);
    // Keys and answers of its own, so that nothing a portal draws from a seed changes by them.
    let random = Arc::new(OsRandom);
    let house = |authority| House::new(authority, validity, random.as_ref());
    let houses = made.authorities.into_iter().map(house).collect::<Result<Vec<_>, _>>();
    let houses = houses.map_err(Error::Issue)?;
    let server = Server::start(houses, clock, random).await.map_err(Error::Listen)?;
    for serial in &made.revoked {
        server.revoke(serial, made.made_at, Some(Reason::KeyCompromise));
    }
    server.publish();
    Ok(server)
}

/// What its portal asks there.
#[must_use]
pub fn sources(server: &Server) -> Sources {
    let url = server.url();
    let list = |name: &str| format!("{url}/crl/{name}");
    Sources {
        ocsp: Some(format!("{url}/ocsp")),
        tsp: Some(format!("{url}/tsp")),
        lists: ["0.crl", "0d.crl", "1.crl", "1d.crl"].map(list).into(),
        ..Sources::default()
    }
}
