//! `staff/requests`: the queue of help requests (3.2.1), as the desk sees it.

use serde::{Deserialize, Serialize};

use super::super::{Authority, Endpoint, Method};
use crate::domain::{Language, Moment, SafeText};

/// What help is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HelpTopic {
    /// Cannot sign in, key or EDS.
    SignIn,
    /// The account is blocked or stopped.
    Stopped,
    /// Balance and payments.
    Money,
    /// Personal data.
    Data,
    /// Anything else.
    Other,
    /// The citizen has stopped using the portal (2.5); nobody asks for this one by itself.
    Withdrawal,
}

impl HelpTopic {
    /// What a citizen may ask about.
    pub const ASKED: [Self; 5] =
        [Self::SignIn, Self::Stopped, Self::Money, Self::Data, Self::Other];

    /// The stable code, as on the wire, in the database and in phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Stopped => "stopped",
            Self::Money => "money",
            Self::Data => "data",
            Self::Other => "other",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = Self::ASKED.into_iter().chain([Self::Withdrawal]);
        all.into_iter().find(|topic| topic.code() == code)
    }
}

/// The states of a help request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HelpState {
    /// Nobody has taken it.
    New,
    /// A member of staff works on it.
    Taken,
    /// It was answered; the citizen can read the answer.
    Answered,
    /// Nothing more will happen.
    Closed,
}

impl HelpState {
    /// Every state, in the order of a request's life.
    pub const ALL: [Self; 4] = [Self::New, Self::Taken, Self::Answered, Self::Closed];

    /// The stable code, as on the wire, in the database and in phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Taken => "taken",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// `GET staff/requests`: requests that are new or taken, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "portal", into_params(parameter_in = Query))]
pub struct GetRequests {
    /// Where the page before ended; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Lines on a page, 1–100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
}

impl Endpoint for GetRequests {
    type Reply = RequestPage;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/requests";
    const AUTHORITY: Authority = Authority::Staff;
}

/// A page of help requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestPage {
    /// The requests in order.
    pub lines: Vec<RequestLine>,
    /// Give it back as `cursor` for the next page; none on the last.
    pub next: Option<SafeText>,
    /// How many there are in all.
    pub total: u64,
}

/// A help request as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestLine {
    /// Its number (`1042`).
    pub id: u64,
    /// What it is about.
    pub topic: HelpTopic,
    /// The first words of what the citizen wrote, at most 60 characters.
    pub words: SafeText,
    /// When it was asked.
    pub at: Moment,
    /// Its state.
    pub state: HelpState,
    /// The account, when the citizen was signed in or gave a number that has one.
    pub account: Option<u64>,
    /// True when the citizen was signed in: the account is proved. A number that was only typed is
    /// unverified.
    pub verified: bool,
    /// The terminal's name.
    pub terminal: SafeText,
    /// Who has taken it: a login.
    pub taken_by: Option<SafeText>,
}

/// `GET staff/requests/{id}`: one request, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetRequest {
    /// The request (in the path).
    #[serde(skip)]
    pub id: u64,
}

/// A help request, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestView {
    /// As a list shows it.
    pub line: RequestLine,
    /// What the citizen wrote.
    pub text: SafeText,
    /// The language in which it was asked.
    pub language: Language,
    /// How the citizen wants to be reached, masked.
    pub contact_masked: Option<SafeText>,
    /// The answer, once given.
    pub answer: Option<SafeText>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
}

macro_rules! on_request {
    ($name:ident, $method:ident, $template:literal) => {
        impl Endpoint for $name {
            type Reply = RequestView;
            const METHOD: Method = Method::$method;
            const TEMPLATE: &'static str = $template;
            const AUTHORITY: Authority = Authority::Staff;

            fn path(&self) -> String {
                Self::TEMPLATE.replace("{id}", &self.id.to_string())
            }
        }
    };
}

/// `POST staff/requests/{id}/take`: the caller works on it. Taken by somebody else: `conflict`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TakeRequest {
    /// The request (in the path).
    #[serde(skip)]
    pub id: u64,
}

/// `POST staff/requests/{id}/answer`: answers it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AnswerRequest {
    /// The request (in the path).
    #[serde(skip)]
    pub id: u64,
    /// The answer, 1–2,000 characters.
    pub text: String,
}

/// Without what was typed: people write about people.
impl std::fmt::Debug for AnswerRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AnswerRequest({})", self.id)
    }
}

/// `POST staff/requests/{id}/close`: nothing more will happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct CloseRequest {
    /// The request (in the path).
    #[serde(skip)]
    pub id: u64,
}

on_request!(GetRequest, Get, "/api/v1/staff/requests/{id}");
on_request!(TakeRequest, Post, "/api/v1/staff/requests/{id}/take");
on_request!(AnswerRequest, Post, "/api/v1/staff/requests/{id}/answer");
on_request!(CloseRequest, Post, "/api/v1/staff/requests/{id}/close");
