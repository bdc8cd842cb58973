//! `staff/sessions`: a password, then a second factor (row D9).

use serde::{Deserialize, Serialize};

use super::super::{
    Authority, Endpoint, Method,
    acceptances::{reveal, reveal_option},
};
use crate::domain::{Moment, SafeText, Secret, StaffRole};

/// `POST staff/sessions`: the first factor. The answer to a wrong login and to a wrong password is
/// one refusal (`staff-refused`), and so is that of a source or an account that must wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SignInStaff {
    /// The member's login.
    pub login: String,
    /// The password.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub password: Secret,
}

impl Endpoint for SignInStaff {
    type Reply = StaffPassed;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/sessions";
    const AUTHORITY: Authority = Authority::Anyone;
}

/// The password was right; the second factor is awaited for five minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StaffPassed {
    /// Authorises [`PassCode`] on this terminal.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub claim: Secret,
    /// What is awaited.
    pub second_factor: SecondFactor,
}

/// The second factor that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// A code of the member's authenticator (TOTP, RFC 6238), or a recovery code.
    Code,
    /// The member has no authenticator yet: this is its secret, shown once, as an `otpauth://` URI
    /// for a QR code; a code made with it enrols it.
    Enrol {
        /// The URI.
        #[serde(serialize_with = "reveal")]
        #[cfg_attr(feature = "portal", schema(value_type = String))]
        uri: Secret,
    },
}

/// `POST staff/sessions/code`: the second factor. Three wrong codes end the attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PassCode {
    /// Six digits, or a recovery code (used once).
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub code: Secret,
}

impl Endpoint for PassCode {
    type Reply = StaffSession;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/sessions/code";
    const AUTHORITY: Authority = Authority::Claim;
}

/// A member's session on this terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StaffSession {
    /// The token; none once the console's runtime has taken it out.
    #[serde(serialize_with = "reveal_option")]
    #[cfg_attr(feature = "portal", schema(value_type = Option<String>))]
    pub session: Option<Secret>,
    /// Whose it is.
    pub staff: StaffView,
    /// After enrolment: ten codes, each good once in place of the authenticator. Shown once.
    #[serde(serialize_with = "reveal_all")]
    #[cfg_attr(feature = "portal", schema(value_type = Vec<String>))]
    pub recovery_codes: Vec<Secret>,
}

fn reveal_all<S: serde::Serializer>(secrets: &[Secret], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(secrets.iter().map(Secret::reveal))
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StaffView {
    /// The login.
    pub login: SafeText,
    /// The name as colleagues know it.
    pub name: SafeText,
    /// The role.
    pub role: StaffRole,
    /// Until then writes need no new code (fifteen minutes after the last one).
    pub confirmed_until: Moment,
    /// Without use the session ends then.
    pub idle_at: Moment,
}

/// `GET staff/sessions/current`: whose session this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetStaffSession {}

impl Endpoint for GetStaffSession {
    type Reply = StaffView;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/sessions/current";
    const AUTHORITY: Authority = Authority::Staff;
}

/// `POST staff/sessions/current/confirm`: the second factor again, for writes and after the idle
/// lock. A write without it is refused as `second-factor-required`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ConfirmStaff {
    /// Six digits, or a recovery code.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub code: Secret,
}

impl Endpoint for ConfirmStaff {
    type Reply = StaffView;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/sessions/current/confirm";
    const AUTHORITY: Authority = Authority::Staff;
}

/// `DELETE staff/sessions/current`: signs out. Ending an ended session is no error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndStaffSession {}

impl Endpoint for EndStaffSession {
    type Reply = ();
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/api/v1/staff/sessions/current";
    const AUTHORITY: Authority = Authority::Staff;
}
