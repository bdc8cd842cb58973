//! The ledger: transactions of postings that sum to zero, and the statement as a view of them.
//!
//! The database refuses what the service should never ask for: a transaction that does not sum to
//! zero, a posting without a transaction, a citizen's balance below zero, any change of the past.

use super::{Error, Row, Work, values};
use crate::{
    api::StatementLine,
    domain::{Bilingual, EntryKind, Moment, Tenge},
};

/// Where money can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LedgerAccount {
    /// What the portal owes a citizen.
    Citizen(i64),
    /// What payment providers hold for the portal.
    Provider,
    /// What services earned.
    Revenue,
    /// What corrections gave and took.
    Corrections,
}

/// One side of a transaction: what is credited (positive) or debited (negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Where.
    pub account: LedgerAccount,
    /// How much.
    pub amount: Tenge,
}

impl Work {
    /// The ledger's account, made when it is first needed.
    async fn ledger_account(&mut self, account: LedgerAccount) -> Result<i64, Error> {
        let (code, citizen) = match account {
            LedgerAccount::Citizen(number) => (format!("citizen:{number}"), Some(number)),
            LedgerAccount::Provider => ("provider".to_owned(), None),
            LedgerAccount::Revenue => ("revenue".to_owned(), None),
            LedgerAccount::Corrections => ("corrections".to_owned(), None),
        };
        let find = "SELECT id FROM ledger_accounts WHERE code = $1";
        if let Some(mut row) = self.row(find, values![code.as_str()]).await? {
            return row.int();
        }
        let id = self.next("ledger_account", 1).await?;
        let add = "INSERT INTO ledger_accounts (id, code, account, balance) VALUES ($1, $2, $3, 0)
                   ON CONFLICT (code) DO NOTHING";
        self.change(add, values![id, code.as_str(), citizen]).await?;
        let row = self.row(find, values![code]).await?;
        row.ok_or(Error::Corrupt("a ledger account is missing"))?.int()
    }

    /// Writes a transaction: its postings, then the transaction that seals them.
    pub(crate) async fn post(
        &mut self,
        kind: EntryKind,
        text: &Bilingual,
        postings: &[Posting],
        at: Moment,
    ) -> Result<i64, Error> {
        let transaction = self.next("transaction", 1).await?;
        for posting in postings {
            let account = self.ledger_account(posting.account).await?;
            let id = self.next("posting", 1).await?;
            let sql = "INSERT INTO postings (id, transaction_id, ledger_account, amount)
                       VALUES ($1, $2, $3, $4)";
            self.change(sql, values![id, transaction, account, posting.amount.tiyn()]).await?;
        }
        let sql = "INSERT INTO transactions (id, kind, text_kk, text_ru, at)
                   VALUES ($1, $2, $3, $4, $5)";
        let (kk, ru) = (text.kk.as_str(), text.ru.as_str());
        self.change(sql, values![transaction, kind.code(), kk, ru, at.micros()]).await?;
        Ok(transaction)
    }

    /// A citizen's balance: the sum of the postings.
    pub(crate) async fn balance(&mut self, account: i64) -> Result<Tenge, Error> {
        let sql = "SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM postings p
                   JOIN ledger_accounts l ON l.id = p.ledger_account WHERE l.account = $1";
        match self.row(sql, values![account]).await? {
            Some(mut row) => Ok(Tenge::from_tiyn(row.int()?)),
            None => Ok(Tenge::default()),
        }
    }

    /// Lines of a citizen's statement before the transaction `before`, newest first.
    pub(crate) async fn statement(
        &mut self,
        account: i64,
        kind: Option<EntryKind>,
        before: i64,
        limit: i64,
    ) -> Result<Vec<StatementLine>, Error> {
        let sql = "SELECT id, at, kind, text_kk, text_ru, amount, balance FROM statement
                   WHERE account = $1 AND ($2 = '' OR kind = $2) AND id < $3
                   ORDER BY id DESC LIMIT $4";
        let kind = kind.map_or("", EntryKind::code);
        self.rows(sql, values![account, kind, before, limit]).await?.into_iter().map(line).collect()
    }

    /// The sum over every account of the ledger, and whether each account's running figure is the
    /// sum of its postings.
    pub(crate) async fn trial_balance(&mut self) -> Result<(i64, bool), Error> {
        let sql = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT),
                       (SELECT COUNT(*) FROM ledger_accounts l WHERE l.balance <>
                           (SELECT COALESCE(SUM(p.amount), 0) FROM postings p
                            WHERE p.ledger_account = l.id))
                   FROM postings";
        let row = self.row(sql, values![]).await?;
        let mut row = row.ok_or(Error::Corrupt("no trial balance"))?;
        Ok((row.int()?, row.int()? == 0))
    }
}

fn line(mut row: Row) -> Result<StatementLine, Error> {
    Ok(StatementLine {
        id: u64::try_from(row.int()?).map_err(|_| Error::Corrupt("a negative number"))?,
        at: Moment::from_micros(row.int()?),
        kind: EntryKind::from_code(&row.text()?).ok_or(Error::Corrupt("an unknown kind"))?,
        text: Bilingual { kk: row.text()?.into(), ru: row.text()?.into() },
        amount: Tenge::from_tiyn(row.int()?),
        balance: Tenge::from_tiyn(row.int()?),
    })
}
