//! Requests to sign: parameters of a document, held by a claim, used once.

use super::{
    Error, Row, Work,
    accounts::{kind, number},
    value::json,
    values,
};
use crate::{
    api::{AcceptanceState, Shown},
    domain::{CheckLine, Moment, Number, Terminal, Version},
};

/// A request as it is stored. The document is not: it is built from this and the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredRequest {
    /// Id in URLs.
    pub id: String,
    /// The number as printed.
    pub code: String,
    /// 256 random bits, hex.
    pub nonce: String,
    /// SHA-256 of the claim; none once it was ended.
    pub claim_hash: Option<[u8; 32]>,
    /// The device it was made on.
    pub device: Option<String>,
    /// The number that was typed.
    pub number: Number,
    /// The agreement's version.
    pub agreement: Version,
    /// What was shown.
    pub shown: Shown,
    /// Where the citizen stands.
    pub terminal: Terminal,
    /// When it was made.
    pub requested_at: Moment,
    /// Not signed by then, it is over.
    pub expires_at: Moment,
    /// Its state.
    pub state: AcceptanceState,
    /// Signatures refused so far.
    pub tries: i64,
    /// The checks of the last signature.
    pub checks: Vec<CheckLine>,
    /// The acceptance it led to.
    pub acceptance: Option<String>,
    /// The earlier request that its signer waits with already.
    pub stands_for: Option<String>,
}

impl Work {
    /// Adds a request.
    pub(crate) async fn add_request(&mut self, request: &StoredRequest) -> Result<(), Error> {
        let sql = "INSERT INTO requests (id, code, nonce, claim_hash, device, kind, digits,
                       agreement, shown, terminal, requested_at, expires_at, state, tries, checks)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        let values = values![
            request.id.as_str(),
            request.code.as_str(),
            request.nonce.as_str(),
            request.claim_hash,
            request.device.as_deref(),
            kind(&request.number),
            request.number.digits(),
            request.agreement.0.as_str(),
            json(&request.shown)?,
            json(&request.terminal)?,
            request.requested_at.micros(),
            request.expires_at.micros(),
            request.state.code(),
            request.tries,
            json(&request.checks)?,
        ];
        self.change(sql, values).await.map(drop)
    }

    /// A request by its id.
    pub(crate) async fn request(&mut self, id: &str) -> Result<Option<StoredRequest>, Error> {
        let sql = "SELECT id, code, nonce, claim_hash, device, kind, digits, agreement, shown,
                       terminal, requested_at, expires_at, state, tries, checks, acceptance,
                       stands_for
                   FROM requests WHERE id = $1";
        self.row(sql, values![id]).await?.map(request).transpose()
    }

    /// Gives a request that can still be signed a new claim; the old one is worth nothing from
    /// here. Answers false when it cannot be signed any more.
    pub(crate) async fn renew_claim(
        &mut self,
        id: &str,
        hash: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE requests SET claim_hash = $1 WHERE id = $2 AND claim_hash IS NOT NULL
                   AND state = 'requested' AND expires_at > $3";
        Ok(self.change(sql, values![hash, id, at.micros()]).await? == 1)
    }

    /// Holds a request until this transaction ends, when its claim is still this one.
    pub(crate) async fn hold_claim(
        &mut self,
        id: &str,
        hash: Option<[u8; 32]>,
    ) -> Result<bool, Error> {
        let sql = "UPDATE requests SET claim_hash = claim_hash WHERE id = $1 AND claim_hash = $2";
        Ok(self.change(sql, values![id, hash]).await? == 1)
    }

    /// Ends a request's claim.
    pub(crate) async fn end_claim(&mut self, id: &str) -> Result<(), Error> {
        let sql = "UPDATE requests SET claim_hash = NULL WHERE id = $1";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Uses the request's nonce: exactly one caller gets true, whoever else races. Nobody does
    /// once the request's time is over or its claim is another. The request is signed from here.
    pub(crate) async fn use_nonce(
        &mut self,
        request: &StoredRequest,
        checks: &[CheckLine],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE requests SET state = 'signed', checks = $1
                   WHERE nonce = $2 AND claim_hash = $3 AND state = 'requested'
                       AND expires_at > $4";
        let values =
            values![json(&checks)?, request.nonce.as_str(), request.claim_hash, at.micros()];
        Ok(self.change(sql, values).await? == 1)
    }

    /// Ties a request, and those that wait with it, to the acceptance it led to.
    pub(crate) async fn tie_request(&mut self, id: &str, acceptance: &str) -> Result<(), Error> {
        let sql = "UPDATE requests SET acceptance = $1 WHERE id = $2 OR stands_for = $2";
        self.change(sql, values![acceptance, id]).await.map(drop)
    }

    /// Counts a refused signature; the `most`th ends the request. Answers the state after it, none
    /// when the request could not be signed any more anyway.
    pub(crate) async fn count_refusal(
        &mut self,
        id: &str,
        checks: &[CheckLine],
        most: i64,
    ) -> Result<Option<i64>, Error> {
        let sql = "UPDATE requests SET tries = tries + 1, checks = $1,
                       state = CASE WHEN tries + 1 >= $2 THEN 'refused' ELSE state END
                   WHERE id = $3 AND state = 'requested' RETURNING tries";
        let row = self.row(sql, values![json(&checks)?, most, id]).await?;
        row.map(|mut row| row.int()).transpose()
    }

    /// Ends requests that were not signed in time, and forgets whose they and the refused ones
    /// were: nobody proved that number. Answers how many.
    pub(crate) async fn expire_requests(&mut self, at: Moment) -> Result<u64, Error> {
        let sql = "UPDATE requests SET digits = '000000000000',
                       state = CASE WHEN state = 'refused' THEN state ELSE 'expired' END
                   WHERE expires_at <= $1 AND digits <> '000000000000'
                       AND (state IN ('requested', 'refused')
                            OR state = 'pending' AND stands_for IS NOT NULL)";
        self.change(sql, values![at.micros()]).await
    }
}

fn request(mut row: Row) -> Result<StoredRequest, Error> {
    Ok(StoredRequest {
        id: row.text()?,
        code: row.text()?,
        nonce: row.text()?,
        claim_hash: row
            .bytes_or_null()?
            .map(|hash| hash.try_into().map_err(|_| Error::Corrupt("a hash of another length")))
            .transpose()?,
        device: row.text_or_null()?,
        number: {
            let (kind, digits) = (row.text()?, row.text()?);
            number(&kind, &digits)?
        },
        agreement: Version(row.text()?),
        shown: row.json()?,
        terminal: row.json()?,
        requested_at: Moment::from_micros(row.int()?),
        expires_at: Moment::from_micros(row.int()?),
        state: AcceptanceState::from_code(&row.text()?)
            .ok_or(Error::Corrupt("an unknown state"))?,
        tries: row.int()?,
        checks: row.json()?,
        acceptance: row.text_or_null()?,
        stands_for: row.text_or_null()?,
    })
}
