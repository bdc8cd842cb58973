//! One connection: greeting, heartbeats, a request at a time, a dialog each.

use std::sync::Arc;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::{net::TcpStream, sync::oneshot};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_tungstenite::{WebSocketStream, accept_async, tungstenite::Message};

use super::{
    Act,
    frames::{self, GREETING, HEARTBEAT},
    server::{Dialog, Work},
};

/// Speaks with whoever connected, until either ends it.
pub(super) async fn hold(stream: TcpStream, tls: TlsAcceptor, work: Arc<Work>) {
    let Ok(stream) = tls.accept(stream).await else { return };
    let Ok(stream) = accept_async(stream).await else { return };
    let mut session = Session { stream, work };
    let greeting = session.work.config.manner.greeting;
    if session.say(greeting.to_owned()).await.is_none() {
        return;
    }
    while let Some(request) = session.hear().await {
        if session.obey(request).await.is_none() {
            return;
        }
    }
}

struct Session {
    stream: WebSocketStream<TlsStream<TcpStream>>,
    work: Arc<Work>,
}

impl Session {
    async fn say(&mut self, text: String) -> Option<()> {
        self.stream.send(Message::text(text)).await.ok()
    }

    /// The next request; heartbeats are answered on the way, by an echo and by the greeting in
    /// turn, because both are met. Nothing once the connection is over.
    async fn hear(&mut self) -> Option<String> {
        loop {
            match self.stream.next().await?.ok()? {
                Message::Text(text) if text.as_str() == HEARTBEAT => {
                    self.work.heartbeats.send_modify(|count| *count += 1);
                    let even = self.work.heartbeats.borrow().is_multiple_of(2);
                    let echo = if even { GREETING } else { HEARTBEAT };
                    self.say(echo.to_owned()).await?;
                }
                Message::Text(text) => return Some(text.as_str().to_owned()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// Opens a dialog for a request and says what came of it.
    async fn obey(&mut self, request: String) -> Option<()> {
        let asked = match frames::read(&request, self.work.config.manner) {
            Ok(asked) => asked,
            Err(refusal) => return self.say(refusal).await,
        };
        let (answer, mut acted) = oneshot::channel();
        self.work.dialogs.send(Dialog { asked: asked.clone(), answer }).ok()?;
        let act = loop {
            tokio::select! {
                act = &mut acted => break act.unwrap_or(Act::Close),
                // Another request meanwhile is not heard: one at a time.
                heard = self.hear() => drop(heard?),
            }
        };
        let work = Arc::clone(&self.work);
        let answer = tokio::task::spawn_blocking(move || {
            let config = &work.config;
            frames::answer((&asked, act), config.manner.form, config.clock.now(), &*config.random)
        });
        self.say(answer.await.ok()??).await
    }
}
