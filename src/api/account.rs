//! `GET account`, `…/balance`, `…/statement`: a citizen's own data.

use serde::{Deserialize, Serialize};

use super::{AcceptanceView, Authority, Endpoint, Method};
use crate::domain::{AccountState, Bilingual, Cause, EntryKind, Moment, SafeText, Tenge};

/// Asks for the caller's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccount {}

impl Endpoint for GetAccount {
    type Reply = AccountView;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AccountView {
    /// The account's number (`4417`): what payments and support use.
    pub number: u64,
    /// Counts the account's changes; `If-Match` on writes.
    pub epoch: u64,
    /// Where it is in its life.
    pub state: AccountState,
    /// Why it is stopped, when it is.
    pub cause: Option<Cause>,
    /// The owner's name from the certificate.
    pub owner: SafeText,
    /// The organisation's name, for an organisation.
    pub organisation: Option<SafeText>,
    /// IIN or BIN, masked (`········1234`).
    pub number_masked: SafeText,
    /// Acceptances, newest first.
    pub acceptances: Vec<AcceptanceView>,
}

/// Asks for the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetBalance {}

impl Endpoint for GetBalance {
    type Reply = Balance;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/balance";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// A balance and its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Balance {
    /// Tiyn.
    pub amount: Tenge,
    /// As of.
    pub at: Moment,
}

/// Asks for a page of the statement, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "portal", into_params(parameter_in = Query))]
pub struct GetStatement {
    /// Where the page before ended; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Lines on a page, 1–100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Only lines of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntryKind>,
}

impl Endpoint for GetStatement {
    type Reply = StatementPage;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/statement";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// A page of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StatementPage {
    /// Lines, newest first.
    pub lines: Vec<StatementLine>,
    /// Give it back as `cursor` for the next page; none on the last.
    pub next: Option<SafeText>,
    /// The balance the lines belong to: the newest line's `balance` on an unfiltered first page.
    pub balance: Balance,
}

/// A line of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StatementLine {
    /// The ledger transaction's number.
    pub id: u64,
    /// When.
    pub at: Moment,
    /// What kind.
    pub kind: EntryKind,
    /// What for.
    pub text: Bilingual,
    /// Tiyn; negative when paid out.
    pub amount: Tenge,
    /// The balance after it.
    pub balance: Tenge,
}
