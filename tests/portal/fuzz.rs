//! P25: whatever is sent, no 5xx, and every answer is one that the OpenAPI document describes.
//!
//! `KEZEKTE_FUZZ` says how many calls (800 when absent), `KEZEKTE_SEED` which.

use kezekte::{
    domain::{Random as _, StaffRole},
    portal::Story,
};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{
    payments::{Provider, post_top_up, request_top_up},
    schema::{assert_described, document},
    world::{World, fresh, ok},
};

/// Numbers as good as any for choosing (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())].clone()
    }

    /// Mostly the good one, so that a call gets far.
    fn mostly<T: Clone>(&mut self, good: T, odd: &[T]) -> T {
        if self.roll(6) > 0 { good } else { self.of(odd) }
    }

    /// Something that does not belong where it is put.
    fn odd(&mut self) -> Value {
        let all = [
            Value::Null,
            json!(true),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(""),
            json!("\u{0}\u{1b}[2J\u{202e}"),
            json!("000000000000"),
            json!("0000-01-01T00:00:00+23:59"),
            json!("9999-12-31T23:59:59-23:59"),
            json!("x".repeat(5_000)),
            json!([]),
            json!([[[[[[]]]]]]),
            json!({}),
            json!({ "iin": "900101300017" }),
        ];
        self.of(&all)
    }

    /// Changes one thing somewhere in the value.
    fn spoil(&mut self, value: &mut Value) {
        let members: Vec<&mut Value> = match value {
            Value::Object(members) => {
                if self.roll(8) == 0 {
                    let first = members.keys().next().cloned();
                    first.and_then(|name| members.remove(&name));
                    return;
                }
                members.values_mut().collect()
            }
            Value::Array(items) => items.iter_mut().collect(),
            _ => Vec::new(),
        };
        if members.is_empty() || self.roll(4) == 0 {
            *value = self.odd();
        } else {
            let place = self.roll(members.len());
            if let Some(member) = members.into_iter().nth(place) {
                self.spoil(member);
            }
        }
    }
}

/// Every operation there is.
pub(super) const ROUTES: &[(&str, &str)] = &[
    ("post", "/api/v1/acceptances"),
    ("get", "/api/v1/acceptances/{id}"),
    ("get", "/api/v1/acceptances/{id}/evidence"),
    ("put", "/api/v1/acceptances/{id}/signature"),
    ("post", "/api/v1/acceptances/{id}/mobile"),
    ("get", "/api/v1/acceptances/{id}/mobile"),
    ("delete", "/api/v1/acceptances/{id}/mobile"),
    ("post", "/api/v1/sessions/challenge/{id}/mobile"),
    ("get", "/api/v1/sessions/challenge/{id}/mobile"),
    ("delete", "/api/v1/sessions/challenge/{id}/mobile"),
    ("get", "/mgovSign"),
    ("get", "/mgovSign/document"),
    ("put", "/mgovSign/document"),
    ("get", "/api/v1/account"),
    ("get", "/api/v1/account/balance"),
    ("get", "/api/v1/account/contacts"),
    ("put", "/api/v1/account/contacts"),
    ("post", "/api/v1/account/contacts/confirm"),
    ("get", "/api/v1/account/notices"),
    ("get", "/api/v1/account/statement"),
    ("get", "/api/v1/account/top-ups"),
    ("post", "/api/v1/account/top-ups"),
    ("get", "/api/v1/account/top-ups/{id}"),
    ("post", "/api/v1/account/withdrawal"),
    ("get", "/api/v1/agreement"),
    ("get", "/api/v1/openapi.json"),
    ("post", "/api/v1/payments/{provider}"),
    ("get", "/api/v1/queues"),
    ("post", "/api/v1/sessions"),
    ("post", "/api/v1/sessions/challenge"),
    ("delete", "/api/v1/sessions/current"),
    ("post", "/api/v1/staff/accounts/search"),
    ("get", "/api/v1/staff/accounts/{id}"),
    ("post", "/api/v1/staff/accounts/{id}/block"),
    ("post", "/api/v1/staff/accounts/{id}/notes"),
    ("post", "/api/v1/staff/accounts/{id}/preview"),
    ("post", "/api/v1/staff/accounts/{id}/restore"),
    ("post", "/api/v1/staff/accounts/{id}/reveal"),
    ("post", "/api/v1/staff/accounts/{id}/stop-access"),
    ("get", "/api/v1/staff/accounts/{id}/timeline"),
    ("get", "/api/v1/staff/actions"),
    ("post", "/api/v1/staff/actions/{id}/undo"),
    ("get", "/api/v1/staff/stopped"),
    // No member's token is ever sent here: a feed has no end to wait for.
    ("get", "/api/v1/staff/events"),
    ("get", "/api/v1/staff/requests"),
    ("get", "/api/v1/staff/requests/{id}"),
    ("post", "/api/v1/staff/requests/{id}/answer"),
    ("post", "/api/v1/staff/requests/{id}/close"),
    ("post", "/api/v1/staff/requests/{id}/take"),
    ("post", "/api/v1/staff/sessions"),
    ("post", "/api/v1/staff/sessions/code"),
    ("get", "/api/v1/staff/sessions/current"),
    ("delete", "/api/v1/staff/sessions/current"),
    ("post", "/api/v1/staff/sessions/current/confirm"),
    ("get", "/api/v1/status"),
    ("get", "/api/v1/support/requests"),
    ("post", "/api/v1/support/requests"),
    ("get", "/api/v1/support/requests/{id}"),
];

