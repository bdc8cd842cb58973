//! Sign-ins: the parameters of a challenge, held by a claim, used once.
//!
//! They are no requests for an acceptance: another table, another type.

use super::{
    Error, Row, Work,
    accounts::{kind, number},
    value::json,
    values,
};
use crate::domain::{Moment, Number, Terminal};

/// A sign-in as it is stored. The challenge is not: it is built from this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredSignIn {
    /// Its id.
    pub id: String,
    /// Its number as it stands in the challenge.
    pub code: String,
    /// 256 random bits, hex.
    pub nonce: String,
    /// SHA-256 of the claim; none once it was ended.
    pub claim_hash: Option<[u8; 32]>,
    /// The device it was made on.
    pub device: Option<String>,
    /// The number that was typed.
    pub number: Number,
    /// Where the citizen stands.
    pub terminal: Terminal,
    /// When it was made.
    pub requested_at: Moment,
    /// Not signed by then, it is over.
    pub expires_at: Moment,
    /// Its state.
    pub state: SignInState,
    /// Signatures refused so far.
    pub tries: i64,
}

/// The states of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInState {
    /// Asked for, not signed yet.
    Requested,
    /// Signed: its nonce is used.
    Signed,
    /// Refused too often.
    Refused,
    /// Not signed in time.
    Expired,
}

impl SignInState {
    const ALL: [Self; 4] = [Self::Requested, Self::Signed, Self::Refused, Self::Expired];

    const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Signed => "signed",
            Self::Refused => "refused",
            Self::Expired => "expired",
        }
    }
}

impl Work {
    /// Adds a sign-in.
    pub(crate) async fn add_sign_in(&mut self, sign_in: &StoredSignIn) -> Result<(), Error> {
        let sql = "INSERT INTO sign_ins (id, code, nonce, claim_hash, device, kind, digits,
                       terminal, requested_at, expires_at, state, tries)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let values = values![
            sign_in.id.as_str(),
            sign_in.code.as_str(),
            sign_in.nonce.as_str(),
            sign_in.claim_hash,
            sign_in.device.as_deref(),
            kind(&sign_in.number),
            sign_in.number.digits(),
            json(&sign_in.terminal)?,
            sign_in.requested_at.micros(),
            sign_in.expires_at.micros(),
            sign_in.state.code(),
            sign_in.tries,
        ];
        self.change(sql, values).await.map(drop)
    }

    /// A sign-in by its id.
    pub(crate) async fn sign_in(&mut self, id: &str) -> Result<Option<StoredSignIn>, Error> {
        let sql = "SELECT id, code, nonce, claim_hash, device, kind, digits, terminal,
                       requested_at, expires_at, state, tries
                   FROM sign_ins WHERE id = $1";
        self.row(sql, values![id]).await?.map(sign_in).transpose()
    }

    /// Gives a sign-in that can still be signed a new claim; the old one is worth nothing from
    /// here. Answers false when it cannot be signed any more.
    pub(crate) async fn renew_sign_in_claim(
        &mut self,
        id: &str,
        hash: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE sign_ins SET claim_hash = $1 WHERE id = $2 AND claim_hash IS NOT NULL
                   AND state = 'requested' AND expires_at > $3";
        Ok(self.change(sql, values![hash, id, at.micros()]).await? == 1)
    }

    /// Holds a sign-in until this transaction ends, when its claim is still this one, and gives it
    /// another proof (none: whoever held the old one holds nothing).
    pub(crate) async fn prove_anew(
        &mut self,
        id: &str,
        hash: Option<[u8; 32]>,
        proof: Option<[u8; 32]>,
    ) -> Result<bool, Error> {
        let sql = "UPDATE sign_ins SET proof_hash = $3 WHERE id = $1 AND claim_hash = $2";
        Ok(self.change(sql, values![id, hash, proof]).await? == 1)
    }

    /// Holds a sign-in until this transaction ends, when its claim is still this one.
    pub(crate) async fn hold_sign_in_claim(
        &mut self,
        id: &str,
        hash: Option<[u8; 32]>,
    ) -> Result<bool, Error> {
        let sql = "UPDATE sign_ins SET claim_hash = claim_hash WHERE id = $1 AND claim_hash = $2";
        Ok(self.change(sql, values![id, hash]).await? == 1)
    }

    /// Ends a sign-in's claim and its proof.
    pub(crate) async fn end_sign_in(&mut self, id: &str) -> Result<(), Error> {
        let sql = "UPDATE sign_ins SET claim_hash = NULL, proof_hash = NULL WHERE id = $1";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Uses the sign-in's nonce: exactly one caller gets true, whoever else races. Nobody does
    /// once its time is over or its claim is another.
    pub(crate) async fn use_sign_in_nonce(
        &mut self,
        sign_in: &StoredSignIn,
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE sign_ins SET state = 'signed' WHERE nonce = $1 AND claim_hash = $2
                   AND state = 'requested' AND expires_at > $3";
        let values = values![sign_in.nonce.as_str(), sign_in.claim_hash, at.micros()];
        Ok(self.change(sql, values).await? == 1)
    }

    /// Counts a refused signature; the `most`th ends the sign-in. Answers how many there were,
    /// none when it could not be signed any more anyway.
    pub(crate) async fn count_sign_in_refusal(
        &mut self,
        id: &str,
        most: i64,
    ) -> Result<Option<i64>, Error> {
        let sql = "UPDATE sign_ins SET tries = tries + 1,
                       state = CASE WHEN tries + 1 >= $1 THEN 'refused' ELSE state END
                   WHERE id = $2 AND state = 'requested' RETURNING tries";
        let row = self.row(sql, values![most, id]).await?;
        row.map(|mut row| row.int()).transpose()
    }

    /// Whose number was proved under this proof, on this device, by a sign-in that could be signed
    /// until `since` or later.
    pub(crate) async fn proved_number(
        &mut self,
        proof: [u8; 32],
        device: Option<&str>,
        since: Moment,
    ) -> Result<Option<Number>, Error> {
        let sql = "SELECT kind, digits FROM sign_ins WHERE proof_hash = $1
                   AND COALESCE(device, '') = $2 AND state = 'signed' AND expires_at > $3";
        let values = values![proof, device.unwrap_or_default(), since.micros()];
        let Some(mut row) = self.row(sql, values).await? else { return Ok(None) };
        let (kind, digits) = (row.text()?, row.text()?);
        number(&kind, &digits).map(Some)
    }

    /// Ends sign-ins that were not signed in time and forgets whose they were; forgets too whose
    /// the signed ones were that could be signed until `proofs` at the latest. Answers how many.
    pub(crate) async fn forget_sign_ins(
        &mut self,
        at: Moment,
        proofs: Moment,
    ) -> Result<u64, Error> {
        let sql = "UPDATE sign_ins SET digits = '000000000000', proof_hash = NULL,
                       state = CASE WHEN state = 'requested' THEN 'expired' ELSE state END
                   WHERE digits <> '000000000000'
                       AND (expires_at <= $2 OR (expires_at <= $1 AND state <> 'signed'))";
        self.change(sql, values![at.micros(), proofs.micros()]).await
    }
}

fn sign_in(mut row: Row) -> Result<StoredSignIn, Error> {
    Ok(StoredSignIn {
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
        terminal: row.json()?,
        requested_at: Moment::from_micros(row.int()?),
        expires_at: Moment::from_micros(row.int()?),
        state: {
            let code = row.text()?;
            let state = SignInState::ALL.into_iter().find(|state| state.code() == code);
            state.ok_or(Error::Corrupt("an unknown state"))?
        },
        tries: row.int()?,
    })
}
