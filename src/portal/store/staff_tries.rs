//! Who tried to sign in as staff, how often and when: by source and login, both as HMACs.
//!
//! Counts only; from when on somebody waits is a rule of the service's.

use super::{Error, Work, values};
use crate::domain::Moment;

/// The tries of one source, at one login or at any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tries {
    /// How many; what one counts is the rule's.
    pub tries: i64,
    /// The latest.
    pub tried_at: Moment,
    /// From when on there may be another.
    pub free_at: Moment,
}

impl Work {
    /// The tries under these names. The row is made when there is none and held until this
    /// transaction ends, so that tries at once are counted one after another.
    pub(crate) async fn hold_tries(
        &mut self,
        source: [u8; 32],
        login: &[u8],
    ) -> Result<Tries, Error> {
        let sql = "INSERT INTO staff_tries (source, login, tries, tried_at, free_at)
                   VALUES ($1, $2, 0, 0, 0)
                   ON CONFLICT (source, login) DO UPDATE SET tries = staff_tries.tries
                   RETURNING tries, tried_at, free_at";
        let row = self.row(sql, values![source, login]).await?;
        let mut row = row.ok_or(Error::Corrupt("tries without a row"))?;
        Ok(Tries {
            tries: row.int()?,
            tried_at: Moment::from_micros(row.int()?),
            free_at: Moment::from_micros(row.int()?),
        })
    }

    /// Writes the tries under these names.
    pub(crate) async fn set_tries(
        &mut self,
        source: [u8; 32],
        login: &[u8],
        tries: Tries,
    ) -> Result<(), Error> {
        let sql = "UPDATE staff_tries SET tries = $1, tried_at = $2, free_at = $3
                   WHERE source = $4 AND login = $5";
        let (tried_at, free_at) = (tries.tried_at.micros(), tries.free_at.micros());
        self.change(sql, values![tries.tries, tried_at, free_at, source, login]).await.map(drop)
    }

    /// Forgets tries from before `at`, and of the others all but the newest `most`.
    pub(crate) async fn forget_tries(&mut self, at: Moment, most: i64) -> Result<(), Error> {
        let sql = "DELETE FROM staff_tries WHERE tried_at <= $1";
        self.change(sql, values![at.micros()]).await?;
        let sql = "DELETE FROM staff_tries WHERE tried_at <=
                       (SELECT tried_at FROM staff_tries ORDER BY tried_at DESC LIMIT 1 OFFSET $1)";
        self.change(sql, values![most]).await.map(drop)
    }
}
