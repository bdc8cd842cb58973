//! `kezekte eds inspect` for what authorities answer: the kind is told by the content, every answer
//! is shown, and no octets from outside end the program otherwise than by a code.

use std::{fs, process::Command};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    domain::{Fault, Moment, Role},
    eds::{
        issue::{Asked, List, Reply, Revoked, Service, refusal, stamp_refusal},
        revocation::{Reason, Revocation, ocsp::Question},
        sign,
        stamp::{self, Query},
    },
};
use serde_json::Value;

use super::people::{House, Seeded, gost, now, rsa, subject, year};

/// What `eds inspect` prints, and with which code it ends.
fn inspect(octets: &[u8], more: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), octets).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["eds", "inspect", "file"])
        .args(more)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn json(octets: &[u8]) -> Value {
    let (code, text) = inspect(octets, &["--json"]);
    assert_eq!(code, Some(0), "{text}");
    serde_json::from_str(&text).unwrap()
}

/// What the house's responder answers about one of its people, and that one's serial number.
fn ocsp(house: &House, status: Revocation) -> (Vec<u8>, String) {
    let random = Seeded::new(301);
    let person = house.person(&subject(Role::Person), 300);
    let responder = house.nca.appoint(Service::Responder, "ЖАУАП БЕРУШІ", year(), &random).unwrap();
    let question = Question::new(&person.certificate, house.nca.certificate(), &[7; 32]).unwrap();
    let asked = Asked::read(question.der()).unwrap();
    let reply = Reply { status, this_update: now(), next_update: None, nonce: true, by_key: false };
    (responder.answer(&asked, &reply, &random).unwrap(), person.certificate.summary().serial)
}

fn list(house: &House, base: Option<u64>, revoked: &[Revoked]) -> Vec<u8> {
    let updates = (now(), now().after(std::time::Duration::from_secs(86_400)));
    house.nca.list(&List { number: 258, base, updates, revoked }, &Seeded::new(302)).unwrap()
}

/// A stamped signature, and the authority's answer with the token in it.
fn stamped(house: &House) -> (Vec<u8>, Vec<u8>) {
    let random = Seeded::new(303);
    let key = house.person(&subject(Role::Person), 304).key_file();
    let signature = sign("Құжат".as_bytes(), &key, true, now(), &random).unwrap();
    let authority = house.nca.appoint(Service::StampAuthority, "УАҚЫТ", year(), &random).unwrap();
    let query = Query::new(&signature, &[9; 8]).unwrap();
    let answer = authority.stamp(query.der(), now(), &random).unwrap();
    let token = query.token(&answer).unwrap();
    (stamp::attach(&signature, &token).unwrap(), answer)
}

fn text(at: Moment) -> Value {
    at.rfc3339().into()
}

#[test]
fn an_answer_about_a_certificate_is_shown() {
    for house in [gost(), rsa()] {
        let at = now();
        let revoked = Revocation::Revoked { at, reason: Some(Reason::KeyCompromise) };
        for (status, state) in [
            (Revocation::Good, "good"),
            (revoked, "revoked"),
            (Revocation::Unknown(Fault::Malformed), "unknown"),
        ] {
            let (answer, serial) = ocsp(house, status);
            let found = json(&answer);
            assert_eq!(found["kind"], "ocsp_response");
            assert_eq!(found["ocsp"]["responder"], "ЖАУАП БЕРУШІ");
            assert_eq!(found["ocsp"]["produced_at"], text(at));
            assert_eq!(found["ocsp"]["nonce"].as_str().unwrap().len(), 64);
            let said = &found["ocsp"]["said"][0];
            assert_eq!((&said["serial"], &said["state"]), (&serial.as_str().into(), &state.into()));
            let why = if state == "revoked" { (text(at), 1.into()) } else { Default::default() };
            assert_eq!((said["revoked_at"].clone(), said["reason"].clone()), why);
            assert_eq!(found["certificate"]["owner"], "ЖАУАП БЕРУШІ");
        }
        let (answer, serial) = ocsp(house, revoked);
        let (_, shown) = inspect(&answer, &["--lang", "ru"]);
        assert!(shown.contains("Ответ OCSP") && shown.contains("отозван 22.11.2026"), "{shown}");
        assert!(shown.contains(&serial) && shown.contains("Доверие не проверялось"), "{shown}");
    }
}

#[test]
fn a_refusal_is_an_answer_too() {
    for (octets, kind, fault) in [
        (refusal(3), "ocsp_response", "ocsp-try-later"),
        (refusal(6), "ocsp_response", "ocsp-refused"),
        (stamp_refusal(), "time_stamp", "stamp-refused"),
    ] {
        let found = json(&octets);
        assert_eq!((&found["kind"], &found["refused"]), (&kind.into(), &fault.into()));
    }
}

#[test]
fn a_list_is_shown_by_its_head_and_its_length() {
    for house in [gost(), rsa()] {
        let one = |serial: &[u8]| Revoked { serial: serial.to_vec(), at: now(), reason: None };
        let found = json(&list(house, None, &[one(&[1]), one(&[2, 3]), one(&[4])]));
        assert_eq!(found["kind"], "crl");
        assert_eq!(found["list"]["entries"], 3);
        assert_eq!(
            (&found["list"]["number"], &found["list"]["base"]),
            (&"102".into(), &Value::Null)
        );
        assert_eq!(found["list"]["this_update"], text(now()));
        let issuer = house.nca.certificate().summary().owner;
        assert_eq!(found["list"]["issuer"], issuer.as_str());

        let delta = list(house, Some(257), &[]);
        let pem = format!(
            "-----BEGIN X509 CRL-----\n{}\n-----END X509 CRL-----\n",
            STANDARD.encode(&delta)
        );
        let found = json(pem.as_bytes());
        assert_eq!((&found["kind"], &found["list"]["base"]), (&"delta_crl".into(), &"101".into()));
        let (_, shown) = inspect(&delta, &["--lang", "kk"]);
        assert!(shown.contains("delta CRL") && shown.contains("Сертификаттар саны: 0"), "{shown}");
    }
}

#[test]
fn a_time_stamp_is_shown_alone_and_in_its_signature() {
    for house in [gost(), rsa()] {
        let (signature, answer) = stamped(house);
        let token = stamp::token(&signature).unwrap().unwrap();
        for octets in [&answer, &token] {
            let found = json(octets);
            assert_eq!(found["kind"], "time_stamp");
            assert_eq!(found["stamp"]["at"], text(now()));
            assert!(found["stamp"]["policy"].as_str().unwrap().starts_with("1.2.398.3.3.2.6."));
            assert_eq!(found["certificate"]["owner"], "УАҚЫТ");
        }
        let found = json(&signature);
        assert_eq!(found["kind"], "signature");
        assert_eq!(found["stamp"]["at"], text(now()));
        let (_, shown) = inspect(&signature, &[]);
        assert!(shown.contains("Time stamp (TSP)\n  Time of the stamp"), "{shown}");
    }
}

/// Whole or cut, every kind ends with a code of its own and nothing raw on the terminal.
#[test]
fn cut_answers_are_of_no_kind() {
    let (answer, _) = ocsp(gost(), Revocation::Good);
    let (_, stamp) = stamped(gost());
    for octets in [answer, stamp, list(gost(), None, &[])] {
        for length in [1, octets.len() / 3, octets.len() - 1] {
            let (code, said) = inspect(&octets[..length], &[]);
            assert_eq!(code, Some(1), "{said}");
            assert!(said.starts_with("malformed: "), "{said}");
        }
    }
}
