//! What the portal refused (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::domain::{CheckLine, Fault, SafeText, Trilingual};

/// Media type of every refusal.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal with a stable code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference for the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: SafeText,
    /// HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
    /// One sentence in each language.
    pub title: Trilingual,
    /// What was wrong this time, in each language, where the code alone does not say it: the
    /// fault of a signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Trilingual>,
    /// What the reader can do now, in each language.
    pub next_step: Trilingual,
    /// For `signature-refused`: the first broken thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// For `signature-refused`: every check that was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckLine>,
    /// Seconds after which a retry makes sense (also in `Retry-After`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// For `code-wrong`: how often the code can still be given wrongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)*) => {
        /// The stable codes of the portal's refusals. Each is the name of its sentence and its
        /// next step in every language (`problem-<code>`, `problem-<code>-next`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
            /// A code this program does not know yet.
            #[serde(other, rename = "unknown")]
            Unknown,
        }
        impl ProblemCode {
            /// Every known code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The code on the wire.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Unknown => "unknown" }
            }
            /// Its HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }
        }
    };
}

codes! {
    /// The request is not of the contract's form.
    BadRequest = "bad-request", 400;
    /// The IIN or BIN is not a number that can exist.
    BadNumber = "bad-number", 422;
    /// No claim, session or device, or a wrong or ended one.
    Unauthorised = "unauthorised", 401;
    /// This session may not do that (a blocked citizen's is restricted).
    Forbidden = "forbidden", 403;
    /// No such object, or not the caller's.
    NotFound = "not-found", 404;
    /// Another request with the same idempotency key and another body.
    KeyReused = "idempotency-key-reused", 422;
    /// A state-changing call without an idempotency key.
    KeyMissing = "idempotency-key-missing", 400;
    /// The agreement has another version now.
    AgreementChanged = "agreement-changed", 409;
    /// Not every block was shown, or a tick is missing.
    NotRead = "agreement-not-read", 422;
    /// The request has expired or is not in a state in which this can be done.
    RequestExpired = "request-expired", 410;
    /// The nonce has been used.
    NonceUsed = "nonce-used", 409;
    /// The signature was refused; `fault` and `checks` say why.
    SignatureRefused = "signature-refused", 422;
    /// Whether the certificate is revoked cannot be told now; the same signature can be handed in
    /// again.
    CheckUnavailable = "check-unavailable", 503;
    /// The account's state does not allow it.
    IllegalTransition = "illegal-transition", 409;
    /// Login, password or code are wrong, or it was tried too often: one answer for all of them.
    StaffRefused = "staff-refused", 401;
    /// The second factor has to be given again before this is done.
    SecondFactorRequired = "second-factor-required", 403;
    /// This member's role does not allow it.
    RoleNotAllowed = "role-not-allowed", 403;
    /// The thirty seconds in which an action can be undone are over.
    UndoClosed = "undo-closed", 409;
    /// A confirmation code is wrong.
    CodeWrong = "code-wrong", 422;
    /// A confirmation code has expired or was tried too often; a new one is needed.
    CodeExpired = "code-expired", 410;
    /// A phone, an e-mail or another typed value is not of its form.
    BadValue = "bad-value", 422;
    /// A message that was needed could not be sent.
    NotSent = "message-not-sent", 503;
    /// Less or more than one payment may be.
    AmountOutOfLimits = "amount-out-of-limits", 422;
    /// The account has changed meanwhile.
    Conflict = "conflict", 412;
    /// Nobody can sign with eGov Mobile at this portal.
    MobileNotOffered = "mobile-not-offered", 409;
    /// The service by which the portal reaches phones does not answer now.
    MobileUnavailable = "mobile-unavailable", 503;
    /// Too many requests from here.
    TooMany = "too-many-requests", 429;
    /// Planned maintenance (4.2).
    Maintenance = "maintenance", 503;
    /// The portal is overloaded or its database is away.
    Unavailable = "unavailable", 503;
    /// The body is too large.
    TooLarge = "too-large", 413;
    /// Something broke inside the portal; it is logged there.
    Internal = "internal", 500;
}

// Not derived: the derive does not see through the macro and would list the variants' names.
#[cfg(feature = "portal")]
impl utoipa::PartialSchema for ProblemCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("The stable codes of the portal's refusals."))
            .enum_values(Some(Self::ALL.iter().map(|one| one.code())))
            .into()
    }
}

#[cfg(feature = "portal")]
impl utoipa::ToSchema for ProblemCode {}
