//! Money comes in: top-ups and the providers' protocol, over real HTTP.
//!
//! `KEZEKTE_PAYMENTS` says how many random payments (2,000 when absent), `KEZEKTE_ROUNDS` how many
//! rounds of 64 at once (4), `KEZEKTE_SEED` which.

use std::{collections::BTreeMap, time::Duration};

use futures_util::future::join_all;
use kezekte::{
    api::{
        AccountView, Balance, Checked, CreditRefusal, Paid, ProblemCode, ProviderReply,
        StatementPage, TopUpState, TopUpView, TopUps,
        provider_signature::{PROVIDER, SIGNATURE, SignedParts, TIMESTAMP},
    },
    domain::{Clock as _, EntryKind, Moment, Secret, SystemClock},
    portal::{DemoProvider, Story},
};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::world::{World, fresh, ok, refused};

/// A payment provider, as it calls.
pub(crate) struct Provider {
    pub(crate) name: String,
    pub(crate) secret: Secret,
}

impl Provider {
    /// The demonstration's.
    pub(crate) fn of(world: &World) -> Self {
        let DemoProvider { name, secret } = DemoProvider::read(&world.keys()).unwrap();
        Self { name: name.to_string(), secret }
    }

    /// The headers of a call.
    pub(crate) fn headers(
        &self,
        path: &str,
        at: Moment,
        body: &[u8],
    ) -> [(&'static str, String); 3] {
        let timestamp = at.seconds().to_string();
        let parts = SignedParts { method: "POST", path, timestamp: &timestamp, body };
        let signature = parts.sign(self.secret.reveal());
        [(PROVIDER, self.name.clone()), (TIMESTAMP, timestamp), (SIGNATURE, signature)]
    }

    pub(crate) async fn call(&self, world: &World, body: &Value) -> Response {
        let portal = world.portal.url();
        self.call_at(&world.http, &portal, world.clock_now(), body).await.unwrap()
    }

    pub(crate) async fn call_at(
        &self,
        http: &reqwest::Client,
        portal: &str,
        at: Moment,
        body: &Value,
    ) -> reqwest::Result<Response> {
        let path = format!("/api/v1/payments/{}", self.name);
        let text = body.to_string();
        let mut call = http.post(format!("{portal}{path}"));
        for (name, value) in self.headers(&path, at, text.as_bytes()) {
            call = call.header(name, value);
        }
        call.body(text).send().await
    }

    pub(super) async fn check(&self, world: &World, body: Value) -> Checked {
        match ok(self.call(world, &body).await).await {
            ProviderReply::Check(checked) => checked,
            ProviderReply::Pay(_) => panic!("a check was paid"),
        }
    }

    pub(super) async fn pay(&self, world: &World, body: &Value) -> Paid {
        paid(self.call(world, body).await).await
    }
}

pub(crate) async fn paid(response: Response) -> Paid {
    match ok(response).await {
        ProviderReply::Pay(paid) => paid,
        ProviderReply::Check(_) => panic!("a payment was checked"),
    }
}

pub(crate) async fn request_top_up(world: &World, session: &Secret, tiyn: i64) -> TopUpView {
    ok(post_top_up(world, session, &fresh(), tiyn).await).await
}

pub(super) async fn post_top_up(world: &World, session: &Secret, key: &str, tiyn: i64) -> Response {
    let call = world.http.post(world.url("account/top-ups")).bearer_auth(session.reveal());
    let call = call.header("Kezekte-Device", &world.credential).header("Idempotency-Key", key);
    call.json(&json!({ "amount": tiyn })).send().await.unwrap()
}

/// Somebody who has joined, their session and their account's number.
pub(super) async fn citizen(world: &World, story: Story) -> (Secret, u64) {
    let session = world.join(&world.person(story)).await.session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    (session, account.number)
}

pub(super) async fn balance(world: &World, session: &Secret) -> i64 {
    let balance: Balance = ok(world.get("account/balance", session.reveal()).await).await;
    balance.amount.tiyn()
}

pub(super) async fn top_ups_in_statement(world: &World, session: &Secret) -> usize {
    let path = "account/statement?kind=top_up&limit=100";
    let page: StatementPage = ok(world.get(path, session.reveal()).await).await;
    assert!(page.lines.iter().all(|line| line.kind == EntryKind::TopUp));
    page.lines.len()
}

pub(super) fn payment(account: u64, tiyn: i64) -> Value {
    let at = "2026-11-20T09:03:00Z";
    json!({ "step": "pay", "transaction": fresh(), "account": account, "amount": tiyn, "at": at })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_top_up_is_asked_for_checked_paid_and_seen() {
    top_up_story(World::new().await).await;
}

/// The whole life of a top-up.
pub(super) async fn top_up_story(world: World) {
    let (session, account) = citizen(&world, Story::Gost).await;
    let before = balance(&world, &session).await;
    let lines = top_ups_in_statement(&world, &session).await;
    let provider = Provider::of(&world);

    let top_ups: TopUps = ok(world.get("account/top-ups", session.reveal()).await).await;
    assert_eq!((top_ups.limits.least.tiyn(), top_ups.limits.most.tiyn()), (10_000, 50_000_000));
    assert_eq!(top_ups.waiting, None);
    let key = fresh();
    let asked: TopUpView = ok(post_top_up(&world, &session, &key, 500_000).await).await;
    assert_eq!((asked.state, asked.amount.tiyn()), (TopUpState::Waiting, 500_000));
    assert!(asked.code.as_str().starts_with(&format!("{account}-1")), "{}", asked.code);
    assert_eq!(asked.qr, asked.code, "no provider's page is known: the code itself");
    assert_eq!(asked.expires_at.since(asked.requested_at), Duration::from_secs(24 * 3600));
    let again: TopUpView = ok(post_top_up(&world, &session, &key, 500_000).await).await;
    assert_eq!(again, asked, "the same call again");
    let other_key = request_top_up(&world, &session, 500_000).await;
    assert_eq!(other_key, asked, "one waits already");
    let reused = post_top_up(&world, &session, &key, 500_100).await;
    assert_eq!(refused(reused).await.code, ProblemCode::KeyReused);
    let another = request_top_up(&world, &session, 10_000).await;
    assert_ne!(another.code, asked.code);
    let top_ups: TopUps = ok(world.get("account/top-ups", session.reveal()).await).await;
    assert_eq!(top_ups.waiting.as_ref(), Some(&another), "the newest one");

    let check = json!({ "step": "check", "account": account, "top_up": asked.code });
    let checked = provider.check(&world, check.clone()).await;
    assert_eq!((checked.refusal, checked.amount), (None, Some(asked.amount)));
    assert_eq!(balance(&world, &session).await, before, "a check changes nothing");

    let mut pay = payment(account, 500_000);
    pay["top_up"] = json!(asked.code);
    world.wait(Duration::from_secs(60));
    let paid = provider.pay(&world, &pay).await;
    assert_eq!((paid.account, paid.amount, paid.at), (account, asked.amount, world.clock_now()));
    assert_eq!(balance(&world, &session).await, before + 500_000);
    assert_eq!(top_ups_in_statement(&world, &session).await, lines + 1);
    let page: StatementPage = ok(world.get("account/statement", session.reveal()).await).await;
    let line = &page.lines[0];
    assert_eq!((line.id, line.at), (paid.entry, paid.at));
    assert_eq!(line.text.kk.as_str(), "Балансты толтыру: Demo Pay");
    assert_eq!(line.text.ru.as_str(), "Пополнение баланса: Demo Pay");

    let path = format!("account/top-ups/{}", asked.id);
    let seen: TopUpView = ok(world.get(&path, session.reveal()).await).await;
    assert_eq!(seen.state, TopUpState::Paid);
    let of = seen.payment.unwrap();
    assert_eq!((of.amount, of.at, of.entry), (paid.amount, paid.at, paid.entry));
    assert_eq!(of.provider.as_str(), "Demo Pay");
    let replayed: TopUpView = ok(post_top_up(&world, &session, &key, 500_000).await).await;
    assert_eq!(replayed.state, TopUpState::Paid, "a retry tells what is, not what was");
    assert_eq!(provider.check(&world, check).await.refusal, Some(CreditRefusal::TopUpPaid));

    // Nobody else sees it.
    let (stranger, _) = citizen(&world, Story::Rsa).await;
    for (token, id) in [(&stranger, asked.id.as_str()), (&session, "0")] {
        let answer = world.get(&format!("account/top-ups/{id}"), token.reveal()).await;
        assert_eq!(refused(answer).await.code, ProblemCode::NotFound);
    }
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_payment_again_is_one_line_and_the_same_bytes() {
    same_payment_again(World::new().await).await;
}

/// One payment, however often and however late it is sent; and another body under its id.
pub(super) async fn same_payment_again(world: World) {
    let (session, account) = citizen(&world, Story::Joined).await;
    let before = balance(&world, &session).await;
    let provider = Provider::of(&world);
    let pay = payment(account, 123_457);
    let first = provider.call(&world, &pay).await.bytes().await.unwrap();
    // Other replies are forgotten after a day; a payment's never is.
    for wait in [0, 60, 3 * 24 * 3600] {
        world.wait(Duration::from_secs(wait));
        let answer = provider.call(&world, &pay).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.bytes().await.unwrap(), first);
    }
    for (member, value) in [
        ("amount", json!(123_458)),
        ("account", json!(account + 1)),
        ("at", json!("2026-11-20T09:03:01Z")),
        ("top_up", json!("4417-13")),
    ] {
        let mut other = pay.clone();
        other[member] = value;
        let answer = provider.call(&world, &other).await;
        assert_eq!(refused(answer).await.code, ProblemCode::KeyReused, "{member}");
    }
    let (session, _) = citizen(&world, Story::Joined).await;
    assert_eq!(balance(&world, &session).await, before + 123_457);
    // The same id with another provider is another payment.
    let other = world.add_provider("other-pay").await;
    other.pay(&world, &pay).await;
    assert_eq!(balance(&world, &session).await, before + 2 * 123_457);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_payment_by_many_at_once_is_one_line() {
    payments_at_once(World::new().await).await;
}

/// 64 at once: the same payment; the same id with two accounts; different payments of one account.
pub(super) async fn payments_at_once(world: World) {
    const MANY: i64 = 64;
    let rounds: usize = std::env::var("KEZEKTE_ROUNDS").map_or(4, |text| text.parse().unwrap());
    let (session, account) = citizen(&world, Story::Gost).await;
    let (other_session, other) = citizen(&world, Story::Rsa).await;
    let provider = Provider::of(&world);
    let (mut expected, mut both) =
        (balance(&world, &session).await, balance(&world, &other_session).await);
    for round in 0..rounds {
        let pay = payment(account, 10_001);
        let calls = (0..MANY).map(|_| async {
            let answer = provider.call(&world, &pay).await;
            assert_eq!(answer.status(), StatusCode::OK);
            answer.bytes().await.unwrap()
        });
        let replies = join_all(calls).await;
        assert!(replies.iter().all(|reply| *reply == replies[0]), "round {round}");
        expected += 10_001;
        assert_eq!(balance(&world, &session).await, expected, "round {round}: one effect");

        // One id, two accounts: one of them wins, the others learn that the id is used.
        let (one, mut two) = (payment(account, 20_003), payment(other, 20_003));
        two["transaction"] = one["transaction"].clone();
        let calls = (0..MANY).map(|n| {
            let body = if n % 2 == 0 { &one } else { &two };
            let (provider, world) = (&provider, &world);
            async move {
                let answer = provider.call(world, body).await;
                if answer.status() == StatusCode::OK {
                    return Some(paid(answer).await.account);
                }
                assert_eq!(refused(answer).await.code, ProblemCode::KeyReused);
                None
            }
        });
        let accounts: Vec<u64> = join_all(calls).await.into_iter().flatten().collect();
        assert_eq!(accounts.len(), 32, "round {round}");
        assert!(accounts.iter().all(|it| *it == accounts[0]));
        let (mine, theirs) =
            (balance(&world, &session).await, balance(&world, &other_session).await);
        assert_eq!(mine + theirs, expected + both + 20_003, "round {round}: one of the two");
        (expected, both) = (mine, theirs);

        let calls = (0..MANY).map(|n| {
            let pay = payment(account, 10_000 + n);
            let (provider, world) = (&provider, &world);
            async move { provider.pay(world, &pay).await.amount.tiyn() }
        });
        expected += join_all(calls).await.into_iter().sum::<i64>();
        assert_eq!(balance(&world, &session).await, expected, "round {round}: none is lost");
    }
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_books_are_whole_after_random_payments() {
    let count: usize = std::env::var("KEZEKTE_PAYMENTS").map_or(2_000, |it| it.parse().unwrap());
    let seed: u64 = std::env::var("KEZEKTE_SEED")
        .map_or_else(|_| SystemClock.now().micros().unsigned_abs(), |it| it.parse().unwrap());
    println!("KEZEKTE_SEED={seed} KEZEKTE_PAYMENTS={count}");
    let world = World::new().await;
    let provider = Provider::of(&world);
    let mut people = Vec::new();
    for story in [Story::Gost, Story::Rsa, Story::Joined] {
        let (session, account) = citizen(&world, story).await;
        people.push((account, balance(&world, &session).await, story));
    }
    // xorshift64*
    let mut state = seed | 1;
    let mut roll = |sides: u64| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D) % sides
    };
    let mut posted: Vec<(Value, Paid)> = Vec::new();
    let mut seen = BTreeMap::<&str, usize>::new();
    for _ in 0..count {
        let who = roll(people.len() as u64) as usize;
        let (account, amount) = match roll(10) {
            0 => (roll(5_000), 10_000),
            1 => (people[who].0, [0, -5, i64::MAX, i64::MIN, 50_000_001][roll(5) as usize]),
            _ => (people[who].0, 10_000 + roll(40_000) as i64),
        };
        if roll(5) == 0 && !posted.is_empty() {
            let (body, reply) = &posted[roll(posted.len() as u64) as usize];
            assert_eq!(provider.pay(&world, body).await, *reply);
            *seen.entry("again").or_default() += 1;
            continue;
        }
        let body = payment(account, amount);
        let answer = provider.call(&world, &body).await;
        let owner = people.iter_mut().find(|(number, ..)| *number == account);
        match owner {
            Some((_, balance, _)) if (10_000..=50_000_000).contains(&amount) => {
                let reply = paid(answer).await;
                *balance += amount;
                posted.push((body, reply));
                *seen.entry("posted").or_default() += 1;
            }
            Some(_) => {
                assert_eq!(refused(answer).await.code, ProblemCode::AmountOutOfLimits);
                *seen.entry("limits").or_default() += 1;
            }
            // Somebody else of the demonstration, or nobody.
            None if answer.status() == StatusCode::OK => {
                posted.push((body, paid(answer).await));
                *seen.entry("another").or_default() += 1;
            }
            None => {
                assert_eq!(refused(answer).await.code, ProblemCode::NotFound);
                *seen.entry("nobody").or_default() += 1;
            }
        }
    }
    println!("{seen:?}");
    for (_, expected, story) in people {
        let (session, _) = citizen(&world, story).await;
        assert_eq!(balance(&world, &session).await, expected);
    }
    world.books_are_whole().await;
}
