//! A client before a portal that means harm: no panic, no wait beyond the deadline, no control
//! character in what is read.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    time::{Duration, Instant},
};

use kezekte::{
    api::{
        AccountView, Failure, GetAccount, GetAgreement, GetQueues, GetStatus, Problem,
        PutSignature, Queues, Status,
    },
    client::Client,
    domain::Secret,
};

const DEADLINE: Duration = Duration::from_millis(700);

/// Answers every connection with these octets, again and again when `endless`, and then keeps it
/// open as long as the client does.
fn portal(octets: Vec<u8>, endless: bool) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let octets = octets.clone();
            std::thread::spawn(move || {
                let mut asked = [0; 4096];
                let _ = stream.read(&mut asked);
                let mut wanted = stream.write_all(&octets).is_ok();
                let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
                while endless && wanted {
                    wanted = stream.write_all(chunk.as_bytes()).is_ok();
                }
                while matches!(stream.read(&mut asked), Ok(1..)) {}
            });
        }
    });
    Client::new(&format!("http://{address}"), None).unwrap().within(DEADLINE)
}

fn answer(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

fn json(body: &str) -> Client {
    portal(answer("200 OK", "application/json", body), false)
}

async fn ask(client: &Client) -> Result<Status, Failure> {
    let started = Instant::now();
    let reply = client.send(&GetStatus {}, None, None).await;
    // One retry of what the network swallowed, and room for a loaded machine.
    assert!(started.elapsed() < 2 * DEADLINE + Duration::from_secs(20));
    reply
}

#[tokio::test]
async fn what_is_no_answer_of_the_contract_is_called_so() {
    let deep = "[".repeat(400_000);
    let wide = format!("{{\"at\":\"{}\"}}", "9".repeat(900_000));
    for body in ["", "null", "{}", "[]", "\u{0}", "{\"at\":", "\"\\ud800\"", &deep, &wide] {
        assert_eq!(ask(&json(body)).await, Err(Failure::BadAnswer));
    }
    let good = r#"{"at":"2026-11-20T09:03:00Z","users":1,"agreement":"v","maintenance":null,
        "prices":[],"demonstration":false}"#;
    assert!(ask(&json(good)).await.is_ok());
    for (from, to) in [
        ("1,", "-1,"),
        ("1,", "1e400,"),
        ("1,", "18446744073709551616,"),
        ("09:03:00Z", "09:03:00-99:99"),
        ("2026-11-20T09:03:00Z", "9999-12-31T23:59:59-23:59"),
        ("[]", "{}"),
    ] {
        assert_eq!(ask(&json(&good.replacen(from, to, 1))).await, Err(Failure::BadAnswer), "{to}");
    }
}

#[tokio::test]
async fn an_answer_that_is_too_long_or_never_ends_is_left() {
    let long = format!("\"{}\"", "x".repeat(1 << 20));
    assert_eq!(ask(&json(&long)).await, Err(Failure::BadAnswer));
    let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    assert_eq!(ask(&portal(head.clone(), true)).await, Err(Failure::BadAnswer));
    // Silence: before the head, in the middle of it, and after it.
    for silent in [Vec::new(), b"HTTP/1.1 200 OK\r\nX: ".to_vec(), head] {
        assert_eq!(ask(&portal(silent, false)).await, Err(Failure::TimedOut));
    }
    let claimed = b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n{}".to_vec();
    assert!(ask(&portal(claimed, false)).await.is_err());
}

#[tokio::test]
async fn what_is_no_http_and_what_points_elsewhere_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let place = elsewhere.local_addr().unwrap();
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let head =
            format!("HTTP/1.1 {status}\r\nLocation: http://{place}/\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(ask(&portal(head.into_bytes(), false)).await, Err(Failure::BadAnswer));
    }
    assert!(elsewhere.accept().is_err(), "nobody came");
    let garbage = b"\x1b]0;title\x07\xff\xff\xff\r\n\r\n".to_vec();
    assert!(ask(&portal(garbage, false)).await.is_err());
    let packed =
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00";
    assert_eq!(ask(&portal(packed.to_vec(), false)).await, Err(Failure::BadAnswer));
    let headers = "X: y\r\n".repeat(100_000);
    let many = format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes();
    assert!(ask(&portal(many, false)).await.is_err());
}

