//! What will be signed, and the signing.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{AcceptanceState, Failure, ProblemCode, Requested, Signed},
    app::{
        Act,
        effect::{Reply, Request},
        over::Over,
        screens::AnyScreen,
        trouble::Trouble,
    },
    document,
    domain::{Agreement, Bilingual, Fault, Language, Moment, Number, Terminal, Version},
};

use super::{
    fixtures::{
        OTHER_IIN, accepted_answer, at_asking, at_document, draws_at_every_size, fields, pictures,
        problem, refusal, request_answer, requested, requested_with, signature_answer,
        signature_refused, signed,
    },
    harness::Kiosk,
};

fn signing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_document(size, language);
    kiosk.press("Enter");
    kiosk
}

fn handing_in(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signing(size, language);
    kiosk.answer(signature_answer);
    kiosk
}

fn refused(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = handing_in(size, language);
    kiosk.answer(|request| accepted_answer(request, Err(signature_refused())));
    kiosk
}

fn differing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_asking(size, language);
    let answer = Requested { sha256: "00".repeat(32).into(), ..requested(kiosk.at) };
    kiosk.answer(|request| request_answer(request, &answer));
    kiosk
}

fn checking(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = handing_in(size, language);
    let at = kiosk.at;
    kiosk.answer(|request| accepted_answer(request, Ok(in_state(at, AcceptanceState::Pending))));
    kiosk
}

fn in_state(at: Moment, state: AcceptanceState) -> Signed {
    let mut signed = signed(at);
    signed.acceptance.state = state;
    signed.acceptance.receipt = None;
    signed
}

/// A kiosk of this size and language in one state.
type State = fn((u16, u16), Language) -> Kiosk;

/// What is open now: the documents to sign and the signatures to hand in.
fn documents(kiosk: &Kiosk) -> Vec<Arc<[u8]>> {
    let requests = kiosk.asked.iter().map(|effect| &effect.request);
    requests
        .filter_map(|request| match request {
            Request::Sign { document } => Some(Arc::clone(document)),
            _ => None,
        })
        .collect()
}

fn handed_in(kiosk: &Kiosk) -> Vec<(String, Arc<[u8]>)> {
    let requests = kiosk.asked.iter().map(|effect| &effect.request);
    requests
        .filter_map(|request| match request {
            Request::PutSignature { id, cms } => Some((id.to_string(), Arc::clone(cms))),
            _ => None,
        })
        .collect()
}

fn asks(kiosk: &Kiosk) -> bool {
    kiosk.asked.iter().any(|it| matches!(it.request, Request::RequestAcceptance(_)))
}

#[test]
fn its_states() {
    pictures("document-asking", at_asking);
    pictures("document", at_document);
    pictures("document-signing", signing);
    pictures("document-handing-in", handing_in);
    pictures("document-checking", checking);
    pictures("document-differs", differing);
    pictures("document-refused", refused);
    pictures("document-unreadable-answer", |size, language| {
        let mut kiosk = handing_in(size, language);
        kiosk.answer(|request| accepted_answer(request, Err(Failure::BadAnswer)));
        kiosk
    });
}

#[test]
fn the_request_says_what_was_shown() {
    let kiosk = at_asking((80, 24), Language::Kk);
    let request = kiosk.asked.iter().find_map(|effect| match &effect.request {
        Request::RequestAcceptance(request) => Some(request.clone()),
        _ => None,
    });
    let request = request.unwrap();
    let gated = u32::try_from(Agreement::embedded().gated().count()).unwrap();
    assert_eq!(request.shown.blocks, gated);
    assert!(gated > 0 && request.shown.statement && request.shown.consent);
    assert_eq!(request.shown.languages, [Language::Kk, Language::Ru]);
    assert_eq!(request.agreement, *Agreement::embedded().version());
    assert_eq!(request.number, kiosk.model.shared.visit.number);
}

/// A6, P20: what is drawn, page by page, is what goes into the signature, octet for octet.
#[test]
fn the_pages_together_are_the_bytes_that_are_signed() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut kiosk = at_document(size, Language::Ru);
        let mut drawn = Vec::new();
        loop {
            drawn.push(frame_lines(&kiosk));
            let before = kiosk.text();
            if kiosk.press("PgDn").text() == before {
                break;
            }
        }
        kiosk.press("Home Enter");
        let signed = documents(&kiosk);
        let [bytes] = signed.as_slice() else { panic!("one document is signed: {signed:?}") };
        let rendered = document::render(Agreement::embedded(), &fields(kiosk.at)).unwrap();
        assert_eq!(**bytes, *rendered);
        let rows = drawn.iter().map(Vec::len).max().unwrap();
        let columns = page_columns(size);
        let pages = document::pages(bytes, columns, u16::try_from(rows).unwrap());
        assert_eq!(pages.len(), drawn.len());
        let mut joined = Vec::new();
        for (page, lines) in pages.iter().zip(&drawn) {
            joined.extend_from_slice(&bytes[page.bytes.clone()]);
            for (line, shown) in page.lines.iter().zip(lines) {
                assert_eq!(line.text.trim_end(), shown.trim_end());
            }
        }
        assert_eq!(joined, rendered);
    }
}

