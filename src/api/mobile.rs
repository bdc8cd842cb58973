//! Signing with eGov Mobile by a QR code: what the kiosk asks for and sees. The phone's half of it
//! is in [`super::phone`].
//!
//! The portal takes the signature from the phone, judges it like any other and keeps what came of
//! it for the claim's holder, who hands the same signature in under the same idempotency key: a
//! retry of the call the portal has made in their place. So the session comes to the claim alone.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method, acceptances::reveal};
use crate::domain::{CheckLine, Fault, Moment, Secret};

/// `POST acceptances/{id}/mobile`: a QR code for signing the acceptance. An earlier one of the same
/// request is worth nothing from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AskMobile {
    /// The request (in the path).
    #[serde(skip)]
    pub id: String,
}

/// `POST sessions/challenge/{id}/mobile`: a QR code for signing the challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AskMobileSignIn {
    /// The sign-in (in the path).
    #[serde(skip)]
    pub id: String,
}

/// What the QR code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct MobileLink {
    /// The QR code's text. Whoever has it can read what is to be signed; given once, never part of
    /// a stored reply.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub link: Secret,
    /// Not signed by then, the code is worth nothing.
    pub expires_at: Moment,
}

/// `GET acceptances/{id}/mobile`: how far the phone is. Waits until that is something else than
/// what was seen, at most `wait` seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetMobile {
    /// The request (in the path).
    #[serde(skip)]
    pub id: String,
    /// The state seen last; none answers at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<MobileState>,
    /// How long to wait for another one, in seconds: at most ten.
    #[serde(default)]
    pub wait: u32,
}

/// `GET sessions/challenge/{id}/mobile`: the same of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetMobileSignIn {
    /// The sign-in (in the path).
    #[serde(skip)]
    pub id: String,
    /// The state seen last; none answers at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<MobileState>,
    /// How long to wait for another one, in seconds: at most ten.
    #[serde(default)]
    pub wait: u32,
}

/// `DELETE acceptances/{id}/mobile`: takes the QR code back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelMobile {
    /// The request (in the path).
    #[serde(skip)]
    pub id: String,
}

/// `DELETE sessions/challenge/{id}/mobile`: the same of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelMobileSignIn {
    /// The sign-in (in the path).
    #[serde(skip)]
    pub id: String,
}

/// How far the phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MobileState {
    /// No phone has read the code yet.
    Waiting,
    /// A phone has fetched what is to be signed.
    Fetched,
    /// It has signed, and the portal judges the signature.
    Checking,
    /// The signature is good; the claim's holder hands it in.
    Signed,
    /// The signature was refused.
    Refused,
    /// Nobody signed in time.
    Expired,
    /// Taken back, or another code was asked for.
    Cancelled,
}

impl MobileState {
    /// True when nothing follows.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Signed | Self::Refused | Self::Expired | Self::Cancelled)
    }
}

/// A signing by phone as the claim's holder sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct MobileView {
    /// How far it is.
    pub state: MobileState,
    /// Until when it can be signed.
    pub expires_at: Moment,
    /// Once signed: the signature (DER), base64. Hand it in under the idempotency key under which
    /// the code was asked for.
    pub cms: Option<String>,
    /// Once refused: the first broken thing.
    pub fault: Option<Fault>,
    /// Once refused: every check that was made.
    pub checks: Vec<CheckLine>,
}

macro_rules! endpoints {
    ($($call:ident: $method:ident $template:literal => $reply:ty;)*) => {$(
        impl Endpoint for $call {
            type Reply = $reply;
            const METHOD: Method = Method::$method;
            const TEMPLATE: &'static str = $template;
            const AUTHORITY: Authority = Authority::Claim;

            fn path(&self) -> String {
                Self::TEMPLATE.replace("{id}", &self.id)
            }
        }
    )*};
}

endpoints! {
    AskMobile: Post "/api/v1/acceptances/{id}/mobile" => MobileLink;
    AskMobileSignIn: Post "/api/v1/sessions/challenge/{id}/mobile" => MobileLink;
    GetMobile: Get "/api/v1/acceptances/{id}/mobile" => MobileView;
    GetMobileSignIn: Get "/api/v1/sessions/challenge/{id}/mobile" => MobileView;
    CancelMobile: Delete "/api/v1/acceptances/{id}/mobile" => ();
    CancelMobileSignIn: Delete "/api/v1/sessions/challenge/{id}/mobile" => ();
}
