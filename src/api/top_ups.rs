//! `account/top-ups`: a citizen asks for a code to pay their own balance up with (3.2.2).

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};
use crate::domain::{Moment, SafeText, Tenge};

/// `POST account/top-ups`: asks for a code. While one over the same amount waits, it is that one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct RequestTopUp {
    /// Tiyn, within the limits.
    pub amount: Tenge,
}

impl Endpoint for RequestTopUp {
    type Reply = TopUpView;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/account/top-ups";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// `GET account/top-ups`: what can be paid, and the top-up that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetTopUps {}

impl Endpoint for GetTopUps {
    type Reply = TopUps;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/top-ups";
    const AUTHORITY: Authority = Authority::Citizen;
}

/// `GET account/top-ups/{id}`: what became of a top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetTopUp {
    /// The top-up (in the path).
    #[serde(skip)]
    pub id: String,
}

impl Endpoint for GetTopUp {
    type Reply = TopUpView;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/account/top-ups/{id}";
    const AUTHORITY: Authority = Authority::Citizen;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id)
    }
}

/// The least and the most one payment may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TopUpLimits {
    /// Tiyn.
    pub least: Tenge,
    /// Tiyn.
    pub most: Tenge,
}

impl TopUpLimits {
    /// True for an amount that may be paid.
    #[must_use]
    pub fn allow(self, amount: Tenge) -> bool {
        amount > Tenge::default() && (self.least..=self.most).contains(&amount)
    }
}

/// What can be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TopUps {
    /// What one payment may be.
    pub limits: TopUpLimits,
    /// The newest top-up that waits for its payment.
    pub waiting: Option<TopUpView>,
}

/// Where a top-up is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TopUpState {
    /// It can be paid.
    Waiting,
    /// It was paid.
    Paid,
    /// Nobody paid in time. Money that comes all the same is credited.
    Expired,
}

/// A top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TopUpView {
    /// Id in URLs.
    pub id: SafeText,
    /// What the payer says or types: account, number and check digit (`4417-13`).
    pub code: SafeText,
    /// What the QR code says: a provider's page, else the code itself.
    pub qr: SafeText,
    /// Tiyn asked for.
    pub amount: Tenge,
    /// Where it is in its life.
    pub state: TopUpState,
    /// When it was asked for.
    pub requested_at: Moment,
    /// Until when it waits.
    pub expires_at: Moment,
    /// The payment, once there is one.
    pub payment: Option<TopUpPayment>,
}

/// The payment of a top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TopUpPayment {
    /// Tiyn credited: what was paid, which the payer may have changed.
    pub amount: Tenge,
    /// When.
    pub at: Moment,
    /// The ledger transaction's number, as in the statement.
    pub entry: u64,
    /// The provider's name for people.
    pub provider: SafeText,
}
