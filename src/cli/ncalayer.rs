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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{Sources, read},
        domain::{Moment, OsRandom, SystemClock},
        eds::issue::Authority,
    };

    fn found(root: Option<&std::path::Path>) -> Result<Option<Place>, NcaLayerError> {
        let root = root.map(|path| (&NCALAYER_ROOT, path.display().to_string()));
        let nothing = |_: &str| None;
        let flags = root.into_iter().collect();
        let settings = read(&Sources { flags, variable: &nothing, file: None }).unwrap();
        place(&settings, Arc::new(SystemClock))
    }

    #[test]
    fn without_a_root_there_is_no_ncalayer_and_a_wrong_one_is_named() {
        assert!(found(None).unwrap().is_none());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("root.cer");
        assert!(matches!(found(Some(&file)), Err(NcaLayerError::Io { path, .. }) if path == file));
        fs::write(&file, "no certificate").unwrap();
        assert!(matches!(
            found(Some(&file)),
            Err(NcaLayerError::Place { error: PlaceError::Root, .. })
        ));
        let validity = (Moment::from_seconds(1_790_000_000), Moment::from_seconds(1_800_000_000));
        let root = Authority::root_rsa("ROOT", validity, &OsRandom).unwrap();
        fs::write(&file, root.certificate().der()).unwrap();
        assert!(found(Some(&file)).unwrap().is_some());
    }
}
