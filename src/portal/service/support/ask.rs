//! `POST support/requests`: a citizen asks for help.
//!
//! Invariant: the answer to somebody who is not signed in does not depend on whether the number
//! they typed is known.

use std::time::Duration;

use serde_json::json;

use super::{citizens_view, code_hash, words};
use crate::{
    api::{
        AskHelp, HelpAsked, ProblemCode,
        staff::{HelpState, HelpTopic},
    },
    domain::{HelpCode, Language, Moment, Number, Secret, Terminal},
    portal::{
        service::{Caller, IdempotencyKey, Refusal, Service, account_view::unsigned, once::Once},
        store::{Event, StoredHelp, Work},
    },
};

/// Requests of one citizen within [`HOUR`]: nobody fills the desk's queue.
const MOST_AN_HOUR: i64 = 20;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A request as it is to be written down.
#[derive(Debug)]
pub(in crate::portal::service) struct Question<'a> {
    /// Its number ([`Work::next_help`]).
    pub(in crate::portal::service) id: i64,
    /// The account it is about.
    pub(in crate::portal::service) account: Option<i64>,
    /// Whether the account's owner has proved who asks.
    pub(in crate::portal::service) verified: bool,
    /// What it is about.
    pub(in crate::portal::service) topic: HelpTopic,
    /// In the citizen's words.
    pub(in crate::portal::service) text: String,
    /// The language of the answer.
    pub(in crate::portal::service) language: Language,
    /// Where the answer may be sent besides.
    pub(in crate::portal::service) contact: Option<String>,
    /// The number that was typed by whom nobody knows.
    pub(in crate::portal::service) typed: Option<&'a Number>,
    /// Whether it comes with secret digits.
    pub(in crate::portal::service) coded: bool,
}

impl Service {
    /// Writes a help request down. Whoever is signed in, a stopped citizen too, sees it among the
    /// own ones; anybody else gets secret digits for it.
    ///
    /// # Errors
    /// `unauthorised` for a session that has ended, `bad-number`, `bad-value`,
    /// `too-many-requests` for a citizen who asked twenty times within the hour,
    /// `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn ask_help(
        &self,
        caller: &Caller,
        session: Option<&str>,
        key: &IdempotencyKey,
        asked: &AskHelp,
    ) -> Result<HelpAsked, Refusal> {
        let at = self.clock.now();
        if asked.topic == HelpTopic::Withdrawal {
            return Err(ProblemCode::BadValue.into());
        }
        let text = words::question(asked.text.reveal())?;
        let contact = asked.contact.as_ref().map(|it| words::contact(it.reveal())).transpose()?;
        let number = asked.number.as_ref();
        if number.is_some_and(|number| Number::parse(number.digits()).as_ref() != Ok(number)) {
            return Err(ProblemCode::BadNumber.into());
        }
        let citizen = match session {
            Some(token) => {
                let (_, citizen) = self.citizen(caller, token, at).await?;
                Some(citizen.account.number)
            }
            None => None,
        };
        let actor = citizen.map_or_else(|| caller.source(), |number| format!("account:{number}"));
        let once = Once::new(actor, "support.ask", key, asked)?;

        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let asked = match once.take(&mut work, at).await? {
            Some(kept) => self.give_again(&mut work, &kept).await?,
            None => {
                let typed = number.filter(|_| citizen.is_none());
                let account = match (citizen, typed) {
                    (Some(account), _) => Some(account),
                    (None, Some(number)) => work.account_number_of(number).await?,
                    (None, None) => None,
                };
                let id = work.next_help().await?;
                if let Some(account) = citizen {
                    within_the_hour(&mut work, account, at).await?;
                }
                once.keep(&mut work, &id).await?;
                let question = Question {
                    id,
                    account,
                    verified: citizen.is_some(),
                    topic: asked.topic,
                    text: text.as_str().to_owned(),
                    language: asked.language,
                    contact,
                    typed,
                    coded: citizen.is_none(),
                };
                self.write_help(&mut work, caller, question, at).await?
            }
        };
        work.commit().await?;
        Ok(asked)
    }

    /// Writes a request down, with its event, within a transaction.
    pub(in crate::portal::service) async fn write_help(
        &self,
        work: &mut Work,
        caller: &Caller,
        question: Question<'_>,
        at: Moment,
    ) -> Result<HelpAsked, Refusal> {
        let Question { id, account, verified, topic, text, language, contact, typed, coded } =
            question;
        let device = caller.device.as_ref();
        let terminal = device.map_or_else(Terminal::own_computer, |device| device.terminal.clone());
        let code = self.code_for(id, coded)?;
        let help = StoredHelp {
            id,
            account,
            verified,
            topic,
            text,
            language,
            contact,
            device: device.map(|device| device.id.clone()),
            terminal: terminal.name,
            state: HelpState::New,
            taken_by: None,
            answer: None,
            answered_at: None,
            code_hash: code.as_ref().map(|code| code_hash(id, code.reveal())),
            created_at: at,
        };
        work.add_help(&help, typed).await?;
        work.append(asked_event(caller, &help, at)).await?;
        Ok(HelpAsked { request: citizens_view(help), code })
    }

    /// A retry after a lost reply: the same request under other digits.
    pub(in crate::portal::service) async fn give_again(
        &self,
        work: &mut Work,
        kept: &str,
    ) -> Result<HelpAsked, Refusal> {
        let id: i64 =
            serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        let help = work.help(id).await?.ok_or(Refusal::Broken("a help request is missing"))?;
        let code = self.code_for(id, help.code_hash.is_some())?;
        if let Some(code) = &code {
            work.renew_help_code(id, code_hash(id, code.reveal())).await?;
        }
        Ok(HelpAsked { request: citizens_view(help), code })
    }

    fn code_for(&self, id: i64, wanted: bool) -> Result<Option<Secret>, Refusal> {
        let mint = || HelpCode::mint(unsigned(id), self.random.as_ref()).map(|code| code.secret);
        Ok(wanted.then(mint).transpose()?)
    }
}

/// The number is drawn before: whoever asks at the same time waits there and counts this one.
async fn within_the_hour(work: &mut Work, account: i64, at: Moment) -> Result<(), Refusal> {
    let asked = work.helps_of(account, MOST_AN_HOUR).await?;
    if (asked.len() as i64) < MOST_AN_HOUR {
        return Ok(());
    }
    let free_at = asked.last().map_or(at, |oldest| oldest.created_at.after(HOUR));
    if free_at <= at {
        return Ok(());
    }
    let seconds = u32::try_from(free_at.since(at).as_secs()).unwrap_or(u32::MAX).saturating_add(1);
    Err(Refusal::Later { code: ProblemCode::TooMany, seconds })
}

/// Only a proved account is named: nobody writes into the history of somebody else's by typing
/// their number.
fn asked_event(caller: &Caller, help: &StoredHelp, at: Moment) -> Event {
    let (account, actor) = match help.verified {
        true => (help.account, "citizen".to_owned()),
        false => (None, caller.actor()),
    };
    let payload = json!({ "request": help.id, "topic": help.topic });
    Event { account, actor, kind: "help.asked", payload, at }
}
