//! Acceptances in force or past, with their evidence.

use super::{Error, Row, Work, value::json, values};
use crate::{
    api::{DocumentFields, Receipt},
    domain::{CheckLine, Language, Moment, Version},
};

/// An acceptance as it is stored; the signature itself stays in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredAcceptance {
    /// Id in URLs.
    pub id: String,
    /// Whose it is.
    pub account: i64,
    /// The request's number.
    pub request: String,
    /// The agreement's version.
    pub agreement: Version,
    /// The languages shown.
    pub languages: Vec<Language>,
    /// What the document was built from.
    pub document: DocumentFields,
    /// The receipt.
    pub receipt: Receipt,
    /// The checks that were made.
    pub checks: Vec<CheckLine>,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

/// The term of an acceptance, without its document and its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredTerm {
    /// The receipt.
    pub receipt: Receipt,
    /// The agreement's version.
    pub agreement: Version,
    /// The languages shown.
    pub languages: Vec<Language>,
    /// When it ended early.
    pub ended_at: Option<Moment>,
}

impl Work {
    /// Adds an acceptance with the signature (CMS, DER) as its evidence. Answers false when one
    /// of the same version is in force already.
    pub(crate) async fn add_acceptance(
        &mut self,
        acceptance: &StoredAcceptance,
        cms: &[u8],
    ) -> Result<bool, Error> {
        let sql = "INSERT INTO acceptances (id, account, request, agreement, languages, document,
                       receipt, checks, cms, accepted_at, valid_until)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                   ON CONFLICT (account, agreement) WHERE ended_at IS NULL DO NOTHING";
        let values = values![
            acceptance.id.as_str(),
            acceptance.account,
            acceptance.request.as_str(),
            acceptance.agreement.0.as_str(),
            json(&acceptance.languages)?,
            json(&acceptance.document)?,
            json(&acceptance.receipt)?,
            json(&acceptance.checks)?,
            cms,
            acceptance.receipt.accepted_at.micros(),
            acceptance.receipt.valid_until.micros(),
        ];
        Ok(self.change(sql, values).await? == 1)
    }

    /// The acceptance of `agreement` that is in force for `account` at `at`.
    pub(crate) async fn acceptance_in_force(
        &mut self,
        account: i64,
        agreement: &Version,
        at: Moment,
    ) -> Result<Option<StoredAcceptance>, Error> {
        let sql = "SELECT id, account, request, agreement, languages, document, receipt, checks,
                       ended_at
                   FROM acceptances WHERE account = $1 AND agreement = $2 AND ended_at IS NULL
                   AND valid_until > $3";
        let values = values![account, agreement.0.as_str(), at.micros()];
        self.row(sql, values).await?.map(acceptance).transpose()
    }

    /// Marks acceptances whose three years are over (5.2), so that a new one can follow.
    pub(crate) async fn end_past_acceptances(
        &mut self,
        account: i64,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE acceptances SET ended_at = valid_until
                   WHERE account = $1 AND ended_at IS NULL AND valid_until <= $2";
        self.change(sql, values![account, at.micros()]).await.map(drop)
    }

    /// Ends every acceptance of an account, because its owner stops using the portal (2.5).
    pub(crate) async fn end_acceptances(&mut self, account: i64, at: Moment) -> Result<(), Error> {
        let sql = "UPDATE acceptances SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL";
        self.change(sql, values![account, at.micros()]).await.map(drop)
    }

    /// How many acceptances are in force.
    pub(crate) async fn count_in_force(&mut self) -> Result<i64, Error> {
        let sql = "SELECT COUNT(*) FROM acceptances WHERE ended_at IS NULL";
        match self.row(sql, values![]).await? {
            Some(mut row) => row.int(),
            None => Ok(0),
        }
    }

    /// An acceptance by its id.
    pub(crate) async fn acceptance(&mut self, id: &str) -> Result<Option<StoredAcceptance>, Error> {
        let sql = "SELECT id, account, request, agreement, languages, document, receipt, checks,
                       ended_at
                   FROM acceptances WHERE id = $1";
        self.row(sql, values![id]).await?.map(acceptance).transpose()
    }

    /// Acceptances after this moment and id, oldest first, at most `limit`.
    pub(crate) async fn acceptances_after(
        &mut self,
        (at, id): (i64, &str),
        limit: i64,
    ) -> Result<Vec<StoredAcceptance>, Error> {
        let sql = "SELECT id, account, request, agreement, languages, document, receipt, checks,
                       ended_at
                   FROM acceptances WHERE accepted_at > $1 OR (accepted_at = $1 AND id > $2)
                   ORDER BY accepted_at, id LIMIT $3";
        self.rows(sql, values![at, id, limit]).await?.into_iter().map(acceptance).collect()
    }

    /// An account's acceptances, newest first.
    pub(crate) async fn acceptances_of(
        &mut self,
        account: i64,
    ) -> Result<Vec<StoredAcceptance>, Error> {
        let sql = "SELECT id, account, request, agreement, languages, document, receipt, checks,
                       ended_at
                   FROM acceptances WHERE account = $1 ORDER BY accepted_at DESC, id DESC";
        self.rows(sql, values![account]).await?.into_iter().map(acceptance).collect()
    }

    /// The terms of an account's acceptances, newest first.
    pub(crate) async fn terms_of(&mut self, account: i64) -> Result<Vec<StoredTerm>, Error> {
        let sql = "SELECT receipt, agreement, languages, ended_at FROM acceptances
                   WHERE account = $1 ORDER BY accepted_at DESC, id DESC";
        let term = |mut row: Row| {
            Ok(StoredTerm {
                receipt: row.json()?,
                agreement: Version(row.text()?),
                languages: row.json()?,
                ended_at: row.int_or_null()?.map(Moment::from_micros),
            })
        };
        self.rows(sql, values![account]).await?.into_iter().map(term).collect()
    }
}

fn acceptance(mut row: Row) -> Result<StoredAcceptance, Error> {
    Ok(StoredAcceptance {
        id: row.text()?,
        account: row.int()?,
        request: row.text()?,
        agreement: Version(row.text()?),
        languages: row.json()?,
        document: row.json()?,
        receipt: row.json()?,
        checks: row.json()?,
        ended_at: row.int_or_null()?.map(Moment::from_micros),
    })
}
