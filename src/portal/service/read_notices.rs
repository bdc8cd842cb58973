//! `GET status`, `GET agreement`, `GET queues`: what everybody may know.

use super::{Refusal, Service};
use crate::{
    api::{AgreementView, Queues, Status},
    portal::store::{Kind, Subject},
};

impl Service {
    /// How the portal is. Answers during maintenance too.
    pub(crate) async fn read_status(&self) -> Result<Status, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        // People known from before this database, as a figure the operator sets.
        let before = work.setting("users_before").await?.and_then(|text| text.parse().ok());
        let users = work.users().await?.saturating_add(before.unwrap_or(0));
        Ok(Status {
            at,
            users: super::account_view::unsigned(users),
            agreement: self.agreement().version().clone(),
            maintenance: work.maintenance(at).await?,
            prices: work.prices().await?,
            eds: self.eds_policy.clone(),
            demonstration: self.kind == Kind::Demonstration,
            mobile: self.phones.get().is_some(),
        })
    }

    /// The agreement, block by block.
    pub(crate) fn read_agreement(&self) -> AgreementView {
        let agreement = self.agreement();
        AgreementView {
            version: agreement.version().clone(),
            blocks: agreement.blocks().to_vec(),
            notes: agreement.notes().to_vec(),
        }
    }

    /// The waiting lists.
    ///
    /// # Errors
    /// `maintenance`.
    pub(crate) async fn read_queues(&self) -> Result<Queues, Refusal> {
        let mut work = self.store.read().await?;
        self.open(&mut work, self.clock.now()).await?;
        Ok(Queues {
            housing: work.queues(Subject::Housing).await?,
            grants: work.queues(Subject::Grants).await?,
        })
    }
}
