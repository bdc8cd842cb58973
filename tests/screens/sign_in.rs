//! Signing in: number, EDS, the challenge from its very bytes, and the three ways it ends.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{ChallengeFields, Challenged, Failure, ProblemCode, SignedIn, Standing},
    app::{
        asked::Errand,
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    document,
    domain::{Agreement, DocumentFields, Language, Terminal},
};

use super::{
    fixtures::{
        IIN, OTHER_IIN, certificate, draws_at_every_size, fields, key, key_files, pictures,
        read_through, refusal, request_answer, requested, signature_answer, signature_refused,
    },
    harness::Kiosk,
};

fn challenge_fields(kiosk: &Kiosk) -> ChallengeFields {
    let DocumentFields { request, nonce, requested_at, terminal, number, .. } = fields(kiosk.at);
    let expires_at = requested_at.after(Duration::from_secs(300));
    ChallengeFields { request, nonce, requested_at, expires_at, terminal, number }
}

fn challenged_with(fields: ChallengeFields) -> Challenged {
    let bytes = document::challenge::render(&fields).unwrap();
    Challenged {
        id: "s-4417".into(),
        claim: Default::default(),
        challenge: fields,
        sha256: hex::encode(document::digest(&bytes)).into(),
        check_code: document::check_code(&bytes).into(),
    }
}

fn challenge_answer(request: &Request, answer: &Challenged) -> Option<Reply> {
    matches!(request, Request::RequestChallenge(_))
        .then(|| Reply::Challenged(Ok(Box::new(answer.clone()))))
}

fn signed_in_answer(request: &Request, answer: Result<Standing, Failure>) -> Option<Reply> {
    let signed_in = |standing| {
        let (session, claim, claim_until, acceptance) = (None, None, None, None);
        Box::new(SignedIn { standing, session, claim, claim_until, acceptance })
    };
    matches!(request, Request::SignIn { .. }).then(|| Reply::SignedIn(answer.map(signed_in)))
}

/// From the first screen to the certificate.
fn at_number(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.asked.clear();
    kiosk.press("2");
    kiosk
}

fn at_certificate(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_number(size, language);
    kiosk.press(IIN).press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    kiosk.asked.clear();
    kiosk.press("Enter");
    kiosk.answer(|request| (*request == Request::FindKeyFiles).then(key_files));
    kiosk.model.shared.visit.key = Some(key(certificate(IIN)));
    kiosk.model.screen = AnyScreen::Certificate(Default::default());
    kiosk.asked.clear();
    kiosk
}

fn at_challenge(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_certificate(size, language);
    kiosk.press("Enter");
    let answer = challenged_with(challenge_fields(&kiosk));
    kiosk.answer(|request| challenge_answer(request, &answer));
    kiosk
}

fn handing_in(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_challenge(size, language);
    kiosk.press("Enter").answer(signature_answer);
    kiosk
}

fn not_joined(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = handing_in(size, language);
    kiosk.answer(|request| signed_in_answer(request, Ok(Standing::AcceptanceRequired)));
    kiosk
}

#[test]
fn its_states() {
    pictures("sign-in-number", at_number);
    pictures("sign-in-certificate", at_certificate);
    pictures("sign-in-challenge", at_challenge);
    pictures("sign-in-not-joined", not_joined);
    pictures("sign-in-refused", |size, language| {
        let mut kiosk = handing_in(size, language);
        kiosk.answer(|request| signed_in_answer(request, Err(signature_refused())));
        kiosk
    });
}

#[test]
fn it_draws_at_every_size() {
    for mut kiosk in [at_challenge((80, 24), Language::Kk), not_joined((80, 24), Language::Ru)] {
        draws_at_every_size(&mut kiosk);
    }
}

/// P20: what is drawn, page by page, is what goes into the signature, octet for octet.
#[test]
fn the_pages_together_are_the_bytes_that_are_signed() {
    let mut kiosk = at_challenge((120, 40), Language::Ru);
    let bytes = document::challenge::render(&challenge_fields(&kiosk)).unwrap();
    for words in ["KEZEKTE-SIGN-IN 1", "ПОРТАЛҒА КІРУ", "KIOSK-1", IIN] {
        assert!(kiosk.find(words).is_some(), "{words} on\n{}", kiosk.text());
    }
    kiosk.press("Enter");
    let signed = kiosk.asked.iter().find_map(|effect| match &effect.request {
        Request::Sign { document } => Some(Arc::clone(document)),
        _ => None,
    });
    assert_eq!(&*signed.unwrap(), bytes.as_slice());
}