#[tokio::test]
async fn a_refusal_counts_only_as_what_it_is() {
    let problem = r#"{"type":"\u001b[2J","status":429,"code":"too-many-requests","title":
        {"kk":"\u009b31m","ru":"\u202e","en":"\u0007"},"next_step":{"kk":"a","ru":"b","en":"c"}}"#;
    let kinds = "application/problem+json";
    let refused = ask(&portal(answer("429 No", kinds, problem), false)).await;
    let Err(Failure::Refused(refused)) = refused else { panic!("{refused:?}") };
    assert_harmless(&format!("{:?}", *refused));
    let new = problem.replace("too-many-requests", "\\u001b]0;x");
    let refused = ask(&portal(answer("418 No", kinds, &new), false)).await;
    assert!(matches!(refused, Err(Failure::Refused(_))), "a code not known yet is a refusal");
    for (status, kind, body) in [
        ("400 No", "text/html", problem),
        ("400 No", kinds, "{}"),
        ("500 No", kinds, "\u{1b}"),
        ("999 No", "", ""),
    ] {
        let failed = ask(&portal(answer(status, kind, body), false)).await;
        assert_eq!(failed, Err(Failure::BadAnswer), "{status}");
    }
}

#[tokio::test]
async fn no_text_of_a_portal_holds_a_control_character() {
    let evil = r"\u0000\u0007\u001b[31m\u001b]52;c;x\u0007\u0085\u009b2J\u200b\u202e\u2066\ufeff\u2028\r\n";
    let bilingual = format!(r#"{{"kk":"{evil}","ru":"{evil}"}}"#);
    let at = r#""2026-11-20T09:03:00Z""#;
    let queue = format!(
        r#"{{"code":"{evil}","name":{bilingual},"length":18446744073709551615,"computed_at":{at}}}"#
    );
    let client = json(&format!(r#"{{"housing":[{queue}],"grants":[]}}"#));
    let queues: Queues = client.send(&GetQueues {}, None, None).await.unwrap();
    assert_texts_harmless(&serde_json::to_value(&queues).unwrap());

    let client = json(&format!(
        r#"{{"at":{at},"users":1,"agreement":"{evil}","maintenance":{{"from":{at},"until":{at},
        "text":{bilingual}}},"prices":[{{"code":"{evil}","name":{bilingual},"amount":-1}}],
        "demonstration":true}}"#
    ));
    assert_texts_harmless(&serde_json::to_value(ask(&client).await.unwrap()).unwrap());

    let client = json(&format!(
        r#"{{"number":1,"epoch":1,"state":"blocked","cause":null,"owner":"{evil}",
        "organisation":"{evil}","number_masked":"{evil}","acceptances":[{{"id":"{evil}",
        "request":"{evil}","state":"effective","agreement":"{evil}","languages":["kk"],
        "receipt":null,"checks":[]}}]}}"#
    ));
    let account: Result<AccountView, _> = client.send(&GetAccount {}, None, None).await;
    assert_texts_harmless(&serde_json::to_value(account.unwrap()).unwrap());

    let client = json(&format!(
        r#"{{"version":"{evil}","blocks":[{{"id":"{evil}","kind":"title","number":"{evil}",
        "kk":"{evil}","ru":"{evil}","gated":true}}],
        "notes":[{{"block":"{evil}","text":{bilingual}}}]}}"#
    ));
    let view = client.send(&GetAgreement {}, None, None).await.unwrap();
    let text = serde_json::to_string(&view).unwrap().replace("\\n", "");
    assert_texts_harmless(&serde_json::from_str(&text).unwrap());
}

#[tokio::test]
async fn a_name_or_token_that_fits_no_request_is_a_failure_and_no_panic() {
    let client = json("{}");
    for id in ["x".repeat(200_000), "../../../etc".into(), "?#\u{1b}\r\nX: y".into(), "%".into()] {
        let call = PutSignature { id, cms: String::new() };
        assert!(client.send(&call, None, None).await.is_err());
    }
    for token in ["\r\nX: y", "\u{0}", "я"] {
        let token = Secret::new("claim", token);
        assert!(client.send(&GetStatus {}, Some(&token), None).await.is_err());
    }
}

fn assert_texts_harmless(value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => assert_harmless(text),
        serde_json::Value::Array(items) => items.iter().for_each(assert_texts_harmless),
        serde_json::Value::Object(members) => members.values().for_each(assert_texts_harmless),
        _ => {}
    }
}

fn assert_harmless(text: &str) {
    let bad = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(bad), "{text:?}");
}

#[test]
fn a_problem_reads_with_nothing_but_its_members() {
    assert!(serde_json::from_str::<Problem>("{}").is_err());
}
