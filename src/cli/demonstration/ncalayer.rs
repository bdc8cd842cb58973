//! NCALayer's double beside a demonstration's kiosk. Its certificate lies in the keys folder, so
//! that a start has none to make.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
    sync::Arc,
    time::Duration,
};

use super::kit::Kit;
use crate::{
    counterpart::ncalayer::{Config, Dialogs, Identity, Manner, Server, Wallet},
    domain::{Clock, Fault, Moment, OsRandom, Random},
    signer::ncalayer::{Place, PlaceError},
};

/// The demonstration's person takes so long to choose a key: time to see that there is a window.
const MOMENT: Duration = Duration::from_millis(1_500);
const ROOT: &str = "root.cer";
const CERTIFICATE: &str = "server.cer";
const KEY: &str = "server.key";

/// Why there is no double.
#[derive(Debug, thiserror::Error)]
pub enum DoubleError {
    /// Its folder or its port.
    #[error("the double of NCALayer: {0}")]
    Io(#[from] io::Error),
    /// Its certificate cannot be made.
    #[error("the double of NCALayer: {0}")]
    Identity(Fault),
    /// A client cannot be told where it is.
    #[error("the double of NCALayer: {0}")]
    Place(#[from] PlaceError),
}

/// Starts a double with the certificate of this keys folder; says how a console finds it.
pub(in crate::cli) async fn start(
    keys: &Path,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<(Server, Dialogs, Place), DoubleError> {
    let identity = identity(keys, clock.now())?;
    let root = identity.root.clone();
    let config = Config { identity, manner: Manner::default(), clock: Arc::clone(&clock), random };
    let (server, dialogs) = Server::start(config).await?;
    let place = Place::new(server.address(), &root, clock)?;
    Ok((server, dialogs, place))
}

/// The same, with the demonstration's people at its window.
pub(in crate::cli) async fn attended(
    kit: &Kit,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<(Server, Place), DoubleError> {
    let (server, dialogs, place) = start(&kit.keys(), clock, random).await?;
    let files = kit.people().into_iter().map(|person| (person.key.into(), person.password));
    tokio::spawn(Wallet::new(files.collect()).serve(dialogs, MOMENT));
    Ok((server, place))
}

/// The certificate of this keys folder; made when there is none, or it ends soon. Its keys come from
/// the operating system, so that nothing that is drawn from a seed changes by them.
pub(in crate::cli) fn identity(keys: &Path, at: Moment) -> Result<Identity, DoubleError> {
    let folder = keys.join("ncalayer");
    let read = |name: &str| fs::read(folder.join(name));
    if let (Ok(root), Ok(certificate), Ok(key)) = (read(ROOT), read(CERTIFICATE), read(KEY)) {
        let kept = Identity { root, certificate, key: key.into() };
        if kept.is_current(at) {
            return Ok(kept);
        }
    }
    let made = Identity::make(at, &OsRandom).map_err(DoubleError::Identity)?;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    for (name, octets) in [(KEY, &*made.key), (CERTIFICATE, &made.certificate), (ROOT, &made.root)]
    {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(true).mode(0o600);
        options.open(folder.join(name))?.write_all(octets)?;
    }
    Ok(made)
}
