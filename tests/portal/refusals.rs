//! Everything a signature is refused for, over HTTP: each by a code of its own, with a sentence and a
//! next step in every language, for an acceptance and for signing in alike.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, Challenged, GetStatus, Problem, ProblemCode, PutSignature,
        RequestAcceptance, RequestChallenge, Requested, Shown, SignIn, Status,
    },
    client::Client,
    document,
    domain::{Agreement, EdsPolicy, FixedClock, Language, Moment, Number, Outcome, SafeText},
    portal::{Config, Portal, Running, Sources},
    text::{Texts, phrases},
};
use reqwest::Response;
use tempfile::TempDir;

use super::world::{config, fresh, ok, refused, sqlite};
use crate::eds::{
    people::{gost, now, rsa},
    refused::{self as fixtures, Refused},
};

/// A portal that trusts the tests' own authorities, at the moment at which everything there happens.
struct Front {
    portal: Running,
    http: reqwest::Client,
    _folder: TempDir,
}

impl Front {
    async fn new(eds_policy: EdsPolicy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let trust = folder.path().join("trust");
        std::fs::create_dir(&trust).unwrap();
        for (kind, house) in [("gost", gost()), ("rsa", rsa())] {
            for (level, authority) in [("root", &house.root), ("nca", &house.nca)] {
                let file = trust.join(format!("{level}_{kind}.cer"));
                std::fs::write(file, authority.certificate().der()).unwrap();
            }
        }
        let clock = Arc::new(FixedClock::new(now()));
        let usual = config(sqlite(folder.path()), folder.path().join("keys"), clock);
        // Whether a certificate is revoked is asked of nobody here: `pending` tests that.
        let sources = Sources { unchecked: true, ..Sources::default() };
        let (demo, trust, keys) = (false, Some(trust), None);
        let config = Config { demo, trust, keys, sources, eds_policy, ..usual };
        let portal = Portal::start(config).await.unwrap();
        Self { portal, http: reqwest::Client::new(), _folder: folder }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.portal.url())
    }

    async fn request(&self, number: &Number) -> Requested {
        let agreement = Agreement::embedded();
        let asked = RequestAcceptance {
            number: Some(number.clone()),
            agreement: agreement.version().clone(),
            shown: Shown {
                languages: vec![Language::Ru],
                blocks: agreement.gated().count().try_into().unwrap(),
                from: Moment::from_micros(now().micros() - 60_000_000),
                until: now(),
                statement: true,
                consent: true,
            },
        };
        let call = self.http.post(self.url("acceptances")).header("Idempotency-Key", fresh());
        ok(call.json(&asked).send().await.unwrap()).await
    }

    /// Asks for a document and hands in what the fixture makes of it.
    async fn put(&self, fixture: &Refused) -> (Requested, Response) {
        let requested = self.request(&fixture.number).await;
        let bytes = document::render(Agreement::embedded(), &requested.document).unwrap();
        let cms = STANDARD.encode((fixture.sign)(&bytes));
        let path = format!("acceptances/{}/signature", requested.id);
        let call = self.http.put(self.url(&path)).bearer_auth(requested.claim.reveal());
        let put = PutSignature { id: String::new(), cms };
        let call = call.header("Idempotency-Key", fresh()).json(&put);
        (requested, call.send().await.unwrap())
    }

    async fn state(&self, requested: &Requested) -> AcceptanceView {
        let call = self.http.get(self.url(&format!("acceptances/{}", requested.id)));
        ok(call.bearer_auth(requested.claim.reveal()).send().await.unwrap()).await
    }

    async fn sign_in(&self, fixture: &Refused) -> Response {
        let asked = RequestChallenge { number: fixture.number.clone() };
        let call = self.http.post(self.url("sessions/challenge")).json(&asked);
        let call = call.header("Idempotency-Key", fresh());
        let challenged: Challenged = ok(call.send().await.unwrap()).await;
        let bytes = document::challenge::render(&challenged.challenge).unwrap();
        let cms = STANDARD.encode((fixture.sign)(&bytes));
        let call = self.http.post(self.url("sessions")).bearer_auth(challenged.claim.reveal());
        let call = call.header("Idempotency-Key", fresh());
        call.json(&SignIn { id: challenged.id, cms }).send().await.unwrap()
    }

    async fn users(&self) -> u64 {
        let status: Status = Client::new(&self.portal.url(), None)
            .unwrap()
            .send(&GetStatus {}, None, None)
            .await
            .unwrap();
        status.users
    }
}

