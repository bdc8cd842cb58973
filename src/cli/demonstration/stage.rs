//! The embedded portal of a demonstration, over real HTTP on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use super::kit::Kit;
use crate::{
    domain::{Clock, Random},
    portal::{self, Config, Limits, Portal, Running},
};

/// A running demonstration portal, with its people and its kiosk.
#[derive(Debug)]
pub(in crate::cli) struct Stage {
    running: Running,
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
            limits: Limits::default(),
            clock,
            random,
        };
        let running = Portal::start(config).await?;
        Ok(Self { running, kit: Kit::read(keys)? })
    }

    pub(in crate::cli) fn url(&self) -> String {
        self.running.url()
    }

    pub(in crate::cli) async fn clear(self) {
        self.running.shutdown().await;
    }
}
