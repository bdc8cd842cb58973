//! `POST account/withdrawal`: the citizen stops using the portal (2.5).

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, HelpAsked, Method};
use crate::domain::Language;

/// Stops using the portal from now on: the account is `withdrawn`, its acceptances end, and the
/// support desk has a request about what remains (the balance). The request is the withdrawal's
/// number and state; its secret digits are given also to whoever is signed in, because nobody can
/// sign in afterwards without accepting anew. A stopped account is `illegal-transition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Withdraw {
    /// The language in which an answer is wanted.
    pub language: Language,
}

impl Endpoint for Withdraw {
    type Reply = HelpAsked;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/account/withdrawal";
    const AUTHORITY: Authority = Authority::Citizen;
}
