//! `GET staff/accounts/{id}`: the card (row D3).

use serde_json::json;

use super::{
    super::{Caller, Refusal, Service, account_view::unsigned, support::requests_of},
    masked,
};
use crate::{
    api::{
        Balance, ProblemCode,
        staff::{AccountCard, ActionView, GetCard, StaffAcceptance, StoppedBy},
    },
    domain::{Moment, Permission},
    portal::store::{Event, StoredAccount, StoredTerm, Work},
};

/// Lines of the statement on a card.
const LINES: i64 = 10;
/// Notices and notes on a card.
const WRITTEN: i64 = 20;

impl Service {
    /// Everything one screen needs to say why an account is stopped and what lifts it. That it was
    /// read is logged; the log's entry is none of the account's own.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `not-found`, `maintenance`.
    pub(in crate::portal) async fn read_card(
        &self,
        caller: &Caller,
        token: &str,
        asked: &GetCard,
    ) -> Result<AccountCard, Refusal> {
        let at = self.clock.now();
        let (mut work, member) = self.member(caller, token, Permission::ReadAccounts, at).await?;
        let number = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        let account = work.account(number).await?.ok_or(ProblemCode::NotFound)?;
        let card = card(&mut work, account, at).await?;
        drop(work);
        let mut work = self.store.write().await?;
        work.append(Event {
            account: None,
            actor: member.actor(),
            kind: "staff.read",
            payload: json!({ "account": number }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(card)
    }
}

async fn card(work: &mut Work, account: StoredAccount, at: Moment) -> Result<AccountCard, Refusal> {
    let number = account.number;
    let statement = work.statement(number, None, i64::MAX, LINES).await?;
    let acceptances = work.terms_of(number).await?.into_iter().map(acceptance).collect();
    let notices = work.notices_of(number, WRITTEN).await?;
    let notes = work.notes_of(number, WRITTEN).await?;
    let contacts = work.contacts(number).await?;
    Ok(AccountCard {
        account: unsigned(number),
        epoch: unsigned(account.epoch),
        kind: masked::kind(&account),
        name: masked::name(&account),
        number_masked: account.holder.masked().into(),
        phone_masked: contacts.as_ref().and_then(|c| Some(c.phone.as_ref()?.0.masked().into())),
        email_masked: contacts.as_ref().and_then(|c| Some(c.email.as_ref()?.0.masked().into())),
        language: contacts.as_ref().map(|contacts| contacts.language),
        state: account.state,
        stopped: stopped_by(work, &account).await?,
        balance: statement.first().map(|line| Balance { amount: line.balance, at }),
        statement,
        acceptances,
        notices: notices.into_iter().map(|notice| masked::notice(notice, at)).collect(),
        notes: notes.into_iter().map(masked::note).collect(),
        requests: requests_of(work, number).await?,
        undoable: undoable(work, &account, at).await?,
        cause: account.cause,
    })
}

fn acceptance(term: StoredTerm) -> StaffAcceptance {
    StaffAcceptance {
        receipt: term.receipt.number,
        agreement: term.agreement,
        languages: term.languages,
        accepted_at: term.receipt.accepted_at,
        valid_until: term.receipt.valid_until,
        ended_at: term.ended_at,
    }
}

async fn stopped_by(
    work: &mut Work,
    account: &StoredAccount,
) -> Result<Option<StoppedBy>, Refusal> {
    let Some(id) = &account.stopped_by else { return Ok(None) };
    let action = work.action(id).await?.ok_or(Refusal::Broken("stopped by an unknown act"))?;
    Ok(Some(StoppedBy {
        at: action.at,
        actor: masked::login(&action.actor),
        case: action.case,
        note: Some(action.note).filter(|note| !note.as_str().is_empty()),
    }))
}

/// The newest act while it can be undone: in its thirty seconds, and nothing has happened since.
async fn undoable(
    work: &mut Work,
    account: &StoredAccount,
    at: Moment,
) -> Result<Option<ActionView>, Refusal> {
    let newest = work.newest_action(account.number).await?;
    let open = newest.filter(|action| at < action.undo_until && action.epoch == account.epoch);
    Ok(open.as_ref().map(masked::action))
}
