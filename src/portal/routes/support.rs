//! `support/requests`: a citizen asks for help and looks after it.

use std::sync::Arc;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Id, Json, Limited, within},
};
use crate::{
    api::{AskHelp, HelpAsked, HelpRequest, HelpRequests, Problem, ProblemCode},
    domain::HelpCode,
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(post, list)).routes(routes!(get))
}

/// Asks for help (3.2.1). In a session the request is the citizen's; without one it comes with
/// secret digits, and a source may ask so often an hour.
#[utoipa::path(
    post,
    path = "/api/v1/support/requests",
    operation_id = "ask_help",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = AskHelp,
    security((), ("device" = []), ("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 201, body = HelpAsked),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    shared: State,
    Limited(caller): Limited,
    session: Option<Bearer>,
    key: IdempotencyKey,
    Json(asked): Json<AskHelp>,
) -> Result<(StatusCode, axum::Json<HelpAsked>), Refusal> {
    if session.is_none() {
        within(&shared.asking, &caller, shared.service.clock.now())?;
    }
    let session = session.as_ref().map(|Bearer(session)| session.reveal());
    let asked = shared.service.ask_help(&caller, session, &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(asked)))
}

/// The citizen's own requests, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/support/requests",
    operation_id = "help_requests",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = HelpRequests),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<axum::Json<HelpRequests>, Refusal> {
    shared.service.read_helps(&caller, session.reveal()).await.map(axum::Json)
}

/// One request, by its secret digits or by the session of who asked. Wrong digits count against the
/// source.
#[utoipa::path(
    get,
    path = "/api/v1/support/requests/{id}",
    operation_id = "help_request",
    params(("id" = String, Path)),
    security(("claim" = []), ("claim" = [], "device" = []), ("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = HelpRequest),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(bearer): Bearer,
) -> Result<axum::Json<HelpRequest>, Refusal> {
    let id = id.parse().map_err(|_| ProblemCode::Unauthorised)?;
    let is_code = HelpCode::is_secret(bearer.reveal());
    if is_code {
        within(&shared.guessing, &caller, shared.service.clock.now())?;
    }
    let found = shared.service.read_help(&caller, bearer.reveal(), id).await;
    let was_wrong =
        found.as_ref().is_err_and(|refusal| refusal.code() == ProblemCode::Unauthorised);
    if is_code && !was_wrong {
        shared.guessing.give_back(&caller.source());
    }
    found.map(axum::Json)
}
