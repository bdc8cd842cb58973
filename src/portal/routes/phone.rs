//! The phone's half of signing with eGov Mobile: three calls without a claim or a session. What
//! opens them is in the QR code and in the answer to the first.

use std::sync::Arc;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Asked, Bearer, Json, Limited},
};
use crate::{
    api::{
        Problem, ProblemCode,
        phone::{Bundle, Invitation, SUCCESS},
    },
    portal::{
        problem,
        service::{Refusal, Speaks},
    },
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(invite)).routes(routes!(show, take))
}

/// What stands in the QR code.
#[derive(Debug, Deserialize)]
struct Code {
    id: String,
}

/// API1: what the code is for, and what opens the document. `Accept-Language` chooses the words.
#[utoipa::path(
    get,
    path = "/mgovSign",
    operation_id = "phone_invitation",
    params(("id" = String, Query, description = "What stands in the QR code")),
    responses(
        (status = 200, body = Invitation),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn invite(
    shared: State,
    _: Limited,
    headers: HeaderMap,
    Asked(Code { id }): Asked<Code>,
) -> Result<axum::Json<Invitation>, Refusal> {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    shared.service.invite_phone(&id, Speaks::accepting(header)).await.map(axum::Json)
}

/// API2: the document.
#[utoipa::path(
    get,
    path = "/mgovSign/document",
    operation_id = "phone_document",
    security(("phone" = [])),
    responses(
        (status = 200, body = Bundle),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn show(
    shared: State,
    _: Limited,
    Bearer(token): Bearer,
) -> Result<axum::Json<Bundle>, Refusal> {
    shared.service.show_phone(token.reveal()).await.map(axum::Json)
}

/// API2: the same with the signature in the document's place. 200 `success`, or 403 for a signature
/// that is refused, comes a second time or too late. The token makes it single, so it takes no
/// idempotency key.
#[utoipa::path(
    put,
    path = "/mgovSign/document",
    operation_id = "phone_signature",
    request_body = Bundle,
    security(("phone" = [])),
    responses(
        (status = 200, body = String, content_type = "text/plain"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn take(
    shared: State,
    Limited(caller): Limited,
    Bearer(token): Bearer,
    Json(given): Json<Bundle>,
) -> Response {
    match shared.service.take_from_phone(caller.address, token.reveal(), &given).await {
        Ok(()) => (StatusCode::OK, [(header::CONTENT_TYPE, "text/plain")], SUCCESS).into_response(),
        Err(refusal) => match refusal.code() {
            code @ (ProblemCode::SignatureRefused
            | ProblemCode::NonceUsed
            | ProblemCode::KeyReused
            | ProblemCode::RequestExpired) => refused(code, &refusal),
            _ => refusal.into_response(),
        },
    }
}

/// What the app shows as a failure: 403, whatever the code's own status is.
fn refused(code: ProblemCode, refusal: &Refusal) -> Response {
    let mut problem = Problem { status: StatusCode::FORBIDDEN.as_u16(), ..problem::of(code) };
    if let Refusal::Signature { fault, checks } = refusal {
        problem.fault = Some(*fault);
        problem.checks = checks.clone();
    }
    problem::respond(&problem)
}
