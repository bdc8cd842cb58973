//! `PUT account/contacts`: the citizen gives phone, e-mail and language. What changed gets a code
//! and holds only once that has come back.
//!
//! A code is written before it is sent and noted as sent afterwards: a call that ended between the
//! two sends another one when it is repeated. Neither the kept reply nor an event holds a value.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Caller, IdempotencyKey, Message, Refusal, Service,
    contact_code::{MOST_SENDS, VALID, WINDOW},
    once::Once,
};
use crate::{
    api::{ContactsPut, DemonstrationMessage, ProblemCode, PutContacts},
    domain::{Channel, Email, Language, Moment, Phone, Secret},
    portal::{
        store::{Event, StoredCode, StoredContacts, Work},
        words,
    },
    text::phrases::message,
};

/// The reply as it is kept: the numbers of the codes that were made.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    codes: Vec<i64>,
}

/// What was asked for, checked.
struct Wanted {
    phone: Option<Phone>,
    email: Option<Email>,
    language: Language,
}

impl Wanted {
    fn read(asked: &PutContacts) -> Result<Self, Refusal> {
        let bad = || Refusal::from(ProblemCode::BadValue);
        let phone = asked.phone.as_ref().map(|it| Phone::parse(it.reveal()).ok_or_else(bad));
        let email = asked.email.as_ref().map(|it| Email::parse(it.reveal()).ok_or_else(bad));
        Ok(Self { phone: phone.transpose()?, email: email.transpose()?, language: asked.language })
    }

    /// The channels whose values differ from the confirmed ones, and which were taken away.
    fn changes(&self, known: Option<&StoredContacts>) -> (Vec<(Channel, Secret)>, Vec<Channel>) {
        let phone = known.and_then(|known| known.phone.as_ref()).map(|(phone, _)| phone.e164());
        let email = known.and_then(|known| known.email.as_ref());
        let email = email.map(|(email, _)| email.as_str().to_owned());
        let wanted = [
            (Channel::Phone, self.phone.as_ref().map(Phone::e164), phone),
            (Channel::Email, self.email.as_ref().map(|it| it.as_str().to_owned()), email),
        ];
        let (mut changed, mut removed) = (Vec::new(), Vec::new());
        for (channel, wanted, known) in wanted {
            match wanted {
                Some(value) if Some(&value) != known.as_ref() => {
                    changed.push((channel, Secret::new("contact", value)));
                }
                None if known.is_some() => removed.push(channel),
                _ => {}
            }
        }
        (changed, removed)
    }
}

impl Service {
    /// Takes the registration data of the caller's own account.
    ///
    /// # Errors
    /// `bad-value`, `unauthorised`, `forbidden` for a stopped account, `too-many-requests` when
    /// five codes were sent within the hour, `message-not-sent` without a gateway or when it fails,
    /// `maintenance`.
    pub(crate) async fn put_contacts(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &PutContacts,
    ) -> Result<ContactsPut, Refusal> {
        let at = self.clock.now();
        let wanted = Wanted::read(asked)?;
        let (work, citizen) = self.citizen_in_use(caller, token, at).await?;
        drop(work);
        let account = citizen.account.number;
        // With the token in it the fingerprint tells nobody which phone was asked for.
        let once = Once::new(format!("account:{account}"), "contacts.put", key, &(token, asked))?;
        let mut work = self.store.write().await?;
        self.hold_in_use(&mut work, &citizen).await?;
        let made = match once.take(&mut work, at).await? {
            Some(kept) => self.make_again(&mut work, account, (&kept, &once), at).await?,
            None => self.take_contacts(&mut work, account, &wanted, &once, at).await?,
        };
        work.commit().await?;
        self.send_codes(account, made, wanted.language).await?;
        let mut work = self.store.read().await?;
        let pending = self.pending_codes(&mut work, account, at).await?;
        let shown = |channel| {
            let text = self.messenger.shown(account, channel)?;
            Some(DemonstrationMessage { channel, text })
        };
        let demonstration = pending.iter().filter_map(|code| shown(code.channel)).collect();
        Ok(ContactsPut { pending, demonstration })
    }

