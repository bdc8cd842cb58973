//! Help requests (3.2.1): asked by citizens, taken and answered by staff.
//!
//! What was typed without proof (a number, where to write to) is forgotten when its request is
//! closed.

use super::{Error, Row, Work, values};
use crate::{
    api::staff::{HelpState, HelpTopic},
    domain::{Language, Moment, Number, SafeText},
};

/// A help request as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredHelp {
    /// Its number.
    pub id: i64,
    /// Whose it is, as far as it is known.
    pub account: Option<i64>,
    /// True when the citizen was signed in.
    pub verified: bool,
    /// What it is about.
    pub topic: HelpTopic,
    /// What the citizen wrote.
    pub text: String,
    /// The language in which the answer is wanted.
    pub language: Language,
    /// Where the answer may be sent besides.
    pub contact: Option<String>,
    /// The device it was asked on.
    pub device: Option<String>,
    /// The terminal's name.
    pub terminal: SafeText,
    /// Its state.
    pub state: HelpState,
    /// The login of who works on it.
    pub taken_by: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// The hash of its secret digits; none when the citizen was signed in.
    pub code_hash: Option<[u8; 32]>,
    /// When it was asked.
    pub created_at: Moment,
}

/// Nothing a citizen wrote or left reaches a log by way of a panic's or a trace's `{:?}`.
impl std::fmt::Debug for StoredHelp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, topic, state, .. } = self;
        write!(f, "StoredHelp({id}, {topic:?}, {state:?})")
    }
}

/// The first request's number.
const FIRST: i64 = 1042;

impl Work {
    /// The next request's number.
    pub(crate) async fn next_help(&mut self) -> Result<i64, Error> {
        self.next("help", FIRST).await
    }

