//! The embedded portal of a demonstration, its payment provider and its authorities, over real HTTP on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use super::{
    authority::{open_authority, sources},
    kit::Kit,
    till::open_till,
};
use crate::{
    counterpart::authority::Server,
    domain::{Clock, EdsPolicy, Random},
    portal::{self, Config, Limits, Portal, Running},
    till::Till,
};

/// A running demonstration portal, with its people and its kiosk.
#[derive(Debug)]
pub(in crate::cli) struct Stage {
    running: Running,
    till: Till,
    authority: Arc<Server>,
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
        Self::set_with(database, keys, (clock, random), None).await
    }

    /// The same; phones come to an outside service at this address, when there is one.
    pub(in crate::cli) async fn set_with(
        database: PathBuf,
        keys: PathBuf,
        (clock, random): (Arc<dyn Clock>, Arc<dyn Random>),
        signing_service: Option<String>,
    ) -> Result<Self, portal::Error> {
        let beside = Arc::clone(&random);
        let authority = open_authority(&keys, Arc::clone(&clock), beside).await?;
        let config = Config {
            database: format!("sqlite:{}", database.display()),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            trust: None,
            eds_policy: EdsPolicy::default(),
            keys: Some(keys.clone()),
            demo: true,
            sources: sources(&authority),
            mobile: None, // phones reach it where it listens
            signing_service,
            limits: Limits::default(),
            clock: Arc::clone(&clock),
            random,
        };
        let running = Portal::start(config).await?;
        let till = open_till(&running, &keys, clock).await?;
        Ok(Self { running, till, authority: Arc::new(authority), kit: Kit::read(keys)? })
    }

    pub(in crate::cli) fn url(&self) -> String {
        self.running.url()
    }

    /// Where the demonstration's payment provider listens.
    pub(in crate::cli) fn till(&self) -> String {
        self.till.url()
    }

    /// The services of the demonstration's authorities.
    pub(in crate::cli) fn authority(&self) -> Arc<Server> {
        Arc::clone(&self.authority)
    }

    pub(in crate::cli) async fn clear(self) {
        self.till.close().await;
        self.running.shutdown().await;
        drop(self.authority); // its services end with the last who knows them
    }
}
