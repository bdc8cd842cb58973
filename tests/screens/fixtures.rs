//! Fictitious people, their certificates, and a portal's answers: the document really rendered.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, Failure, Problem, ProblemCode, Receipt, Requested, Signed,
    },
    app::{
        details::Known,
        effect::{OpenedKey, Reply, Request},
        reading::Reading,
        screens::{
            AnyScreen,
            kiosk::{certificate::Certificate, receipt::ReceiptView, ways::Ways},
        },
        shared::{Facts, Person, Profile},
    },
    document,
    domain::{
        Agreement, Bin, CertificateSummary, Check, CheckLine, DocumentFields, Email, Fault, Iin,
        Language, Moment, Number, Outcome, Phone, Role, Secret, Trilingual, Verdict,
    },
};

use super::harness::{Kiosk, facts, terminal};

/// The citizen: born on the first of January 2000 with a serial that nobody has (eds.md §7).
pub(super) const IIN: &str = "000101190001";
/// Another one.
pub(super) const OTHER_IIN: &str = "000101190205";
/// An organisation.
pub(super) const BIN: &str = "990140900004";

/// The sizes and languages every picture is taken in.
pub(super) fn pictures(name: &str, take: impl Fn((u16, u16), Language) -> Kiosk) {
    for language in [Language::Kk, Language::Ru] {
        for size in [(80, 24), (120, 40)] {
            let kiosk = take(size, language);
            let text = kiosk.text();
            let name = format!("{name}-{}-{}x{}", language.tag(), size.0, size.1);
            insta::with_settings!({ prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(name, text);
            });
        }
    }
}

/// Draws the state at every size from 1×1 to 300×100; a panic fails the test.
pub(super) fn draws_at_every_size(kiosk: &mut Kiosk) {
    let sizes = [1, 7, 39, 40, 41, 60, 80, 99, 100, 120, 300];
    for width in sizes {
        for height in [1, 5, 11, 12, 13, 16, 20, 24, 30, 40, 100] {
            kiosk.input(kezekte::app::Input::Resize(ratatui::layout::Size::new(width, height)));
            kiosk.buffer();
        }
    }
}

