//! `POST account/contacts/confirm`: a code comes back, and its value holds from here on.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Caller, IdempotencyKey, Refusal, Service,
    contact_code::{MOST_TRIES, is_code, matches, tries_left},
    once::Once,
};
use crate::{
    api::{ConfirmContact, Contacts, ProblemCode},
    domain::{Channel, Email, Language, Moment, Phone},
    portal::store::{Event, StoredAccount, StoredCode, StoredContacts, Work},
};

/// What became of a code, as it is kept for a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Confirmed,
    Wrong { tries_left: u32 },
    Expired,
}

impl Service {
    /// Confirms the value that waits for this code.
    ///
    /// # Errors
    /// `bad-value` for what can be no code, `code-wrong`, `code-expired` for the third wrong one,
    /// one that comes late and one that nobody waits for, `unauthorised`, `forbidden` for a stopped
    /// account, `maintenance`.
    pub(crate) async fn confirm_contact(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &ConfirmContact,
    ) -> Result<Contacts, Refusal> {
        let at = self.clock.now();
        if !is_code(&asked.code) {
            return Err(ProblemCode::BadValue.into());
        }
        let (work, citizen) = self.citizen_in_use(caller, token, at).await?;
        drop(work);
        let actor = format!("account:{}", citizen.account.number);
        let once = Once::new(actor, "contacts.confirm", key, &(token, asked))?;
        let mut work = self.store.write().await?;
        let account = self.hold_in_use(&mut work, &citizen).await?;
        let kept = match once.take(&mut work, at).await? {
            Some(kept) => {
                serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"))?
            }
            None => self.judge_code(&mut work, &account, asked, &once, at).await?,
        };
        match kept {
            Kept::Confirmed => {
                let contacts = self.contacts_of(&mut work, &account, at).await?;
                work.commit().await?;
                Ok(contacts)
            }
            Kept::Wrong { tries_left } => {
                work.commit().await?;
                Err(Refusal::WrongCode { tries_left })
            }
            Kept::Expired => {
                work.commit().await?;
                Err(ProblemCode::CodeExpired.into())
            }
        }
    }

    async fn judge_code(
        &self,
        work: &mut Work,
        account: &StoredAccount,
        asked: &ConfirmContact,
        once: &Once<'_>,
        at: Moment,
    ) -> Result<Kept, Refusal> {
        let number = account.number;
        let open = work.open_contact_codes(number, at).await?;
        let code = open.into_iter().find(|code| code.channel == asked.channel);
        let Some(code) = code else {
            once.keep(work, &Kept::Expired).await?;
            return Ok(Kept::Expired);
        };
        let (kept, kind, payload) = if matches(&code, number, &asked.code) {
            if !work.use_contact_code(code.id, at).await? {
                return Err(ProblemCode::CodeExpired.into());
            }
            let contacts = confirmed(work, number, &code, at).await?;
            work.set_contacts(number, &contacts, at).await?;
            let payload = json!({ "confirmed": [code.channel] });
            (Kept::Confirmed, "contacts.changed", payload)
        } else {
            let tries = work.count_wrong_contact_code(code.id, MOST_TRIES).await?;
            let tries = tries.ok_or(ProblemCode::CodeExpired)?;
            let kept = match tries_left(tries) {
                0 => Kept::Expired,
                tries_left => Kept::Wrong { tries_left },
            };
            (kept, "contacts.code_wrong", json!({ "channel": code.channel, "tries": tries }))
        };
        once.keep(work, &kept).await?;
        let actor = "citizen".to_owned();
        work.append(Event { account: Some(number), actor, kind, payload, at }).await?;
        Ok(kept)
    }
}

/// The registration data with the value of this code in it.
async fn confirmed(
    work: &mut Work,
    account: i64,
    code: &StoredCode,
    at: Moment,
) -> Result<StoredContacts, Refusal> {
    let none = StoredContacts { phone: None, email: None, language: Language::default() };
    let mut contacts = work.contacts(account).await?.unwrap_or(none);
    let broken = Refusal::Broken("a code for a value of another form");
    let value = code.value.reveal();
    match code.channel {
        Channel::Phone => contacts.phone = Some((Phone::parse(value).ok_or(broken)?, at)),
        Channel::Email => contacts.email = Some((Email::parse(value).ok_or(broken)?, at)),
    }
    Ok(contacts)
}
