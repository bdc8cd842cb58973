//! Requests of the wrong form are problems with a known code; what is secret is nowhere.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use kezekte::{api::ProblemCode, portal::Story};
use reqwest::Method;

use super::world::{World, fresh, ok, refused};

#[tokio::test]
async fn every_wrong_form_is_a_problem() {
    let world = World::new().await;
    let claim = "x";
    for id in ["%FF", "%00", "a%2Fb"] {
        let problem = refused(world.get(&format!("acceptances/{id}"), claim).await).await;
        assert_eq!(problem.code, ProblemCode::Unauthorised, "{id}");
    }
    for (method, path) in [
        (Method::PATCH, "account"),
        (Method::POST, "status"),
        (Method::OPTIONS, "acceptances"),
        (Method::from_bytes(b"900101300017").unwrap(), "account"),
        (Method::GET, "%FF"),
        (Method::GET, ""),
    ] {
        let answer = world.http.request(method, world.url(path)).send().await.unwrap();
        assert_eq!(refused(answer).await.code, ProblemCode::NotFound, "{path}");
    }
    let asked = world.asked(&world.person(Story::Gost));
    let text = serde_json::to_string(&asked).unwrap();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let call = world.http.post(world.url("acceptances")).header("Idempotency-Key", fresh());
        let call = call.header("Content-Type", kind).body(text.clone());
        assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::BadRequest);
    }
    let far = text.replacen(asked.shown.from.rfc3339().as_str(), "0000-01-01T00:00:00+23:59", 1);
    let call = world.http.post(world.url("acceptances")).header("Idempotency-Key", fresh());
    let call = call.header("Content-Type", "application/json").body(far);
    assert_eq!(refused(call.send().await.unwrap()).await.code, ProblemCode::BadRequest);
    let mut many = asked.clone();
    many.shown.languages = vec![kezekte::domain::Language::Kk; 5_000];
    assert_eq!(refused(world.post(&fresh(), &many).await).await.code, ProblemCode::NotRead);
}

#[tokio::test]
async fn no_claim_and_no_session_is_in_the_database() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let key = fresh();
    let asked = world.asked(&person);
    let first: kezekte::api::Requested = ok(world.post(&key, &asked).await).await;
    let again: kezekte::api::Requested = ok(world.post(&key, &asked).await).await;
    assert_eq!((&first.document, &first.sha256), (&again.document, &again.sha256));
    let (cms, key) = (world.sign(&again, &person), fresh());
    let signed: kezekte::api::Signed = ok(world.put(&again, &key, &cms).await).await;
    let retried: kezekte::api::Signed = ok(world.put(&again, &key, &cms).await).await;
    let secrets = [
        first.claim.reveal().to_owned(),
        again.claim.reveal().to_owned(),
        signed.session.unwrap().reveal().to_owned(),
        retried.session.unwrap().reveal().to_owned(),
        world.credential.split_once('.').unwrap().1.to_owned(),
    ];
    let World { portal, database, _folder, .. } = world;
    let path = database.trim_start_matches("sqlite:");
    for part in ["", "-wal"] {
        let octets = std::fs::read(format!("{path}{part}")).unwrap();
        for secret in &secrets {
            let found = octets.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "a secret is in the database{part}");
        }
    }
    portal.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_itself_refuses_ends_the_connection_only() {
    let world = World::new().await;
    let address = world.portal.url().trim_start_matches("http://").to_owned();
    for octets in [
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x00\xff\r\n\r\n".to_vec(),
        format!("GET /api/v1/status HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "y".repeat(1 << 20)).into_bytes(),
        format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "y".repeat(1 << 20)).into_bytes(),
        b"POST /api/v1/acceptances HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n".to_vec(),
    ] {
        let mut stream = TcpStream::connect(&address).unwrap();
        let _ = stream.write_all(&octets);
        let mut head = [0; 12];
        if stream.read_exact(&mut head).is_ok() {
            assert!(head.starts_with(b"HTTP/1.1 4") || head.starts_with(b"HTTP/1.0 4"), "{head:?}");
        }
        let status = world.http.get(world.url("status")).send().await.unwrap();
        assert_eq!(status.status(), 200);
    }
}
