//! Where NCALayer listens, and by which root it is known.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, UnixTime},
    time_provider::TimeProvider,
};

use crate::{domain::Clock, eds::unarmour};

/// The port NCALayer listens on.
pub const PORT: u16 = 13579;
/// How often it is told that somebody still waits.
const BEAT: Duration = Duration::from_secs(20);

/// Why NCALayer cannot be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// It is a program of this computer, never of another one.
    #[error("{0} is not on this computer: NCALayer is only ever asked on loopback")]
    NotLoopback(SocketAddr),
    /// The root is no certificate.
    #[error("the root that NCALayer is known by is not a certificate (DER or PEM)")]
    Root,
    /// The library of TLS offers no version of the protocol.
    #[error("TLS cannot be set up")]
    Tls,
}

/// Where NCALayer listens, and by which root it is known.
#[derive(Debug, Clone)]
pub struct Place {
    pub(super) address: SocketAddr,
    pub(super) tls: Arc<ClientConfig>,
    pub(super) beat: Duration,
}

impl Place {
    /// NCALayer at this address of this computer, whose certificate was issued under `root` (DER or
    /// PEM; an issuing authority's certificate does as well). No other authority is asked, the
    /// system's included.
    ///
    /// # Errors
    /// [`PlaceError`].
    pub fn new(
        address: SocketAddr,
        root: &[u8],
        clock: Arc<dyn Clock>,
    ) -> Result<Self, PlaceError> {
        if !address.ip().is_loopback() {
            return Err(PlaceError::NotLoopback(address));
        }
        let mut roots = RootCertStore::empty();
        let root = CertificateDer::from(unarmour(root).into_owned());
        roots.add(root).map_err(|_| PlaceError::Root)?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_details(provider, Arc::new(Time(clock)))
            .with_safe_default_protocol_versions()
            .map_err(|_| PlaceError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { address, tls: Arc::new(tls), beat: BEAT })
    }

    /// Tells it this often that somebody still waits.
    #[must_use]
    pub fn beating(self, every: Duration) -> Self {
        Self { beat: every, ..self }
    }
}

/// The console's clock, for the dates of certificates.
#[derive(Debug)]
struct Time(Arc<dyn Clock>);

impl TimeProvider for Time {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().seconds()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SystemClock;

    #[test]
    fn nothing_but_this_computer_is_ever_asked() {
        for address in ["192.0.2.1:13579", "0.0.0.0:13579", "[2001:db8::1]:13579"] {
            let address = address.parse().unwrap();
            let place = Place::new(address, b"", Arc::new(SystemClock));
            assert_eq!(place.unwrap_err(), PlaceError::NotLoopback(address));
        }
        let here = SocketAddr::from(([127, 0, 0, 1], PORT));
        let place = Place::new(here, b"no certificate", Arc::new(SystemClock));
        assert_eq!(place.unwrap_err(), PlaceError::Root);
    }
}
