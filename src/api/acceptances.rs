//! `acceptances`: joining the agreement by one signature.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{
    CertificateSummary, CheckLine, DocumentFields, Fault, Language, Moment, Number, SafeText,
    Secret, Version,
};

/// What was shown to the citizen before the request (A4, A5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Shown {
    /// The languages in which blocks were shown.
    pub languages: Vec<Language>,
    /// Gated blocks shown.
    pub blocks: u32,
    /// When the agreement was first opened.
    pub from: Moment,
    /// When the last block was shown.
    pub until: Moment,
    /// The closing statement was ticked.
    pub statement: bool,
    /// The consent of 2.6 was ticked.
    pub consent: bool,
}

/// `POST acceptances`: asks for a request to sign.
///
/// The document names the terminal of the device that asks by its credential. When none does, it
/// names an own computer: `PERSONAL`, `жеке компьютер`, `личный компьютер`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestAcceptance {
    /// IIN or BIN as typed. May be left out with the claim of a sign-in, which names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// The version that was shown.
    pub agreement: Version,
    /// What was shown and when.
    pub shown: Shown,
}

impl Endpoint for RequestAcceptance {
    type Reply = Requested;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/acceptances";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// The answer to `POST acceptances`: the same for every number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Requested {
    /// The request's id in URLs.
    pub id: SafeText,
    /// Holds the unfinished request; given once, never part of a stored reply.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub claim: Secret,
    /// The fields from which the document is built.
    pub document: DocumentFields,
    /// SHA-256 of the document's bytes, lower-case hex.
    pub sha256: SafeText,
    /// The document's check code, as people read it aloud.
    pub check_code: SafeText,
    /// Not signed by then, the request is over.
    pub expires_at: Moment,
}

/// `PUT acceptances/{id}/signature`: hands in the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PutSignature {
    /// The request (in the path).
    #[serde(skip)]
    pub id: String,
    /// The CMS signature (DER), base64. Attached or detached.
    pub cms: String,
}

impl Endpoint for PutSignature {
    type Reply = Signed;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/api/v1/acceptances/{id}/signature";
    const AUTHORITY: Authority = Authority::Claim;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id)
    }
}

/// What became of the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Signed {
    /// The acceptance. When the signer already had a valid one, it is that one.
    pub acceptance: AcceptanceView,
    /// True when a valid acceptance stood already and no second one was made.
    pub already_accepted: bool,
    /// A citizen's session on this terminal, once the acceptance is effective.
    #[serde(serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub session: Option<Secret>,
}

/// `GET acceptances/{id}`: the state of a request, for its claim's holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAcceptance {
    /// The request (in the path).
    #[serde(skip)]
    pub id: String,
}

impl Endpoint for GetAcceptance {
    type Reply = AcceptanceView;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/acceptances/{id}";
    const AUTHORITY: Authority = Authority::Claim;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id)
    }
}

/// `GET acceptances/{id}/evidence`: the evidence package of an acceptance of the caller's own. The
/// answer is a file (`application/x-tar`), no JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEvidence {
    /// The acceptance (in the path).
    #[serde(skip)]
    pub id: String,
}

impl Endpoint for GetEvidence {
    type Reply = ();
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/acceptances/{id}/evidence";
    const AUTHORITY: Authority = Authority::Citizen;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id)
    }
}

/// The states of an acceptance. Nothing has effect before `Effective`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceState {
    /// Asked for, not signed yet.
    Requested,
    /// Signed, being checked.
    Signed,
    /// Checked as far as possible; something outside is awaited.
    Pending,
    /// In force.
    Effective,
    /// The signature was refused.
    Refused,
    /// Not signed in time.
    Expired,
}

impl AcceptanceState {
    /// Every state, in the order of a request's life.
    pub const ALL: [Self; 6] = [
        Self::Requested,
        Self::Signed,
        Self::Pending,
        Self::Effective,
        Self::Refused,
        Self::Expired,
    ];

    /// The stable code, as on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Signed => "signed",
            Self::Pending => "pending",
            Self::Effective => "effective",
            Self::Refused => "refused",
            Self::Expired => "expired",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// True when a request in this state can become `next`: forwards only, and never out of
    /// effective, refused or expired.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Requested => matches!(next, Self::Signed | Self::Refused | Self::Expired),
            Self::Signed => matches!(next, Self::Pending | Self::Effective | Self::Refused),
            Self::Pending => matches!(next, Self::Effective | Self::Refused),
            Self::Effective | Self::Refused | Self::Expired => false,
        }
    }
}

/// An acceptance as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AcceptanceView {
    /// Id in URLs.
    pub id: SafeText,
    /// The request's number.
    pub request: SafeText,
    /// Its state.
    pub state: AcceptanceState,
    /// The agreement's version.
    pub agreement: Version,
    /// The languages shown.
    pub languages: Vec<Language>,
    /// The receipt, once effective.
    pub receipt: Option<Receipt>,
    /// When it ended: at its term (5.2), or before it because its owner stopped using the portal
    /// (2.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Moment>,
    /// The checks that were made, once signed.
    pub checks: Vec<CheckLine>,
    /// What is awaited of others, while it is signed or pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<Awaited>,
    /// Why the signature was refused, once it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// What the signed document was built from, once effective: with the agreement's text it makes
    /// the same bytes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentFields>,
}

/// What is awaited of others about a signature that the portal has received and found good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Awaited {
    /// Whether the authority has yet to say that the certificate is not revoked.
    pub revocation: bool,
    /// Whether the authority has yet to stamp the time.
    pub stamp: bool,
    /// When the portal received the signature.
    pub received_at: Moment,
    /// When they are asked again.
    pub next_at: Moment,
    /// Not known by then, the signature is refused and the agreement has to be signed anew.
    pub until: Moment,
}

/// The receipt: the EDS data and the time of signing that the agreement's signature block names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The receipt's number (`2026-000123`).
    pub number: SafeText,
    /// The account's number.
    pub account: u64,
    /// When the acceptance became effective; the agreement is in force from here (5.2).
    pub accepted_at: Moment,
    /// The signing time the signature claims.
    pub signed_at: Option<Moment>,
    /// The last moment of the three years (5.2).
    pub valid_until: Moment,
    /// The signer's certificate.
    pub certificate: CertificateSummary,
    /// The document's check code.
    pub check_code: SafeText,
    /// SHA-256 of the document, lower-case hex.
    pub sha256: SafeText,
    /// SHA-256 of the newest audit event, lower-case hex: ties the receipt to the log.
    pub event: SafeText,
}

pub(super) fn reveal<S: serde::Serializer>(
    secret: &Secret,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.reveal())
}

pub(super) fn reveal_option<S: serde::Serializer>(
    secret: &Option<Secret>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => serializer.serialize_some(secret.reveal()),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AcceptanceState::{Effective, Expired, Pending, Refused, Requested, Signed};

    #[test]
    fn a_request_only_goes_forward() {
        let legal: Vec<_> = AcceptanceState::ALL
            .into_iter()
            .flat_map(|from| AcceptanceState::ALL.map(|to| (from, to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        assert_eq!(
            legal,
            [
                (Requested, Signed),
                (Requested, Refused),
                (Requested, Expired),
                (Signed, Pending),
                (Signed, Effective),
                (Signed, Refused),
                (Pending, Effective),
                (Pending, Refused),
            ]
        );
        for state in AcceptanceState::ALL {
            assert_eq!(serde_json::to_value(state).ok(), Some(state.code().into()));
        }
    }
}
