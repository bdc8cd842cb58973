//! How a call is described: method, path, who may make it, what comes back.

use serde::{Serialize, de::DeserializeOwned};

/// HTTP methods the contract uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Replaces.
    Put,
    /// Ends.
    Delete,
}

/// What a call is authorised by, sent as `Authorization: Bearer …`. The device's credential travels
/// beside it in `Kezekte-Device: <id>.<secret>` whenever there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Nothing.
    Anyone,
    /// The claim of an unfinished request.
    Claim,
    /// A citizen's session.
    Citizen,
    /// A staff session.
    Staff,
}

/// One call of the contract. The value is the JSON body (for `GET` and `DELETE`: the query).
pub trait Endpoint: Serialize + Send + Sync {
    /// What a 2xx answer carries; `()` for 204.
    type Reply: DeserializeOwned + Send;
    /// Its method.
    const METHOD: Method;
    /// Its path below the base URL, as in the OpenAPI document (`/api/v1/acceptances/{id}`).
    const TEMPLATE: &'static str;
    /// What authorises it.
    const AUTHORITY: Authority;
    /// True when the call changes nothing although it is no `GET` (a search whose query must not
    /// stand in a URL): it may be repeated and takes no idempotency key.
    const SAFE: bool = false;

    /// The epoch of the account that the caller saw: the call is refused as `conflict` when the
    /// account has another one now (`If-Match`).
    fn epoch(&self) -> Option<u64> {
        None
    }

    /// The path with its parameters filled in.
    fn path(&self) -> String {
        Self::TEMPLATE.to_owned()
    }
}