    /// Adds a request; `number` is the one that was typed without proof.
    pub(crate) async fn add_help(
        &mut self,
        help: &StoredHelp,
        number: Option<&Number>,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO help_requests (id, account, verified, topic, text, language,
                       contact, kind, digits, device, terminal, state, code_hash, created_at,
                       changed_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)";
        let kind = number.map(|number| match number {
            Number::Iin(_) => "iin",
            Number::Bin(_) => "bin",
        });
        let values = values![
            help.id,
            help.account,
            i64::from(help.verified),
            help.topic.code(),
            help.text.as_str(),
            help.language.tag(),
            help.contact.as_deref(),
            kind,
            number.map(Number::digits),
            help.device.as_deref(),
            help.terminal.as_str(),
            help.state.code(),
            help.code_hash,
            help.created_at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The account of a number somebody typed, if there is one.
    pub(crate) async fn account_number_of(&mut self, of: &Number) -> Result<Option<i64>, Error> {
        let kind = match of {
            Number::Iin(_) => "iin",
            Number::Bin(_) => "bin",
        };
        let sql = "SELECT number FROM accounts WHERE kind = $1 AND digits = $2";
        self.row(sql, values![kind, of.digits()]).await?.map(|mut row| row.int()).transpose()
    }

    /// A request.
    pub(crate) async fn help(&mut self, id: i64) -> Result<Option<StoredHelp>, Error> {
        let sql = "SELECT id, account, verified, topic, text, language, contact, device, terminal,
                       state, taken_by, answer, answered_at, code_hash, created_at
                   FROM help_requests WHERE id = $1";
        self.row(sql, values![id]).await?.map(help).transpose()
    }

    /// A request, held until this transaction ends so that nobody else decides on it meanwhile.
    pub(crate) async fn hold_help(&mut self, id: i64) -> Result<Option<StoredHelp>, Error> {
        let sql = "UPDATE help_requests SET id = id WHERE id = $1
                   RETURNING id, account, verified, topic, text, language, contact, device,
                       terminal, state, taken_by, answer, answered_at, code_hash, created_at";
        self.row(sql, values![id]).await?.map(help).transpose()
    }

    /// Requests that are new or taken after `id`, the oldest first.
    pub(crate) async fn helps_waiting(
        &mut self,
        after: i64,
        limit: i64,
    ) -> Result<Vec<StoredHelp>, Error> {
        let sql = "SELECT id, account, verified, topic, text, language, contact, device, terminal,
                       state, taken_by, answer, answered_at, code_hash, created_at
                   FROM help_requests WHERE state IN ('new', 'taken') AND id > $1
                   ORDER BY id LIMIT $2";
        self.rows(sql, values![after, limit]).await?.into_iter().map(help).collect()
    }

    /// How many requests are new or taken.
    pub(crate) async fn count_helps_waiting(&mut self) -> Result<i64, Error> {
        let sql = "SELECT COUNT(*) FROM help_requests WHERE state IN ('new', 'taken')";
        let row = self.row(sql, values![]).await?;
        row.ok_or(Error::Corrupt("a count gave no number"))?.int()
    }

    /// Requests of an account that are not closed, newest first: proved and unproved ones.
    pub(crate) async fn helps_open_of(
        &mut self,
        account: i64,
        limit: i64,
    ) -> Result<Vec<StoredHelp>, Error> {
        let sql = "SELECT id, account, verified, topic, text, language, contact, device, terminal,
                       state, taken_by, answer, answered_at, code_hash, created_at
                   FROM help_requests WHERE account = $1 AND state <> 'closed'
                   ORDER BY id DESC LIMIT $2";
        self.rows(sql, values![account, limit]).await?.into_iter().map(help).collect()
    }

    /// What a citizen asked when signed in, newest first.
    pub(crate) async fn helps_of(
        &mut self,
        account: i64,
        limit: i64,
    ) -> Result<Vec<StoredHelp>, Error> {
        let sql = "SELECT id, account, verified, topic, text, language, contact, device, terminal,
                       state, taken_by, answer, answered_at, code_hash, created_at
                   FROM help_requests WHERE account = $1 AND verified = 1
                   ORDER BY id DESC LIMIT $2";
        self.rows(sql, values![account, limit]).await?.into_iter().map(help).collect()
    }

    /// Other secret digits in place of the old, for a retry of a lost reply.
    pub(crate) async fn renew_help_code(&mut self, id: i64, hash: [u8; 32]) -> Result<(), Error> {
        let sql = "UPDATE help_requests SET code_hash = $1 WHERE id = $2 AND code_hash IS NOT NULL";
        self.change(sql, values![hash, id]).await.map(drop)
    }

    /// Writes down what staff did with a request that this transaction holds.
    pub(crate) async fn change_help(&mut self, help: &StoredHelp, at: Moment) -> Result<(), Error> {
        let sql = "UPDATE help_requests SET state = $1, taken_by = $2, answer = $3,
                       answered_at = $4, changed_at = $5 WHERE id = $6";
        let values = values![
            help.state.code(),
            help.taken_by.as_deref(),
            help.answer.as_deref(),
            help.answered_at.map(Moment::micros),
            at.micros(),
            help.id,
        ];
        self.change(sql, values).await.map(drop)
    }

    /// Forgets what was typed without proof.
    pub(crate) async fn forget_help_contact(&mut self, id: i64) -> Result<(), Error> {
        let sql = "UPDATE help_requests SET contact = NULL, kind = NULL, digits = NULL
                   WHERE id = $1";
        self.change(sql, values![id]).await.map(drop)
    }
}

fn help(mut row: Row) -> Result<StoredHelp, Error> {
    Ok(StoredHelp {
        id: row.int()?,
        account: row.int_or_null()?,
        verified: row.int()? == 1,
        topic: HelpTopic::from_code(&row.text()?).ok_or(Error::Corrupt("a topic of no kind"))?,
        text: row.text()?,
        language: Language::from_tag(&row.text()?)
            .ok_or(Error::Corrupt("a language of no kind"))?,
        contact: row.text_or_null()?,
        device: row.text_or_null()?,
        terminal: row.text()?.into(),
        state: HelpState::from_code(&row.text()?).ok_or(Error::Corrupt("a state of no kind"))?,
        taken_by: row.text_or_null()?,
        answer: row.text_or_null()?,
        answered_at: row.int_or_null()?.map(Moment::from_micros),
        code_hash: hash_or_null(&mut row)?,
        created_at: Moment::from_micros(row.int()?),
    })
}

fn hash_or_null(row: &mut Row) -> Result<Option<[u8; 32]>, Error> {
    let bytes = row.bytes_or_null()?;
    let hash = bytes.map(<[u8; 32]>::try_from).transpose();
    hash.map_err(|_| Error::Corrupt("32 octets were expected"))
}
