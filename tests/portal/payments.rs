//! Money comes in: top-ups and the providers' protocol, over real HTTP.
//!
//! `KEZEKTE_PAYMENTS` says how many random payments (2,000 when absent), `KEZEKTE_ROUNDS` how many
//! rounds of 64 at once (4), `KEZEKTE_SEED` which.

use std::{collections::BTreeMap, os::unix::fs::PermissionsExt as _, time::Duration};

use futures_util::future::join_all;
use kezekte::{
    api::{
        AccountView, Balance, Checked, CreditRefusal, Paid, ProblemCode, ProviderReply,
        StatementPage, TopUpState, TopUpView, TopUps,
        provider_signature::{PROVIDER, SIGNATURE, SignedParts, TIMESTAMP},
    },
    domain::{Clock as _, EntryKind, Moment, ProviderName, Secret, SystemClock, Tenge},
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

    async fn check(&self, world: &World, body: Value) -> Checked {
        match ok(self.call(world, &body).await).await {
            ProviderReply::Check(checked) => checked,
            ProviderReply::Pay(_) => panic!("a check was paid"),
        }
    }

    async fn pay(&self, world: &World, body: &Value) -> Paid {
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

async fn post_top_up(world: &World, session: &Secret, key: &str, tiyn: i64) -> Response {
    let call = world.http.post(world.url("account/top-ups")).bearer_auth(session.reveal());
    let call = call.header("Kezekte-Device", &world.credential).header("Idempotency-Key", key);
    call.json(&json!({ "amount": tiyn })).send().await.unwrap()
}

/// Somebody who has joined, their session and their account's number.
async fn citizen(world: &World, story: Story) -> (Secret, u64) {
    let session = world.join(&world.person(story)).await.session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    (session, account.number)
}

async fn balance(world: &World, session: &Secret) -> i64 {
    let balance: Balance = ok(world.get("account/balance", session.reveal()).await).await;
    balance.amount.tiyn()
}

async fn top_ups_in_statement(world: &World, session: &Secret) -> usize {
    let path = "account/statement?kind=top_up&limit=100";
    let page: StatementPage = ok(world.get(path, session.reveal()).await).await;
    assert!(page.lines.iter().all(|line| line.kind == EntryKind::TopUp));
    page.lines.len()
}

fn payment(account: u64, tiyn: i64) -> Value {
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
async fn an_unsigned_late_foreign_or_changed_call_is_refused_alike() {
    let world = World::new().await;
    let (session, account) = citizen(&world, Story::Joined).await;
    let before = balance(&world, &session).await;
    let provider = Provider::of(&world);
    let (path, at) = ("/api/v1/payments/demo", world.clock_now());
    let body = payment(account, 50_000).to_string();
    let good = provider.headers(path, at, body.as_bytes());
    let mut refusals = Vec::new();
    let send = async |path: &str, headers: &[(&'static str, String)], body: &str| {
        let mut call = world.http.post(format!("{}{path}", world.portal.url()));
        for (name, value) in headers {
            call = call.header(*name, value);
        }
        call.body(body.to_owned()).send().await.unwrap()
    };
    for left_out in 0..3 {
        let mut headers = good.to_vec();
        headers.remove(left_out);
        refusals.push(send(path, &headers, &body).await);
    }
    let other = world.add_provider("other-pay").await;
    let stranger = Provider { name: "demo".into(), secret: Secret::new("provider", "guessed") };
    let nobody = Provider { name: "nobody".into(), secret: provider.secret.clone() };
    let off = |seconds: i64| Moment::from_micros(at.micros() + seconds * 1_000_000);
    for (who, path, at, body) in [
        (&stranger, path, at, body.as_str()),
        (&other, path, at, body.as_str()),
        (&provider, "/api/v1/payments/other-pay", at, body.as_str()),
        (&nobody, "/api/v1/payments/nobody", at, body.as_str()),
        (&provider, "/api/v1/payments/..%2Fdemo", at, body.as_str()),
        (&provider, path, off(-301), body.as_str()),
        (&provider, path, off(301), body.as_str()),
    ] {
        refusals.push(send(path, &who.headers(path, at, body.as_bytes()), body).await);
    }
    let changed = body.replace("50000", "50001");
    assert_ne!(changed, body);
    refusals.push(send(path, &good, &changed).await);
    refusals.push(send(path, &good, &format!("{body} ")).await);
    let upper = good[2].1.to_uppercase();
    let problems = join_all(refusals.into_iter().map(refused)).await;
    assert!(problems.iter().all(|it| it.code == ProblemCode::Unauthorised), "{problems:#?}");
    assert!(problems.windows(2).all(|pair| pair[0] == pair[1]), "which check failed is not said");
    assert_eq!(balance(&world, &session).await, before);

    // At the edge of the window, and with another spelling of the same signature, it is good.
    for (name, at) in [("early", off(300)), ("late", off(-300))] {
        let headers = provider.headers(path, at, body.as_bytes());
        assert_eq!(send(path, &headers, &body).await.status(), StatusCode::OK, "{name}");
    }
    let mut headers = good.to_vec();
    headers[2].1 = upper;
    assert_eq!(send(path, &headers, &body).await.status(), StatusCode::OK);
    assert_eq!(balance(&world, &session).await, before + 50_000);

    // A right that was taken away ends at once, on the portal that runs.
    let name = ProviderName::parse("demo").unwrap();
    kezekte::portal::disable_provider(&world.database, &name, &SystemClock).await.unwrap();
    let answer = provider.call(&world, &payment(account, 50_000)).await;
    assert_eq!(refused(answer).await.code, ProblemCode::Unauthorised);
    // A secret that others can read is no secret.
    let file = world.keys().join("providers/other-pay.key");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let answer = other.call(&world, &payment(account, 50_000)).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    std::fs::remove_file(&file).unwrap();
    let answer = other.call(&world, &payment(account, 50_000)).await;
    assert_eq!(refused(answer).await.code, ProblemCode::Unauthorised);
    assert_eq!(balance(&world, &session).await, before + 50_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_credited_is_refused_at_both_steps() {
    refusals(World::new().await).await;
}

/// Unknown, closed and stopped accounts; limits and the edges of i64; codes of others.
pub(super) async fn refusals(world: World) {
    let (session, account) = citizen(&world, Story::Gost).await;
    let (_, other) = citizen(&world, Story::Rsa).await;
    let provider = Provider::of(&world);
    let before = balance(&world, &session).await;
    let top_up = request_top_up(&world, &session, 10_000).await;
    let check = async |body: Value| provider.check(&world, body).await.refusal;
    let pay = async |body: &Value| refused(provider.call(&world, body).await).await.code;
    for unknown in [0, 1, 999_999, u64::MAX, i64::MAX as u64 + 1] {
        let asked = check(json!({ "step": "check", "account": unknown })).await;
        assert_eq!(asked, Some(CreditRefusal::NoAccount), "{unknown}");
        assert_eq!(pay(&payment(unknown, 10_000)).await, ProblemCode::NotFound, "{unknown}");
    }
    for amount in
        [9_999, 0, -1, -10_000, 50_000_001, 1_000_000_000_001, i64::MAX, i64::MIN, i64::MIN + 1]
    {
        let asked = json!({ "step": "check", "account": account, "amount": amount });
        assert_eq!(check(asked).await, Some(CreditRefusal::AmountOutOfLimits), "{amount}");
        let code = pay(&payment(account, amount)).await;
        assert_eq!(code, ProblemCode::AmountOutOfLimits, "{amount}");
        let asked = post_top_up(&world, &session, &fresh(), amount).await;
        assert_eq!(refused(asked).await.code, ProblemCode::AmountOutOfLimits, "{amount}");
    }
    for amount in [10_000, 50_000_000] {
        let asked = json!({ "step": "check", "account": account, "amount": amount });
        assert_eq!(check(asked).await, None, "{amount}");
    }
    let swapped = top_up.code.as_str().replace("4", "5");
    let no_check_digit = format!("{account}-1");
    for code in [swapped.as_str(), &no_check_digit, "", "x", top_up.code.as_str()] {
        let account = if code == top_up.code.as_str() { other } else { account };
        let asked = json!({ "step": "check", "account": account, "top_up": code });
        assert_eq!(check(asked).await, Some(CreditRefusal::NoTopUp), "{code}");
        let mut body = payment(account, 10_000);
        body["top_up"] = json!(code);
        assert_eq!(pay(&body).await, ProblemCode::NotFound, "{code}");
    }
    for id in ["", "a b", "ә", &"x".repeat(65)] {
        let mut body = payment(account, 10_000);
        body["transaction"] = json!(id);
        assert_eq!(pay(&body).await, ProblemCode::BadRequest, "{id}");
    }
    for wrong in [json!({}), json!({ "step": "take" }), json!([]), json!({ "step": "pay" })] {
        assert_eq!(pay(&wrong).await, ProblemCode::BadRequest, "{wrong}");
    }
    let mut iin = payment(account, 10_000);
    iin["account"] = json!(world.person(Story::Gost).number.digits());
    assert_eq!(pay(&iin).await, ProblemCode::BadRequest, "an IIN is no account");
    assert_eq!(balance(&world, &session).await, before);

    // Nobody pays in time: the check says so, money that is there all the same is credited.
    world.wait(Duration::from_secs(24 * 3600));
    let asked = json!({ "step": "check", "account": account, "top_up": top_up.code });
    assert_eq!(check(asked).await, Some(CreditRefusal::TopUpExpired));
    let (session, _) = citizen(&world, Story::Gost).await;
    let path = format!("account/top-ups/{}", top_up.id);
    let seen: TopUpView = ok(world.get(&path, session.reveal()).await).await;
    assert_eq!(seen.state, TopUpState::Expired);
    let anew = request_top_up(&world, &session, 10_000).await;
    assert_ne!(anew.code, top_up.code);
    let mut late = payment(account, 12_300);
    late["top_up"] = json!(top_up.code);
    provider.pay(&world, &late).await;
    let seen: TopUpView = ok(world.get(&path, session.reveal()).await).await;
    assert_eq!(seen.payment.map(|it| it.amount), Some(Tenge::from_tiyn(12_300)));
    assert_eq!(balance(&world, &session).await, before + 12_300);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_account_is_credited_and_asks_for_nothing() {
    let world = World::new().await;
    let signed_in = world.sign_in(&world.person(Story::Stopped)).await;
    let session = signed_in.session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    let answer = post_top_up(&world, &session, &fresh(), 10_000).await;
    assert_eq!(refused(answer).await.code, ProblemCode::Forbidden);
    let answer = world.get("account/top-ups", session.reveal()).await;
    assert_eq!(refused(answer).await.code, ProblemCode::Forbidden);
    // Paying is how a breach of 4.7 is remedied.
    let provider = Provider::of(&world);
    let asked = json!({ "step": "check", "account": account.number, "amount": 10_000 });
    assert_eq!(provider.check(&world, asked).await.refusal, None);
    provider.pay(&world, &payment(account.number, 10_000)).await;
    let after: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!(after.state, account.state, "money alone restores nothing");
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn top_ups_are_the_sessions_own() {
    let world = World::new().await;
    let (session, _) = citizen(&world, Story::Joined).await;
    for token in ["", "x"] {
        for path in ["account/top-ups", "account/top-ups/1"] {
            let answer = world.get(path, token).await;
            assert_eq!(refused(answer).await.code, ProblemCode::Unauthorised, "{path}");
        }
    }
    let call = world.http.post(world.url("account/top-ups")).bearer_auth(session.reveal());
    let call = call.header("Kezekte-Device", &world.credential);
    let answer = call.json(&json!({ "amount": 10_000 })).send().await.unwrap();
    assert_eq!(refused(answer).await.code, ProblemCode::KeyMissing);
    // Many at once under many keys: one waits.
    let asked = (0..16).map(|_| request_top_up(&world, &session, 77_000));
    let codes: Vec<_> = join_all(asked).await.into_iter().map(|it| it.code).collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
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
