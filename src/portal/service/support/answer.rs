//! `POST staff/requests/{id}/take`, `…/answer`, `…/close`.
//!
//! A request belongs to who took it; a supervisor may act on a colleague's. Answering or closing
//! one that nobody took takes it.

use serde_json::json;

use super::{queue::staffs_view, words};
use crate::{
    api::{
        ProblemCode,
        staff::{AnswerRequest, CloseRequest, HelpState, RequestView, TakeRequest},
    },
    domain::{Moment, Permission, StaffRole},
    portal::{
        service::{Caller, IdempotencyKey, Refusal, Service, once::Once, staff::Member},
        store::{Event, StoredHelp, Work},
    },
};

/// What a member does with a request.
enum Deed {
    Take,
    Answer(String),
    Close,
}

impl Service {
    /// The caller works on a request from now on. One's own already: nothing happens.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `not-found`, `conflict` when a
    /// colleague has it or it is answered or closed, `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn take_request(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &TakeRequest,
    ) -> Result<RequestView, Refusal> {
        let body = (asked.id, "take");
        self.act(caller, token, (key, "requests.take", &body), asked.id, Deed::Take).await
    }

    /// Answers a request; the citizen can read it from then on.
    ///
    /// # Errors
    /// As taking it, and `bad-value`.
    pub(crate) async fn answer_request(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &AnswerRequest,
    ) -> Result<RequestView, Refusal> {
        let text = words::answer(&asked.text)?.as_str().to_owned();
        let body = (asked.id, text.clone());
        self.act(caller, token, (key, "requests.answer", &body), asked.id, Deed::Answer(text)).await
    }

    /// Closes a request, answered or not; what was typed without proof is forgotten.
    ///
    /// # Errors
    /// As taking it.
    pub(crate) async fn close_request(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &CloseRequest,
    ) -> Result<RequestView, Refusal> {
        let body = (asked.id, "close");
        self.act(caller, token, (key, "requests.close", &body), asked.id, Deed::Close).await
    }

    async fn act(
        &self,
        caller: &Caller,
        token: &str,
        (key, operation, body): (&IdempotencyKey, &'static str, &impl serde::Serialize),
        id: u64,
        deed: Deed,
    ) -> Result<RequestView, Refusal> {
        let at = self.clock.now();
        let id = i64::try_from(id).map_err(|_| ProblemCode::NotFound)?;
        let permission = Permission::AnswerRequests;
        let (mut work, member) = self.writing_member(caller, token, permission, at).await?;
        let once = Once::new(member.actor(), operation, key, body)?;
        let kept = once.take(&mut work, at).await?;
        let mut help = work.hold_help(id).await?.ok_or(ProblemCode::NotFound)?;
        // The reply holds what a citizen wrote, so it is never kept: a retry reads it anew.
        if kept.is_some() {
            return Ok(staffs_view(help));
        }
        once.keep(&mut work, &id).await?;
        if let Some(kind) = carry_out(&mut help, &member, deed, at)? {
            write_down(&mut work, &mut help, &member, kind, at).await?;
        }
        work.commit().await?;
        Ok(staffs_view(help))
    }
}

/// Does the deed to the request; answers the event's kind, none when nothing changed.
fn carry_out(
    help: &mut StoredHelp,
    member: &Member,
    deed: Deed,
    at: Moment,
) -> Result<Option<&'static str>, ProblemCode> {
    let mine = help.taken_by.as_deref() == Some(member.login.as_str());
    let free = help.taken_by.is_none() || mine || member.role == StaffRole::Supervisor;
    let kind = match (help.state, deed) {
        (HelpState::Closed, _) => return Err(ProblemCode::Conflict),
        // What is answered is done: anybody may put it away.
        (HelpState::Answered, Deed::Close) => {
            help.state = HelpState::Closed;
            return Ok(Some("help.closed"));
        }
        (HelpState::Answered, _) => return Err(ProblemCode::Conflict),
        (HelpState::New | HelpState::Taken, _) if !free => return Err(ProblemCode::Conflict),
        (HelpState::Taken, Deed::Take) if mine => return Ok(None),
        (_, Deed::Take) => {
            help.state = HelpState::Taken;
            "help.taken"
        }
        (_, Deed::Answer(text)) => {
            help.state = HelpState::Answered;
            help.answer = Some(text);
            help.answered_at = Some(at);
            "help.answered"
        }
        (_, Deed::Close) => {
            help.state = HelpState::Closed;
            "help.closed"
        }
    };
    help.taken_by = Some(member.login.as_str().to_owned());
    Ok(Some(kind))
}

async fn write_down(
    work: &mut Work,
    help: &mut StoredHelp,
    member: &Member,
    kind: &'static str,
    at: Moment,
) -> Result<(), Refusal> {
    work.change_help(help, at).await?;
    if help.state == HelpState::Closed {
        work.forget_help_contact(help.id).await?;
        help.contact = None;
    }
    let account = help.account.filter(|_| help.verified);
    let payload = json!({ "request": help.id });
    work.append(Event { account, actor: member.actor(), kind, payload, at }).await?;
    Ok(())
}
