//! Money: one entry of a citizen's statement is one transaction of the ledger.

use serde_json::json;

use super::Service;
use crate::{
    domain::{Bilingual, EntryKind, Moment, Tenge},
    portal::store::{self, Event, LedgerAccount, Posting, Work},
};

/// The largest amount of one entry: ten billion tenge.
const MOST: i64 = 1_000_000_000_000;

/// An entry to write.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The citizen's account.
    pub account: i64,
    /// What kind.
    pub kind: EntryKind,
    /// What for.
    pub text: Bilingual,
    /// How much, above zero; a correction that takes is below.
    pub amount: Tenge,
    /// When.
    pub at: Moment,
}

/// Why an entry was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EntryRefused {
    /// Zero, the wrong sign, or more than [`MOST`].
    #[error("an amount that cannot be")]
    Amount,
    /// The balance does not suffice.
    #[error("the balance does not suffice")]
    Overdraft,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Service {
    /// Writes an entry and its event in the caller's transaction; answers its number.
    ///
    /// The two sides sum to zero by construction: what the citizen's side gains, the other loses.
    ///
    /// # Errors
    /// [`EntryRefused`].
    pub(crate) async fn post_entry(
        &self,
        work: &mut Work,
        entry: &Entry,
    ) -> Result<i64, EntryRefused> {
        let (credit, other) = sides(entry)?;
        let debit = credit.checked_neg().ok_or(EntryRefused::Amount)?;
        let balance = work.balance(entry.account).await?.checked_add(credit);
        if balance.ok_or(EntryRefused::Amount)? < Tenge::default() {
            return Err(EntryRefused::Overdraft);
        }
        let postings = [
            Posting { account: LedgerAccount::Citizen(entry.account), amount: credit },
            Posting { account: other, amount: debit },
        ];
        let number = work.post(entry.kind, &entry.text, &postings, entry.at).await?;
        work.append(Event {
            account: Some(entry.account),
            actor: "portal".to_owned(),
            kind: "ledger.posted",
            payload: json!({ "transaction": number, "kind": entry.kind, "amount": credit }),
            at: entry.at,
        })
        .await?;
        Ok(number)
    }
}

/// What the citizen is credited, and which account stands on the other side.
fn sides(entry: &Entry) -> Result<(Tenge, LedgerAccount), EntryRefused> {
    let amount = entry.amount.tiyn();
    let fits = amount != 0 && (-MOST..=MOST).contains(&amount);
    if !fits || (amount < 0 && entry.kind != EntryKind::Correction) {
        return Err(EntryRefused::Amount);
    }
    Ok(match entry.kind {
        EntryKind::TopUp => (entry.amount, LedgerAccount::Provider),
        EntryKind::Service => (Tenge::from_tiyn(-amount), LedgerAccount::Revenue),
        EntryKind::Refund => (entry.amount, LedgerAccount::Revenue),
        EntryKind::Correction => (entry.amount, LedgerAccount::Corrections),
    })
}
