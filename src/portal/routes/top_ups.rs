//! `account/top-ups`: asking for a code to pay with, and what became of it.

use std::sync::Arc;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Id, Json, Limited},
};
use crate::{
    api::{Problem, RequestTopUp, TopUpView, TopUps},
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get, post)).routes(routes!(one))
}

/// What can be paid, and the caller's newest top-up that waits.
#[utoipa::path(
    get,
    path = "/api/v1/account/top-ups",
    operation_id = "top_ups",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = TopUps),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<axum::Json<TopUps>, Refusal> {
    shared.service.read_top_ups(&caller, session.reveal()).await.map(axum::Json)
}

/// Asks for a code to pay with. While one over the same amount waits, it is that one.
#[utoipa::path(
    post,
    path = "/api/v1/account/top-ups",
    operation_id = "request_top_up",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = RequestTopUp,
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 201, body = TopUpView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    Json(asked): Json<RequestTopUp>,
) -> Result<(StatusCode, axum::Json<TopUpView>), Refusal> {
    let made = shared.service.request_top_up(&caller, session.reveal(), &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// What became of a top-up of the caller's own.
#[utoipa::path(
    get,
    path = "/api/v1/account/top-ups/{id}",
    operation_id = "top_up",
    params(("id" = String, Path, description = "The top-up")),
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = TopUpView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn one(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Id(id): Id,
) -> Result<axum::Json<TopUpView>, Refusal> {
    shared.service.read_top_up(&caller, session.reveal(), &id).await.map(axum::Json)
}
