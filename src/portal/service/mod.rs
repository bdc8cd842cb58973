//! The portal's rules, one file a verb. No HTTP and no SQL: callers, values and refusals.
//!
//! Invariant: nobody is told of an effect before [`Work::commit`](super::store::Work::commit) has
//! returned, and every effect and its audit event share one transaction.

mod account_notices;
mod account_view;
mod authorise;
mod authorities;
mod caller;
mod confirm_contact;
mod contact_code;
mod end_session;
mod feed;
mod gate;
mod hear;
mod judge_signature;
mod look_at_signature;
mod messenger;
mod mobile;
mod once;
mod outside;
mod payments;
mod post_entry;
mod put_contacts;
mod read_acceptance;
mod read_account;
mod read_contacts;
mod read_evidence;
mod read_notices;
mod read_statement;
mod refusal;
mod request_acceptance;
mod request_challenge;
mod set_maintenance;
mod settle_signature;
mod sign_acceptance;
mod sign_in;
mod staff;
mod stop_account;
mod support;
mod sweep;
mod take_effect;
mod top_ups;
mod withdraw;

use std::sync::{Arc, OnceLock};

use tokio::sync::{Notify, Semaphore};

pub(super) use authorities::{Authorities, List, NoAnswer};
pub(super) use caller::Caller;
pub(super) use feed::Feed;
pub(super) use gate::Gate;
pub(super) use messenger::{Message, Messenger, NotSent};
pub use mobile::Mobile;
pub(super) use mobile::{Carried, Looked, Opened, OwnPhones, Phones, Relay, Speaks, away};
pub(super) use once::IdempotencyKey;
pub(super) use outside::Outside;
pub(super) use payments::PresentedSignature;
pub(super) use post_entry::Entry;
pub(super) use read_evidence::Gathered;
pub(super) use refusal::Refusal;
pub(super) use staff::login;
pub(super) use staff::{Act, Doer};
pub(super) use stop_account::Deed;

use super::{
    auth,
    keys::Keys,
    password::Passwords,
    provider::Secrets,
    store::{Kind, Store},
};
use crate::{
    domain::{Agreement, Clock, EdsPolicy, Random, Secret},
    eds::Anchors,
};

/// Evidence packages that are made at once, at most.
pub(super) const PACKAGES: usize = 2;

/// Everything the verbs need.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    /// Whose certificates are trusted.
    pub(super) anchors: Arc<Anchors>,
    /// Whose signature the operator accepts.
    pub(super) eds_policy: EdsPolicy,
    /// The portal's own key; without it nobody signs in as staff.
    pub(super) keys: Option<Arc<Keys>>,
    /// Computes the hashes of passwords.
    pub(super) passwords: Passwords,
    /// Lets few packages be made at once: the lists in them can be tens of megabytes.
    pub(super) packing: Semaphore,
    /// Whether the database holds a demonstration.
    pub(super) kind: Kind,
    /// How messages leave.
    pub(super) messenger: Arc<dyn Messenger>,
    /// What others are asked about a signature.
    pub(super) outside: Outside,
    /// The payment providers' secrets.
    pub(super) secrets: Secrets,
    /// Where the demonstration's payment provider listens, once it does.
    pub(super) till: OnceLock<String>,
    /// What phones with eGov Mobile are told, where they come to the portal itself.
    pub(super) mobile: OnceLock<Mobile>,
    /// How phones come, where they can sign.
    pub(super) phones: OnceLock<Arc<dyn Phones>>,
    /// Tells this process that there is something to carry to an outside service.
    pub(super) to_carry: Notify,
}

impl Service {
    /// The agreement the portal stands by.
    fn agreement(&self) -> &'static Agreement {
        Agreement::embedded()
    }

    fn mint(&self, slot: &'static str) -> Result<(Secret, [u8; 32]), Refusal> {
        Ok(auth::mint(slot, self.random.as_ref())?)
    }
}

#[cfg(test)]
impl Service {
    /// A production portal's service on an empty SQLite file of `folder`.
    async fn on(folder: &std::path::Path, clock: Arc<dyn Clock>) -> Self {
        let url = format!("sqlite:{}", folder.join("portal.db").display());
        Self {
            store: Store::open(&url, super::store::Purpose::Serve).await.unwrap(),
            clock,
            random: Arc::new(crate::domain::OsRandom),
            anchors: Arc::default(),
            eds_policy: EdsPolicy::default(),
            keys: Keys::from_octets(&[7; 32]).map(Arc::new),
            passwords: Passwords::default(),
            packing: Semaphore::new(PACKAGES),
            kind: Kind::Production,
            messenger: Arc::new(super::outbound::NoGateway),
            outside: super::outbound::outside(&super::Sources::default(), Arc::default()).unwrap(),
            secrets: Secrets::of(Some(folder)),
            till: OnceLock::new(),
            mobile: OnceLock::new(),
            phones: OnceLock::new(),
            to_carry: Notify::new(),
        }
    }
}