/// The columns between the frame's sides and their margins.
fn page_columns(size: (u16, u16)) -> u16 {
    let margin = if size.0 >= 100 && size.1 >= 30 { 2 } else { 1 };
    size.0 - 2 * margin - 4
}

/// The lines inside the document's frame.
fn frame_lines(kiosk: &Kiosk) -> Vec<String> {
    let text = kiosk.text();
    let inside = text.lines().skip_while(|line| !line.contains('╭')).skip(1);
    let inside = inside.take_while(|line| !line.contains('╰'));
    inside
        .map(|line| {
            let line = line.trim().strip_prefix('│').unwrap().strip_suffix('│').unwrap();
            line.strip_prefix(' ').unwrap().to_owned()
        })
        .collect()
}

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

#[test]
fn signing_leads_to_the_details() {
    let mut kiosk = handing_in((80, 24), Language::Ru);
    assert_eq!(handed_in(&kiosk), [("r-4417".to_owned(), Arc::from(&b"cms"[..]))]);
    let at = kiosk.at;
    kiosk.answer(|request| accepted_answer(request, Ok(signed(at))));
    assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
    assert_eq!(kiosk.model.shared.visit.signed, Some(signed(at)));
    assert_eq!((&kiosk.model.shared.visit.cms, &kiosk.model.shared.visit.request), (&None, &None));
}

#[test]
fn signing_can_be_cancelled_and_handing_in_cannot() {
    let mut kiosk = signing((80, 24), Language::Ru);
    let late = kiosk.asked.iter().find(|it| matches!(it.request, Request::Sign { .. })).unwrap().id;
    kiosk.press("Esc");
    assert!(kiosk.text().contains("Подписать"));
    let reply = Reply::Signature(Ok(Arc::from(&b"late"[..])));
    let effects = kezekte::app::apply(&mut kiosk.model, kiosk.at, Act::Replied(late, reply));
    assert!(effects.is_empty() && kiosk.model.shared.visit.cms.is_none());

    let mut kiosk = handing_in((80, 24), Language::Ru);
    let before = kiosk.model.screen.clone();
    kiosk.press("Esc Enter");
    assert_eq!(kiosk.model.screen, before);
    assert_eq!(handed_in(&kiosk).len(), 1);
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

#[test]
fn pages_turn_by_key_wheel_and_finger_and_keep_their_place_when_the_size_changes() {
    let mut kiosk = at_document((80, 24), Language::Ru);
    let first = frame_lines(&kiosk);
    let second = frame_lines(kiosk.press("PgDn"));
    assert_ne!(first, second);
    assert_eq!(frame_lines(kiosk.press("PgUp")), first);
    let middle = ratatui::layout::Position::new(40, 10);
    kiosk.input(kezekte::app::Input::Wheel(middle, true));
    assert_eq!(frame_lines(&kiosk), second);
    kiosk.input(kezekte::app::Input::Wheel(middle, false));
    assert_eq!(frame_lines(kiosk.touch("Следующая")), second);
    assert_eq!(frame_lines(kiosk.touch("Предыдущая")), first);
    kiosk.press("End");
    let last = frame_lines(&kiosk);
    assert!(last.iter().any(|line| line.contains("КОНЕЦ ДОКУМЕНТА")), "{last:?}");
    let resize =
        |size: (u16, u16)| kezekte::app::Input::Resize(ratatui::layout::Size::new(size.0, size.1));
    kiosk.input(resize((120, 40)));
    assert!(frame_lines(&kiosk).iter().any(|line| line.contains("КОНЕЦ ДОКУМЕНТА")));
}

#[test]
fn a_change_of_language_keeps_everything() {
    let states: [State; 7] =
        [at_asking, at_document, signing, handing_in, checking, differing, refused];
    for state in states {
        let mut kiosk = state((80, 24), Language::Kk);
        kiosk.press("PgDn");
        let (screen, visit) = (kiosk.model.screen.clone(), kiosk.model.shared.visit.clone());
        let kazakh = kiosk.text();
        kiosk.press("F5");
        assert_eq!((&kiosk.model.screen, &kiosk.model.shared.visit), (&screen, &visit));
        assert_ne!(kiosk.text(), kazakh);
    }
}

#[test]
fn it_draws_at_every_size() {
    for state in [at_asking, signing, checking, differing, refused] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
    let mut kiosk = at_document((80, 24), Language::Ru);
    for size in [(1, 1), (40, 12), (41, 13), (79, 24), (100, 30), (300, 100)] {
        let size = ratatui::layout::Size::new(size.0, size.1);
        kiosk.input(kezekte::app::Input::Resize(size)).buffer();
    }
}