    async fn take_contacts(
        &self,
        work: &mut Work,
        account: i64,
        wanted: &Wanted,
        once: &Once<'_>,
        at: Moment,
    ) -> Result<Vec<(StoredCode, Secret)>, Refusal> {
        let known = work.contacts(account).await?;
        let (changed, removed) = wanted.changes(known.as_ref());
        let mut made = Vec::new();
        for channel in Channel::ALL {
            match changed.iter().find(|(of, _)| *of == channel) {
                Some((_, value)) => {
                    made.push(self.make_code(work, account, (channel, value), at).await?);
                }
                None => work.drop_contact_code(account, channel).await?,
            }
        }
        let language = known.as_ref().map(|known| known.language) != Some(wanted.language);
        let writes = language || !removed.is_empty();
        if writes {
            let (phone, email) = known.map_or((None, None), |known| (known.phone, known.email));
            let contacts = StoredContacts {
                phone: phone.filter(|_| !removed.contains(&Channel::Phone)),
                email: email.filter(|_| !removed.contains(&Channel::Email)),
                language: wanted.language,
            };
            work.set_contacts(account, &contacts, at).await?;
        }
        once.keep(work, &Kept { codes: made.iter().map(|(code, _)| code.id).collect() }).await?;
        let mut say = async |kind, payload| {
            let actor = "citizen".to_owned();
            work.append(Event { account: Some(account), actor, kind, payload, at }).await
        };
        if writes {
            say("contacts.changed", json!({ "language": language, "removed": removed })).await?;
        }
        if !changed.is_empty() {
            let channels: Vec<_> = changed.iter().map(|(channel, _)| *channel).collect();
            say("contacts.code_made", json!({ "channels": channels })).await?;
        }
        Ok(made)
    }

    /// Makes a code for a value, unless too many were made for it or for this account.
    async fn make_code(
        &self,
        work: &mut Work,
        account: i64,
        (channel, value): (Channel, &Secret),
        at: Moment,
    ) -> Result<(StoredCode, Secret), Refusal> {
        if !self.messenger.reaches(channel) {
            return Err(ProblemCode::NotSent.into());
        }
        let id = work.next_contact_code().await?;
        let window = i64::try_from(WINDOW.as_micros()).unwrap_or(0);
        let since = Moment::from_micros(at.micros().saturating_sub(window));
        let of = work.too_many_codes_of((account, channel), since, MOST_SENDS).await?;
        let to = work.too_many_codes_to((channel, value.reveal()), since, MOST_SENDS).await?;
        if let Some(first) = of.max(to) {
            return Err(too_many(first.after(WINDOW).since(at)));
        }
        let minted = self.mint_contact_code((account, channel, value))?;
        let code = StoredCode {
            id,
            channel,
            value: value.clone(),
            salt: minted.salt,
            hash: minted.hash,
            expires_at: at.after(VALID),
            tries: 0,
            sent: false,
        };
        work.add_contact_code(account, &code, at).await?;
        Ok((code, minted.code))
    }

