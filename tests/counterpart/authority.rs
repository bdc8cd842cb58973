//! The authority's services over HTTP: each thing that can be wrong with them has its own name.

use std::{
    io::Write as _,
    process::{Command, Stdio},
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    counterpart::authority::{Counts, House, Mode, Server},
    domain::{Fault, FixedClock, OsRandom, Role, Verdict},
    eds::{
        Acceptance, Anchors, Certificate, Evidence, KeyFile, Policy, Report, Revocation,
        algorithm::PrivateKey,
        issue::Authority,
        revocation::{
            Asked, Crl, Reason,
            crl::look_up,
            ocsp::{self, Question},
        },
        sign, stamp, verify_with,
    },
};

use crate::eds::people::{Seeded, now, subject, year};

/// Two houses with their services, and a person of each.
struct World {
    server: Server,
    anchors: Anchors,
    people: [(KeyFile, Certificate); 2],
    http: reqwest::Client,
}

const GOST: usize = 0;
const RSA: usize = 1;

async fn world() -> World {
    let random = Seeded::new(300);
    let gost = Authority::root_gost("G", year(), &random).unwrap();
    let rsa = Authority::root_rsa("R", year(), &random).unwrap();
    let anchors = [&gost, &rsa].map(|root| root.certificate().der().to_vec());
    let houses = [gost, rsa].map(|root| House::new(root, year(), &random).unwrap());
    let people = [0, 1].map(|place: usize| {
        let key = match place {
            GOST => PrivateKey::generate_gost512(&random).unwrap(),
            _ => PrivateKey::generate_rsa2048().unwrap(),
        };
        let spki = key.public().unwrap().to_spki();
        let issuer = houses[place].authority();
        let der = issuer.certify(&subject(Role::Person), &spki, &random).unwrap();
        let certificate = Certificate::from_der(&der).unwrap();
        (KeyFile::new(key, certificate.clone()).unwrap(), certificate)
    });
    let server = Server::start(houses.into(), Arc::new(FixedClock::new(now())), Arc::new(random))
        .await
        .unwrap();
    let anchors = Anchors::from_certificates(anchors).unwrap();
    World { server, anchors, people, http: reqwest::Client::builder().no_proxy().build().unwrap() }
}

impl World {
    fn issuer(&self, who: usize) -> &Certificate {
        self.server.houses()[who].authority().certificate()
    }

    fn question(&self, who: usize) -> Question {
        Question::new(&self.people[who].1, self.issuer(who), &[7; 32]).unwrap()
    }

    async fn post(&self, path: &str, kind: &str, body: &[u8]) -> Option<Vec<u8>> {
        let url = format!("{}{path}", self.server.url());
        let request = self.http.post(url).header("content-type", kind).body(body.to_vec());
        let answer = request.send().await.unwrap();
        match answer.status().as_u16() {
            200 => Some(answer.bytes().await.unwrap().to_vec()),
            503 => None,
            other => panic!("{other}"),
        }
    }

    async fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let answer = self.http.get(format!("{}{path}", self.server.url())).send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
    }

    /// What the responder says of the person; nothing when it is down.
    async fn status(&self, who: usize) -> Option<Result<Revocation, Fault>> {
        let question = self.question(who);
        let answer = self.post("/ocsp", "application/ocsp-request", question.der()).await?;
        Some(self.judge(who, &answer, Some(question.nonce())))
    }

    fn judge(&self, who: usize, answer: &[u8], nonce: Option<&[u8]>) -> Result<Revocation, Fault> {
        let asked = Asked { now: now(), about: now() };
        ocsp::judge(answer, &self.people[who].1, self.issuer(who), nonce, asked)
    }

    /// A signature of the person with a stamp; nothing when there is none to be had.
    async fn stamped(&self, who: usize) -> Option<Result<Report, Fault>> {
        let signature = sign(b"text", &self.people[who].0, true, now(), &OsRandom).unwrap();
        let query = stamp::Query::new(&signature, &[9; 8]).unwrap();
        let answer = self.post("/tsp", "application/timestamp-query", query.der()).await?;
        Some(query.token(&answer).map(|token| {
            let stamped = stamp::attach(&signature, &token).unwrap();
            let policy = Policy::Acceptance(Acceptance { stamp: true, ..Acceptance::default() });
            let evidence = Evidence::default();
            verify_with(&stamped, None, &self.anchors, &policy, now(), &evidence)
        }))
    }

    async fn lists(&self, who: usize) -> Option<Result<Revocation, Fault>> {
        let mut lists = Vec::new();
        for name in [format!("/crl/{who}.crl"), format!("/crl/{who}d.crl")] {
            let (status, list) = self.get(&name).await;
            if status == 503 {
                return None;
            }
            lists.push(Arc::new(Crl::read(&list[..]).unwrap()));
        }
        let asked = Asked { now: now(), about: now() };
        Some(look_up(&lists, &self.people[who].1, self.issuer(who), asked))
    }
}

