//! A desk's calls on accounts, and the accounts of the demonstration's people.

use kezekte::{
    api::staff::{AccountCard, AccountHits, TimelineKind, TimelinePage},
    domain::{Cause, Secret, StaffRole},
    portal::{Person, Story},
};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::world::{World, fresh, ok};

/// A member in a session.
pub(crate) struct Desk<'a> {
    pub(crate) world: &'a World,
    pub(crate) token: Secret,
}

impl<'a> Desk<'a> {
    pub(crate) async fn of(world: &'a World, role: StaffRole) -> Self {
        Self { world, token: world.sign_in_staff(role).await }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let call = self.world.desk(Method::GET, &format!("staff/{path}"), self.token.reveal());
        call.send().await.unwrap()
    }

    /// A call that takes no idempotency key.
    pub(crate) async fn ask(&self, path: &str, body: &Value) -> Response {
        let call = self.world.http.post(self.world.url(&format!("staff/{path}")));
        let call = call.header("Kezekte-Device", &self.world.credential);
        call.bearer_auth(self.token.reveal()).json(body).send().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> Response {
        let call = self.world.http.post(self.world.url(&format!("staff/{path}")));
        let call = call.header("Kezekte-Device", &self.world.credential);
        let call = call.header("Idempotency-Key", key).bearer_auth(self.token.reveal());
        call.json(body).send().await.unwrap()
    }

    /// An act on an account as it was seen.
    pub(crate) async fn act(
        &self,
        act: &str,
        seen: &AccountCard,
        key: &str,
        body: &Value,
    ) -> Response {
        let path = format!("staff/accounts/{}/{act}", seen.account);
        let call = self.world.http.post(self.world.url(&path));
        let call = call.header("Kezekte-Device", &self.world.credential);
        let call = call.header("Idempotency-Key", key).bearer_auth(self.token.reveal());
        let call = call.header("If-Match", format!("\"{}\"", seen.epoch));
        call.json(body).send().await.unwrap()
    }

    pub(crate) async fn restore(&self, seen: &AccountCard) -> Response {
        self.act("restore", seen, &fresh(), &restoring()).await
    }

    pub(crate) async fn undo(&self, action: &str, key: &str) -> Response {
        self.post(&format!("actions/{action}/undo"), key, &json!({})).await
    }

    pub(crate) async fn search(&self, query: &str) -> AccountHits {
        ok(self.ask("accounts/search", &json!({ "query": query })).await).await
    }

    pub(crate) async fn card(&self, account: u64) -> AccountCard {
        ok(self.get(&format!("accounts/{account}")).await).await
    }

    pub(crate) async fn card_of(&self, person: &Person) -> AccountCard {
        let hits = self.search(person.number.digits()).await.hits;
        assert_eq!(hits.len(), 1);
        self.card(hits[0].account).await
    }

    /// How often this stands on the first page of the account's timeline.
    pub(crate) async fn count(&self, account: u64, kind: TimelineKind) -> usize {
        let page: TimelinePage = ok(self.get(&format!("accounts/{account}/timeline")).await).await;
        page.entries.iter().filter(|entry| entry.kind == kind).count()
    }
}

pub(crate) fn restoring() -> Value {
    json!({ "reason": "payment_received", "case": "A-17", "note": "Оплата поступила" })
}

pub(crate) fn stopping(power: &str, breach: &str) -> Value {
    let cause = json!({ "power": power, "breach": breach });
    json!({ "cause": cause, "case": "A-18", "note": "" })
}

/// Who is stopped under 4.7.
pub(crate) fn debtor(world: &World) -> Person {
    let owes = |cause: &Cause| cause.breach().is_some_and(|breach| breach.0 == "4.7");
    let people = world.people.people.iter();
    let mut stopped = people.filter(|person| person.story == Story::Stopped);
    stopped.find(|person| person.cause.as_ref().is_some_and(owes)).unwrap().clone()
}
