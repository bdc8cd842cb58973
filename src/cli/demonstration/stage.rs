//! The embedded portal of a demonstration, over real HTTP on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use crate::{
    app::shared::Person,
    domain::{Bilingual, Clock, Random, Secret, Terminal},
    portal::{self, Config, Limits, Portal, Running},
};

/// A running demonstration portal.
#[derive(Debug)]
pub(super) struct Stage {
    running: Running,
    device: Secret,
    keys: PathBuf,
}

/// The terminal of a demonstration, as it stands in what is signed.
pub(super) fn terminal() -> Terminal {
    Terminal {
        name: "DEMO-1".into(),
        place: Bilingual {
            kk: "Көрсетілім".into(), ru: "Демонстрация".into()
        },
    }
}

impl Stage {
    /// Starts the portal on this database and these keys; both are made when they are not there.
    pub(super) async fn set(
        database: PathBuf,
        keys: PathBuf,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, portal::Error> {
        let url = format!("sqlite:{}", database.display());
        let added = portal::add_device(&url, terminal(), &*clock, &*random).await?;
        let config = Config {
            database: url,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            trust: None,
            keys: Some(keys.clone()),
            demo: true,
            limits: Limits::default(),
            clock,
            random,
        };
        let running = Portal::start(config).await?;
        Ok(Self { running, device: added.credential(), keys })
    }

    pub(super) fn url(&self) -> String {
        self.running.url()
    }

    pub(super) fn device(&self) -> Secret {
        self.device.clone()
    }

    pub(super) fn terminal(&self) -> Terminal {
        terminal()
    }

    pub(super) fn trust(&self) -> PathBuf {
        self.keys.join("trust")
    }

    pub(super) fn people(&self) -> Vec<Person> {
        Vec::new()
    }

    pub(super) async fn clear(self) {
        self.running.shutdown().await;
    }
}