/// The body of a desk's call.
fn deskwork(template: &str) -> Value {
    let stop = |power: &str, breach: &str| {
        let cause = json!({ "power": power, "breach": breach });
        json!({ "cause": cause, "case": "A-1", "note": "x" })
    };
    match template.rsplit('/').next().unwrap_or_default() {
        "search" => json!({ "query": "қайратова", "limit": 5, "cursor": "o4417" }),
        "restore" => json!({ "reason": "payment_received", "case": "A-1", "note": "" }),
        "block" => stop("3.1.2", "3.4.1"),
        "stop-access" => stop("3.1.3", "4.7"),
        "preview" => json!({ "kind": "restore", "cause": null }),
        "notes" | "answer" => json!({ "text": "x" }),
        "reveal" => json!({ "field": "phone", "reason": "call_back" }),
        "undo" | "take" | "close" => json!({}),
        _ => json!({ "code": "123456" }),
    }
}

fn seed() -> u64 {
    std::env::var("KEZEKTE_SEED").map_or_else(
        |_| {
            let mut octets = [0; 8];
            kezekte::domain::OsRandom.fill(&mut octets).unwrap();
            u64::from_le_bytes(octets)
        },
        |text| text.parse().unwrap(),
    )
}

/// The whole answer, or the failure of the connection under it.
async fn called(sent: RequestBuilder) -> reqwest::Result<(u16, String, Vec<u8>)> {
    let answer = sent.send().await?;
    let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    Ok((answer.status().as_u16(), kind.unwrap_or_default(), answer.bytes().await?.to_vec()))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_holds_whatever_is_sent() {
    let calls: usize = std::env::var("KEZEKTE_FUZZ").map_or(800, |text| text.parse().unwrap());
    let seed = seed();
    println!("KEZEKTE_SEED={seed}");
    let (mut dice, document) = (Dice(seed), document());
    assert_eq!(
        document["paths"]
            .as_object()
            .unwrap()
            .values()
            .map(|p| p.as_object().unwrap().len())
            .sum::<usize>(),
        ROUTES.len()
    );

    let world = World::new().await;
    let person = world.person(Story::Joined);
    let mut asked = serde_json::to_value(world.asked(&person)).unwrap();
    asked["number"] = serde_json::to_value(&person.number).unwrap();
    let mut requested = world.request(&person).await;
    let mut good = world.sign(&requested, &person);
    let joined = world.join(&person).await;
    let account = joined.acceptance.receipt.unwrap().account;
    let mut session = joined.session.unwrap();
    let mut top_up = request_top_up(&world, &session, 100_000).await;
    let provider = Provider::of(&world);
    let mut staff = world.sign_in_staff(StaffRole::Supervisor).await;
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    let mut seen = std::collections::BTreeMap::<_, usize>::new();
    for n in 0..calls {
        if n % 20 == 19 {
            requested = world.request(&person).await;
            good = world.sign(&requested, &person);
            session = world.join(&person).await.session.unwrap();
            // One of the calls may have stopped the account meanwhile, as it may.
            let made = post_top_up(&world, &session, &fresh(), 100_000).await;
            if made.status() != 403 {
                top_up = ok(made).await;
            }
            staff = world.sign_in_staff(StaffRole::Supervisor).await;
        }
        let call @ (method, template) = dice.of(ROUTES);
        let odd = ["0".repeat(32), "%FF%FE".into(), "%00".into(), "x".repeat(3_000)];
        // The feed does not end, so nobody who may listen is sent there.
        let desk = template.starts_with("/api/v1/staff/") && !template.ends_with("/events");
        let id = match template {
            "/api/v1/account/top-ups/{id}" => top_up.id.to_string(),
            _ if desk => account.to_string(),
            _ => requested.id.to_string(),
        };
        let mut path = template.replace("{id}", &dice.mostly(id, &odd));
        path = path.replace("{provider}", &dice.mostly("demo".to_owned(), &odd));
        if ["statement", "stopped", "timeline"].iter().any(|list| template.ends_with(list)) {
            let queries = [
                "",
                "?limit=1",
                "?limit=0",
                "?limit=70000",
                "?limit=-1",
                "?cursor=-5",
                "?cursor=x",
                "?cursor=9223372036854775807",
                "?cursor=9223372036854775808",
                "?kind=top_up",
                "?kind=%FF",
                "?a=b&&&=",
                "?limit=1&limit=2",
            ];
            path.push_str(dice.of(&queries));
        }
        if template == "/mgovSign" {
            path.push_str(dice.of(&["", "?id=1", "?id=%FF", "?id=1&id=2", "?id="]));
        } else if template.ends_with("/mobile") && call.0 == "get" {
            path.push_str(dice.of(&["", "?seen=waiting", "?seen=x", "?wait=0", "?wait=-1"]));
        }
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let mut sent = http.request(method, format!("{}{path}", world.portal.url()));
        if dice.roll(10) > 0 {
            let odd = ["x".into(), ".".into(), "я".into()];
            let credential = dice.mostly(world.credential.clone(), &odd);
            sent = sent.header("Kezekte-Device", credential.into_bytes());
        }
        if dice.roll(10) > 0 {
            let odd = ["k".into(), "x".repeat(65), "я".into(), "a b".into()];
            sent = sent.header("Idempotency-Key", dice.mostly(fresh(), &odd).into_bytes());
        }
        if dice.roll(10) > 0 {
            let good = match template.contains("acceptances/{id}") {
                _ if desk => &staff,
                true => &requested.claim,
                false => &session,
            };
            let odd = [requested.claim.reveal(), session.reveal(), "x", ""];
            let token = dice.mostly(good.reveal(), &odd);
            sent = sent.header("Authorization", format!("Bearer {token}"));
        }
        if dice.roll(10) > 0 && desk {
            let odd = ["1", "\"\"", "\"-1\"", "*", "W/\"1\""].map(str::to_owned);
            let epoch = format!("\"{}\"", dice.roll(9));
            sent = sent.header("If-Match", dice.mostly(epoch, &odd));
        }
        let mut body = match template {
            "/api/v1/acceptances" => asked.clone(),
            "/api/v1/sessions/challenge" => json!({ "number": asked["number"] }),
            "/api/v1/support/requests" => {
                json!({ "topic": "other", "text": "?", "language": "kk", "number": asked["number"] })
            }
            // One that is carried out would leave nothing to call for all the others.
            "/api/v1/account/withdrawal" => json!({ "language": "xx" }),
            "/api/v1/account/top-ups" => json!({ "amount": 100_000 }),
            "/api/v1/payments/{provider}" => {
                let code = &top_up.code;
                let account = code.as_str().split('-').next().unwrap().parse::<u64>().unwrap();
                let at = world.clock_now();
                dice.of(&[
                    json!({ "step": "check", "account": account, "top_up": code, "amount": 7 }),
                    json!({ "step": "pay", "account": account, "transaction": fresh(), "at": at,
                            "amount": 100_000, "top_up": code }),
                ])
            }
            "/api/v1/account/contacts" => {
                json!({ "phone": "+70001000113", "email": "a@example.kz", "language": "kk" })
            }
            "/api/v1/account/contacts/confirm" => json!({ "channel": "phone", "code": "123456" }),
            "/api/v1/staff/sessions" => json!({ "login": "aigul", "password": "Qwerty12" }),
            _ if template.starts_with("/api/v1/staff/sessions") => json!({ "code": "123456" }),
            _ if desk => deskwork(template),
            "/api/v1/sessions" => json!({ "id": requested.id, "cms": good }),
            _ => json!({ "cms": good }),
        };
        if dice.roll(3) > 0 {
            dice.spoil(&mut body);
        }
        let mut text = body.to_string().into_bytes();
        match dice.roll(12) {
            0 => text.truncate(text.len() / 2),
            1 => text = b"[".repeat(60_000),
            2 => text.extend(b" ".repeat(70_000)),
            _ => {}
        }
        let unwanted = text.len() > 50_000;
        if template.ends_with("{provider}") && dice.roll(10) > 0 {
            for (name, value) in provider.headers(&path, world.clock_now(), &text) {
                sent = sent.header(name, dice.mostly(value, &["".into(), "я".into()]).into_bytes());
            }
        }
        if call.0 == "post" || call.0 == "put" || dice.roll(4) == 0 {
            let kinds = [
                "application/json",
                "application/json",
                "application/json",
                "Application/JSON; charset=utf-8",
                "text/plain",
                "",
            ];
            sent = sent.header("Content-Type", dice.of(&kinds)).body(text);
        }
        let (status, kind, body) = match called(sent).await {
            Ok(answer) => answer,
            // A body that is not wanted is not read to its end: the answer, or the rest of a long
            // one, may be overtaken by the end of the connection.
            Err(error) if unwanted => {
                assert!(!error.is_timeout(), "{error}");
                continue;
            }
            Err(error) => panic!("{call:?}: {error}"),
        };
        assert_described(&document, call, (status, &kind, &body));
        assert!(status < 500, "{call:?} → {status}");
        *seen.entry((call.1, status)).or_default() += 1;
    }
    println!("{seen:#?}");
    world.books_are_whole().await;
    assert_eq!(reqwest::get(world.url("status")).await.unwrap().status(), 200);
}
