//! What will be signed, and the signing.

use std::sync::Arc;

use kezekte::{
    api::{AcceptanceState, Failure, Requested, Signed},
    app::{
        Act,
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    document,
    domain::{Agreement, Language, Moment},
};

use super::{
    fixtures::{
        accepted_answer, at_asking, at_document, draws_at_every_size, fields, pictures,
        request_answer, requested, signature_answer, signature_refused, signed,
    },
    harness::Kiosk,
};

pub(super) fn signing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_document(size, language);
    kiosk.press("Enter");
    kiosk
}

pub(super) fn handing_in(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signing(size, language);
    kiosk.answer(signature_answer);
    kiosk
}

pub(super) fn refused(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = handing_in(size, language);
    kiosk.answer(|request| accepted_answer(request, Err(signature_refused())));
    kiosk
}

pub(super) fn differing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_asking(size, language);
    let answer = Requested { sha256: "00".repeat(32).into(), ..requested(kiosk.at) };
    kiosk.answer(|request| request_answer(request, &answer));
    kiosk
}

pub(super) fn checking(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = handing_in(size, language);
    let at = kiosk.at;
    kiosk.answer(|request| accepted_answer(request, Ok(in_state(at, AcceptanceState::Signed))));
    kiosk
}

pub(super) fn in_state(at: Moment, state: AcceptanceState) -> Signed {
    let mut signed = signed(at);
    signed.acceptance.state = state;
    signed.acceptance.receipt = None;
    signed
}

/// A kiosk of this size and language in one state.
type State = fn((u16, u16), Language) -> Kiosk;

/// What is open now: the documents to sign and the signatures to hand in.
pub(super) fn documents(kiosk: &Kiosk) -> Vec<Arc<[u8]>> {
    let requests = kiosk.asked.iter().map(|effect| &effect.request);
    requests
        .filter_map(|request| match request {
            Request::Sign { document } => Some(Arc::clone(document)),
            _ => None,
        })
        .collect()
}

pub(super) fn handed_in(kiosk: &Kiosk) -> Vec<(String, Arc<[u8]>)> {
    let requests = kiosk.asked.iter().map(|effect| &effect.request);
    requests
        .filter_map(|request| match request {
            Request::PutSignature { id, cms } => Some((id.to_string(), Arc::clone(cms))),
            _ => None,
        })
        .collect()
}

pub(super) fn asks(kiosk: &Kiosk) -> bool {
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
