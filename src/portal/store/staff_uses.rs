//! How often a member of staff did what is capped.

use super::{Error, Work, values};

impl Work {
    /// Counts one more use by `member` in this hour (whole hours since 1970); answers how many
    /// there are with it.
    pub(crate) async fn count_use(
        &mut self,
        member: &str,
        kind: &'static str,
        hour: i64,
    ) -> Result<i64, Error> {
        let sql = "INSERT INTO staff_uses (member, kind, hour, count) VALUES ($1, $2, $3, 1)
                   ON CONFLICT (member, kind) DO UPDATE SET
                       count = CASE WHEN staff_uses.hour = excluded.hour
                           THEN staff_uses.count + 1 ELSE 1 END,
                       hour = excluded.hour
                   RETURNING count";
        let row = self.row(sql, values![member, kind, hour]).await?;
        row.ok_or(Error::Corrupt("a use was not counted"))?.int()
    }
}