fn moment(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

/// A personal certificate.
pub(super) fn certificate(iin: &str) -> CertificateSummary {
    CertificateSummary {
        owner: "ҮЛГІЛІ АЙДАНА".into(),
        iin: Iin::certified(iin),
        bin: None,
        organisation: None,
        issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022".into(),
        serial: "2c1b5e0f77a94d2286b3aa01f0d45e6c9b8a7d31".to_owned(),
        sha256: "9f".repeat(32),
        not_before: moment("2026-03-01T05:00:00Z"),
        not_after: moment("2027-03-01T05:00:00Z"),
        algorithm: "GOST 34.10-2015 (512)".into(),
        role: Role::Person,
        for_signing: true,
    }
}

/// The certificate of an organisation's head.
pub(super) fn head() -> CertificateSummary {
    CertificateSummary {
        bin: Bin::certified(BIN),
        organisation: Some(
            "«Ойдан шығарылған кәсіпорын» жауапкершілігі шектеулі серіктестігі".into(),
        ),
        role: Role::Head,
        ..certificate(IIN)
    }
}

/// What the verifier finds in order.
pub(super) fn all_passed() -> Vec<CheckLine> {
    use Check::{Identity, Path, Policy, Role, Usage, Validity};
    [Path, Validity, Usage, Policy, Role, Identity]
        .map(|check| CheckLine { check, outcome: Outcome::Passed })
        .to_vec()
}

/// A key in order.
pub(super) fn key(certificate: CertificateSummary) -> OpenedKey {
    OpenedKey { certificate, checks: all_passed(), verdict: Verdict::Valid }
}

/// A key of which one check failed.
pub(super) fn broken_key(check: Check, fault: Fault) -> OpenedKey {
    let mut key = key(certificate(IIN));
    for line in &mut key.checks {
        if line.check == check {
            line.outcome = Outcome::Failed(fault);
        }
    }
    OpenedKey { verdict: Verdict::Invalid(fault), ..key }
}

/// A key whose path could not be judged, because the console trusts no authority at all.
pub(super) fn unjudged_key() -> OpenedKey {
    let mut key = key(certificate(IIN));
    for line in key.checks.iter_mut().filter(|line| line.check == Check::Path) {
        line.outcome = Outcome::Indeterminate(Fault::UntrustedIssuer);
    }
    OpenedKey { verdict: Verdict::Indeterminate(Fault::UntrustedIssuer), ..key }
}

/// Everything of the agreement shown, both ticks set.
pub(super) fn read_through(at: Moment) -> Reading {
    let mut reading = Reading::default();
    for block in Agreement::embedded().gated() {
        reading.show(&block.id, &[Language::Kk, Language::Ru], at);
    }
    reading.statement = true;
    reading.consent = true;
    reading
}

/// A kiosk where somebody with this number has read the agreement and chooses how to sign.
pub(super) fn at_ways_with(
    facts: Facts,
    size: (u16, u16),
    language: Language,
    number: &str,
) -> Kiosk {
    let mut kiosk = Kiosk::with(facts, size, language);
    kiosk.asked.clear();
    kiosk.model.shared.visit.reading = read_through(kiosk.at);
    kiosk.model.shared.visit.number = Some(Number::parse(number).unwrap());
    kiosk.model.screen = AnyScreen::Ways(Ways::default());
    kiosk
}

/// The same on an own computer.
pub(super) fn at_ways(size: (u16, u16), language: Language) -> Kiosk {
    at_ways_with(facts(Profile::Personal), size, language, IIN)
}

/// A kiosk of the demonstration with one chosen person.
pub(super) fn demonstration(size: (u16, u16), language: Language) -> Kiosk {
    let person = Person {
        story: "gost".into(),
        name: "Үлгілі Айдана".into(),
        number: Number::parse(IIN).unwrap(),
        phone: Phone::parse("+70001000113"),
        email: Email::parse("aidana@example.kz"),
        key: "/home/aidana/keys/GOST512_aidana.p12".to_owned(),
        password: Secret::new("password", "Qwerty12"),
    };
    let mut kiosk = at_ways(size, language);
    kiosk.people(vec![person]);
    kiosk.model.shared.visit.person = Some(0);
    kiosk
}

/// The key's certificate is on the screen.
pub(super) fn at_certificate(size: (u16, u16), language: Language, key: OpenedKey) -> Kiosk {
    let mut kiosk = at_ways(size, language);
    kiosk.model.shared.visit.key = Some(key);
    kiosk.model.screen = AnyScreen::Certificate(Certificate::default());
    kiosk
}

/// The document is asked for, not there yet.
pub(super) fn at_asking(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_certificate(size, language, key(certificate(IIN)));
    kiosk.press("Enter");
    kiosk
}

/// The document is on the screen.
pub(super) fn at_document(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_asking(size, language);
    let answer = requested(kiosk.at);
    kiosk.answer(|request| request_answer(request, &answer));
    kiosk
}

/// The receipt is on the screen.
pub(super) fn at_receipt(size: (u16, u16), language: Language, signed: Signed) -> Kiosk {
    let mut kiosk = at_ways(size, language);
    kiosk.model.shared.visit.signed = Some(signed);
    kiosk.model.screen = AnyScreen::ReceiptView(ReceiptView::default());
    kiosk
}

/// The fields of a request made at this moment.
pub(super) fn fields(at: Moment) -> DocumentFields {
    DocumentFields {
        request: "2026-004417".into(),
        nonce: "5c".repeat(32).into(),
        requested_at: at,
        terminal: terminal(),
        number: Number::parse(IIN).unwrap(),
        agreement: Agreement::embedded().version().clone(),
    }
}

/// An honest portal's request with these fields.
pub(super) fn requested_with(fields: DocumentFields) -> Requested {
    let bytes = document::render(Agreement::embedded(), &fields).unwrap();
    Requested {
        id: "r-4417".into(),
        claim: Secret::default(),
        expires_at: fields.requested_at.after(Duration::from_secs(900)),
        document: fields,
        sha256: hex::encode(document::digest(&bytes)).into(),
        check_code: document::check_code(&bytes).into(),
    }
}

/// An honest portal's request.
pub(super) fn requested(at: Moment) -> Requested {
    requested_with(fields(at))
}

/// Answers the request for a document with this.
pub(super) fn request_answer(request: &Request, answer: &Requested) -> Option<Reply> {
    matches!(request, Request::RequestAcceptance(_))
        .then(|| Reply::Requested(Ok(Box::new(answer.clone()))))
}

/// Answers the request for a signature.
pub(super) fn signature_answer(request: &Request) -> Option<Reply> {
    matches!(request, Request::Sign { .. }).then(|| Reply::Signature(Ok(Arc::from(&b"cms"[..]))))
}

/// Answers the handing in with this.
pub(super) fn accepted_answer(request: &Request, answer: Result<Signed, Failure>) -> Option<Reply> {
    matches!(request, Request::PutSignature { .. }).then(|| Reply::Accepted(answer.map(Box::new)))
}

/// An acceptance in force.
pub(super) fn signed(at: Moment) -> Signed {
    let requested = requested(at);
    let receipt = Receipt {
        number: "2026-000123".into(),
        account: 4417,
        accepted_at: at.after(Duration::from_secs(95)),
        signed_at: Some(at.after(Duration::from_secs(90))),
        valid_until: Moment::end_of(at.anniversary(3)),
        certificate: certificate(IIN),
        check_code: requested.check_code,
        sha256: requested.sha256,
        event: "e1".repeat(32).into(),
    };
    Signed {
        acceptance: AcceptanceView {
            id: requested.id,
            request: requested.document.request.clone(),
            state: AcceptanceState::Effective,
            agreement: requested.document.agreement.clone(),
            languages: vec![Language::Kk, Language::Ru],
            ended_at: None,
            receipt: Some(receipt),
            checks: Check::ALL.map(|check| CheckLine { check, outcome: Outcome::Passed }).to_vec(),
            awaited: None,
            fault: None,
            document: Some(requested.document),
        },
        already_accepted: false,
        session: None,
    }
}

/// What the portal refuses by this code.
pub(super) fn refusal(code: ProblemCode) -> Failure {
    Failure::Refused(Box::new(problem(code)))
}

/// The same as a problem.
pub(super) fn problem(code: ProblemCode) -> Problem {
    Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: Trilingual {
            kk: "Портал сұраудан бас тартты.".into(),
            ru: "Портал отказал в запросе.".into(),
            en: "The portal refused the request.".into(),
        },
        detail: None,
        next_step: Trilingual {
            kk: "Жаңа сұрау бастаңыз.".into(),
            ru: "Начните новый запрос.".into(),
            en: "Start a new request.".into(),
        },
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }
}

/// The portal refused the signature: another person's.
pub(super) fn signature_refused() -> Failure {
    let outcome = |check| match check {
        Check::Identity => Outcome::Failed(Fault::WrongPerson),
        _ => Outcome::Passed,
    };
    let checks = Check::ALL.map(|check| CheckLine { check, outcome: outcome(check) }).to_vec();
    Failure::Refused(Box::new(Problem {
        fault: Some(Fault::WrongPerson),
        checks,
        ..problem(ProblemCode::SignatureRefused)
    }))
}

/// The files an own computer shows.
pub(super) fn key_files() -> Reply {
    Reply::KeyFiles(vec![
        "/home/aidana/keys/GOST512_aidana.p12".into(),
        "/home/aidana/keys/RSA256_aidana.p12".into(),
        "/media/usb/AUTH_RSA256_aidana.p12".into(),
    ])
}

/// What the portal knows of somebody who has given nothing yet.
pub(super) fn nothing_known() -> Reply {
    Reply::Contacts(Ok(Box::new(Known {
        owner: certificate(IIN).owner,
        phone: None,
        email: None,
        language: None,
    })))
}
