//! Signing by a telephone with eGov Mobile: the QR code, how far the telephone is, how it ends.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{Failure, MobileState, ProblemCode},
    app::{
        asked::Errand,
        effect::{PhoneCode, PhoneSeen, Reply, Request},
        screens::AnyScreen,
        shared::Way,
    },
    domain::{Fault, Language, Secret},
};

use super::{
    fixtures::{
        accepted_answer, all_passed, at_document, draws_at_every_size, pictures, refusal, signed,
    },
    harness::Kiosk,
    qr,
};

/// As a real portal says it: a host of its own, 78 figures.
const LINK: &str = "mobileSign:https://portal.kezekte.kz/mgovSign?id=\
    115792089237316195423570985008687907853269984665640564039457584007913129639935";

fn at_phone(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_document(size, language);
    kiosk.model.shared.visit.way = Way::EgovMobile;
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::PhoneSigning(_)), "{:?}", kiosk.model.screen);
    kiosk
}

fn shown(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_phone(size, language);
    give_code(&mut kiosk);
    kiosk
}

fn give_code(kiosk: &mut Kiosk) {
    let expires_at = kiosk.at.after(Duration::from_secs(300));
    kiosk.answer(|request| {
        let code = PhoneCode { link: Secret::new("link", LINK), expires_at };
        matches!(request, Request::AskPhone { errand: Errand::Join, .. })
            .then(|| Reply::PhoneCode(Ok(Box::new(code))))
    });
}

fn see(kiosk: &mut Kiosk, seen: Result<PhoneSeen, Failure>) {
    kiosk.answer(|request| {
        matches!(request, Request::WatchPhone { .. })
            .then(|| Reply::PhoneSeen(seen.clone().map(Box::new)))
    });
}

fn state(state: MobileState) -> Result<PhoneSeen, Failure> {
    Ok(PhoneSeen { state, cms: None, fault: None, checks: Vec::new() })
}

fn scanned(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = shown(size, language);
    see(&mut kiosk, state(MobileState::Fetched));
    kiosk
}

fn another(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = scanned(size, language);
    let fault = Some(Fault::WrongPerson);
    let (state, cms, checks) = (MobileState::Refused, None, all_passed());
    see(&mut kiosk, Ok(PhoneSeen { state, cms, fault, checks }));
    kiosk
}

fn expired(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = shown(size, language);
    kiosk.wait(Duration::from_secs(300));
    kiosk
}

fn asked(kiosk: &Kiosk, wanted: impl Fn(&Request) -> bool) -> usize {
    kiosk.asked.iter().filter(|effect| wanted(&effect.request)).count()
}

#[test]
fn its_states() {
    pictures("phone-asking", at_phone);
    pictures("phone", shown);
    pictures("phone-scanned", scanned);
    pictures("phone-another", another);
    pictures("phone-expired", expired);
}

#[test]
fn the_code_is_the_exact_link_in_every_theme() {
    for size in [(80, 24), (100, 30), (120, 40)] {
        for language in [Language::Kk, Language::Ru] {
            for theme in 0..3 {
                let mut kiosk = shown(size, language);
                for _ in 0..theme {
                    kiosk.press("F6");
                }
                assert_eq!(qr::read(&kiosk.buffer()), [LINK], "{size:?} theme {theme}");
            }
        }
    }
    // Where it does not fit it is left out, and the screen says what to do.
    let small = shown((60, 16), Language::Ru);
    assert!(qr::read(&small.buffer()).is_empty());
    assert!(small.text().contains("увеличьте окно"), "{}", small.text());
}

#[test]
fn who_has_scanned_takes_the_code_off_the_screen() {
    let kiosk = scanned((80, 24), Language::Ru);
    assert!(qr::read(&kiosk.buffer()).is_empty());
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::WatchPhone { .. })), 1);
}

#[test]
fn a_good_signature_goes_on_to_be_handed_in() {
    let mut kiosk = scanned((80, 24), Language::Ru);
    see(&mut kiosk, state(MobileState::Checking));
    // A signature on its way is not left behind.
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::PhoneSigning(_)));
    let cms: Arc<[u8]> = Arc::from([1, 2, 3]);
    let mut seen = state(MobileState::Signed).unwrap();
    seen.cms = Some(Arc::clone(&cms));
    see(&mut kiosk, Ok(seen));
    assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
    let hands_in = |it: &Request| matches!(it, Request::PutSignature { cms: it, .. } if *it == cms);
    assert_eq!(asked(&kiosk, hands_in), 1);
    let at = kiosk.at;
    kiosk.answer(|request| accepted_answer(request, Ok(signed(at))));
    assert!(kiosk.model.shared.visit.signed.is_some());
}

#[test]
fn leaving_takes_the_code_back_and_a_new_one_is_another_act() {
    let attempt = |kiosk: &Kiosk| {
        kiosk.asked.iter().find_map(|effect| match &effect.request {
            Request::AskPhone { attempt, .. } => Some(*attempt),
            _ => None,
        })
    };
    let mut kiosk = at_phone((80, 24), Language::Ru);
    let first = attempt(&kiosk).unwrap();
    // An outage in between is the same act.
    kiosk.answer(|request| {
        matches!(request, Request::AskPhone { .. })
            .then(|| Reply::PhoneCode(Err(Failure::Unreachable)))
    });
    kiosk.press("Enter");
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| Reply::Status(Ok(super::over::status())))
    });
    assert_eq!(attempt(&kiosk), Some(first));
    give_code(&mut kiosk);
    kiosk.press("Enter");
    assert_ne!(attempt(&kiosk), Some(first));
    give_code(&mut kiosk);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::CancelPhone { .. })), 1);
}

#[test]
fn what_cannot_be_signed_any_more_is_asked_for_anew() {
    let mut kiosk = at_phone((80, 24), Language::Ru);
    kiosk.answer(|request| {
        matches!(request, Request::AskPhone { .. })
            .then(|| Reply::PhoneCode(Err(refusal(ProblemCode::RequestExpired))))
    });
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::RequestAcceptance(_))), 1);
}

#[test]
fn a_journal_holds_no_link() {
    let code = PhoneCode { link: Secret::new("link", LINK), expires_at: Default::default() };
    assert!(!serde_json::to_string(&code).unwrap().contains("mgovSign"));
    assert!(!format!("{:?}", shown((80, 24), Language::Ru).model).contains("mgovSign"));
}

#[test]
fn any_size_keeps_the_state() {
    for mut kiosk in [shown((80, 24), Language::Kk), another((80, 24), Language::Ru)] {
        draws_at_every_size(&mut kiosk);
    }
}
