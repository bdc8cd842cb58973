//! What was done to accounts: block, stop, restore, with what it changed, so that it can be taken
//! back.

use super::{Error, Row, StoredAccount, Work, search::key, value::json, values};
use crate::{
    api::staff::{ActionKind, RestoreReason},
    domain::{AccountState, Cause, Moment, SafeText},
};

/// An act on an account as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredAction {
    /// Its id.
    pub id: String,
    /// On which account.
    pub account: i64,
    /// What.
    pub kind: ActionKind,
    /// Who: `staff:<login>` or `portal`.
    pub actor: String,
    /// The cause of a block or a stop.
    pub cause: Option<Cause>,
    /// The reason of a restoring.
    pub reason: Option<RestoreReason>,
    /// The case's number.
    pub case: Option<SafeText>,
    /// What the colleagues should know.
    pub note: SafeText,
    /// What the account was before.
    pub before: Before,
    /// The account's epoch after it.
    pub epoch: i64,
    /// When.
    pub at: Moment,
    /// Until then it can be undone.
    pub undo_until: Moment,
    /// When it was undone.
    pub undone_at: Option<Moment>,
}

/// What an act changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Before {
    /// The state.
    pub state: AccountState,
    /// Its cause.
    pub cause: Option<Cause>,
    /// Since when.
    pub since: Moment,
    /// The act that had stopped it.
    pub stopped_by: Option<String>,
}

impl Before {
    /// What is about to be changed.
    pub(crate) fn of(account: &StoredAccount) -> Self {
        Self {
            state: account.state,
            cause: account.cause.clone(),
            since: account.since,
            stopped_by: account.stopped_by.clone(),
        }
    }
}

impl Work {
    /// Adds an act.
    pub(crate) async fn add_action(&mut self, action: &StoredAction) -> Result<(), Error> {
        let sql = "INSERT INTO actions (id, account, kind, actor, cause, reason, case_number,
                       case_key, note, before_state, before_cause, before_since,
                       before_stopped_by, epoch, at, undo_until, undone_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                       NULL)";
        let before = &action.before;
        let case = action.case.as_ref().map(SafeText::as_str);
        let values = values![
            action.id.as_str(),
            action.account,
            action.kind.code(),
            action.actor.as_str(),
            action.cause.as_ref().map(json).transpose()?,
            action.reason.map(RestoreReason::code),
            case,
            case.map(key),
            action.note.as_str(),
            before.state.code(),
            before.cause.as_ref().map(json).transpose()?,
            before.since.micros(),
            before.stopped_by.as_deref(),
            action.epoch,
            action.at.micros(),
            action.undo_until.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// An act by its id.
    pub(crate) async fn action(&mut self, id: &str) -> Result<Option<StoredAction>, Error> {
        let sql = "SELECT id, account, kind, actor, cause, reason, case_number, note, before_state,
                       before_cause, before_since, before_stopped_by, epoch, at, undo_until,
                       undone_at
                   FROM actions WHERE id = $1";
        self.row(sql, values![id]).await?.map(action).transpose()
    }

    /// The newest act on an account.
    pub(crate) async fn newest_action(
        &mut self,
        account: i64,
    ) -> Result<Option<StoredAction>, Error> {
        let sql = "SELECT id, account, kind, actor, cause, reason, case_number, note, before_state,
                       before_cause, before_since, before_stopped_by, epoch, at, undo_until,
                       undone_at
                   FROM actions WHERE account = $1 ORDER BY epoch DESC LIMIT 1";
        self.row(sql, values![account]).await?.map(action).transpose()
    }

    /// Somebody's acts after `since`, newest first, at most a hundred.
    pub(crate) async fn actions_by(
        &mut self,
        actor: &str,
        since: Moment,
    ) -> Result<Vec<StoredAction>, Error> {
        let sql = "SELECT id, account, kind, actor, cause, reason, case_number, note, before_state,
                       before_cause, before_since, before_stopped_by, epoch, at, undo_until,
                       undone_at
                   FROM actions WHERE actor = $1 AND at > $2
                   ORDER BY at DESC, epoch DESC, id DESC LIMIT 100";
        self.rows(sql, values![actor, since.micros()]).await?.into_iter().map(action).collect()
    }

    /// Marks an act as undone while it can be: exactly one caller gets true.
    pub(crate) async fn undo_action(&mut self, id: &str, at: Moment) -> Result<bool, Error> {
        let sql = "UPDATE actions SET undone_at = $1
                   WHERE id = $2 AND undone_at IS NULL AND undo_until > $1";
        Ok(self.change(sql, values![at.micros(), id]).await? == 1)
    }
}

fn action(mut row: Row) -> Result<StoredAction, Error> {
    let state = |code: &str| {
        AccountState::from_code(code).ok_or(Error::Corrupt("an act from an unknown state"))
    };
    let reason =
        |code: String| RestoreReason::from_code(&code).ok_or(Error::Corrupt("an unknown reason"));
    Ok(StoredAction {
        id: row.text()?,
        account: row.int()?,
        kind: ActionKind::from_code(&row.text()?).ok_or(Error::Corrupt("an unknown act"))?,
        actor: row.text()?,
        cause: row.json_or_null()?,
        reason: row.text_or_null()?.map(reason).transpose()?,
        case: row.text_or_null()?.map(SafeText::from),
        note: row.text()?.into(),
        before: Before {
            state: state(&row.text()?)?,
            cause: row.json_or_null()?,
            since: Moment::from_micros(row.int()?),
            stopped_by: row.text_or_null()?,
        },
        epoch: row.int()?,
        at: Moment::from_micros(row.int()?),
        undo_until: Moment::from_micros(row.int()?),
        undone_at: row.int_or_null()?.map(Moment::from_micros),
    })
}
