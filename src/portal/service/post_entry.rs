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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        domain::{Iin, Number, SystemClock},
        portal::check,
    };

    async fn open_accounts(service: &Service) -> Vec<i64> {
        let mut work = service.store.write().await.unwrap();
        let mut numbers = Vec::new();
        for digits in ["000101190001", "000101190011", "000101190021"] {
            let holder = Number::Iin(Iin::certified(digits).unwrap());
            let at = Moment::from_seconds(1);
            numbers.push(work.open_account(&holder, &"X".into(), None, at).await.unwrap().number);
        }
        work.commit().await.unwrap();
        numbers
    }

    fn operation() -> impl Strategy<Value = (usize, EntryKind, i64)> {
        let amount = prop_oneof![
            -5_000_i64..5_000,
            Just(0),
            Just(MOST),
            Just(-MOST),
            Just(MOST + 1),
            Just(i64::MAX),
            Just(i64::MIN),
        ];
        (0..3_usize, prop::sample::select(EntryKind::ALL.to_vec()), amount)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

        /// After every operation, also a refused one, the ledger sums to zero, every balance is
        /// what was accepted, none is below zero, and the statement's newest line says the same.
        #[test]
        fn the_ledger_sums_to_zero_after_every_operation(
            operations in prop::collection::vec(operation(), 1..60),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let service = Service::on(folder.path(), Arc::new(SystemClock)).await;
                let numbers = open_accounts(&service).await;
                let mut expected = [0_i128; 3];
                for (who, kind, amount) in operations {
                    let mut work = service.store.write().await.unwrap();
                    let entry = Entry {
                        account: numbers[who],
                        kind,
                        text: Bilingual::default(),
                        amount: Tenge::from_tiyn(amount),
                        at: Moment::from_seconds(2),
                    };
                    let signed = if kind == EntryKind::Service { -i128::from(amount) } else { amount.into() };
                    let fits = amount != 0
                        && (-MOST..=MOST).contains(&amount)
                        && (amount > 0 || kind == EntryKind::Correction);
                    let legal = fits && expected[who] + signed >= 0;
                    let posted = service.post_entry(&mut work, &entry).await;
                    assert_eq!(posted.is_ok(), legal, "{entry:?} on {}", expected[who]);
                    if legal {
                        work.commit().await.unwrap();
                        expected[who] += signed;
                    }
                    let mut work = service.store.read().await.unwrap();
                    assert_eq!(work.trial_balance().await.unwrap(), (0, true));
                    for (number, balance) in numbers.iter().zip(expected) {
                        let found = work.balance(*number).await.unwrap().tiyn();
                        assert_eq!(i128::from(found), balance);
                        let newest = work.statement(*number, None, i64::MAX, 1).await.unwrap();
                        assert_eq!(newest.first().map_or(0, |line| line.balance.tiyn()), found);
                    }
                }
                assert!(check::of(&service.store).await.unwrap().whole());
            });
        }
    }

    #[tokio::test]
    async fn the_database_itself_refuses_what_the_service_never_asks_for() {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::on(folder.path(), Arc::new(SystemClock)).await;
        let account = open_accounts(&service).await[0];
        let at = Moment::from_seconds(2);
        let posting = |account, tiyn| Posting { account, amount: Tenge::from_tiyn(tiyn) };
        let citizen = LedgerAccount::Citizen(account);
        let (text, kind) = (Bilingual::default(), EntryKind::Correction);
        let unbalanced = [
            vec![posting(citizen, 100), posting(LedgerAccount::Revenue, -99)],
            vec![posting(citizen, 100)],
            vec![posting(citizen, -1), posting(LedgerAccount::Revenue, 1)],
            vec![],
        ];
        for postings in unbalanced {
            let mut work = service.store.write().await.unwrap();
            assert!(work.post(kind, &text, &postings, at).await.is_err(), "{postings:?}");
        }
        let mut work = service.store.write().await.unwrap();
        let good = [posting(citizen, 100), posting(LedgerAccount::Provider, -100)];
        work.post(kind, &text, &good, at).await.unwrap();
        work.append(crate::portal::store::Event {
            account: None,
            actor: "portal".into(),
            kind: "test",
            payload: json!({}),
            at,
        })
        .await
        .unwrap();
        work.commit().await.unwrap();
        assert_eq!(service.store.changes_of_the_past_allowed().await, Vec::<&str>::new());
    }
}
