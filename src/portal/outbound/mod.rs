//! Where the portal's messages and its questions go: adapters behind the traits of `service`.
//!
//! There is no real gateway yet: a production portal says honestly that it cannot send.

mod authorities;
mod demonstration;
mod no_gateway;
mod signing_service;

use std::time::Duration;

use reqwest::{Client, redirect};

pub(super) use authorities::outside;
pub(super) use demonstration::Shown;
pub(super) use no_gateway::NoGateway;
pub(super) use signing_service::SigningService;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(2);

/// Calls whom the operator has configured, and whole answers within so long: no redirect and no
/// proxy of the environment leads anywhere else (P17).
fn client(deadline: Duration) -> reqwest::Result<Client> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(CONNECT)
        .timeout(deadline)
        .build()
}