    /// For a repeated call: codes that may never have been sent are made anew, and count as others do.
    /// Calls that are repeated at once cannot know of each other's messages.
    async fn make_again(
        &self,
        work: &mut Work,
        account: i64,
        (kept, once): (&str, &Once<'_>),
        at: Moment,
    ) -> Result<Vec<(StoredCode, Secret)>, Refusal> {
        let kept: Kept =
            serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        let mut made = Vec::new();
        for code in work.open_contact_codes(account, at).await? {
            if code.sent || !kept.codes.contains(&code.id) {
                continue;
            }
            made.push(self.make_code(work, account, (code.channel, &code.value), at).await?);
        }
        if !made.is_empty() {
            let codes = made.iter().map(|(code, _)| code.id);
            once.keep(work, &Kept { codes: kept.codes.into_iter().chain(codes).collect() }).await?;
            let channels: Vec<_> = made.iter().map(|(code, _)| code.channel).collect();
            work.append(Event {
                account: Some(account),
                actor: "citizen".to_owned(),
                kind: "contacts.code_made",
                payload: json!({ "channels": channels }),
                at,
            })
            .await?;
        }
        Ok(made)
    }

    async fn send_codes(
        &self,
        account: i64,
        made: Vec<(StoredCode, Secret)>,
        language: Language,
    ) -> Result<(), Refusal> {
        if made.is_empty() {
            return Ok(());
        }
        let mut sent = Vec::new();
        let mut failed = false;
        for (stored, code) in made {
            let text = words::in_language(language, &message::code(code.reveal().into()));
            let (channel, to) = (stored.channel, stored.value);
            let text = Secret::new("message", text.as_str());
            let message = Message { account, channel, to, text };
            match self.messenger.send(&message).await {
                Ok(()) => sent.push(stored.id),
                Err(_) => failed = true,
            }
        }
        let mut work = self.store.write().await?;
        for id in sent {
            work.note_contact_code_sent(id).await?;
        }
        work.commit().await?;
        if failed { Err(ProblemCode::NotSent.into()) } else { Ok(()) }
    }
}

fn too_many(wait: Duration) -> Refusal {
    Refusal::Later {
        code: ProblemCode::TooMany,
        seconds: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).max(1),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        net::Ipv4Addr,
        path::Path,
        sync::{
            Arc, Mutex,
            atomic::{AtomicBool, Ordering},
        },
    };

    use futures_util::future::BoxFuture;

    use super::*;
    use crate::{
        api::{ConfirmContact, ProblemCode},
        domain::{Action, Actor, Clock as _, FixedClock, Iin, Number, Terminal},
        portal::{
            auth,
            service::{Messenger, NotSent},
            store::{Origin, SignInState, StoredSession, StoredSignIn},
        },
    };

    /// A gateway that fails when it is told to.
    #[derive(Debug, Default)]
    struct Gateway {
        fails: AtomicBool,
        taken: Mutex<Vec<(String, String)>>,
    }

    impl Messenger for Gateway {
        fn reaches(&self, channel: Channel) -> bool {
            channel == Channel::Phone
        }

        fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), NotSent>> {
            let (to, text) = (message.to.reveal().to_owned(), message.text.reveal().to_owned());
            self.taken.lock().unwrap().push((to, text));
            let fails = self.fails.load(Ordering::Relaxed);
            Box::pin(async move { if fails { Err(NotSent) } else { Ok(()) } })
        }
    }

    const TOKEN: &str = "token";

    async fn in_a_session(folder: &Path) -> (Service, Caller, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::new(Moment::from_seconds(1_800_000_000)));
        let service = Service::on(folder, Arc::<FixedClock>::clone(&clock)).await;
        let at = clock.now();
        let number = Number::Iin(Iin::certified("000101190001").unwrap());
        let mut work = service.store.write().await.unwrap();
        let mut account = work.open_account(&number, &"X".into(), None, at).await.unwrap();
        account.state = account.state.apply(Action::Accept, Actor::Citizen).unwrap();
        assert!(work.change_account(&account, at).await.unwrap());
        let sign_in = StoredSignIn {
            id: "s".into(),
            code: "s".into(),
            nonce: "s".into(),
            claim_hash: None,
            device: None,
            number,
            terminal: Terminal::default(),
            requested_at: at,
            expires_at: at,
            state: SignInState::Signed,
            tries: 0,
        };
        work.add_sign_in(&sign_in).await.unwrap();
        let session =
            StoredSession { account: account.number, origin: Origin::SignIn("s".to_owned()) };
        work.begin_session(auth::hash(TOKEN), &session, None, at).await.unwrap();
        work.commit().await.unwrap();
        (service, Caller { device: None, address: Ipv4Addr::LOCALHOST.into() }, clock)
    }

    fn asked() -> PutContacts {
        let phone = Some(Secret::new("phone", "+70001000113"));
        PutContacts { phone, email: None, language: Language::Kk }
    }

    #[tokio::test]
    async fn without_a_gateway_it_is_said_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (service, caller, _) = in_a_session(folder.path()).await;
        let key = IdempotencyKey::parse("k").unwrap();
        let refused = service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotSent);
        let contacts = service.read_contacts(&caller, TOKEN).await.unwrap();
        assert_eq!((contacts.language, contacts.pending), (None, Vec::new()));
        // What needs no message is taken.
        let language = PutContacts { phone: None, ..asked() };
        let key = IdempotencyKey::parse("l").unwrap();
        service.put_contacts(&caller, TOKEN, &key, &language).await.unwrap();
        let contacts = service.read_contacts(&caller, TOKEN).await.unwrap();
        assert_eq!(contacts.language, Some(Language::Kk));
    }

    #[tokio::test]
    async fn a_message_that_failed_is_sent_by_the_retry_with_another_code() {
        let folder = tempfile::tempdir().unwrap();
        let (mut service, caller, _) = in_a_session(folder.path()).await;
        let gateway = Arc::new(Gateway::default());
        service.messenger = Arc::<Gateway>::clone(&gateway);
        gateway.fails.store(true, Ordering::Relaxed);
        let key = IdempotencyKey::parse("k").unwrap();
        let refused = service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotSent);
        gateway.fails.store(false, Ordering::Relaxed);
        let put = service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap();
        assert_eq!((put.pending.len(), put.demonstration.len()), (1, 0));
        service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap();
        let taken = std::mem::take(&mut *gateway.taken.lock().unwrap());
        assert_eq!(taken.len(), 2, "what was sent is not sent again");
        assert!(taken.iter().all(|(to, _)| to == "+70001000113"));
        assert_ne!(taken[0].1, taken[1].1);
        let digits = taken[1].1.split(' ').find_map(|word| {
            let word = word.trim_end_matches('.');
            (word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit())).then_some(word)
        });
        let code = Secret::new("code", digits.unwrap());
        let confirm = ConfirmContact { channel: Channel::Phone, code };
        let key = IdempotencyKey::parse("c").unwrap();
        let contacts = service.confirm_contact(&caller, TOKEN, &key, &confirm).await.unwrap();
        assert_eq!(contacts.phone, Phone::parse("+70001000113"));
    }

    #[tokio::test]
    async fn retries_at_once_send_no_more_than_other_calls_may() {
        let folder = tempfile::tempdir().unwrap();
        let (mut service, caller, _) = in_a_session(folder.path()).await;
        let gateway = Arc::new(Gateway::default());
        service.messenger = Arc::<Gateway>::clone(&gateway);
        // None of these learns that another one's message was taken.
        gateway.fails.store(true, Ordering::Relaxed);
        let key = IdempotencyKey::parse("k").unwrap();
        for _ in 0..20 {
            service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap_err();
        }
        assert_eq!(gateway.taken.lock().unwrap().len(), 5);
        let refused = service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::TooMany);
    }

    #[tokio::test]
    async fn what_a_code_was_sent_to_is_forgotten_after_an_hour() {
        let folder = tempfile::tempdir().unwrap();
        let (mut service, caller, clock) = in_a_session(folder.path()).await;
        service.messenger = Arc::new(Gateway::default());
        let key = IdempotencyKey::parse("k").unwrap();
        service.put_contacts(&caller, TOKEN, &key, &asked()).await.unwrap();
        clock.advance(WINDOW);
        service.sweep().await.unwrap();
        service.store.close().await;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let octets = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!octets.windows(10).any(|window| window == b"0001000113"));
        }
    }
}
