//! `staff/accounts` to look at: search, card, timeline; `staff/stopped`.

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
        staff::{
            AccountCard, AccountHits, GetCard, GetStopped, GetTimeline, SearchAccounts,
            TimelinePage,
        },
    },
    portal::service::{Caller, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(search))
        .routes(routes!(card))
        .routes(routes!(timeline))
        .routes(routes!(stopped))
}

/// Accounts by IIN or BIN, account number, case, help request, phone's end or the beginning of a name.
/// Exact ones come first. It changes nothing and takes no idempotency key.
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/search",
    operation_id = "search_accounts",
    request_body = SearchAccounts,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = AccountHits),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn search(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    extract::Json(asked): extract::Json<SearchAccounts>,
) -> Result<Json<AccountHits>, Refusal> {
    shared.service.search_accounts(&caller, session.reveal(), &asked).await.map(Json)
}

/// An account's card, masked.
#[utoipa::path(
    get,
    path = "/api/v1/staff/accounts/{id}",
    operation_id = "account_card",
    params(
        ("id" = u64, Path),
    ),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = AccountCard),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn card(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Id(id): Id,
) -> Result<Json<AccountCard>, Refusal> {
    let asked = GetCard { account: number(&id)? };
    shared.service.read_card(&caller, session.reveal(), &asked).await.map(Json)
}

/// What happened to an account, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/staff/accounts/{id}/timeline",
    operation_id = "account_timeline",
    params(
        ("id" = u64, Path),
        GetTimeline,
    ),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = TimelinePage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn timeline(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Id(id): Id,
    Asked(mut asked): Asked<GetTimeline>,
) -> Result<Json<TimelinePage>, Refusal> {
    asked.account = number(&id)?;
    shared.service.read_timeline(&caller, session.reveal(), &asked).await.map(Json)
}

/// Accounts that are blocked, stopped or refused, the latest change first.
#[utoipa::path(
    get,
    path = "/api/v1/staff/stopped",
    operation_id = "stopped_accounts",
    params(
        GetStopped,
    ),
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = AccountHits),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn stopped(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Asked(asked): Asked<GetStopped>,
) -> Result<Json<AccountHits>, Refusal> {
    shared.service.read_stopped(&caller, session.reveal(), &asked).await.map(Json)
}

/// An account's number. One that cannot be is answered as one that is not there.
pub(super) fn number(id: &str) -> Result<u64, ProblemCode> {
    id.parse().map_err(|_| ProblemCode::NotFound)
}