/// The problem names the fixture's fault, says it, and says what to do, in every language.
#[track_caller]
fn names(problem: &Problem, fixture: &Refused) {
    let fault = fixture.fault;
    assert_eq!(problem.code, ProblemCode::SignatureRefused, "{fault}");
    assert_eq!(problem.fault, Some(fault));
    let failed = problem.checks.iter().find_map(|line| match line.outcome {
        Outcome::Failed(fault) => Some(fault),
        _ => None,
    });
    assert_eq!(failed, Some(fault), "the first broken check");
    let (texts, detail) = (Texts::embedded(), problem.detail.as_ref().unwrap());
    for language in Language::ALL {
        let said = |phrase| SafeText::from(texts.say(language, &phrase));
        assert_eq!(*detail.get(language), said(phrases::fault(fault)), "{fault}");
        assert_eq!(*problem.next_step.get(language), said(phrases::fault_next(fault)), "{fault}");
    }
}

#[tokio::test]
async fn each_bad_signature_has_a_code_a_sentence_and_a_next_step() {
    let front = Front::new(EdsPolicy::default()).await;
    let (mut codes, mut sentences) = (BTreeSet::new(), BTreeSet::new());
    for fixture in fixtures::all() {
        let (requested, response) = front.put(&fixture).await;
        let problem = refused(response).await;
        names(&problem, &fixture);
        // Nothing has come of it, and the owner can still sign.
        assert_eq!(front.state(&requested).await.state, AcceptanceState::Requested);
        let problem = refused(front.sign_in(&fixture).await).await;
        names(&problem, &fixture);
        codes.insert(problem.fault.unwrap().code());
        sentences.insert(problem.detail.unwrap().ru.to_string());
    }
    assert!(codes.len() >= 14 && sentences.len() == codes.len(), "{codes:?}");
    assert_eq!(front.users().await, 0, "nobody has joined");
    front.portal.shutdown().await;
}

#[tokio::test]
async fn the_operators_policy_decides_who_accepts_for_an_organisation() {
    let fixture = fixtures::by_narrow_policy();
    let usual = Front::new(EdsPolicy::default()).await;
    let (_, response) = usual.put(&fixture).await;
    assert!(response.status().is_success());
    usual.portal.shutdown().await;

    let narrow = Front::new(fixtures::narrow_policy()).await;
    let (_, response) = narrow.put(&fixture).await;
    names(&refused(response).await, &fixture);
    assert_eq!(narrow.users().await, 0);
    // The console is told the same policy, and tells it before anything is signed.
    let client = Client::new(&narrow.portal.url(), None).unwrap();
    let status = client.send(&GetStatus {}, None, None).await.unwrap();
    assert_eq!(status.eds, fixtures::narrow_policy());
    narrow.portal.shutdown().await;

    // A portal that takes RSA keys only takes nobody's GOST key.
    let policy = EdsPolicy::from_codes(["head", "sign-right"], ["rsa"], 300).unwrap();
    let rsa_only = Front::new(policy).await;
    let (_, response) = rsa_only.put(&fixture).await;
    let fault = kezekte::domain::Fault::AlgorithmNotAccepted;
    names(&refused(response).await, &Refused { fault, ..fixture });
    rsa_only.portal.shutdown().await;
}

#[tokio::test]
async fn how_far_the_clock_may_be_off_is_the_operators_too() {
    // An hour is too much whatever is set; no skew at all refuses a signature made a second early.
    let strict = EdsPolicy::from_codes(["head"], ["gost-512"], 0).unwrap();
    assert_eq!(strict.clock_skew(), Duration::ZERO);
    let front = Front::new(strict).await;
    let early = Refused {
        fault: kezekte::domain::Fault::TimeOutsideWindow,
        number: Number::parse("000101190001").unwrap(),
        sign: fixtures::a_second_early,
    };
    let (_, response) = front.put(&early).await;
    names(&refused(response).await, &early);
    front.portal.shutdown().await;
    let usual = Front::new(EdsPolicy::default()).await;
    let (_, response) = usual.put(&early).await;
    assert!(response.status().is_success());
    usual.portal.shutdown().await;
}