#[tokio::test]
async fn the_services_of_both_houses_answer() {
    let world = world().await;
    for who in [GOST, RSA] {
        assert_eq!(world.status(who).await, Some(Ok(Revocation::Good)));
        assert_eq!(world.lists(who).await, Some(Ok(Revocation::Good)));
        let report = world.stamped(who).await.unwrap().unwrap();
        assert_eq!((report.verdict, report.stamped_at), (Verdict::Valid, Some(now())));
        // By GET too (RFC 6960 appendix A.1), the question in base64 with its signs escaped.
        let asked = STANDARD.encode(world.question(who).der());
        let asked = asked.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        let (status, answer) = world.get(&format!("/ocsp/{asked}")).await;
        assert_eq!(status, 200);
        assert_eq!(world.judge(who, &answer, Some(&[7; 32])), Ok(Revocation::Good));
    }
    assert_eq!(world.server.counts(), Counts { ocsp: 4, stamp: 2, lists: 4 });
    assert_eq!(world.get("/crl/2.crl").await.0, 404);
    assert_eq!(world.get("/crl/0").await.0, 404);
    let answer = world.post("/ocsp", "application/ocsp-request", b"no question").await.unwrap();
    assert_eq!(world.judge(GOST, &answer, None), Err(Fault::OcspRefused));
    world.server.close().await;
}

#[tokio::test]
async fn a_revocation_is_known_to_the_responder_at_once_and_to_the_lists_by_and_by() {
    let world = world().await;
    let serial = world.people[GOST].1.summary().serial;
    let revoked = Revocation::Revoked { at: now(), reason: Some(Reason::CertificateHold) };
    world.server.revoke(&serial, now(), Some(Reason::CertificateHold));
    assert_eq!(world.status(GOST).await, Some(Ok(revoked)));
    assert_eq!(world.lists(GOST).await, Some(Ok(revoked)), "by the delta list");
    assert_eq!(world.status(RSA).await, Some(Ok(Revocation::Good)));
    world.server.publish();
    assert_eq!(world.lists(GOST).await, Some(Ok(revoked)), "by the complete list");
    world.server.restore(&serial);
    assert_eq!(world.status(GOST).await, Some(Ok(Revocation::Good)));
    assert_eq!(world.lists(GOST).await, Some(Ok(Revocation::Good)), "taken out by the delta list");
    world.server.close().await;
}

#[tokio::test]
async fn everything_that_is_wrong_with_the_responder_has_its_name() {
    let world = world().await;
    let faults = [
        (Mode::TryLater, Fault::OcspTryLater),
        (Mode::Unauthorized, Fault::OcspRefused),
        (Mode::Stale, Fault::OcspStale),
        (Mode::WrongResponder, Fault::OcspWrongResponder),
        (Mode::Forged, Fault::OcspBadSignature),
        (Mode::OtherCertificate, Fault::OcspOtherCertificate),
        (Mode::Forgetful, Fault::OcspUnknown),
        (Mode::Clock(600), Fault::OcspStale),
    ];
    for who in [GOST, RSA] {
        for (mode, fault) in faults {
            world.server.mode(mode);
            assert_eq!(world.status(who).await, Some(Err(fault)), "{mode:?}");
        }
        world.server.mode(Mode::Down);
        assert_eq!(world.status(who).await, None);
        assert_eq!(world.lists(who).await, Some(Ok(Revocation::Good)), "the lists are there");
        // Without its nonce an answer has to be fresh.
        world.server.mode(Mode::NoNonce);
        assert_eq!(world.status(who).await, Some(Ok(Revocation::Good)));
        world.server.modes([Mode::NoNonce, Mode::Clock(-1200)]);
        assert_eq!(world.status(who).await, Some(Err(Fault::OcspStale)));
        world.server.mode(Mode::ListsDown);
        assert_eq!(world.lists(who).await, None);
        world.server.mode(Mode::Stale);
        assert_eq!(world.lists(who).await, Some(Err(Fault::CrlStale)));
        world.server.modes([]);
        assert_eq!(world.status(who).await, Some(Ok(Revocation::Good)));
    }
    world.server.close().await;
}

