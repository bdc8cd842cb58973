//! No gateway is configured: nothing can be sent, and nobody is told otherwise.

use futures_util::future::BoxFuture;

use crate::{
    domain::Channel,
    portal::service::{Message, Messenger, NotSent},
};

/// No way out for messages.
#[derive(Debug)]
pub(in crate::portal) struct NoGateway;

impl Messenger for NoGateway {
    fn reaches(&self, _: Channel) -> bool {
        false
    }

    fn send<'a>(&'a self, _: &'a Message) -> BoxFuture<'a, Result<(), NotSent>> {
        Box::pin(async { Err(NotSent) })
    }
}
