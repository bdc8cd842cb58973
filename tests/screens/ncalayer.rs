//! Waiting for NCALayer, without it: every stage, every end.

use std::sync::Arc;

use kezekte::{
    app::{
        effect::{Effect, Examined, Reply, Request},
        over::Over,
        screens::AnyScreen,
        shared::{Profile, Way},
        trouble::Trouble,
    },
    domain::{
        CertificateSummary, Check, CheckLine, Fault, Iin, Language, NcaLayerFailure, Number,
        Outcome, Verdict,
    },
};

use super::{
    fixtures::{
        IIN, OTHER_IIN, accepted_answer, at_ways, at_ways_with, certificate, draws_at_every_size,
        pictures, request_answer, requested, signature_refused, signed,
    },
    harness::{Kiosk, facts},
};

fn found(request: &Request, answer: Result<(), NcaLayerFailure>) -> Option<Reply> {
    matches!(request, Request::FindNcaLayer).then(|| Reply::NcaLayerFound(answer))
}

fn signed_by(request: &Request, answer: Result<(), NcaLayerFailure>) -> Option<Reply> {
    let cms = answer.map(|()| Arc::from(&b"cms"[..]));
    matches!(request, Request::SignByNcaLayer { .. }).then(|| Reply::NcaLayerSigned(cms))
}

/// What the examination finds: everything in order but this.
fn examined(of: CertificateSummary, wrong: Option<(Check, Fault)>) -> Reply {
    let outcome = |check| match wrong {
        Some((wrong, fault)) if wrong == check => Outcome::Failed(fault),
        _ => Outcome::Passed,
    };
    let checks = Check::ALL.into_iter().filter(|check| *check != Check::Time);
    Reply::Examined(Box::new(Examined {
        certificate: Some(of),
        checks: checks.map(|check| CheckLine { check, outcome: outcome(check) }).collect(),
        verdict: wrong.map_or(Verdict::Valid, |(_, fault)| Verdict::Invalid(fault)),
    }))
}

fn is_examine(request: &Request) -> bool {
    matches!(request, Request::Examine { .. })
}

/// NCALayer was chosen and is looked for.
fn connecting(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_ways(size, language);
    kiosk.press("2");
    kiosk
}

/// It runs; the document is on the screen.
fn at_document(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = connecting(size, language);
    kiosk.answer(|request| found(request, Ok(())));
    let answer = requested(kiosk.at);
    kiosk.answer(|request| request_answer(request, &answer));
    kiosk
}

/// Its window is open.
fn choosing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_document(size, language);
    kiosk.press("Enter").answer(|request| found(request, Ok(())));
    kiosk
}

/// It signed, and the signature was examined.
fn after(size: (u16, u16), language: Language, reply: &Reply) -> Kiosk {
    let mut kiosk = choosing(size, language);
    kiosk.answer(|request| signed_by(request, Ok(())));
    kiosk.answer(|request| is_examine(request).then(|| reply.clone()));
    kiosk
}

fn failed(size: (u16, u16), language: Language, failure: &NcaLayerFailure) -> Kiosk {
    let mut kiosk = choosing(size, language);
    kiosk.answer(|request| signed_by(request, Err(failure.clone())));
    kiosk
}

fn wrong_kind() -> Reply {
    examined(certificate(IIN), Some((Check::Usage, Fault::AuthenticationOnly)))
}

fn anothers() -> Reply {
    examined(certificate(OTHER_IIN), Some((Check::Identity, Fault::WrongPerson)))
}

#[test]
fn every_stage_and_every_end_has_its_picture() {
    pictures("ncalayer-connecting", connecting);
    pictures("ncalayer-choosing", choosing);
    pictures("ncalayer-not-running", |size, language| {
        let mut kiosk = connecting(size, language);
        kiosk.answer(|request| found(request, Err(NcaLayerFailure::NotRunning)));
        kiosk
    });
    pictures("ncalayer-wrong-key", |size, language| after(size, language, &wrong_kind()));
    pictures("ncalayer-another", |size, language| after(size, language, &anothers()));
    for failure in [
        NcaLayerFailure::Cancelled,
        NcaLayerFailure::Closed,
        NcaLayerFailure::NoModule,
        NcaLayerFailure::WrongPassword,
        NcaLayerFailure::NotTrusted,
    ] {
        let name = format!("ncalayer-{}", failure.code());
        pictures(&name, |size, language| failed(size, language, &failure));
    }
}

#[test]
fn the_bytes_that_were_shown_are_signed_judged_and_handed_in() {
    let mut kiosk = choosing((80, 24), Language::Ru);
    let number = Number::parse(IIN).unwrap();
    let asked = |kiosk: &Kiosk, is: fn(&Request) -> bool| -> Vec<Request> {
        let requests = kiosk.asked.iter().map(|effect: &Effect| effect.request.clone());
        requests.filter(is).collect()
    };
    let asked_to_sign = asked(&kiosk, |it| matches!(it, Request::SignByNcaLayer { .. }));
    let [Request::SignByNcaLayer { document, signer, language }] = asked_to_sign.as_slice() else {
        panic!("another request")
    };
    assert_eq!((signer, *language), (&number, Language::Ru));
    let shown = requested(kiosk.at);
    assert_eq!(hex::encode(kezekte::document::digest(document)), shown.sha256.as_str());
    // Whoever acts in another window does not keep this one from being settled.
    assert!(!kiosk.model.is_waiting());
    kiosk.answer(|request| signed_by(request, Ok(())));
    let asked_to_examine = asked(&kiosk, is_examine);
    let [Request::Examine { document: of, cms, signer, .. }] = asked_to_examine.as_slice() else {
        panic!("another request")
    };
    assert_eq!((of, &**cms, signer), (document, &b"cms"[..], &number));
    assert_eq!(kiosk.model.shared.visit.cms, None, "not before it was judged");
    let good = examined(certificate(IIN), None);
    kiosk.answer(|request| is_examine(request).then(|| good.clone()));
    let at = kiosk.at;
    kiosk.answer(|request| match request {
        Request::PutSignature { cms, .. } if **cms == *b"cms" => {
            accepted_answer(request, Ok(signed(at)))
        }
        _ => None,
    });
    assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
    assert_eq!(kiosk.model.shared.visit.way, Way::NcaLayer);
}

