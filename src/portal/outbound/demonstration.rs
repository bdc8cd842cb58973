//! The demonstration's messages: kept in memory and shown on the screen, sent to nobody.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use futures_util::future::BoxFuture;

use crate::{
    domain::{Channel, Secret},
    portal::service::{Message, Messenger, NotSent},
};

/// The last message to each account by each channel.
#[derive(Debug, Default)]
pub(in crate::portal) struct Shown(Mutex<HashMap<(i64, Channel), Secret>>);

impl Messenger for Shown {
    fn reaches(&self, _: Channel) -> bool {
        true
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), NotSent>> {
        if message.to.is_empty() {
            return Box::pin(async { Err(NotSent) });
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert((message.account, message.channel), message.text.clone());
        Box::pin(async { Ok(()) })
    }

    fn shown(&self, account: i64, channel: Channel) -> Option<Secret> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(account, channel)).cloned()
    }
}
