//! `GET status`.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shared, State};
use crate::{
    api::{Problem, Status},
    portal::service::Refusal,
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get))
}

/// How the portal is.
#[utoipa::path(
    get,
    path = "/api/v1/status",
    operation_id = "status",
    responses(
        (status = 200, body = Status),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(shared: State) -> Result<Json<Status>, Refusal> {
    shared.service.read_status().await.map(Json)
}
