//! The signing when something stands in the way: a document that differs, an outage, a refusal, an
//! expired request.

use std::time::Duration;

use kezekte::{
    api::{AcceptanceState, Failure, ProblemCode, Requested},
    app::{
        effect::{Reply, Request},
        over::Over,
        screens::AnyScreen,
        trouble::Trouble,
    },
    document,
    domain::{Agreement, Bilingual, Fault, Language, Moment, Number, Terminal, Version},
};

use super::{
    document::{asks, checking, documents, handed_in, handing_in, in_state, refused, signing},
    fixtures::{
        OTHER_IIN, accepted_answer, at_asking, at_document, fields, problem, refusal,
        request_answer, requested, requested_with, signed,
    },
};

#[test]
fn a_document_that_differs_by_one_octet_is_refused_before_signing() {
    let mut kiosk = at_asking((80, 24), Language::Ru);
    let honest = requested(kiosk.at);
    let mut bytes = document::render(Agreement::embedded(), &honest.document).unwrap();
    bytes[4000] ^= 1;
    let answer = Requested {
        sha256: hex::encode(document::digest(&bytes)).into(),
        check_code: document::check_code(&bytes).into(),
        ..honest
    };
    kiosk.answer(|request| request_answer(request, &answer));
    assert!(kiosk.text().contains("kiosk document-differs"));
    assert!(kiosk.text().contains("Документ Портала отличается"));
    kiosk.press("Space PgDn s");
    assert!(documents(&kiosk).is_empty());
    assert_eq!(kiosk.model.shared.visit.request, None);
    kiosk.press("Enter");
    assert!(asks(&kiosk), "the way on is a new request");
    assert!(documents(&kiosk).is_empty());
}

#[test]
fn every_difference_is_refused_by_its_own_code() {
    let at = at_asking((80, 24), Language::Ru).at;
    let with = |change: &dyn Fn(&mut kezekte::domain::DocumentFields)| {
        let mut fields = fields(at);
        change(&mut fields);
        requested_with(fields)
    };
    let other_terminal = Terminal {
        name: "KIOSK-2".into(),
        place: Bilingual { kk: "Астана".into(), ru: "Астана".into() },
    };
    let cases = [
        ("number-differs", with(&|it| it.number = Number::parse(OTHER_IIN).unwrap())),
        ("terminal-differs", with(&|it| it.terminal = other_terminal.clone())),
        (
            "time-differs",
            with(&|it| it.requested_at = it.requested_at.after(Duration::from_secs(601))),
        ),
        ("time-differs", with(&|it| it.requested_at = Moment::from_seconds(at.seconds() - 601))),
        ("agreement-differs", {
            let mut requested = requested(at);
            requested.document.agreement = Version("ab".repeat(32));
            requested
        }),
        ("no-document", {
            let mut requested = requested(at);
            requested.document.nonce = "short".into();
            requested
        }),
        ("document-differs", Requested { sha256: "".into(), ..requested(at) }),
        (
            "check-code-differs",
            Requested { check_code: "2222-2222-2222-2222".into(), ..requested(at) },
        ),
    ];
    for (code, answer) in cases {
        let mut kiosk = at_asking((80, 24), Language::Ru);
        kiosk.answer(|request| request_answer(request, &answer));
        assert!(kiosk.text().contains(&format!("kiosk {code}")), "{code}\n{}", kiosk.text());
        kiosk.press("Space");
        assert!(documents(&kiosk).is_empty(), "{code}");
    }
}

#[test]
fn a_clock_ten_minutes_off_is_still_the_present() {
    for requested_at in [Duration::from_secs(600), Duration::ZERO] {
        let mut kiosk = at_asking((80, 24), Language::Ru);
        let answer = requested(kiosk.at.after(requested_at));
        kiosk.answer(|request| request_answer(request, &answer));
        assert!(kiosk.text().contains("Подписать"));
    }
}

