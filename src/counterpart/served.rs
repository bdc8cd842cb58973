//! A router on a free port of this machine, until it is closed.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};

use axum::Router;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// What listens.
#[derive(Debug)]
pub(super) struct Served {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<io::Result<()>>,
}

impl Served {
    /// Takes a free port and serves what is made for that base URL.
    pub(super) async fn start(router: impl FnOnce(&str) -> Router) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = router(&format!("http://{address}"));
        let (stop, mut stopped) = watch::channel(false);
        let serving = tokio::spawn(async move {
            let ended = async move {
                // An error means that `Served` is gone: nobody asks any more.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            tokio::select! {
                ended = async { axum::serve(listener, router).await } => ended,
                () = ended => Ok(()),
            }
        });
        Ok(Self { address, stop, serving })
    }

    /// Its base URL, without a slash at the end.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes it.
    pub(super) async fn close(self) {
        self.stop.send_replace(true);
        let _ = self.serving.await; // what it was doing ends with it
    }
}
