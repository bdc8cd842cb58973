//! What staff do to accounts: preview, restore, block, stop access, note, reveal, undo.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{self, Bearer, Id, IfMatch, Limited},
    staff_accounts::number,
};
use crate::{
    api::{
        Problem,
        staff::{
            ActionDone, ActionView, AddNote, BlockAccount, NoteView, Preview, PreviewAction,
            RestoreAccount, Reveal, Revealed, StopAccess, Undo, Undone,
        },
    },
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(restore))
        .routes(routes!(block))
        .routes(routes!(stop_access))
        .routes(routes!(note))
        .routes(routes!(reveal))
        .routes(routes!(actions))
        .routes(routes!(undo))
}

/// What an action would do. It changes nothing and takes no idempotency key.
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/preview",
    operation_id = "preview_action",
    params(
        ("id" = u64, Path),
    ),
    request_body = PreviewAction,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = Preview),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn preview(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    extract::Json(mut asked): extract::Json<PreviewAction>,
) -> Result<Json<Preview>, Refusal> {
    asked.account = number(&id)?;
    shared.service.preview_action(&caller, session.reveal(), &asked).await.map(Json)
}

/// Lifts a block, a stop or a refusal.
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/restore",
    operation_id = "restore_account",
    params(
        ("id" = u64, Path),
        ("If-Match" = String, Header, description = "The account's epoch as it was seen, in quotation marks"),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = RestoreAccount,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = ActionDone),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn restore(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    IfMatch(epoch): IfMatch,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<RestoreAccount>,
) -> Result<Json<ActionDone>, Refusal> {
    (asked.account, asked.epoch) = (number(&id)?, epoch);
    shared.service.restore_account(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// Blocks an account (3.1.2).
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/block",
    operation_id = "block_account",
    params(
        ("id" = u64, Path),
        ("If-Match" = String, Header, description = "The account's epoch as it was seen, in quotation marks"),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = BlockAccount,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = ActionDone),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn block(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    IfMatch(epoch): IfMatch,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<BlockAccount>,
) -> Result<Json<ActionDone>, Refusal> {
    (asked.account, asked.epoch) = (number(&id)?, epoch);
    shared.service.block_account(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// Stops an account's access (3.1.3).
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/stop-access",
    operation_id = "stop_access",
    params(
        ("id" = u64, Path),
        ("If-Match" = String, Header, description = "The account's epoch as it was seen, in quotation marks"),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = StopAccess,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = ActionDone),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn stop_access(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    IfMatch(epoch): IfMatch,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<StopAccess>,
) -> Result<Json<ActionDone>, Refusal> {
    (asked.account, asked.epoch) = (number(&id)?, epoch);
    shared.service.stop_access(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// Writes a note on an account.
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/notes",
    operation_id = "add_note",
    params(
        ("id" = u64, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = AddNote,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = NoteView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn note(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<AddNote>,
) -> Result<Json<NoteView>, Refusal> {
    asked.account = number(&id)?;
    shared.service.add_note(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// One masked field in clear, for a reason; it is logged, counted and told to the supervisors.
#[utoipa::path(
    post,
    path = "/api/v1/staff/accounts/{id}/reveal",
    operation_id = "reveal_field",
    params(
        ("id" = u64, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = Reveal,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = Revealed),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn reveal(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<Reveal>,
) -> Result<Json<Revealed>, Refusal> {
    asked.account = number(&id)?;
    shared.service.reveal_field(&caller, session.reveal(), &key, &asked).await.map(Json)
}

/// The caller's own actions of the last fifteen minutes, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/staff/actions",
    operation_id = "own_actions",
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = Vec<ActionView>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn actions(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<Json<Vec<ActionView>>, Refusal> {
    shared.service.read_actions(&caller, session.reveal()).await.map(Json)
}

/// Takes an action back within its thirty seconds.
#[utoipa::path(
    post,
    path = "/api/v1/staff/actions/{id}/undo",
    operation_id = "undo_action",
    params(
        ("id" = String, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = Undo,
    security(("staff" = []), ("staff" = [], "device" = [])),
    responses(
        (status = 200, body = Undone),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn undo(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    Id(id): Id,
    key: IdempotencyKey,
    extract::Json(mut asked): extract::Json<Undo>,
) -> Result<Json<Undone>, Refusal> {
    asked.id = id;
    shared.service.undo_action(&caller, session.reveal(), &key, &asked).await.map(Json)
}