#[test]
fn a_challenge_that_means_something_else_is_refused_before_signing() {
    let honest = challenge_fields(&at_certificate((80, 24), Language::Kk));
    let other = kezekte::domain::Number::parse(OTHER_IIN).unwrap();
    let late = honest.requested_at.after(Duration::from_secs(3_600));
    let elsewhere = Terminal { name: "KIOSK-2".into(), ..honest.terminal.clone() };
    let flipped = Challenged { sha256: "00".repeat(32).into(), ..challenged_with(honest.clone()) };
    let wrong = [
        ("number-differs", challenged_with(ChallengeFields { number: other, ..honest.clone() })),
        (
            "terminal-differs",
            challenged_with(ChallengeFields { terminal: elsewhere, ..honest.clone() }),
        ),
        ("time-differs", challenged_with(ChallengeFields { requested_at: late, ..honest })),
        ("document-differs", flipped),
    ];
    for (code, answer) in wrong {
        let mut kiosk = at_certificate((80, 24), Language::Kk);
        kiosk.press("Enter").answer(|request| challenge_answer(request, &answer));
        assert!(kiosk.find(code).is_some(), "{code} on\n{}", kiosk.text());
        kiosk.press("Enter");
        let signs = |kiosk: &Kiosk| {
            kiosk.asked.iter().any(|effect| matches!(effect.request, Request::Sign { .. }))
        };
        assert!(!signs(&kiosk), "{code}");
    }
}

#[test]
fn active_and_blocked_come_to_the_account() {
    for standing in [Standing::Active, Standing::Blocked] {
        let mut kiosk = handing_in((80, 24), Language::Kk);
        kiosk.answer(|request| signed_in_answer(request, Ok(standing)));
        assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
        assert!(kiosk.model.shared.visit.has_session());
        assert!(kiosk.asked.iter().any(|effect| effect.request == Request::Account));
        let visit = &kiosk.model.shared.visit;
        assert_eq!((&visit.request, &visit.cms), (&None, &None));
    }
}

#[test]
fn who_has_not_joined_goes_to_the_agreement_with_number_and_key_kept() {
    let mut kiosk = not_joined((100, 30), Language::Kk);
    assert!(!kiosk.model.shared.visit.has_session());
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    assert_eq!(kiosk.model.shared.visit.errand, Errand::Join);
    kiosk.model.shared.visit.reading = read_through(kiosk.at);
    while !matches!(kiosk.model.screen, AnyScreen::Certificate(_)) {
        kiosk.press("Enter");
    }
    assert!(kiosk.model.shared.visit.reading.is_complete(Agreement::embedded()));
    kiosk.press("Enter");
    let answer = requested(kiosk.at);
    kiosk.answer(|request| request_answer(request, &answer));
    assert!(kiosk.find("KEZEKTE-ACCEPTANCE 1").is_some(), "{}", kiosk.text());
}

#[test]
fn leaving_without_joining_wipes() {
    let mut kiosk = not_joined((80, 24), Language::Ru);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert!(!kiosk.model.shared.visit.is_personal());
    assert!(kiosk.asked.iter().any(|effect| effect.request == Request::Wipe));
}

#[test]
fn a_refused_signature_asks_for_another_key_and_a_used_challenge_for_another() {
    let mut kiosk = handing_in((80, 24), Language::Kk);
    kiosk.answer(|request| signed_in_answer(request, Err(signature_refused())));
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
    let mut kiosk = handing_in((80, 24), Language::Kk);
    let used = refusal(ProblemCode::NonceUsed);
    kiosk.answer(|request| signed_in_answer(request, Err(used.clone())));
    kiosk.press("Enter");
    assert!(kiosk.asked.iter().any(|it| matches!(it.request, Request::RequestChallenge(_))));
}

#[test]
fn an_expired_challenge_is_never_signed_but_asked_anew() {
    let mut kiosk = at_challenge((80, 24), Language::Kk);
    kiosk.at = kiosk.at.after(Duration::from_secs(300));
    kiosk.press("Enter");
    assert!(kiosk.asked.iter().any(|it| matches!(it.request, Request::RequestChallenge(_))));
    assert!(!kiosk.asked.iter().any(|it| matches!(it.request, Request::Sign { .. })));
}

#[test]
fn after_an_outage_the_same_signature_is_handed_in_again() {
    let mut kiosk = handing_in((80, 24), Language::Kk);
    let cms = kiosk.model.shared.visit.cms.clone();
    kiosk.answer(|request| signed_in_answer(request, Err(Failure::BadAnswer)));
    kiosk.press("Enter");
    let again = kiosk.asked.iter().find_map(|effect| match &effect.request {
        Request::SignIn { cms, .. } => Some(Some(Arc::clone(cms))),
        _ => None,
    });
    assert_eq!(again, Some(cms));
}

#[test]
fn another_errand_voids_what_was_asked_and_the_way_back_is_home() {
    let mut kiosk = at_challenge((80, 24), Language::Kk);
    assert!(kiosk.model.shared.visit.request.is_some());
    kiosk.model.screen = AnyScreen::NumberEntry(Default::default());
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(kiosk.model.shared.visit.errand, Errand::Join);
    assert_eq!(kiosk.model.shared.visit.request, None);
}
