//! Values that wait for the code that was sent to them. A row lives an hour, so long it counts
//! against the sends of its account and of its value.

use super::{Error, Row, Work, values};
use crate::domain::{Channel, Moment, Secret};

/// A value that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredCode {
    /// Its number.
    pub id: i64,
    /// What kind of value.
    pub channel: Channel,
    /// The value.
    pub value: Secret,
    /// What the code is hashed with.
    pub salt: Vec<u8>,
    /// The code's hash.
    pub hash: [u8; 32],
    /// Until when it is taken.
    pub expires_at: Moment,
    /// How often it was given wrongly.
    pub tries: i64,
    /// True once it is known to have been sent.
    pub sent: bool,
}

impl Work {
    /// The number of the next code. Whoever takes one is alone with the codes until their
    /// transaction ends, so what they count stays true.
    pub(crate) async fn next_contact_code(&mut self) -> Result<i64, Error> {
        self.next("contact_code", 1).await
    }

    /// Adds a code in place of an open one for the same channel.
    pub(crate) async fn add_contact_code(
        &mut self,
        account: i64,
        code: &StoredCode,
        at: Moment,
    ) -> Result<(), Error> {
        self.drop_contact_code(account, code.channel).await?;
        let sql =
            "INSERT INTO contact_codes (id, account, channel, value, salt, code_hash, made_at,
                       expires_at, tries, state)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'made')";
        let values = values![
            code.id,
            account,
            code.channel.code(),
            code.value.reveal(),
            code.salt.as_slice(),
            code.hash,
            at.micros(),
            code.expires_at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// Lets the open code of a channel count no longer.
    pub(crate) async fn drop_contact_code(
        &mut self,
        account: i64,
        channel: Channel,
    ) -> Result<(), Error> {
        let sql = "UPDATE contact_codes SET state = 'replaced'
                   WHERE account = $1 AND channel = $2 AND state IN ('made', 'sent')";
        self.change(sql, values![account, channel.code()]).await.map(drop)
    }

    /// The account's codes that can still be given back, the phone's first.
    pub(crate) async fn open_contact_codes(
        &mut self,
        account: i64,
        at: Moment,
    ) -> Result<Vec<StoredCode>, Error> {
        let sql = "SELECT id, channel, value, salt, code_hash, expires_at, tries, state
                   FROM contact_codes
                   WHERE account = $1 AND state IN ('made', 'sent') AND expires_at > $2
                   ORDER BY channel DESC";
        let rows = self.rows(sql, values![account, at.micros()]).await?;
        rows.into_iter().map(stored).collect()
    }

    /// Notes that a code was sent.
    pub(crate) async fn note_contact_code_sent(&mut self, id: i64) -> Result<(), Error> {
        let sql = "UPDATE contact_codes SET state = 'sent' WHERE id = $1 AND state = 'made'";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Uses a code: exactly one caller gets true, whoever else races.
    pub(crate) async fn use_contact_code(&mut self, id: i64, at: Moment) -> Result<bool, Error> {
        let sql = "UPDATE contact_codes SET state = 'used'
                   WHERE id = $1 AND state IN ('made', 'sent') AND expires_at > $2";
        Ok(self.change(sql, values![id, at.micros()]).await? == 1)
    }

    /// Counts a code given wrongly; the `most`th ends it. Answers how many there were, none when
    /// it was over anyway.
    pub(crate) async fn count_wrong_contact_code(
        &mut self,
        id: i64,
        most: i64,
    ) -> Result<Option<i64>, Error> {
        let sql = "UPDATE contact_codes SET tries = tries + 1,
                       state = CASE WHEN tries + 1 >= $1 THEN 'spent' ELSE state END
                   WHERE id = $2 AND state IN ('made', 'sent') RETURNING tries";
        let row = self.row(sql, values![most, id]).await?;
        row.map(|mut row| row.int()).transpose()
    }

    /// When the first of the last codes was made for this account and channel after `since`, when
    /// there were `most` of them.
    pub(crate) async fn too_many_codes_of(
        &mut self,
        (account, channel): (i64, Channel),
        since: Moment,
        most: i64,
    ) -> Result<Option<Moment>, Error> {
        let sql = "SELECT made_at FROM contact_codes
                   WHERE account = $1 AND channel = $2 AND made_at > $3
                   ORDER BY made_at DESC LIMIT $4";
        let values = values![account, channel.code(), since.micros(), most];
        full(self.rows(sql, values).await?, most)
    }

    /// The same for a value, whoever gave it: nobody's phone is flooded from many accounts.
    pub(crate) async fn too_many_codes_to(
        &mut self,
        (channel, value): (Channel, &str),
        since: Moment,
        most: i64,
    ) -> Result<Option<Moment>, Error> {
        let sql = "SELECT made_at FROM contact_codes
                   WHERE channel = $1 AND value = $2 AND made_at > $3
                   ORDER BY made_at DESC LIMIT $4";
        let values = values![channel.code(), value, since.micros(), most];
        full(self.rows(sql, values).await?, most)
    }

    /// Forgets codes made at `before` or earlier, and with them the values they were sent to.
    pub(crate) async fn forget_contact_codes(&mut self, before: Moment) -> Result<u64, Error> {
        let sql = "DELETE FROM contact_codes WHERE made_at <= $1";
        self.change(sql, values![before.micros()]).await
    }
}

/// The last of `most` rows' moment; none of fewer rows.
fn full(rows: Vec<Row>, most: i64) -> Result<Option<Moment>, Error> {
    if (rows.len() as i64) < most {
        return Ok(None);
    }
    let last = rows.into_iter().next_back();
    last.map(|mut row| row.int().map(Moment::from_micros)).transpose()
}

fn stored(mut row: Row) -> Result<StoredCode, Error> {
    let other = Error::Corrupt("a code of another form");
    Ok(StoredCode {
        id: row.int()?,
        channel: Channel::from_code(&row.text()?).ok_or(other)?,
        value: Secret::new("contact", row.text()?),
        salt: row.bytes_or_null()?.unwrap_or_default(),
        hash: row.hash()?,
        expires_at: Moment::from_micros(row.int()?),
        tries: row.int()?,
        sent: row.text()? == "sent",
    })
}