/// K9, A6: the outage comes in the middle of handing in; afterwards the very same signature goes
/// again, and nothing is signed twice.
#[test]
fn after_an_outage_the_same_signature_is_handed_in_again() {
    for outage in [
        Failure::Unreachable,
        Failure::TimedOut,
        Failure::Refused(Box::new(problem(ProblemCode::Maintenance))),
    ] {
        let mut kiosk = handing_in((80, 24), Language::Ru);
        let first = handed_in(&kiosk);
        kiosk.answer(|request| accepted_answer(request, Err(outage.clone())));
        assert!(matches!(kiosk.model.over, Some(Over::Outage(_))), "{outage}");
        assert!(handed_in(&kiosk).is_empty());
        kiosk.press("Enter");
        let status = kezekte::api::Status {
            at: kiosk.at,
            users: 1,
            agreement: Agreement::embedded().version().clone(),
            maintenance: None,
            prices: Vec::new(),
            eds: kezekte::domain::EdsPolicy::default(),
            demonstration: false,
            mobile: false,
        };
        kiosk.answer(|request| {
            (*request == Request::Status).then(|| Reply::Status(Ok(status.clone())))
        });
        assert!(kiosk.model.over.is_none());
        assert_eq!(handed_in(&kiosk), first, "{outage}");
        assert!(documents(&kiosk).is_empty(), "{outage}: nothing is signed twice");
        let at = kiosk.at;
        kiosk.answer(|request| accepted_answer(request, Ok(signed(at))));
        assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
    }
}

#[test]
fn leaving_and_coming_back_after_an_outage_hands_in_the_same_signature() {
    let mut kiosk = handing_in((80, 24), Language::Ru);
    let first = handed_in(&kiosk);
    kiosk.answer(|request| accepted_answer(request, Err(Failure::TimedOut)));
    // The request runs out meanwhile; the portal may have taken the signature all the same.
    kiosk.press("Esc");
    assert!(kiosk.text().contains("link timed-out"), "{}", kiosk.text());
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Certificate(_)));
    kiosk.at = kiosk.at.after(Duration::from_secs(3600));
    kiosk.press("Enter");
    assert_eq!(handed_in(&kiosk), first);
}

#[test]
fn while_the_portal_checks_it_is_asked_again_with_the_same_signature() {
    let mut kiosk = checking((80, 24), Language::Ru);
    assert!(handed_in(&kiosk).is_empty());
    kiosk.wait(Duration::from_secs(3));
    assert_eq!(handed_in(&kiosk).len(), 1);
    let at = kiosk.at;
    kiosk.answer(|request| accepted_answer(request, Ok(signed(at))));
    assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
}

#[test]
fn a_refused_signature_names_the_first_failed_check_and_asks_for_another_key() {
    let mut kiosk = refused((80, 24), Language::Ru);
    let text = kiosk.text();
    assert!(text.contains("EDS wrong-person") && text.contains("Не пройдена проверка"), "{text}");
    assert_eq!(kiosk.model.shared.visit.cms, None);
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
}

#[test]
fn a_refusal_that_ends_the_request_offers_a_new_one() {
    use ProblemCode::{AgreementChanged, NonceUsed, NotFound, RequestExpired, Unauthorised};
    for failure in [RequestExpired, NonceUsed, NotFound, Unauthorised, AgreementChanged]
        .map(refusal)
        .into_iter()
        .chain([Failure::NoSession])
    {
        let mut kiosk = handing_in((80, 24), Language::Ru);
        kiosk.answer(|request| accepted_answer(request, Err(failure.clone())));
        assert!(kiosk.text().contains(&Trouble::from(&failure).code), "{failure}");
        assert_eq!(kiosk.model.shared.visit.cms, None, "{failure}");
        kiosk.press("Enter");
        assert!(asks(&kiosk), "{failure}");
        let answer = requested(kiosk.at);
        kiosk.answer(|request| request_answer(request, &answer));
        assert!(kiosk.text().contains("Подписать"), "{failure}: the journey goes on");
    }
}

