//! `GET staff/accounts/{id}/timeline`: an account's events as the staff read them.

use serde::Deserialize;

use super::{
    super::{Caller, Refusal, Service, account_view::unsigned},
    masked,
};
use crate::{
    api::{
        ProblemCode,
        staff::{GetTimeline, RestoreReason, TimelineEntry, TimelineKind, TimelinePage},
    },
    domain::{Cause, EntryKind, Permission, SafeText},
    portal::store::{StoredEvent, Work},
};

/// Entries on a page.
const PAGE: usize = 50;
/// Events read at a time.
const BATCH: i64 = 100;

impl Service {
    /// A page of what happened to an account, newest first. The cursor is the last event's place.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `not-found`, `bad-request` for a cursor that cannot be,
    /// `maintenance`.
    pub(in crate::portal) async fn read_timeline(
        &self,
        caller: &Caller,
        token: &str,
        asked: &GetTimeline,
    ) -> Result<TimelinePage, Refusal> {
        let at = self.clock.now();
        let (mut work, _) = self.member(caller, token, Permission::ReadAccounts, at).await?;
        let number = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        work.account(number).await?.ok_or(ProblemCode::NotFound)?;
        let mut before = match &asked.cursor {
            None => i64::MAX,
            Some(cursor) => cursor.parse().map_err(|_| ProblemCode::BadRequest)?,
        };
        let mut entries = Vec::new();
        // Events that tell the staff nothing are left out, so a page may take several batches.
        while entries.len() <= PAGE {
            let events = work.events_of(number, before, BATCH).await?;
            let Some(last) = events.last() else { break };
            before = last.seq;
            for event in events {
                entries.extend(entry(&mut work, event).await?);
            }
        }
        let more = entries.len() > PAGE;
        entries.truncate(PAGE);
        let next = entries.last().filter(|_| more).map(|entry| entry.seq.to_string().into());
        Ok(TimelinePage { entries, next })
    }
}

/// What the payloads of the events of an account have in common.
#[derive(Debug, Default, Deserialize)]
struct Payload {
    action: Option<String>,
    note: Option<i64>,
    cause: Option<Cause>,
    reason: Option<RestoreReason>,
    kind: Option<EntryKind>,
}

async fn entry(work: &mut Work, event: StoredEvent) -> Result<Option<TimelineEntry>, Refusal> {
    // A payload of another form has nothing that is shown.
    let payload: Payload = match event.kind.as_str() {
        "account.revealed" => Payload::default(),
        _ => serde_json::from_str(&event.payload).unwrap_or_default(),
    };
    let kind = match event.kind.as_str() {
        "acceptance.effective" => TimelineKind::Accepted,
        "acceptance.stood_already" | "session.began" => TimelineKind::SignedIn,
        "account.blocked" => TimelineKind::Blocked,
        "account.access_stopped" => TimelineKind::AccessStopped,
        "account.restored" => TimelineKind::Restored,
        "account.undone" => TimelineKind::Undone,
        "account.noted" => TimelineKind::Noted,
        "account.revealed" => TimelineKind::Revealed,
        "contacts.changed" => TimelineKind::ContactsChanged,
        "ledger.posted" if payload.kind == Some(EntryKind::TopUp) => TimelineKind::ToppedUp,
        "account.withdrawn" => TimelineKind::Withdrawn,
        "help.asked" => TimelineKind::HelpAsked,
        "help.answered" | "help.closed" => TimelineKind::HelpAnswered,
        _ => return Ok(None),
    };
    let action = match &payload.action {
        Some(id) => work.action(id).await?,
        None => None,
    };
    let note = match payload.note {
        Some(id) => work.note(id).await?.map(|note| note.text),
        None => action.as_ref().map(|action| action.note.clone()),
    };
    Ok(Some(TimelineEntry {
        seq: unsigned(event.seq),
        at: event.at,
        actor: actor(work, &event.actor).await?,
        kind,
        cause: payload.cause,
        reason: payload.reason,
        case: action.and_then(|action| action.case),
        note: note.filter(|note| !note.as_str().is_empty()),
    }))
}

/// A login, a terminal's name, or what the event says: `citizen`, `portal`, `anonymous`.
async fn actor(work: &mut Work, actor: &str) -> Result<SafeText, Refusal> {
    let Some(id) = actor.strip_prefix("device:") else { return Ok(masked::login(actor)) };
    let device = work.device(id).await?;
    Ok(device.map_or_else(|| actor.into(), |(device, _)| device.terminal.name))
}
