//! What a call brings along: the caller, its credential, its idempotency key, its body.
//!
//! Every refusal here is a problem, as everywhere.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        ConnectInfo, FromRequest, FromRequestParts, OptionalFromRequestParts, Path, Query, Request,
        rejection::BytesRejection,
    },
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::IntoResponse as _,
};
use serde::de::DeserializeOwned;

use super::Shared;
use crate::{
    api::ProblemCode,
    domain::{Moment, Secret},
    portal::{
        auth,
        limits::Buckets,
        service::{Caller, IdempotencyKey, Refusal},
    },
};

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Refusal> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address = address.ok_or(Refusal::Broken("a call from nowhere"))?.0.ip();
        let Some(credential) = parts.headers.get("Kezekte-Device") else {
            return Ok(Self { device: None, address });
        };
        let credential = credential.to_str().map_err(|_| ProblemCode::Unauthorised)?;
        let (id, secret) = credential.split_once('.').ok_or(ProblemCode::Unauthorised)?;
        let mut work = shared.service.store.read().await?;
        match work.device(id).await? {
            Some((device, hash)) if auth::matches(secret, &hash) => {
                Ok(Self { device: Some(device), address })
            }
            _ => Err(ProblemCode::Unauthorised.into()),
        }
    }
}

/// A caller whose call counts against its source's limit.
pub(super) struct Limited(pub(super) Caller);

impl FromRequestParts<Arc<Shared>> for Limited {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Refusal> {
        let caller = Caller::from_request_parts(parts, shared).await?;
        within(&shared.buckets, &caller, shared.service.clock.now())?;
        Ok(Self(caller))
    }
}

/// Counts a call against one of its source's limits.
pub(super) fn within(buckets: &Buckets, caller: &Caller, at: Moment) -> Result<(), Refusal> {
    let taken = buckets.take(&caller.source(), caller.device.is_some(), at);
    taken.map_err(|wait| Refusal::Later {
        code: ProblemCode::TooMany,
        seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1),
    })
}

/// `Authorization: Bearer …`: a claim or a session.
pub(super) struct Bearer(pub(super) Secret);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok());
        let token = header.and_then(|header| header.strip_prefix("Bearer "));
        let token = token.filter(|token| (1..=128).contains(&token.len()));
        Ok(Self(Secret::new("bearer", token.ok_or(ProblemCode::Unauthorised)?)))
    }
}

/// None without the header; a header of another form is refused, not overlooked.
impl<S: Sync> OptionalFromRequestParts<S> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            <Self as FromRequestParts<S>>::from_request_parts(parts, state).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get("Idempotency-Key").ok_or(ProblemCode::KeyMissing)?;
        let key = header.to_str().ok().and_then(Self::parse);
        key.ok_or_else(|| ProblemCode::BadRequest.into())
    }
}

/// `If-Match: "<epoch>"`: the account's epoch as the caller saw it (RFC 9110, 13.1.1).
pub(super) struct IfMatch(pub(super) u64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let tag = parts.headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok());
        let epoch = tag.and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        Ok(Self(epoch.ok_or(ProblemCode::BadRequest)?))
    }
}

/// A request's id in the path. One that cannot be is answered as one that is not there.
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let id = <Path<String> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        Ok(Self(id.map_err(|_| ProblemCode::Unauthorised)?.0))
    }
}

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// A JSON body, named as such.
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(ProblemCode::BadRequest.into());
        }
        let octets = receive(request, state, PATIENCE).await?;
        let body = serde_json::from_slice(&octets).map_err(|_| ProblemCode::BadRequest)?;
        Ok(Self(body))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// A body's octets as they came.
pub(super) async fn receive_body(request: Request) -> Result<Bytes, Refusal> {
    receive(request, &(), PATIENCE).await
}

async fn receive<S: Send + Sync>(
    request: Request,
    state: &S,
    patience: Duration,
) -> Result<Bytes, Refusal> {
    let received = tokio::time::timeout(patience, Bytes::from_request(request, state)).await;
    received.map_err(|_| ProblemCode::BadRequest)?.map_err(too_large)
}

fn too_large(rejection: BytesRejection) -> Refusal {
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        ProblemCode::TooLarge.into()
    } else {
        ProblemCode::BadRequest.into()
    }
}

/// A query.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query = Query::<T>::try_from_uri(&parts.uri).map_err(|_| ProblemCode::BadRequest)?;
        Ok(Self(query.0))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up() {
        let never = stream::pending::<Result<Bytes, std::io::Error>>();
        let request = Request::new(Body::from_stream(never));
        let refused = receive(request, &(), Duration::ZERO).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::BadRequest);
    }
}