#[test]
fn a_console_that_trusts_nobody_leaves_the_issuer_to_the_portal_and_nothing_else() {
    let open = |wrong: Option<(Check, Fault)>| {
        let Reply::Examined(mut it) = examined(certificate(IIN), wrong) else { unreachable!() };
        for line in it.checks.iter_mut().filter(|line| line.check == Check::Path) {
            line.outcome = Outcome::Indeterminate(Fault::UntrustedIssuer);
        }
        if wrong.is_none() {
            it.verdict = Verdict::Indeterminate(Fault::UntrustedIssuer);
        }
        it
    };
    assert_eq!(open(None).obstacle(), None);
    let wrong = Some((Check::Identity, Fault::WrongPerson));
    assert_eq!(open(wrong).obstacle(), Some(Fault::WrongPerson));
    let judged = Examined { verdict: Verdict::Indeterminate(Fault::NoContent), ..*open(None) };
    assert_eq!(judged.obstacle(), Some(Fault::NoContent));
}

#[test]
fn another_persons_key_is_named_here_and_never_handed_in() {
    for reply in [wrong_kind(), anothers()] {
        let mut kiosk = after((80, 24), Language::Ru, &reply);
        assert!(!kiosk.asked.iter().any(|it| matches!(it.request, Request::PutSignature { .. })));
        assert_eq!(kiosk.model.shared.visit.cms, None);
        // Another key: the window opens again, for the same document.
        kiosk.press("Enter").answer(|request| found(request, Ok(())));
        assert!(kiosk.asked.iter().any(|it| matches!(it.request, Request::SignByNcaLayer { .. })));
    }
    let kiosk = after((80, 24), Language::Ru, &anothers());
    let entered = Number::parse(IIN).unwrap().masked();
    let found = Iin::certified(OTHER_IIN).unwrap().masked();
    assert!(kiosk.text().contains(&entered) && kiosk.text().contains(&found), "{}", kiosk.text());
}

#[test]
fn every_failure_says_its_code_and_can_be_tried_again() {
    for failure in NcaLayerFailure::all() {
        let mut kiosk = failed((80, 24), Language::Ru, &failure);
        let code = Trouble::from(&failure).code;
        assert!(kiosk.text().contains(&code), "{}", kiosk.text());
        if failure == NcaLayerFailure::NotSetUp {
            kiosk.press("Enter");
            assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
            continue;
        }
        kiosk.press("Enter").answer(|request| found(request, Ok(())));
        kiosk.answer(|request| signed_by(request, Ok(())));
        assert!(kiosk.asked.iter().any(|it| is_examine(&it.request)), "{code}");
    }
}

#[test]
fn esc_withdraws_what_was_asked_and_leads_back_one_step() {
    let mut kiosk = choosing((80, 24), Language::Ru);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
    let cancelled = kiosk.asked.iter().any(|it| matches!(it.request, Request::Cancel(_)));
    assert!(cancelled, "the connection is closed with the visit");
    assert!(kiosk.text().contains("Код проверки"), "the same document, {}", kiosk.text());
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    let mut kiosk = connecting((80, 24), Language::Ru);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
}

#[test]
fn a_signature_the_portal_refused_leads_to_the_ways() {
    let good = examined(certificate(IIN), None);
    let mut kiosk = after((80, 24), Language::Ru, &good);
    kiosk.answer(|request| accepted_answer(request, Err(signature_refused())));
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
}

#[test]
fn a_service_centre_signs_by_it_and_waits_for_who_searches_for_a_key() {
    let facts = kezekte::app::shared::Facts { idle: true, ..facts(Profile::Terminal) };
    let mut kiosk = at_ways_with(facts, (80, 24), Language::Kk, IIN);
    kiosk.press("Enter").answer(|request| found(request, Ok(())));
    let answer = requested(kiosk.at);
    kiosk.answer(|request| request_answer(request, &answer));
    kiosk.press("Enter").answer(|request| found(request, Ok(())));
    kiosk.wait(std::time::Duration::from_secs(590));
    assert_eq!(kiosk.model.over, None, "{}", kiosk.text());
    kiosk.wait(std::time::Duration::from_secs(15));
    assert!(matches!(kiosk.model.over, Some(Over::Idle(..))), "{}", kiosk.text());
    kiosk.wait(std::time::Duration::from_secs(25));
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)), "nobody came back");
}

#[test]
fn it_draws_at_every_size() {
    draws_at_every_size(&mut choosing((80, 24), Language::Kk));
    draws_at_every_size(&mut after((80, 24), Language::Kk, &anothers()));
}
