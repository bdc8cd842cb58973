//! The services over HTTP.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    House, Mode,
    respond::{Services, Silence, State},
};
use crate::{
    counterpart::served::Served,
    domain::{Clock, Moment, Random},
    eds::revocation::Reason,
};

/// The largest question, in octets.
const MAX_QUESTION: usize = 16 * 1024;
const OCSP: &str = "application/ocsp-response";
const STAMP: &str = "application/timestamp-reply";
const LIST: &str = "application/pkix-crl";

/// How often each service was asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// OCSP questions.
    pub ocsp: usize,
    /// Queries for stamps.
    pub stamp: usize,
    /// Lists fetched.
    pub lists: usize,
}

/// The services, listening.
#[derive(Debug)]
pub struct Server {
    services: Arc<Services>,
    served: Served,
}

impl Server {
    /// Opens the services of these houses on a free port of this machine. With the same clock and
    /// random source, the answers to the same questions are the same (RSA keys excepted).
    ///
    /// # Errors
    /// When it cannot listen.
    pub async fn start(
        houses: Vec<House>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> io::Result<Self> {
        let state = Mutex::new(State::default());
        let services = Arc::new(Services { houses, clock, random, state });
        let served = Served::start(|_| router(Arc::clone(&services))).await?;
        Ok(Self { services, served })
    }

    /// Its base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.served.url()
    }

    /// The houses, whose authorities go on certifying.
    #[must_use]
    pub fn houses(&self) -> &[House] {
        &self.services.houses
    }

    /// From now on exactly this is wrong.
    pub fn mode(&self, mode: Mode) {
        self.modes([mode]);
    }

    /// From now on exactly these are wrong; nothing, when there are none.
    pub fn modes(&self, modes: impl IntoIterator<Item = Mode>) {
        self.services.state().modes = modes.into_iter().collect();
    }

    /// Revokes a certificate by its serial number in hex (as in its summary): the responder and the
    /// delta list say so at once, the complete list after [`Self::publish`].
    pub fn revoke(&self, serial: &str, at: Moment, reason: Option<Reason>) {
        self.services.state().register.revoke(serial, at, reason);
    }

    /// Takes a revocation back.
    pub fn restore(&self, serial: &str) {
        self.services.state().register.restore(serial);
    }

    /// Makes a new complete list.
    pub fn publish(&self) {
        self.services.state().register.publish();
    }

    /// How often it was asked, whatever it answered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.services.state().counts
    }

    /// Closes the services.
    pub async fn close(self) {
        self.served.close().await;
    }
}

fn router(services: Arc<Services>) -> Router {
    Router::new()
        .route("/ocsp", post(ocsp))
        .route("/ocsp/{*question}", get(ocsp_by_path))
        .route("/tsp", post(stamp))
        .route("/crl/{name}", get(list))
        .layer(DefaultBodyLimit::max(MAX_QUESTION))
        .with_state(services)
}

async fn ocsp(Shared(services): Shared<Arc<Services>>, question: Bytes) -> Response {
    respond(OCSP, services.ocsp(&question))
}

/// The question in the address, base64 (RFC 6960 appendix A.1).
async fn ocsp_by_path(
    Shared(services): Shared<Arc<Services>>,
    Path(question): Path<String>,
) -> Response {
    let question = STANDARD.decode(question).map_err(|_| Silence::Broken);
    respond(OCSP, question.and_then(|question| services.ocsp(&question)))
}

async fn stamp(Shared(services): Shared<Arc<Services>>, query: Bytes) -> Response {
    respond(STAMP, services.stamp(&query))
}

async fn list(Shared(services): Shared<Arc<Services>>, Path(name): Path<String>) -> Response {
    respond(LIST, services.list(&name))
}

fn respond(kind: &'static str, answer: Result<Vec<u8>, Silence>) -> Response {
    match answer {
        Ok(answer) => ([(header::CONTENT_TYPE, kind)], answer).into_response(),
        Err(Silence::Down) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(Silence::Nowhere) => StatusCode::NOT_FOUND.into_response(),
        Err(Silence::Broken) => StatusCode::BAD_REQUEST.into_response(),
    }
}
