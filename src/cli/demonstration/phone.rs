//! The demonstration's telephone: nobody's, with the keys of its people.

use std::{path::Path, sync::Arc};

use futures_util::future::BoxFuture;

use crate::{
    counterpart::{
        ncalayer::Wallet,
        phone::{Phone, PhoneError},
    },
    domain::{Clock, Language, Random, Secret},
    runtime,
};

/// A telephone in the hand of whoever the demonstration plays.
#[derive(Debug)]
pub(in crate::cli) struct Hand(Phone);

impl Hand {
    /// A new one.
    pub(in crate::cli) fn new(
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, PhoneError> {
        Phone::new(clock, random, Language::Kk).map(Self)
    }
}

impl runtime::Phone for Hand {
    fn sign<'a>(
        &'a self,
        link: &'a Secret,
        key: &'a Path,
        password: &'a Secret,
    ) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let (file, secret) = (key.to_owned(), password.clone());
            let opened = tokio::task::spawn_blocking(move || Wallet::open(&file, &secret)).await;
            let Ok(Some(key)) = opened else { return false };
            match self.0.scan(link.reveal()).await {
                Ok(scanned) => self.0.sign(&scanned, &key).await.is_ok(),
                Err(_) => false,
            }
        })
    }
}
