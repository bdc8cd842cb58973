//! Accounts: who a number belongs to and where the account is in its life.

use super::{Error, Row, Work, search::name_key, value::json, values};
use crate::domain::{AccountState, Bin, Cause, Iin, Moment, Number, SafeText};

/// An account as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredAccount {
    /// The account's number.
    pub number: i64,
    /// Whose it is.
    pub holder: Number,
    /// Where it is in its life.
    pub state: AccountState,
    /// Why it is stopped, when it is.
    pub cause: Option<Cause>,
    /// The owner's name from the certificate.
    pub owner: SafeText,
    /// The organisation's name.
    pub organisation: Option<SafeText>,
    /// Counts its changes.
    pub epoch: i64,
    /// Since when it is in its state.
    pub since: Moment,
    /// The act that stopped it, when it is stopped and an act is known.
    pub stopped_by: Option<String>,
}

impl StoredAccount {
    /// Enters a state. Another state begins its time anew and has no cause and no act yet.
    pub(crate) fn enter(&mut self, state: AccountState, at: Moment) {
        if self.state != state {
            self.state = state;
            self.since = at;
            self.cause = None;
            self.stopped_by = None;
        }
    }
}

/// The first account's number.
const FIRST: i64 = 4417;
const COLUMNS: usize = 10;

impl Work {
    /// The account of `holder`, held until this transaction ends so that nobody else decides on it
    /// meanwhile.
    pub(crate) async fn hold_account_of(
        &mut self,
        holder: &Number,
    ) -> Result<Option<StoredAccount>, Error> {
        let sql = "UPDATE accounts SET epoch = epoch WHERE kind = $1 AND digits = $2
                   RETURNING number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by";
        self.row(sql, values![kind(holder), holder.digits()]).await?.map(account).transpose()
    }

    /// The account of `holder`, made when there is none, held until this transaction ends.
    pub(crate) async fn open_account(
        &mut self,
        holder: &Number,
        owner: &SafeText,
        organisation: Option<&SafeText>,
        at: Moment,
    ) -> Result<StoredAccount, Error> {
        if let Some(account) = self.hold_account_of(holder).await? {
            return Ok(account);
        }
        let number = self.next("account", FIRST).await?;
        let sql = "INSERT INTO accounts (number, kind, digits, state, owner, owner_key,
                       organisation, organisation_key, epoch, created_at, changed_at, since_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9, $9)
                   ON CONFLICT (kind, digits) DO NOTHING";
        let values = values![
            number,
            kind(holder),
            holder.digits(),
            AccountState::Registered.code(),
            owner.as_str(),
            name_key(owner.as_str()),
            organisation.map(SafeText::as_str),
            organisation.map(|name| name_key(name.as_str())),
            at.micros(),
        ];
        self.change(sql, values).await?;
        self.hold_account_of(holder).await?.ok_or(Error::Corrupt("an account is missing"))
    }

    /// An account by its number.
    pub(crate) async fn account(&mut self, number: i64) -> Result<Option<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts WHERE number = $1";
        self.row(sql, values![number]).await?.map(account).transpose()
    }

    /// An account by its number, held until this transaction ends.
    pub(crate) async fn hold_account(
        &mut self,
        number: i64,
    ) -> Result<Option<StoredAccount>, Error> {
        let sql = "UPDATE accounts SET epoch = epoch WHERE number = $1
                   RETURNING number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by";
        self.row(sql, values![number]).await?.map(account).transpose()
    }

    /// Writes an account's state, cause, name and the act that stopped it, when nobody has changed
    /// it since it was read; answers false otherwise.
    pub(crate) async fn change_account(
        &mut self,
        account: &StoredAccount,
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE accounts SET state = $1, cause = $2, owner = $3, owner_key = $4,
                       organisation = $5, organisation_key = $6, since_at = $7, stopped_by = $8,
                       epoch = epoch + 1, changed_at = $9
                   WHERE number = $10 AND epoch = $11";
        let organisation = account.organisation.as_ref();
        let values = values![
            account.state.code(),
            account.cause.as_ref().map(json).transpose()?,
            account.owner.as_str(),
            name_key(account.owner.as_str()),
            organisation.map(SafeText::as_str),
            organisation.map(|name| name_key(name.as_str())),
            account.since.micros(),
            account.stopped_by.as_deref(),
            at.micros(),
            account.number,
            account.epoch,
        ];
        Ok(self.change(sql, values).await? == 1)
    }

    /// Gives organisations from before the fourth step the key by which their names are found.
    pub(super) async fn key_organisations(&mut self) -> Result<(), Error> {
        let sql = "SELECT number, organisation FROM accounts
                   WHERE organisation IS NOT NULL AND organisation_key IS NULL";
        for mut row in self.rows(sql, values![]).await? {
            let (number, name) = (row.int()?, row.text()?);
            let sql = "UPDATE accounts SET organisation_key = $1 WHERE number = $2";
            self.change(sql, values![name_key(&name), number]).await?;
        }
        Ok(())
    }

    /// How many people and organisations use the portal.
    pub(crate) async fn users(&mut self) -> Result<i64, Error> {
        let sql = "SELECT COUNT(*) FROM accounts WHERE state <> 'deleted'";
        match self.row(sql, values![]).await? {
            Some(mut row) => row.int(),
            None => Ok(0),
        }
    }
}

pub(super) fn kind(number: &Number) -> &'static str {
    match number {
        Number::Iin(_) => "iin",
        Number::Bin(_) => "bin",
    }
}

pub(super) fn number(kind: &str, digits: &str) -> Result<Number, Error> {
    let number = match kind {
        "iin" => Iin::certified(digits).map(Number::Iin),
        _ => Bin::certified(digits).map(Number::Bin),
    };
    number.ok_or(Error::Corrupt("a number that is none"))
}

pub(super) fn account(mut row: Row) -> Result<StoredAccount, Error> {
    debug_assert_eq!(row.0.len(), COLUMNS);
    let account = row.int()?;
    let (kind, digits, state) = (row.text()?, row.text()?, row.text()?);
    Ok(StoredAccount {
        number: account,
        holder: number(&kind, &digits)?,
        state: AccountState::from_code(&state).ok_or(Error::Corrupt("an unknown state"))?,
        cause: row.json_or_null()?,
        owner: row.text()?.into(),
        organisation: row.text_or_null()?.map(SafeText::from),
        epoch: row.int()?,
        since: Moment::from_micros(row.int()?),
        stopped_by: row.text_or_null()?,
    })
}
