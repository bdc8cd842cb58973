//! `GET staff/requests` and `…/{id}`: the queue, and a request whole.

use super::words;
use crate::{
    api::{
        ProblemCode,
        staff::{GetRequests, RequestLine, RequestPage, RequestView},
    },
    domain::{Permission, SafeText, masked_numbers},
    portal::{
        service::{Caller, Refusal, Service, account_view::unsigned},
        store::{StoredHelp, Work},
    },
};

/// Lines on a page when nobody says.
const PAGE: u16 = 50;
/// The most lines on a page.
const LONGEST_PAGE: u16 = 100;
/// Characters of a request's text in a list.
const WORDS: usize = 60;
/// The most requests on an account's card.
const CARD: i64 = 20;

impl Service {
    /// Requests that are new or taken, the oldest first.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `bad-request`, `maintenance`.
    pub(crate) async fn list_requests(
        &self,
        caller: &Caller,
        token: &str,
        asked: &GetRequests,
    ) -> Result<RequestPage, Refusal> {
        let limit = asked.limit.unwrap_or(PAGE);
        if !(1..=LONGEST_PAGE).contains(&limit) {
            return Err(ProblemCode::BadRequest.into());
        }
        let after = match &asked.cursor {
            Some(cursor) => cursor.parse().map_err(|_| ProblemCode::BadRequest)?,
            None => 0_i64,
        };
        let at = self.clock.now();
        let (mut work, _) = self.member(caller, token, Permission::ReadRequests, at).await?;
        let mut helps = work.helps_waiting(after, i64::from(limit) + 1).await?;
        let total = unsigned(work.count_helps_waiting().await?);
        let more = helps.len() > usize::from(limit);
        helps.truncate(limit.into());
        let last = helps.last().filter(|_| more);
        let next = last.map(|help| SafeText::from(help.id.to_string()));
        Ok(RequestPage { lines: helps.iter().map(line).collect(), next, total })
    }

    /// One request, whole.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `not-found`, `maintenance`.
    pub(crate) async fn read_request(
        &self,
        caller: &Caller,
        token: &str,
        id: i64,
    ) -> Result<RequestView, Refusal> {
        let at = self.clock.now();
        let (mut work, _) = self.member(caller, token, Permission::ReadRequests, at).await?;
        Ok(staffs_view(work.help(id).await?.ok_or(ProblemCode::NotFound)?))
    }
}

/// An account's requests that are not closed, newest first, for its card. Unproved ones are among
/// them and marked.
pub(in crate::portal::service) async fn requests_of(
    work: &mut Work,
    account: i64,
) -> Result<Vec<RequestLine>, Refusal> {
    Ok(work.helps_open_of(account, CARD).await?.iter().map(line).collect())
}

/// A request as a list shows it.
fn line(help: &StoredHelp) -> RequestLine {
    RequestLine {
        id: unsigned(help.id),
        topic: help.topic,
        words: masked_numbers(&help.text).chars().take(WORDS).collect::<String>().into(),
        at: help.created_at,
        state: help.state,
        account: help.account.map(unsigned),
        verified: help.verified,
        terminal: help.terminal.clone(),
        taken_by: help.taken_by.as_deref().map(Into::into),
    }
}

/// A request as staff see it: where to write to is masked, and so is a number of a person that
/// stands in the text (D7).
pub(super) fn staffs_view(help: StoredHelp) -> RequestView {
    RequestView {
        line: line(&help),
        text: masked_numbers(&help.text).into(),
        language: help.language,
        contact_masked: help.contact.as_deref().map(words::masked),
        answer: help.answer.map(Into::into),
        answered_at: help.answered_at,
    }
}
