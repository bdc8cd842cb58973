//! `DELETE sessions/current`.

use std::sync::Arc;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shared, State, extract::Bearer};
use crate::{
    api::Problem,
    portal::service::{Caller, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(delete))
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
