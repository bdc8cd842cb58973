//! One connection to NCALayer: opened, greeted, asked once at a time, closed.

use std::{io, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::{
    net::TcpStream,
    time::{Instant, interval_at, timeout},
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls, rustls::pki_types::ServerName};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Error, Message, protocol::WebSocketConfig},
};

use super::{Place, answer::Frame};
use crate::domain::NcaLayerFailure;

/// How long it may take to answer the door: TCP, TLS, WebSocket and greeting. The person's time
/// comes after that and has no limit.
const OPENING: Duration = Duration::from_secs(10);
/// How long a farewell may take.
const CLOSING: Duration = Duration::from_millis(500);
/// The largest message that is read, in bytes: a signature with the document inside, in base64.
const LARGEST: usize = 4 << 20;
/// What says that somebody still waits.
const HEARTBEAT: &str = "--heartbeat--";

/// A connection that was greeted.
#[derive(Debug)]
pub(super) struct Socket {
    stream: WebSocketStream<TlsStream<TcpStream>>,
    beat: Duration,
}

impl Socket {
    /// Connects and waits for the greeting.
    pub(super) async fn open(place: &Place) -> Result<Self, NcaLayerFailure> {
        let Ok(opened) = timeout(OPENING, Self::greeted(place)).await else {
            return Err(NcaLayerFailure::NotNcaLayer);
        };
        opened
    }

    async fn greeted(place: &Place) -> Result<Self, NcaLayerFailure> {
        let stream =
            TcpStream::connect(place.address).await.map_err(|_| NcaLayerFailure::NotRunning)?;
        let name = ServerName::from(place.address.ip());
        let tls = TlsConnector::from(place.tls.clone());
        let stream = tls.connect(name, stream).await.map_err(|error| untrusted(&error))?;
        let limits = WebSocketConfig::default()
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let url = format!("wss://{}/", place.address);
        let (stream, _) = client_async_with_config(url, stream, Some(limits))
            .await
            .map_err(|_| NcaLayerFailure::NotNcaLayer)?;
        let mut socket = Self { stream, beat: place.beat };
        loop {
            match socket.next().await {
                Ok(Frame::Greeting) => return Ok(socket),
                Ok(Frame::Noise) => {}
                _ => return Err(NcaLayerFailure::NotNcaLayer),
            }
        }
    }

    /// Asks, and waits for the answer: as long as it takes, with a heartbeat now and then.
    pub(super) async fn ask(&mut self, request: &Value) -> Result<Value, NcaLayerFailure> {
        self.send(request.to_string()).await?;
        let mut beat = interval_at(Instant::now() + self.beat, self.beat);
        loop {
            tokio::select! {
                frame = self.next() => match frame? {
                    Frame::Answer(answer) => return Ok(answer),
                    Frame::Broken => return Err(NcaLayerFailure::BadAnswer),
                    Frame::Noise | Frame::Greeting => {}
                },
                _ = beat.tick() => self.send(HEARTBEAT.to_owned()).await?,
            }
        }
    }

    async fn send(&mut self, text: String) -> Result<(), NcaLayerFailure> {
        self.stream.send(Message::text(text)).await.map_err(|_| NcaLayerFailure::Closed)
    }

    /// The next text frame. Giving the wait up loses nothing.
    async fn next(&mut self) -> Result<Frame, NcaLayerFailure> {
        loop {
            return match self.stream.next().await {
                Some(Ok(Message::Text(text))) => Ok(Frame::read(&text)),
                Some(Ok(Message::Close(_))) | None => Err(NcaLayerFailure::Closed),
                Some(Ok(_)) => continue,
                Some(Err(Error::Capacity(_) | Error::Utf8(_))) => Err(NcaLayerFailure::BadAnswer),
                Some(Err(_)) => Err(NcaLayerFailure::Closed),
            };
        }
    }

    /// Says goodbye.
    pub(super) async fn close(mut self) {
        let _ = timeout(CLOSING, self.stream.close(None)).await; // it is gone either way
    }
}

/// Whether its certificate was refused, or it does not speak TLS at all.
fn untrusted(error: &io::Error) -> NcaLayerFailure {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(_)) => NcaLayerFailure::NotTrusted,
        _ => NcaLayerFailure::NotNcaLayer,
    }
}
