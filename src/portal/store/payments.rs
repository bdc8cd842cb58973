//! Payments by providers, each with the reply that was given: for good, so that the same payment again
//! is the same answer however late it comes.

use super::{Error, Work, values};
use crate::domain::{Moment, ProviderName, Tenge};

/// A payment to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredPayment {
    /// The provider's id of it.
    pub transaction: String,
    /// SHA-256 of what was asked.
    pub fingerprint: [u8; 32],
    /// The account credited.
    pub account: i64,
    /// How much.
    pub amount: Tenge,
    /// The top-up it was for.
    pub top_up: Option<String>,
    /// The ledger transaction.
    pub entry: i64,
    /// When the provider took the money.
    pub taken_at: Moment,
    /// When it was credited.
    pub at: Moment,
    /// What was answered.
    pub reply: String,
}

impl Work {
    /// What was asked and answered when this payment was posted; none when it was not.
    pub(crate) async fn payment(
        &mut self,
        provider: &ProviderName,
        transaction: &str,
    ) -> Result<Option<([u8; 32], String)>, Error> {
        let sql = "SELECT fingerprint, reply FROM payments
                   WHERE provider = $1 AND transaction_id = $2";
        let Some(mut row) = self.row(sql, values![provider.as_str(), transaction]).await? else {
            return Ok(None);
        };
        Ok(Some((row.hash()?, row.text()?)))
    }

    /// Keeps a payment. Answers false when it was posted meanwhile: then nothing of this transaction
    /// may be committed.
    pub(crate) async fn add_payment(
        &mut self,
        provider: &ProviderName,
        payment: &StoredPayment,
    ) -> Result<bool, Error> {
        let sql = "INSERT INTO payments (provider, transaction_id, fingerprint, account, amount,
                       top_up, entry, taken_at, at, reply)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                   ON CONFLICT (provider, transaction_id) DO NOTHING";
        let values = values![
            provider.as_str(),
            payment.transaction.as_str(),
            payment.fingerprint,
            payment.account,
            payment.amount.tiyn(),
            payment.top_up.as_deref(),
            payment.entry,
            payment.taken_at.micros(),
            payment.at.micros(),
            payment.reply.as_str(),
        ];
        Ok(self.change(sql, values).await? == 1)
    }
}
