//! `staff/sessions`: a password, a second factor, whose session it is, the end.

use std::sync::Arc;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Json, Limited},
};
use crate::{
    api::{
        Problem,
        staff::{ConfirmStaff, PassCode, SignInStaff, StaffPassed, StaffSession, StaffView},
    },
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(code))
        .routes(routes!(get))
        .routes(routes!(delete))
        .routes(routes!(confirm))
}

/// A member of staff's password. The answer to everything that is wrong is the same.
#[utoipa::path(
    post,
    path = "/api/v1/staff/sessions",
    operation_id = "sign_in_staff",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = SignInStaff,
    security((), ("device" = [])),
    responses(
        (status = 201, body = StaffPassed),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn sign_in(
    shared: State,
    Limited(caller): Limited,
    key: IdempotencyKey,
    Json(asked): Json<SignInStaff>,
) -> Result<(StatusCode, axum::Json<StaffPassed>), Refusal> {
    let passed = shared.service.sign_in_staff(&caller, &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(passed)))
}

/// The second factor: opens a session on this terminal. Three wrong ones end the attempt.
#[utoipa::path(
    post,
    path = "/api/v1/staff/sessions/code",
    operation_id = "pass_staff_code",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = PassCode,
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 201, body = StaffSession),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn code(
    shared: State,
    Limited(caller): Limited,
    Bearer(claim): Bearer,
    key: IdempotencyKey,
    Json(asked): Json<PassCode>,
) -> Result<(StatusCode, axum::Json<StaffSession>), Refusal> {
    let session = shared.service.pass_staff_code(&caller, claim.reveal(), &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(session)))
}

/// Whose session this is.
#[utoipa::path(
    get,
    path = "/api/v1/staff/sessions/current",
    operation_id = "staff_session",
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = StaffView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<axum::Json<StaffView>, Refusal> {
    shared.service.read_staff_session(&caller, session.reveal()).await.map(axum::Json)
}

/// Signs out. It can be repeated and takes no idempotency key.
#[utoipa::path(
    delete,
    path = "/api/v1/staff/sessions/current",
    operation_id = "end_staff_session",
    security(("staff" = []), ("staff" = [], "device" = [])),
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
    shared.service.end_staff_session(&caller, session.reveal()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The second factor again: writes are done for another fifteen minutes.
#[utoipa::path(
    post,
    path = "/api/v1/staff/sessions/current/confirm",
    operation_id = "confirm_staff",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = ConfirmStaff,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = StaffView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn confirm(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    Json(asked): Json<ConfirmStaff>,
) -> Result<axum::Json<StaffView>, Refusal> {
    shared.service.confirm_staff(&caller, session.reveal(), &key, &asked).await.map(axum::Json)
}
