//! Payments that are refused: unsigned, late, foreign or changed calls, and what cannot be credited.

use std::{os::unix::fs::PermissionsExt as _, time::Duration};

use futures_util::future::join_all;
use kezekte::{
    api::{AccountView, CreditRefusal, ProblemCode, TopUpState, TopUpView},
    domain::{Moment, ProviderName, Secret, SystemClock, Tenge},
    portal::Story,
};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{
    payments::{Provider, balance, citizen, payment, post_top_up, request_top_up},
    world::{World, fresh, ok, refused},
};

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