#[test]
fn any_other_failure_of_handing_in_keeps_the_signature() {
    let others = [ProblemCode::Internal, ProblemCode::Unknown, ProblemCode::BadRequest];
    for failure in others.map(refusal).into_iter().chain([Failure::BadAnswer]) {
        let mut kiosk = handing_in((80, 24), Language::Ru);
        let first = handed_in(&kiosk);
        kiosk.answer(|request| accepted_answer(request, Err(failure.clone())));
        assert!(kiosk.text().contains(&Trouble::from(&failure).code), "{failure}");
        kiosk.press("Enter");
        assert_eq!(handed_in(&kiosk), first, "{failure}");
    }
    for state in [AcceptanceState::Requested, AcceptanceState::Effective] {
        let mut kiosk = handing_in((80, 24), Language::Ru);
        let at = kiosk.at;
        kiosk.answer(|request| accepted_answer(request, Ok(in_state(at, state))));
        assert!(kiosk.text().contains("link bad-answer"), "{state:?}");
    }
}

#[test]
fn a_request_the_portal_refuses_is_said_and_can_be_repeated() {
    for code in ProblemCode::ALL {
        let mut kiosk = at_asking((80, 24), Language::Ru);
        let failure = refusal(*code);
        kiosk.answer(|request| {
            matches!(request, Request::RequestAcceptance(_))
                .then(|| Reply::Requested(Err(failure.clone())))
        });
        if failure.is_outage() {
            assert!(matches!(kiosk.model.over, Some(Over::Outage(_))));
            kiosk.press("Esc");
        }
        assert!(kiosk.text().contains(&format!("portal {}", code.code())), "{}", kiosk.text());
        kiosk.press("Enter");
        match code {
            ProblemCode::NotRead => assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_))),
            _ => assert!(asks(&kiosk), "{}", code.code()),
        }
    }
}

#[test]
fn a_key_that_cannot_sign_is_said_and_can_try_again() {
    let mut kiosk = signing((80, 24), Language::Ru);
    kiosk.answer(|request| {
        matches!(request, Request::Sign { .. }).then(|| Reply::Signature(Err(Fault::NoRandomness)))
    });
    assert!(kiosk.text().contains("EDS no-randomness"));
    kiosk.press("Enter");
    assert_eq!(documents(&kiosk).len(), 1);
}

#[test]
fn an_expired_request_is_never_signed_but_asked_anew_and_said() {
    let mut kiosk = at_document((80, 24), Language::Ru);
    kiosk.at = kiosk.at.after(Duration::from_secs(901));
    kiosk.press("Enter");
    assert!(documents(&kiosk).is_empty() && asks(&kiosk));
    let answer = requested(kiosk.at);
    kiosk.answer(|request| request_answer(request, &answer));
    assert!(kiosk.text().contains("Срок прежнего запроса истёк"), "{}", kiosk.text());
    kiosk.press("Enter");
    assert_eq!(documents(&kiosk).len(), 1);

    let mut kiosk = at_document((80, 24), Language::Ru);
    kiosk.press("Esc");
    kiosk.press("Enter");
    assert!(!asks(&kiosk), "a request that is still good is taken again");
    kiosk.press("Esc");
    kiosk.at = kiosk.at.after(Duration::from_secs(901));
    kiosk.press("Enter");
    assert!(asks(&kiosk));
}

#[test]
fn a_request_for_another_number_is_not_taken_again() {
    let mut kiosk = at_document((80, 24), Language::Ru);
    kiosk.press("Esc");
    let mut key = super::fixtures::key(super::fixtures::certificate(OTHER_IIN));
    std::mem::swap(kiosk.model.shared.visit.key.as_mut().unwrap(), &mut key);
    kiosk.model.shared.visit.number = Some(Number::parse(OTHER_IIN).unwrap());
    kiosk.press("Enter");
    assert!(asks(&kiosk));
}
