//! How messages leave the portal, in the terms of the verbs: an SMS or an e-mail to somebody.
//! The gateways themselves are in `outbound`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::domain::{Channel, Secret};

/// A message to one citizen.
#[derive(Debug)]
pub(crate) struct Message {
    /// Whose account it is about.
    pub account: i64,
    /// SMS or e-mail.
    pub channel: Channel,
    /// The phone (E.164) or the address.
    pub to: Secret,
    /// Its text: a secret, for it may hold a code.
    pub text: Secret,
}

/// The gateway did not take a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the gateway did not take the message")]
pub(crate) struct NotSent;

/// A way out for messages.
pub(crate) trait Messenger: Debug + Send + Sync {
    /// True when there is a gateway for this channel: asked before anything is promised.
    fn reaches(&self, channel: Channel) -> bool;

    /// Hands a message to the gateway.
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), NotSent>>;

    /// The text last sent to this account by this channel, where nothing is really sent: a
    /// demonstration shows it instead of a telephone. A gateway keeps none.
    fn shown(&self, _account: i64, _channel: Channel) -> Option<Secret> {
        None
    }
}
