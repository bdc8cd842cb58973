//! `payments/{provider}`: the providers' two steps, signed.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Shared, State,
    extract::{Id, receive_body},
};
use crate::{
    api::{
        Problem, ProblemCode, ProviderCall, ProviderReply,
        provider_signature::{PROVIDER, SIGNATURE, SignedParts, TIMESTAMP},
    },
    portal::service::{Caller, PresentedSignature, Refusal},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new().routes(routes!(post))
}

/// A payment provider checks whether an account may be credited, or credits it. The transaction id
/// is the idempotency key: the same payment again is answered by the same bytes.
#[utoipa::path(
    post,
    path = "/api/v1/payments/{provider}",
    operation_id = "payment",
    params(
        ("provider" = String, Path, description = "The provider's name"),
        ("Kezekte-Provider" = String, Header, description = "The provider's name again"),
        ("Kezekte-Timestamp" = String, Header, description = "Seconds since 1970, five minutes off at most"),
        ("Kezekte-Signature" = String, Header, description = "HMAC-SHA256, lower-case hex, by the provider's secret over method, path, timestamp and body, each of the first three followed by a line feed"),
    ),
    request_body = ProviderCall,
    security(("provider" = [])),
    responses(
        (status = 200, body = ProviderReply),
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
async fn post(
    shared: State,
    caller: Caller,
    Id(provider): Id,
    request: Request,
) -> Result<Response, Refusal> {
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    let body = receive_body(request).await?;
    let presented = PresentedSignature {
        of_path: &provider,
        of_header: text(&headers, PROVIDER),
        signature: text(&headers, SIGNATURE),
        parts: SignedParts {
            method: "POST",
            path: &path,
            timestamp: text(&headers, TIMESTAMP),
            body: &body,
        },
    };
    let provider = match shared.service.signing_provider(&presented).await {
        Ok(provider) => provider,
        // Providers are not limited; whoever guesses at their signatures is.
        Err(refusal) => {
            let at = shared.service.clock.now();
            let device = caller.device.is_some();
            return Err(match shared.buckets.take(&caller.source(), device, at) {
                Ok(()) => refusal,
                Err(wait) => Refusal::Later {
                    code: ProblemCode::TooMany,
                    seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1),
                },
            });
        }
    };
    // A signed body is JSON whatever it is called.
    let call = serde_json::from_slice(&body).map_err(|_| ProblemCode::BadRequest)?;
    let reply = match call {
        ProviderCall::Check(asked) => {
            let checked = shared.service.check_payment(&provider, &asked).await?;
            serde_json::to_string(&ProviderReply::Check(checked))
                .map_err(|_| Refusal::Broken("a reply of no form"))?
        }
        ProviderCall::Pay(asked) => shared.service.pay(&provider, &asked).await?,
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], reply).into_response())
}

/// A header's text; none is as good as an empty one.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
