//! `GET agreement`.

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Shared, State};
use crate::api::AgreementView;

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The agreement the portal stands by. Its version is its entity tag.
#[utoipa::path(
    get,
    path = "/api/v1/agreement",
    operation_id = "agreement",
    responses(
        (status = 200, body = AgreementView, headers(("ETag" = String))),
        (status = 304, description = "The version in If-None-Match still stands"),
    ),
)]
async fn get(shared: State, headers: HeaderMap) -> Response {
    let agreement = shared.service.read_agreement();
    let tag = format!("\"{}\"", agreement.version.0);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    ([(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())], Json(agreement))
        .into_response()
}
