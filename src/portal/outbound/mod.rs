//! Where the portal's messages and its questions go: adapters behind the traits of `service`.
//!
//! There is no real gateway yet: a production portal says honestly that it cannot send.

mod authorities;
mod demonstration;
mod no_gateway;
mod signing_service;

pub(super) use authorities::outside;
pub(super) use demonstration::Shown;
pub(super) use no_gateway::NoGateway;
pub(super) use signing_service::SigningService;
