//! Signing in of staff between the two factors: held by a claim, for a few tries.

use super::{Error, Row, Work, values};
use crate::domain::Moment;

/// A password was right; the second factor is awaited or was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredAttempt {
    /// Its id.
    pub id: String,
    /// Whose password it was.
    pub staff: i64,
    /// The sealed secret that was shown for enrolment, when there was no authenticator.
    pub enrols: Option<Vec<u8>>,
    /// When the second factor is awaited no longer.
    pub expires_at: Moment,
}

impl Work {
    /// Adds an attempt.
    pub(crate) async fn add_attempt(
        &mut self,
        attempt: &StoredAttempt,
        claim_hash: [u8; 32],
        device: Option<&str>,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO staff_attempts (id, staff, claim_hash, device, enrols, tries, state,
                       expires_at)
                   VALUES ($1, $2, $3, $4, $5, 0, 'awaited', $6)";
        let values = values![
            attempt.id.as_str(),
            attempt.staff,
            claim_hash,
            device,
            attempt.enrols.as_deref(),
            attempt.expires_at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The attempt a claim holds on this terminal, awaited or passed.
    pub(crate) async fn attempt(
        &mut self,
        claim_hash: [u8; 32],
        device: Option<&str>,
    ) -> Result<Option<StoredAttempt>, Error> {
        let sql = "SELECT id, staff, enrols, expires_at FROM staff_attempts
                   WHERE claim_hash = $1 AND COALESCE(device, '') = $2";
        let values = values![claim_hash, device.unwrap_or_default()];
        self.row(sql, values).await?.map(attempt).transpose()
    }

    /// The attempt of this id, while its second factor is awaited.
    pub(crate) async fn awaited_attempt(
        &mut self,
        id: &str,
        at: Moment,
    ) -> Result<Option<StoredAttempt>, Error> {
        let sql = "SELECT id, staff, enrols, expires_at FROM staff_attempts
                   WHERE id = $1 AND state = 'awaited' AND claim_hash IS NOT NULL
                       AND expires_at > $2";
        self.row(sql, values![id, at.micros()]).await?.map(attempt).transpose()
    }

    /// Gives an awaited attempt a new claim, and another secret to enrol; the old ones are worth
    /// nothing from here. Answers false when it is awaited no longer.
    pub(crate) async fn renew_attempt(
        &mut self,
        id: &str,
        (claim_hash, enrols): ([u8; 32], Option<&[u8]>),
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE staff_attempts SET claim_hash = $1, enrols = $2
                   WHERE id = $3 AND state = 'awaited' AND claim_hash IS NOT NULL
                       AND expires_at > $4";
        Ok(self.change(sql, values![claim_hash, enrols, id, at.micros()]).await? == 1)
    }

    /// Counts a try at the second factor; answers which one it is, none when there may be no more.
    pub(crate) async fn count_attempt(
        &mut self,
        id: &str,
        claim_hash: [u8; 32],
        most: i64,
        at: Moment,
    ) -> Result<Option<i64>, Error> {
        let sql = "UPDATE staff_attempts SET tries = tries + 1
                   WHERE id = $1 AND claim_hash = $2 AND state = 'awaited' AND tries < $3
                       AND expires_at > $4
                   RETURNING tries";
        let row = self.row(sql, values![id, claim_hash, most, at.micros()]).await?;
        row.map(|mut row| row.int()).transpose()
    }

    /// The second factor was right. The claim stays for a retry of a lost reply.
    pub(crate) async fn pass_attempt(&mut self, id: &str) -> Result<(), Error> {
        let sql = "UPDATE staff_attempts SET state = 'passed', enrols = NULL WHERE id = $1";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Ends an attempt's claim: neither a code nor a retry opens a session by it.
    pub(crate) async fn end_attempt(&mut self, id: &str) -> Result<(), Error> {
        let sql = "UPDATE staff_attempts SET claim_hash = NULL, enrols = NULL,
                       state = CASE WHEN state = 'awaited' THEN 'refused' ELSE state END
                   WHERE id = $1";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Forgets attempts that were awaited until `at` at the latest.
    pub(crate) async fn forget_attempts(&mut self, at: Moment) -> Result<u64, Error> {
        let sql = "DELETE FROM staff_attempts WHERE expires_at <= $1";
        self.change(sql, values![at.micros()]).await
    }
}

fn attempt(mut row: Row) -> Result<StoredAttempt, Error> {
    Ok(StoredAttempt {
        id: row.text()?,
        staff: row.int()?,
        enrols: row.bytes_or_null()?,
        expires_at: Moment::from_micros(row.int()?),
    })
}
