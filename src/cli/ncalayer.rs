//! Where the settings say that NCALayer is.

use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use crate::{
    config::{
        Settings,
        key::signer::{NCALAYER_PORT, NCALAYER_ROOT},
    },
    domain::Clock,
    signer::ncalayer::{PORT, Place, PlaceError},
};

/// Why the settings lead to no NCALayer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NcaLayerError {
    /// The root cannot be read.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The root is none.
    #[error("{}: {error}", .path.display())]
    Place {
        /// The file.
        path: PathBuf,
        /// Why.
        error: PlaceError,
    },
}

/// NCALayer on this computer, under the root that the settings name; none without one.
pub(super) fn place(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> Result<Option<Place>, NcaLayerError> {
    let Some(path) = settings.path(&NCALAYER_ROOT) else { return Ok(None) };
    let io = |error| NcaLayerError::Io { path: path.to_owned(), error };
    let root = fs::read(path).map_err(io)?;
    let port = settings.whole(&NCALAYER_PORT).and_then(|port| u16::try_from(port).ok());
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(PORT)));
    let place = Place::new(address, &root, clock);
    place.map(Some).map_err(|error| NcaLayerError::Place { path: path.to_owned(), error })
}
