//! `GET account/contacts`: the registration data.

use super::{Caller, Refusal, Service};
use crate::{
    api::Contacts,
    domain::Moment,
    portal::store::{StoredAccount, Work},
};

impl Service {
    /// The caller's own registration data; a restricted session reads it too.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_contacts(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<Contacts, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen(caller, token, at).await?;
        self.contacts_of(&mut work, &citizen.account, at).await
    }

    /// The registration data as its owner sees it.
    pub(super) async fn contacts_of(
        &self,
        work: &mut Work,
        account: &StoredAccount,
        at: Moment,
    ) -> Result<Contacts, Refusal> {
        let stored = work.contacts(account.number).await?;
        let language = stored.as_ref().map(|stored| stored.language);
        let (phone, email) = stored.map_or((None, None), |stored| (stored.phone, stored.email));
        let (phone, phone_confirmed_at) = phone.unzip();
        let (email, email_confirmed_at) = email.unzip();
        Ok(Contacts {
            owner: account.owner.clone(),
            organisation: account.organisation.clone(),
            phone,
            phone_confirmed_at,
            email,
            email_confirmed_at,
            language,
            pending: self.pending_codes(work, account.number, at).await?,
        })
    }
}
