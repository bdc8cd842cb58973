//! `POST payments/{provider}`: how payment providers credit an account, in two steps.
//!
//! ```text
//! provider ── check {account, amount?, top_up?} ──▶ may it be credited? yes, or why not
//!          ── pay {transaction, account, amount} ─▶ posted once; the same again is the same answer
//! ```
//! Every call is signed ([`super::provider_signature`]). The provider's transaction id is the
//! idempotency key: a payment that was posted is never forgotten, and the same id with another body
//! is refused (`idempotency-key-reused`). An account is named by its number and never by an IIN, and
//! nothing about its owner is ever said.

use serde::{Deserialize, Serialize};

use crate::domain::{Moment, SafeText, Tenge};

/// The path of a provider's calls, as in the OpenAPI document.
pub const PAYMENTS: &str = "/api/v1/payments/{provider}";

/// A provider's call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ProviderCall {
    /// Asks whether an account may be credited.
    Check(CheckPayment),
    /// Credits it.
    Pay(Pay),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ProviderReply {
    /// To [`ProviderCall::Check`].
    Check(Checked),
    /// To [`ProviderCall::Pay`].
    Pay(Paid),
}

/// The first step: changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct CheckPayment {
    /// The account's number.
    pub account: u64,
    /// Tiyn, when the payer has said how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Tenge>,
    /// A top-up's code, when the payer has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_up: Option<String>,
}

/// The answer to the first step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Checked {
    /// The account's number, as it was asked.
    pub account: u64,
    /// Why it may not be credited; none when it may.
    pub refusal: Option<CreditRefusal>,
    /// Tiyn asked for by the top-up, when one was named.
    pub amount: Option<Tenge>,
    /// Tiyn one payment is at least.
    pub least: Tenge,
    /// Tiyn one payment is at most.
    pub most: Tenge,
}

/// Why an account may not be credited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CreditRefusal {
    /// There is no such account.
    NoAccount,
    /// Its owner has left or it was deleted. A stopped account may be credited: paying is how a
    /// breach of 4.7 is remedied.
    AccountClosed,
    /// Less than the least or more than the most.
    AmountOutOfLimits,
    /// The code is wrong or another account's.
    NoTopUp,
    /// The top-up was paid.
    TopUpPaid,
    /// The top-up was not paid in time.
    TopUpExpired,
}

/// The second step: the money is with the provider and is credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Pay {
    /// The provider's id of the payment: 1–64 visible ASCII characters, unique with this provider.
    pub transaction: String,
    /// The account's number.
    pub account: u64,
    /// Tiyn, within the limits.
    pub amount: Tenge,
    /// When the provider took the money. The statement shows when it was credited.
    pub at: Moment,
    /// A top-up's code, when the payer has one. One that was paid or has expired since the check
    /// refuses no money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_up: Option<String>,
}

/// The answer to the second step, the same bytes however often it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Paid {
    /// The provider's id.
    pub transaction: SafeText,
    /// The ledger transaction's number, as in the citizen's statement.
    pub entry: u64,
    /// The account's number.
    pub account: u64,
    /// Tiyn credited.
    pub amount: Tenge,
    /// When it was credited.
    pub at: Moment,
}
