//! Listening on loopback, and the dialogs that are open.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{
    net::{TcpListener, TcpSocket},
    sync::{mpsc, oneshot, watch},
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use super::{Act, Asked, Identity, Manner, session};
use crate::domain::{Clock, Random};

/// What the double works with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Its TLS certificate.
    pub identity: Identity,
    /// What kind of NCALayer it is.
    pub manner: Manner,
    /// Its clock: the claimed time of signatures.
    pub clock: Arc<dyn Clock>,
    /// Its randomness.
    pub random: Arc<dyn Random>,
}

/// A window that asks a person to choose a key.
#[derive(Debug)]
pub struct Dialog {
    /// What is to be signed.
    pub asked: Asked,
    pub(super) answer: oneshot::Sender<Act>,
}

impl Dialog {
    /// The person does this; false where nobody waits any more.
    pub fn answer(self, act: Act) -> bool {
        self.answer.send(act).is_ok()
    }

    /// True once whoever asked has gone away.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.answer.is_closed()
    }

    /// Waits until whoever asked has gone away.
    pub async fn gone(&mut self) {
        self.answer.closed().await;
    }
}

/// The dialogs, in the order in which they open.
pub type Dialogs = mpsc::UnboundedReceiver<Dialog>;

/// A double that listens, or has been ended and can be started again at the same port.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    tls: Arc<ServerConfig>,
    work: Arc<Work>,
    running: Option<Running>,
    /// Keeps the port while nobody listens: who connects is refused.
    kept: Option<TcpSocket>,
}

/// What every connection works with.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) config: Config,
    pub(super) dialogs: mpsc::UnboundedSender<Dialog>,
    pub(super) heartbeats: watch::Sender<u32>,
}

#[derive(Debug)]
struct Running {
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Server {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When it cannot listen, or the identity is none.
    pub async fn start(config: Config) -> io::Result<(Self, Dialogs)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let tls = configure(&config.identity)?;
        let (dialogs, opened) = mpsc::unbounded_channel();
        let work = Arc::new(Work { config, dialogs, heartbeats: watch::Sender::new(0) });
        let mut server = Self { address, tls, work, running: None, kept: None };
        server.serve(listener);
        Ok((server, opened))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it has heard so many heartbeats.
    pub async fn heard(&self, heartbeats: u32) {
        let mut count = self.work.heartbeats.subscribe();
        let _ = count.wait_for(|count| *count >= heartbeats).await; // its sender is `self`'s
    }

    fn serve(&mut self, listener: TcpListener) {
        let (stop, mut stopped) = watch::channel(false);
        let tls = TlsAcceptor::from(Arc::clone(&self.tls));
        let work = Arc::clone(&self.work);
        let serving = tokio::spawn(async move {
            let mut sessions = JoinSet::new();
            loop {
                tokio::select! {
                    // An error means that `Server` is gone. Dropping the sessions breaks them.
                    _ = stopped.wait_for(|stop| *stop) => return,
                    accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                        sessions.spawn(session::hold(stream, tls.clone(), Arc::clone(&work)));
                    },
                    Some(_) = sessions.join_next() => {}
                }
            }
        });
        self.running = Some(Running { stop, serving });
    }

    /// Ends it: every connection breaks, who connects is refused.
    ///
    /// # Errors
    /// When the port cannot be kept.
    pub async fn end(&mut self) -> io::Result<()> {
        if let Some(Running { stop, serving }) = self.running.take() {
            stop.send_replace(true);
            let _ = serving.await; // it cannot fail but by ending
            let kept = TcpSocket::new_v4()?;
            kept.set_reuseaddr(true)?;
            kept.bind(self.address)?;
            self.kept = Some(kept);
        }
        Ok(())
    }

    /// Starts it again where it was.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start_again(&mut self) -> io::Result<()> {
        if let Some(kept) = self.kept.take() {
            let listener = kept.listen(64)?;
            self.serve(listener);
        }
        Ok(())
    }
}

fn configure(identity: &Identity) -> io::Result<Arc<ServerConfig>> {
    let chain = [&identity.certificate, &identity.root];
    let chain = chain.map(|der| CertificateDer::from(der.clone())).to_vec();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key.to_vec()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
        .map_err(io::Error::other)?;
    Ok(Arc::new(config))
}
