//! `account/contacts`: the citizen's registration data and the codes that confirm it.

use std::sync::Arc;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Bearer, Json, Limited},
};
use crate::{
    api::{ConfirmContact, Contacts, ContactsPut, Problem, PutContacts},
    portal::service::{Caller, IdempotencyKey, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(get, put)).routes(routes!(confirm))
}

/// The caller's own registration data.
#[utoipa::path(
    get,
    path = "/api/v1/account/contacts",
    operation_id = "contacts",
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = Contacts),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    shared: State,
    caller: Caller,
    Bearer(session): Bearer,
) -> Result<axum::Json<Contacts>, Refusal> {
    shared.service.read_contacts(&caller, session.reveal()).await.map(axum::Json)
}

/// Gives the registration data: what changed is confirmed by a code, and what was confirmed before
/// holds until then.
#[utoipa::path(
    put,
    path = "/api/v1/account/contacts",
    operation_id = "put_contacts",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = PutContacts,
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = ContactsPut),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(
    shared: State,
    Limited(caller): Limited,
    Bearer(session): Bearer,
    key: IdempotencyKey,
    Json(asked): Json<PutContacts>,
) -> Result<axum::Json<ContactsPut>, Refusal> {
    shared.service.put_contacts(&caller, session.reveal(), &key, &asked).await.map(axum::Json)
}

/// Gives a code back.
#[utoipa::path(
    post,
    path = "/api/v1/account/contacts/confirm",
    operation_id = "confirm_contact",
    params(("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters")),
    request_body = ConfirmContact,
    security(("session" = []), ("session" = [], "device" = [])),
    responses(
        (status = 200, body = Contacts),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 410, body = Problem, content_type = "application/problem+json"),
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
    Json(asked): Json<ConfirmContact>,
) -> Result<axum::Json<Contacts>, Refusal> {
    shared.service.confirm_contact(&caller, session.reveal(), &key, &asked).await.map(axum::Json)
}
