//! `sessions`: signing in by EDS over a readable challenge, and the end of a session.

use serde::{Deserialize, Serialize};

use super::{
    AcceptanceView, Authority, Endpoint, Method,
    acceptances::{reveal, reveal_option},
};
use crate::domain::{ChallengeFields, Moment, Number, SafeText, Secret};

/// `POST sessions/challenge`: asks for a challenge to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestChallenge {
    /// IIN or BIN as typed.
    pub number: Number,
}

impl Endpoint for RequestChallenge {
    type Reply = Challenged;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/sessions/challenge";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// The answer to `POST sessions/challenge`: the same for every number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Challenged {
    /// The sign-in's id.
    pub id: SafeText,
    /// Holds the unfinished sign-in; given once, never part of a stored reply.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub claim: Secret,
    /// The fields from which the challenge is built.
    pub challenge: ChallengeFields,
    /// SHA-256 of the challenge's bytes, lower-case hex.
    pub sha256: SafeText,
    /// The challenge's check code, as people read it aloud.
    pub check_code: SafeText,
}

/// `POST sessions`: hands in the signature over the challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The sign-in's id.
    pub id: SafeText,
    /// The CMS signature (DER), base64. Attached or detached.
    pub cms: String,
}

impl Endpoint for SignIn {
    type Reply = SignedIn;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/sessions";
    const AUTHORITY: Authority = Authority::Claim;
}

/// Where somebody stands who has proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// An acceptance is in force: the session may do everything.
    Active,
    /// The account is stopped: the session shows the cause and the acceptances, nothing else.
    Blocked,
    /// No acceptance is in force: there is no session before there is one.
    AcceptanceRequired,
    /// The agreement was signed and is not in force yet: the authority's word is awaited.
    Pending,
}

/// What a good signature over a challenge leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Where the citizen stands.
    pub standing: Standing,
    /// A session on this terminal, unless an acceptance is required.
    #[serde(serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub session: Option<Secret>,
    /// When an acceptance is required or pending: authorises `POST acceptances` on this terminal for an hour,
    /// without the number being said again.
    #[serde(serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub claim: Option<Secret>,
    /// Until when that claim holds.
    pub claim_until: Option<Moment>,
    /// The acceptance that is pending, or one that was lately refused by the authority's word. The
    /// claim reads it (`GET acceptances/{id}`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<AcceptanceView>,
}

/// Ends the session that authorises the call (`DELETE sessions/current`): the kiosk's wipe ends it
/// at the portal too. Ending an ended session is no error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSession {}

impl Endpoint for EndSession {
    type Reply = ();
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/api/v1/sessions/current";
    const AUTHORITY: Authority = Authority::Citizen;
}
