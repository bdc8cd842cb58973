//! The demonstration's payment provider: another party than the portal, which it knows only by its
//! contract. It credits accounts by the real protocol over real HTTP, signed by its own secret, but
//! takes no money from anybody.
//!
//! ```text
//! phone or kiosk ── GET /PAY/4417-13 ──▶ till ── check, pay (signed) ──▶ portal
//! ```
//! It listens on loopback only and is never part of a portal that serves real people. Real providers
//! are other programs; what they have to speak is in [`crate::api::ProviderCall`].

mod page;
mod protocol;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::domain::{Clock, ProviderName, Secret};
use protocol::Protocol;

/// What the till works with.
#[derive(Debug)]
pub struct Config {
    /// The portal's address.
    pub portal: String,
    /// The till's name as a payment provider.
    pub name: ProviderName,
    /// Its secret.
    pub secret: Secret,
    /// Its clock.
    pub clock: Arc<dyn Clock>,
}

/// A till that listens.
#[derive(Debug)]
pub struct Till {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<io::Result<()>>,
}

impl Till {
    /// Opens the till on a free port of this machine.
    ///
    /// # Errors
    /// When it cannot listen or make calls.
    pub async fn open(config: Config) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let protocol = Protocol::new(config).map_err(io::Error::other)?;
        let (stop, mut stopped) = watch::channel(false);
        let serving = tokio::spawn(async move {
            let ended = async move {
                // An error means that `Till` is gone: nobody pays any more.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            tokio::select! {
                ended = async { axum::serve(listener, page::router(Arc::new(protocol))).await } => ended,
                () = ended => Ok(()),
            }
        });
        Ok(Self { address, stop, serving })
    }

    /// Its base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes the till.
    pub async fn close(self) {
        self.stop.send_replace(true);
        let _ = self.serving.await; // what it was doing ends with it
    }
}
