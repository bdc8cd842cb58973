//! Where the portal's messages go: adapters behind the traits of `service`.
//!
//! There is no real gateway yet: a production portal says honestly that it cannot send.

mod demonstration;
mod no_gateway;

pub(super) use demonstration::Shown;
pub(super) use no_gateway::NoGateway;