#[tokio::test]
async fn everything_that_is_wrong_with_the_stamps_has_its_name() {
    let world = world().await;
    for who in [GOST, RSA] {
        world.server.mode(Mode::StampDown);
        assert!(world.stamped(who).await.is_none());
        world.server.mode(Mode::StampRefused);
        assert_eq!(world.stamped(who).await.unwrap().unwrap_err(), Fault::StampRefused);
        let faults = [
            (Mode::StampElsewhere, Fault::StampUntrusted),
            (Mode::StampForged, Fault::StampBadSignature),
            (Mode::Clock(600), Fault::StampTime),
        ];
        for (mode, fault) in faults {
            world.server.mode(mode);
            let report = world.stamped(who).await.unwrap().unwrap();
            assert_eq!(report.verdict, Verdict::Indeterminate(fault), "{mode:?}");
            assert_eq!(report.stamped_at, None);
        }
    }
    world.server.close().await;
}

/// What OpenSSL, given these files, says.
fn openssl(folder: &std::path::Path, arguments: &[&str]) -> (bool, String) {
    let run = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    (run.status.success(), said.concat())
}

#[tokio::test]
async fn openssl_reads_and_believes_what_the_rsa_house_says() {
    if Command::new("openssl").arg("version").output().is_err() {
        crate::material::not_run("answers, lists and stamps read by OpenSSL", "no openssl here");
        return;
    }
    crate::material::ran("answers, lists and stamps read by OpenSSL");
    let world = world().await;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, octets: &[u8]| {
        std::fs::File::create(folder.path().join(name)).unwrap().write_all(octets).unwrap();
    };
    let pem = |certificate: &Certificate| {
        let body = STANDARD.encode(certificate.der());
        format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    };
    write("ca.pem", pem(world.issuer(RSA)).as_bytes());
    write("person.pem", pem(&world.people[RSA].1).as_bytes());
    let at = now().seconds().to_string();

    let question = world.question(RSA);
    let answer = world.post("/ocsp", "application/ocsp-request", question.der()).await.unwrap();
    write("question.der", question.der());
    write("answer.der", &answer);
    let (well, said) = openssl(
        folder.path(),
        &[
            "ocsp",
            "-reqin",
            "question.der",
            "-respin",
            "answer.der",
            "-issuer",
            "ca.pem",
            "-sha256",
            "-cert",
            "person.pem",
            "-CAfile",
            "ca.pem",
            "-attime",
            &at,
            "-no_check_time",
        ],
    );
    assert!(well && said.contains("Response verify OK"), "{said}");

    let serial = world.people[RSA].1.summary().serial;
    world.server.revoke(&serial, now(), Some(Reason::Superseded));
    world.server.publish();
    write("list.crl", &world.get("/crl/1.crl").await.1);
    let (well, said) = openssl(
        folder.path(),
        &["crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "ca.pem", "-noout", "-text"],
    );
    assert!(well && said.contains("verify OK"), "{said}");
    assert!(said.contains(&serial.to_uppercase()) && said.contains("Superseded"), "{said}");

    let signature = sign(b"text", &world.people[RSA].0, true, now(), &OsRandom).unwrap();
    let query = stamp::Query::new(&signature, &[9; 8]).unwrap();
    let answer = world.post("/tsp", "application/timestamp-query", query.der()).await.unwrap();
    write("query.tsq", query.der());
    write("answer.tsr", &answer);
    let (well, said) = openssl(
        folder.path(),
        &[
            "ts",
            "-verify",
            "-queryfile",
            "query.tsq",
            "-in",
            "answer.tsr",
            "-CAfile",
            "ca.pem",
            "-attime",
            &at,
        ],
    );
    assert!(well && said.contains("Verification: OK"), "{said}");
    world.server.close().await;
}
