//! The embedded portal of a demonstration, over real HTTP on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use super::people;
use crate::{
    app::shared::Person,
    domain::{Clock, Random, Secret, Terminal},
    portal::{self, Config, DemoDevice, Limits, Portal, Running},
};

/// A running demonstration portal, with its people and its kiosk.
#[derive(Debug)]
pub(in crate::cli) struct Stage {
    running: Running,
    keys: PathBuf,
    device: DemoDevice,
    people: Vec<Person>,
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
        let device = DemoDevice::read(&keys)?.ok_or(portal::Error::NoKeys)?;
        let people = people::read(&keys)?;
        Ok(Self { running, keys, device, people })
    }

    pub(in crate::cli) fn url(&self) -> String {
        self.running.url()
    }

    pub(in crate::cli) fn device(&self) -> Secret {
        Secret::new("device", self.device.credential.clone())
    }

    pub(in crate::cli) fn terminal(&self) -> Terminal {
        self.device.terminal.clone()
    }

    pub(in crate::cli) fn keys(&self) -> PathBuf {
        self.keys.clone()
    }

    /// The folder of the demonstration's authorities.
    pub(in crate::cli) fn trust(&self) -> PathBuf {
        self.keys.join("trust")
    }

    pub(in crate::cli) fn people(&self) -> Vec<Person> {
        self.people.clone()
    }

    pub(in crate::cli) async fn clear(self) {
        self.running.shutdown().await;
    }
}
