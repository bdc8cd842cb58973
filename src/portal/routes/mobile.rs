//! `…/mobile`: a QR code for eGov Mobile, how far the phone is, and taking the code back. What is
//! the same for an acceptance and for a sign-in stands here once.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    events::Seat,
    extract::{Asked, Bearer, Id, Json, Limited},
};
use crate::{
    api::{AskMobile, AskMobileSignIn, GetMobile, GetMobileSignIn, MobileLink, MobileState},
    api::{MobileView, Problem},
    domain::Secret,
    portal::{
        service::{Caller, IdempotencyKey, Looked, Refusal},
        store::MobileSubject,
    },
};

/// The longest wait for another state: shorter than any client's patience with a call.
const LONGEST: Duration = Duration::from_secs(10);

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(ask, look, cancel)).routes(routes!(
        ask_sign_in,
        look_sign_in,
        cancel_sign_in
    ))
}

type Made = Result<(StatusCode, axum::Json<MobileLink>), Refusal>;

/// Makes a QR code for signing with eGov Mobile. An earlier one is worth nothing from here. Keep
/// the idempotency key: the phone's signature is handed in under it.
#[utoipa::path(
    post,
    path = "/api/v1/acceptances/{id}/mobile",
    operation_id = "ask_mobile",
    params(
        ("id" = String, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = AskMobile,
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 201, body = MobileLink),
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
async fn ask(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(claim): Bearer,
    key: IdempotencyKey,
    Json(_): Json<AskMobile>,
) -> Made {
    make(&shared, &caller, &claim, &key, MobileSubject::Request(id)).await
}

/// The same for a sign-in.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/challenge/{id}/mobile",
    operation_id = "ask_mobile_sign_in",
    params(
        ("id" = String, Path),
        ("Idempotency-Key" = String, Header, description = "1–64 visible ASCII characters"),
    ),
    request_body = AskMobileSignIn,
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 201, body = MobileLink),
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
async fn ask_sign_in(
    shared: State,
    Id(id): Id,
    Limited(caller): Limited,
    Bearer(claim): Bearer,
    key: IdempotencyKey,
    Json(_): Json<AskMobileSignIn>,
) -> Made {
    make(&shared, &caller, &claim, &key, MobileSubject::SignIn(id)).await
}

async fn make(
    shared: &State,
    caller: &Caller,
    claim: &Secret,
    key: &IdempotencyKey,
    subject: MobileSubject,
) -> Made {
    let link = shared.service.ask_mobile(caller, claim.reveal(), key, subject).await?;
    Ok((StatusCode::CREATED, axum::Json(link)))
}

/// How far the phone is. With `seen` and `wait` the answer comes when that is something else, or
/// when the seconds are over.
#[utoipa::path(
    get,
    path = "/api/v1/acceptances/{id}/mobile",
    operation_id = "mobile",
    params(
        ("id" = String, Path),
        ("seen" = Option<MobileState>, Query, description = "The state seen last"),
        ("wait" = Option<u32>, Query, description = "How long to wait for another, in seconds"),
    ),
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 200, body = MobileView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn look(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(claim): Bearer,
    Asked(asked): Asked<GetMobile>,
) -> Result<axum::Json<MobileView>, Refusal> {
    let wanted = (asked.seen, asked.wait);
    wait(&shared, &caller, &claim, MobileSubject::Request(id), wanted).await
}

/// The same for a sign-in.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/challenge/{id}/mobile",
    operation_id = "mobile_sign_in",
    params(
        ("id" = String, Path),
        ("seen" = Option<MobileState>, Query, description = "The state seen last"),
        ("wait" = Option<u32>, Query, description = "How long to wait for another, in seconds"),
    ),
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 200, body = MobileView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn look_sign_in(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(claim): Bearer,
    Asked(asked): Asked<GetMobileSignIn>,
) -> Result<axum::Json<MobileView>, Refusal> {
    let wanted = (asked.seen, asked.wait);
    wait(&shared, &caller, &claim, MobileSubject::SignIn(id), wanted).await
}

/// Looks until something else is seen, the time is over or the portal stops. Every look is
/// authorised anew.
async fn wait(
    shared: &State,
    caller: &Caller,
    claim: &Secret,
    subject: MobileSubject,
    (seen, seconds): (Option<MobileState>, u32),
) -> Result<axum::Json<MobileView>, Refusal> {
    let until = Instant::now() + LONGEST.min(Duration::from_secs(u64::from(seconds)));
    // Subscribed before the first look, so nothing falls between the two.
    let mut news = shared.service.store.news();
    let mut stopped = shared.stopped.clone();
    let mut seat = None;
    loop {
        news.borrow_and_update();
        let looked = shared.service.look_at_mobile(caller, claim.reveal(), &subject).await?;
        let Looked { view, stays } = looked;
        let left = until.saturating_duration_since(Instant::now());
        let changed = seen != Some(view.state) || view.state.is_over();
        if changed || left.is_zero() || *stopped.borrow() {
            return Ok(axum::Json(view));
        }
        if seat.is_none() {
            let (MobileSubject::Request(id) | MobileSubject::SignIn(id)) = &subject;
            seat = Some(Seat::take(&shared.0, &format!("mobile:{id}"))?);
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => {}
            _ = news.changed() => {}
            () = tokio::time::sleep(left.min(stays.max(SHORTEST))) => {}
        }
    }
}

/// Where the portal's own clock stands still, a wait by it must not become a busy one.
const SHORTEST: Duration = Duration::from_millis(250);

/// Takes the QR code back: whoever has read it signs nothing any more. It can be repeated and takes
/// no idempotency key.
#[utoipa::path(
    delete,
    path = "/api/v1/acceptances/{id}/mobile",
    operation_id = "cancel_mobile",
    params(("id" = String, Path)),
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 204, description = "No code is open"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn cancel(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(claim): Bearer,
) -> Result<StatusCode, Refusal> {
    let subject = MobileSubject::Request(id);
    shared.service.cancel_mobile(&caller, claim.reveal(), &subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The same for a sign-in.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/challenge/{id}/mobile",
    operation_id = "cancel_mobile_sign_in",
    params(("id" = String, Path)),
    security(("claim" = []), ("claim" = [], "device" = [])),
    responses(
        (status = 204, description = "No code is open"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn cancel_sign_in(
    shared: State,
    Id(id): Id,
    caller: Caller,
    Bearer(claim): Bearer,
) -> Result<StatusCode, Refusal> {
    let subject = MobileSubject::SignIn(id);
    shared.service.cancel_mobile(&caller, claim.reveal(), &subject).await?;
    Ok(StatusCode::NO_CONTENT)
}
