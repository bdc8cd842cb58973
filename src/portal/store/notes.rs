//! Notes of the staff's on accounts.

use super::{Error, Row, Work, values};
use crate::domain::{Moment, SafeText};

/// A note as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredNote {
    /// Its number.
    pub id: i64,
    /// On which account.
    pub account: i64,
    /// Who wrote it: `staff:<login>`.
    pub author: String,
    /// What it says.
    pub text: SafeText,
    /// When.
    pub at: Moment,
}

impl Work {
    /// Adds a note; answers its number.
    pub(crate) async fn add_note(
        &mut self,
        account: i64,
        author: &str,
        text: &SafeText,
        at: Moment,
    ) -> Result<i64, Error> {
        let id = self.next("note", 1).await?;
        let sql = "INSERT INTO notes (id, account, author, text, at) VALUES ($1, $2, $3, $4, $5)";
        self.change(sql, values![id, account, author, text.as_str(), at.micros()]).await?;
        Ok(id)
    }

    /// A note by its number.
    pub(crate) async fn note(&mut self, id: i64) -> Result<Option<StoredNote>, Error> {
        let sql = "SELECT id, account, author, text, at FROM notes WHERE id = $1";
        self.row(sql, values![id]).await?.map(note).transpose()
    }

    /// An account's notes, newest first, at most `limit`.
    pub(crate) async fn notes_of(
        &mut self,
        account: i64,
        limit: i64,
    ) -> Result<Vec<StoredNote>, Error> {
        let sql = "SELECT id, account, author, text, at FROM notes
                   WHERE account = $1 ORDER BY id DESC LIMIT $2";
        self.rows(sql, values![account, limit]).await?.into_iter().map(note).collect()
    }
}

fn note(mut row: Row) -> Result<StoredNote, Error> {
    Ok(StoredNote {
        id: row.int()?,
        account: row.int()?,
        author: row.text()?,
        text: row.text()?.into(),
        at: Moment::from_micros(row.int()?),
    })
}
