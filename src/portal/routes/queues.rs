//! `GET queues`.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shared, State};
use crate::{
    api::{Problem, Queues},
    portal::service::Refusal,
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The waiting lists.
#[utoipa::path(
    get,
    path = "/api/v1/queues",
    operation_id = "queues",
    responses(
        (status = 200, body = Queues),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(shared: State) -> Result<Json<Queues>, Refusal> {
    shared.service.read_queues().await.map(Json)
}
