//! `/api/v1` as axum routes, one file a resource. A route and its description are registered
//! together, so neither can exist without the other.

mod acceptances;
mod account;
mod agreement;
mod contacts;
mod events;
mod extract;
mod mobile;
mod openapi;
mod payments;
mod phone;
mod queues;
mod requests;
mod sessions;
mod staff_accounts;
mod staff_actions;
mod staff_sessions;
mod status;
mod support;
mod top_ups;

use std::{any::Any, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderValue, Method, Response, header},
    middleware::{Next, from_fn, map_response},
};
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::{
    limits::{Buckets, Limits},
    problem,
    service::{Refusal, Service},
};
use crate::api::ProblemCode;
use events::Seats;

/// The largest body a call may have.
const MOST_OCTETS: usize = 64 * 1024;

/// What every handler is given.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) service: Service,
    pub(super) buckets: Buckets,
    /// Help asked for by nobody in particular, an hour.
    pub(super) asking: Buckets,
    /// Wrong codes of help requests, an hour.
    pub(super) guessing: Buckets,
    /// The live feed's streams.
    pub(super) seats: Seats,
    /// Turns true when the portal stops.
    pub(super) stopped: watch::Receiver<bool>,
}

impl Shared {
    pub(super) fn new(service: Service, limits: Limits, stopped: watch::Receiver<bool>) -> Self {
        Self {
            service,
            buckets: Buckets::new(limits),
            asking: Buckets::hourly(Limits { device: 20, address: 10 }),
            guessing: Buckets::hourly(Limits { device: 60, address: 10 }),
            seats: Seats::default(),
            stopped,
        }
    }
}

pub(super) type State = axum::extract::State<Arc<Shared>>;

/// Every route with its description.
pub(super) fn described() -> (Router<Arc<Shared>>, OpenApi) {
    let routes = OpenApiRouter::new()
        .merge(status::routes())
        .merge(agreement::routes())
        .merge(queues::routes())
        .merge(acceptances::routes())
        .merge(mobile::routes())
        .merge(phone::routes())
        .merge(account::routes())
        .merge(contacts::routes())
        .merge(top_ups::routes())
        .merge(payments::routes())
        .merge(sessions::routes())
        .merge(staff_accounts::routes())
        .merge(staff_actions::routes())
        .merge(staff_sessions::routes())
        .merge(support::routes())
        .merge(requests::routes())
        .merge(events::routes())
        .merge(openapi::routes());
    let (router, mut document) = routes.split_for_parts();
    super::openapi::complete(&mut document);
    (router, document)
}

/// The portal's application.
pub(super) fn application(shared: Arc<Shared>) -> Router {
    let (router, _) = described();
    router
        .fallback(async || Refusal::from(ProblemCode::NotFound))
        .method_not_allowed_fallback(async || Refusal::from(ProblemCode::NotFound))
        .layer(DefaultBodyLimit::max(MOST_OCTETS))
        .layer(CatchPanicLayer::custom(broken))
        .layer(map_response(keep_out_of_caches))
        .layer(from_fn(log))
        .with_state(shared)
}

/// Answers may hold somebody's data: nothing between keeps them, unless the route says so.
async fn keep_out_of_caches(mut response: Response<Body>) -> Response<Body> {
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(no_store);
    response
}

/// One line a call: the route's template, never the path, a header or a body.
async fn log(path: Option<MatchedPath>, request: Request, next: Next) -> Response<Body> {
    let method = named(request.method());
    let response = next.run(request).await;
    let path = path.as_ref().map_or("-", MatchedPath::as_str);
    tracing::info!(method, path, status = response.status().as_u16(), "call");
    response
}

/// The method, when it is one: HTTP lets a caller write any word there, twelve digits too.
fn named(method: &Method) -> &'static str {
    let known = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::HEAD];
    let names = ["GET", "POST", "PUT", "DELETE", "HEAD"];
    known.iter().zip(names).find(|(known, _)| *known == method).map_or("-", |(_, name)| name)
}

/// A panic is one caller's 500 and nobody else's. Its message may hold anything and stays out of
/// the answer and the log; the panic hook has named the place.
fn broken(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a handler panicked");
    problem::respond(&problem::of(ProblemCode::Internal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::MEDIA_TYPE;

    #[test]
    fn a_method_that_is_none_stays_out_of_the_log() {
        assert_eq!(named(&Method::PUT), "PUT");
        assert_eq!(named(&Method::from_bytes(b"900101300017").unwrap()), "-");
    }

    #[test]
    fn a_panic_answers_as_a_problem_and_tells_nothing() {
        let response = broken(Box::new("900101300017"));
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()[header::CONTENT_TYPE], MEDIA_TYPE);
    }
}
