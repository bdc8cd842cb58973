//! `support/requests`: help requests (3.2.1), as the citizen sees them.
//!
//! A citizen in a session, a stopped one too, sees the own ones in a list. Whoever is not signed in
//! is given a code for each ([`crate::domain::HelpCode`]) and asks with it at any terminal.

use serde::{Deserialize, Serialize};

use super::{
    Authority, Endpoint, Method,
    acceptances::{reveal, reveal_option},
    staff::{HelpState, HelpTopic},
};
use crate::domain::{Language, Moment, Number, SafeText, Secret};

/// `POST support/requests`: asks for help, in a citizen's session or without one. Without one a
/// source may ask so often an hour (`too-many-requests`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AskHelp {
    /// What it is about.
    pub topic: HelpTopic,
    /// The question in the citizen's words, at most 1,000 characters; may be empty.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub text: Secret,
    /// The language in which the answer is wanted.
    pub language: Language,
    /// Where the answer may be sent besides: a phone (10–15 digits) or an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub contact: Option<Secret>,
    /// IIN or BIN as typed by somebody who could not sign in; nobody has proved it. Left out of
    /// account in a session, which has a number of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
}

impl Endpoint for AskHelp {
    type Reply = HelpAsked;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/support/requests";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// Help was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct HelpAsked {
    /// The request.
    pub request: HelpRequest,
    /// The secret digits beside its number, for whoever is not signed in; given once, never part of
    /// a stored reply: a retry mints others.
    #[serde(serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub code: Option<Secret>,
}

/// A help request, as the citizen sees it. What was asked does not come back: a found slip tells
/// nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct HelpRequest {
    /// Its number (`1042`).
    pub id: u64,
    /// What it is about.
    pub topic: HelpTopic,
    /// When it was asked.
    pub at: Moment,
    /// Its state.
    pub state: HelpState,
    /// The answer, once given.
    pub answer: Option<SafeText>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
}

/// `GET support/requests/{id}`: one request, by its secret digits or by the session of the citizen
/// who asked, either as the bearer. Another's and an unknown one are one refusal (`unauthorised`);
/// a source may be wrong so often an hour (`too-many-requests`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetHelpRequest {
    /// The request (in the path).
    #[serde(skip)]
    pub id: u64,
}

impl Endpoint for GetHelpRequest {
    type Reply = HelpRequest;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/support/requests/{id}";
    const AUTHORITY: Authority = Authority::Claim;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id.to_string())
    }
}

/// `GET support/requests`: the citizen's own, newest first, at most twenty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetHelpRequests {}

impl Endpoint for GetHelpRequests {
    type Reply = HelpRequests;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/support/requests";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// The citizen's own help requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct HelpRequests {
    /// The requests in order.
    pub requests: Vec<HelpRequest>,
}
