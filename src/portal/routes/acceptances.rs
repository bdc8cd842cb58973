//! `acceptances`: request, signature, state.

use std::sync::Arc;

use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Id, Json, Limited},
};
use crate::{
    api::{AcceptanceView, Problem, PutSignature, RequestAcceptance, Requested, Signed},
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(post))
        .routes(routes!(get))
        .routes(routes!(put))
        .routes(routes!(evidence))
}

/// Asks for a request to sign. The answer is the same for every number. With the claim of a sign-in
/// the number may be left out.
#[utoipa::path(
    post,
    path = "/api/v1/acceptances",
    operation_id = "request_acceptance",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = RequestAcceptance,
    security((), ("device" = []), ("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 201, body = Requested),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    shared: State,
    Limited(caller): Limited,
    proof: Option<Bearer>,
    key: IdempotencyKey,
    Json(asked): Json<RequestAcceptance>,
) -> Result<(StatusCode, axum::Json<Requested>), Refusal> {
    let proof = proof.as_ref().map(|Bearer(claim)| claim.reveal());
    let requested = shared.service.request_acceptance(&caller, proof, &key, &asked).await?;
    Ok((StatusCode::CREATED, axum::Json(requested)))
}

/// What became of a request.
#[utoipa::path(
    get,
    path = "/api/v1/acceptances/{id}",
    operation_id = "acceptance",
    params(("id" = String, Path)),
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 200, body = AcceptanceView),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(claim): Bearer,
    Id(id): Id,
) -> Result<axum::Json<AcceptanceView>, Refusal> {
    shared.service.read_acceptance(&caller, claim.reveal(), &id).await.map(axum::Json)
}

/// Hands in the signature.
#[utoipa::path(
    put,
    path = "/api/v1/acceptances/{id}/signature",
    operation_id = "sign_acceptance",
    params(
        ("id" = String, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = PutSignature,
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 200, body = Signed),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(claim): Bearer,
    key: IdempotencyKey,
    Json(mut put): Json<PutSignature>,
) -> Result<axum::Json<Signed>, Refusal> {
    put.id = id;
    shared.service.sign_acceptance(&caller, claim.reveal(), &key, &put).await.map(axum::Json)
}

/// The evidence package of an acceptance of the caller's own: a tar file with the document, the
/// signature, its certificates, what others said of it, and how to check it without this portal. A
/// stopped account's session reads it too.
#[utoipa::path(
    get,
    path = "/api/v1/acceptances/{id}/evidence",
    operation_id = "evidence",
    params(("id" = String, Path)),
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/x-tar"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn evidence(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
    Id(id): Id,
) -> Result<impl IntoResponse, Refusal> {
    let packed = shared.service.read_evidence(&caller, session.reveal(), &id).await?;
    let name = format!("attachment; filename=\"{}\"", packed.name);
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, packed.octets))
}
