//! The embedded portal of a demonstration and its payment provider, over real HTTP on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use super::{kit::Kit, till::open_till};
use crate::{
    domain::{Clock, Random},
    portal::{self, Config, Limits, Portal, Running, Sources},
    till::Till,
};

/// A running demonstration portal, with its people and its kiosk.
#[derive(Debug)]
pub(in crate::cli) struct Stage {
    running: Running,
    till: Till,
    /// What its kiosk works with.
    pub(in crate::cli) kit: Kit,
}

impl Stage {
    /// Starts the portal on this database and these keys; both are made when they are not there.
    pub(in crate::cli) async fn set(
        database: PathBuf,
        keys: PathBuf,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, portal::Error> {
        let config = Config {
            database: format!("sqlite:{}", database.display()),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            trust: None,
            keys: Some(keys.clone()),
            demo: true,
            mobile: None, // phones reach it where it listens
            sources: Sources::default(),
            limits: Limits::default(),
            clock: Arc::clone(&clock),
            random,
        };
        let running = Portal::start(config).await?;
        let till = open_till(&running, &keys, clock).await?;
        Ok(Self { running, till, kit: Kit::read(keys)? })
    }

    pub(in crate::cli) fn url(&self) -> String {
        self.running.url()
    }

    /// Where the demonstration's payment provider listens.
    pub(in crate::cli) fn till(&self) -> String {
        self.till.url()
    }

    pub(in crate::cli) async fn clear(self) {
        self.till.close().await;
        self.running.shutdown().await;
    }
}
