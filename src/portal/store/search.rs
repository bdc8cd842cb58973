//! Finding accounts: by number, case, help request, phone, the beginning of a name.
//!
//! Every statement here is answered from an index on both databases: exact keys by equality, the
//! beginning of a name as a range of octets (SQLite compares them so by itself, PostgreSQL by the
//! column's `COLLATE "C"`). Pages go on after an account, not after so many rows; that place is
//! compared as one row of name and number, and nothing else is said of the name (not that it is
//! there: the comparison says so): PostgreSQL takes more conditions for fewer rows, and then reads
//! and sorts everybody whose name begins so.

use super::{Error, StoredAccount, Work, accounts::account, values};

/// Which names are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// The owners': people, and those who signed for an organisation.
    Owners,
    /// The organisations'.
    Organisations,
}

impl Work {
    /// Accounts of this IIN or BIN: at most one of each kind.
    pub(crate) async fn accounts_of_digits(
        &mut self,
        digits: &str,
    ) -> Result<Vec<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts WHERE digits = $1 ORDER BY number";
        self.rows(sql, values![digits]).await?.into_iter().map(account).collect()
    }

    /// Accounts on which something was done under this case number (its [`key`]), at most `limit`.
    pub(crate) async fn accounts_of_case(
        &mut self,
        case_key: &str,
        limit: i64,
    ) -> Result<Vec<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts
                   WHERE number IN (SELECT account FROM actions WHERE case_key = $1)
                   ORDER BY number LIMIT $2";
        self.rows(sql, values![case_key, limit]).await?.into_iter().map(account).collect()
    }

    /// The account of a help request: of whoever was signed in, or whose number was typed.
    pub(crate) async fn accounts_of_request(
        &mut self,
        request: i64,
    ) -> Result<Vec<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts
                   WHERE number = (SELECT account FROM help_requests WHERE id = $1)";
        self.rows(sql, values![request]).await?.into_iter().map(account).collect()
    }

    /// Accounts whose confirmed phone ends with these four digits, by number, after the account
    /// `after`; at most `limit`.
    pub(crate) async fn accounts_of_phone(
        &mut self,
        tail: &str,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Vec<StoredAccount>, Error> {
        let sql = "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                       since_at, stopped_by
                   FROM accounts
                   WHERE number IN (SELECT account FROM contacts
                                    WHERE phone_tail = $1 AND account > $2
                                    ORDER BY account LIMIT $3)
                   ORDER BY number";
        let values = values![tail, after.unwrap_or(-1), limit];
        self.rows(sql, values).await?.into_iter().map(account).collect()
    }

    /// Accounts whose name begins with `prefix` (a [`key`]), by name, after the account `after`;
    /// at most `limit`. None when `after` is no account.
    pub(crate) async fn accounts_named(
        &mut self,
        names: Names,
        prefix: &str,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Option<Vec<StoredAccount>>, Error> {
        let (from, number) = match after {
            None => (prefix.to_owned(), -1),
            Some(number) => match self.name_key(names, number).await? {
                None => return Ok(None),
                Some(key) if key.as_str() < prefix => (prefix.to_owned(), -1),
                Some(key) => (key, number),
            },
        };
        let until = format!("{prefix}{}", char::MAX);
        let sql = match names {
            Names::Owners => {
                "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                     since_at, stopped_by
                 FROM accounts
                 WHERE (owner_key, number) > ($1, $3) AND owner_key < $2
                 ORDER BY owner_key, number LIMIT $4"
            }
            Names::Organisations => {
                "SELECT number, kind, digits, state, cause, owner, organisation, epoch,
                     since_at, stopped_by
                 FROM accounts
                 WHERE (organisation_key, number) > ($1, $3) AND organisation_key < $2
                 ORDER BY organisation_key, number LIMIT $4"
            }
        };
        let rows = self.rows(sql, values![from, until, number, limit]).await?;
        rows.into_iter().map(account).collect::<Result<_, _>>().map(Some)
    }

    async fn name_key(&mut self, names: Names, account: i64) -> Result<Option<String>, Error> {
        let sql = match names {
            Names::Owners => "SELECT owner_key FROM accounts WHERE number = $1",
            Names::Organisations => "SELECT organisation_key FROM accounts WHERE number = $1",
        };
        match self.row(sql, values![account]).await? {
            Some(mut row) => row.text_or_null(),
            None => Ok(None),
        }
    }
}

/// Words as they are searched: one case, ё as е, one space between words. Made here because the
/// databases fold Kazakh and Russian letters differently.
pub(crate) fn key(words: &str) -> String {
    let words: Vec<_> = words.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('ё', "е")
}

/// A name as it is searched: its [`key`] with every Kazakh letter as the Russian one that stands for
/// it where there is no Kazakh keyboard («Жумабек» is «Жұмабек»).
pub(crate) fn name_key(name: &str) -> String {
    let plain = |c| match c {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        other => other,
    };
    key(name).chars().map(plain).collect()
}

/// The setting that says which names have such keys: "1" all of them.
const FOLDED: &str = "names-folded";

impl Work {
    /// Gives names from before Kazakh letters were folded the keys by which they are found; once in
    /// a database's life. What `replace` does here is what [`name_key`] does, letter by letter: the
    /// keys that are there are in one case already.
    pub(super) async fn fold_names(&mut self) -> Result<(), Error> {
        if self.setting(FOLDED).await?.is_some() {
            return Ok(());
        }
        let owners = "UPDATE accounts SET owner_key = replace(replace(replace(replace(replace(
                          replace(replace(replace(replace(owner_key, 'ә', 'а'), 'ғ', 'г'), 'қ', 'к'),
                          'ң', 'н'), 'ө', 'о'), 'ұ', 'у'), 'ү', 'у'), 'һ', 'х'), 'і', 'и')";
        let organisations =
            "UPDATE accounts SET organisation_key = replace(replace(replace(replace(
                                 replace(replace(replace(replace(replace(organisation_key,
                                 'ә', 'а'), 'ғ', 'г'), 'қ', 'к'), 'ң', 'н'), 'ө', 'о'), 'ұ', 'у'),
                                 'ү', 'у'), 'һ', 'х'), 'і', 'и')
                             WHERE organisation_key IS NOT NULL";
        self.change(owners, values![]).await?;
        self.change(organisations, values![]).await?;
        self.set(FOLDED, "1").await
    }
}
