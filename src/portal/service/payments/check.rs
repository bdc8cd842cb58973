//! `POST payments/{provider}`, the first step: may this account be credited?

use super::SigningProvider;
use crate::{
    api::{CheckPayment, Checked, CreditRefusal},
    domain::TopUpCode,
    portal::{
        service::{Gate, Refusal, Service},
        store::Work,
    },
};

impl Service {
    /// Answers whether a payment would be credited; changes nothing and says nothing about anybody.
    ///
    /// # Errors
    /// `maintenance`.
    pub(crate) async fn check_payment(
        &self,
        _provider: &SigningProvider,
        asked: &CheckPayment,
    ) -> Result<Checked, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        self.open(&mut work, at).await?;
        let limits = work.top_up_limits().await?;
        let mut checked = Checked {
            account: asked.account,
            refusal: None,
            amount: None,
            least: limits.least,
            most: limits.most,
        };
        checked.refusal = self.why_not(&mut work, asked, &mut checked).await?;
        Ok(checked)
    }

    async fn why_not(
        &self,
        work: &mut Work,
        asked: &CheckPayment,
        checked: &mut Checked,
    ) -> Result<Option<CreditRefusal>, Refusal> {
        let number = i64::try_from(asked.account).unwrap_or(i64::MAX);
        let Some(account) = work.account(number).await? else {
            return Ok(Some(CreditRefusal::NoAccount));
        };
        if !Gate::Credit.lets(account.state) {
            return Ok(Some(CreditRefusal::AccountClosed));
        }
        if let Some(code) = &asked.top_up {
            let code = TopUpCode::parse(code).filter(|code| code.account == asked.account);
            let found = match code {
                Some(code) => work.top_up_of(&code).await?,
                None => None,
            };
            let Some(top_up) = found else { return Ok(Some(CreditRefusal::NoTopUp)) };
            checked.amount = Some(top_up.amount);
            if top_up.payment.is_some() {
                return Ok(Some(CreditRefusal::TopUpPaid));
            }
            if top_up.expires_at <= self.clock.now() {
                return Ok(Some(CreditRefusal::TopUpExpired));
            }
        }
        let fits = asked.amount.is_none_or(|amount| {
            checked.least <= amount && amount <= checked.most && amount.tiyn() > 0
        });
        Ok((!fits).then_some(CreditRefusal::AmountOutOfLimits))
    }
}
