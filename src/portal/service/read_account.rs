//! `GET account` and `…/balance`.

use super::{Caller, Refusal, Service, account_view};
use crate::api::{AccountView, Balance};

impl Service {
    /// The caller's own account; a stopped one shows its cause.
    ///
    /// # Errors
    /// `unauthorised`, `maintenance`.
    pub(crate) async fn read_account(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<AccountView, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen(caller, token, at).await?;
        let acceptances = work.acceptances_of(citizen.account.number).await?;
        Ok(account_view::account(citizen.account, acceptances))
    }

    /// The caller's own balance.
    ///
    /// # Errors
    /// `unauthorised`, `forbidden` for a stopped account, `maintenance`.
    pub(crate) async fn read_balance(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<Balance, Refusal> {
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen_in_use(caller, token, at).await?;
        Ok(Balance { amount: work.balance(citizen.account.number).await?, at })
    }
}
