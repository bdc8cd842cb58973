//! `staff/requests`: the queue of help requests.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{self, Asked, Bearer, Id, Limited},
};
use crate::{
    api::{
        Problem, ProblemCode,
        staff::{AnswerRequest, CloseRequest, GetRequests, RequestPage, RequestView, TakeRequest},
    },
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(take))
        .routes(routes!(answer))
        .routes(routes!(close))
}

/// Requests that are new or taken, the oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/staff/requests",
    operation_id = "list_requests",
    params(GetRequests),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = RequestPage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Asked(asked): Asked<GetRequests>,
) -> Result<Json<RequestPage>, Refusal> {
    shared.service.list_requests(&caller, session.reveal(), &asked).await.map(Json)
}

/// One request, whole.
#[utoipa::path(
    get,
    path = "/api/v1/staff/requests/{id}",
    operation_id = "staff_request",
    params(("id" = u64, Path)),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = RequestView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<Json<RequestView>, Refusal> {
    let id = id.parse().map_err(|_| ProblemCode::NotFound)?;
    shared.service.read_request(&caller, session.reveal(), id).await.map(Json)
}

/// The caller works on it from now on. A colleague's: `conflict`, unless the caller is a supervisor.
#[utoipa::path(
    post,
    path = "/api/v1/staff/requests/{id}/take",
    operation_id = "take_request",
    params(
        ("id" = u64, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = TakeRequest,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = RequestView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn take(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<TakeRequest>,
) -> Result<Json<RequestView>, Refusal> {
    asked.id = number(&id)?;
    shared.service.take_request(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// Answers it; the citizen can read the answer from then on.
#[utoipa::path(
    post,
    path = "/api/v1/staff/requests/{id}/answer",
    operation_id = "answer_request",
    params(
        ("id" = u64, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = AnswerRequest,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = RequestView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn answer(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<AnswerRequest>,
) -> Result<Json<RequestView>, Refusal> {
    asked.id = number(&id)?;
    shared.service.answer_request(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// Nothing more will happen; what was typed without proof is forgotten.
#[utoipa::path(
    post,
    path = "/api/v1/staff/requests/{id}/close",
    operation_id = "close_request",
    params(
        ("id" = u64, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = CloseRequest,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = RequestView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn close(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<CloseRequest>,
) -> Result<Json<RequestView>, Refusal> {
    asked.id = number(&id)?;
    shared.service.close_request(&caller, session.reveal(), &key, &asked).await.map(Json)
}

fn number(id: &str) -> Result<u64, ProblemCode> {
    id.parse().map_err(|_| ProblemCode::NotFound)
}
