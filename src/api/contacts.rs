//! `account/contacts`: how the citizen can be reached (3.1.4, 3.4.2, 4.6), each value confirmed by
//! a code that was sent there.

use serde::{Deserialize, Serialize};

use super::{
    Authority, Endpoint, Method,
    acceptances::{reveal, reveal_option},
};
use crate::domain::{Channel, Email, Language, Moment, Phone, SafeText, Secret};

/// Asks for the caller's registration data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetContacts {}

impl Endpoint for GetContacts {
    type Reply = Contacts;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/contacts";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// The registration data. Phone and e-mail are the confirmed ones: a value that waits for its code
/// stands only in `pending`, without itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Contacts {
    /// The owner's name from the certificate: it cannot be changed here.
    pub owner: SafeText,
    /// The organisation's name, for an organisation.
    pub organisation: Option<SafeText>,
    /// The phone, E.164.
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub phone: Option<Phone>,
    /// When it was confirmed.
    pub phone_confirmed_at: Option<Moment>,
    /// The e-mail.
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub email: Option<Email>,
    /// When it was confirmed.
    pub email_confirmed_at: Option<Moment>,
    /// The language in which the citizen wants to be written to.
    pub language: Option<Language>,
    /// Codes that were sent and not given back yet.
    pub pending: Vec<PendingCode>,
}

/// A code that was sent and not given back yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PendingCode {
    /// Where it was sent.
    pub channel: Channel,
    /// Until when it is taken: ten minutes after it was made.
    pub expires_at: Moment,
    /// How often it can still be given wrongly, from three down.
    pub tries_left: u32,
}

/// `PUT account/contacts`: the whole of what the citizen gives. A value that is left out is taken
/// away; a changed one is confirmed first, and what was confirmed before holds until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PutContacts {
    /// The phone, E.164 (`+77012345678`).
    #[serde(default, serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub phone: Option<Secret>,
    /// The e-mail.
    #[serde(default, serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub email: Option<Secret>,
    /// The language in which the citizen wants to be written to.
    pub language: Language,
}

impl Endpoint for PutContacts {
    type Reply = ContactsPut;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/api/v1/account/contacts";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// What has to be confirmed now. It names no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ContactsPut {
    /// Codes that were sent; empty when nothing has to be confirmed.
    pub pending: Vec<PendingCode>,
    /// On a demonstration portal only: the messages that would have been sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demonstration: Vec<DemonstrationMessage>,
}

/// A message of the demonstration, which sends none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct DemonstrationMessage {
    /// Where it would have been sent.
    pub channel: Channel,
    /// Its text, with the code in it.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub text: Secret,
}

/// `POST account/contacts/confirm`: gives a code back. Answers the registration data as it is then.
/// `code-wrong` says how many tries are left; after the third or too late it is `code-expired`, and
/// a new one is asked for by another `PUT`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ConfirmContact {
    /// Where it was sent.
    pub channel: Channel,
    /// Six digits.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub code: Secret,
}

impl Endpoint for ConfirmContact {
    type Reply = Contacts;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/account/contacts/confirm";
    const AUTHORITY: Authority = Authority::Citizen;
}
