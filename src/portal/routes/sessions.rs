//! `sessions`: a challenge, its signature, the end.

use std::sync::Arc;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Json, Limited},
};
use crate::{
    api::{Challenged, Problem, RequestChallenge, SignIn, SignedIn},
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(challenge)).routes(routes!(post)).routes(routes!(delete))
}

/// Asks for a challenge to sign. The answer is the same for every number.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/challenge",
    operation_id = "request_challenge",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = RequestChallenge,
    security((), ("device" = [])),
    responses(
        (status = 201, body = Challenged),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn challenge(
    shared: State,
    Limited(caller): Limited,
    key: IdempotencyKey,
    Json(asked): Json<RequestChallenge>,
) -> Result<(StatusCode, axum::Json<Challenged>), Refusal> {
    let challenged = shared.service.request_challenge(&caller, &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(challenged)))
}

/// Signs in: hands in the signature of a challenge.
#[utoipa::path(
    post,
    path = "/api/v1/sessions",
    operation_id = "sign_in",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = SignIn,
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 200, body = SignedIn),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    shared: State,
    Limited(caller): Limited,
    Bearer(claim): Bearer,
    key: IdempotencyKey,
    Json(asked): Json<SignIn>,
) -> Result<axum::Json<SignedIn>, Refusal> {
    shared.service.sign_in(&caller, claim.reveal(), &key, &asked).await.map(axum::Json)
}

/// Ends the session that authorises the call. It can be repeated and takes no idempotency key.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/current",
    operation_id = "end_session",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 204, description = "No session is open"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delete(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<StatusCode, Refusal> {
    shared.service.end_session(&caller, session.reveal()).await?;
    Ok(StatusCode::NO_CONTENT)
}
