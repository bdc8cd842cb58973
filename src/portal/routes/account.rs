//! `account`, `account/balance`, `account/statement`, `account/notices`, `account/withdrawal`.

use std::sync::Arc;

use axum::{Json, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Asked, Bearer, Json as Body},
};
use crate::{
    api::{
        AccountView, Balance, GetStatement, HelpAsked, Notices, Problem, StatementPage, Withdraw,
    },
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(balance))
        .routes(routes!(statement))
        .routes(routes!(notices))
        .routes(routes!(withdrawal))
}

/// The caller's own account.
#[utoipa::path(
    get,
    path = "/api/v1/account",
    operation_id = "account",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = AccountView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<Json<AccountView>, Refusal> {
    shared.service.read_account(&caller, session.reveal()).await.map(Json)
}

/// The caller's own balance.
#[utoipa::path(
    get,
    path = "/api/v1/account/balance",
    operation_id = "balance",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = Balance),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn balance(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<Json<Balance>, Refusal> {
    shared.service.read_balance(&caller, session.reveal()).await.map(Json)
}

/// A page of the caller's own statement, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/account/statement",
    operation_id = "statement",
    params(GetStatement),
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = StatementPage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn statement(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Asked(asked): Asked<GetStatement>,
) -> Result<Json<StatementPage>, Refusal> {
    shared.service.read_statement(&caller, session.reveal(), &asked).await.map(Json)
}

/// What the caller was told about the own account, newest first. A stopped account's session reads
/// it too.
#[utoipa::path(
    get,
    path = "/api/v1/account/notices",
    operation_id = "notices",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = Notices),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn notices(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<Json<Notices>, Refusal> {
    shared.service.read_account_notices(&caller, session.reveal()).await.map(Json)
}

/// Stops using the portal (2.5). The reply has the number of the request about what remains, and its
/// secret digits; the session can then only read.
#[utoipa::path(
    post,
    path = "/api/v1/account/withdrawal",
    operation_id = "withdraw",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = Withdraw,
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 201, body = HelpAsked),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn withdrawal(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    Body(asked): Body<Withdraw>,
) -> Result<(StatusCode, Json<HelpAsked>), Refusal> {
    let given = shared.service.withdraw(&caller, session.reveal(), &key, &asked).await?;
    Ok((StatusCode::CREATED, Json(given)))
}
