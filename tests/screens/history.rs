//! The history of acceptances.

use kezekte::{
    api::{AccountView, Failure, ProblemCode},
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Language, Moment},
};

use super::{
    citizen::{acceptance, account, refused, signed_in},
    fixtures::{draws_at_every_size, pictures},
    harness::Kiosk,
};

/// Two acceptances: the newer in force, the older over.
fn two() -> AccountView {
    let mut older = acceptance("2026-11-19T18:59:59Z");
    older.languages = vec![Language::Kk, Language::Ru];
    older.agreement.0 = "0123456789abcdef".repeat(4);
    let receipt = older.receipt.as_mut().unwrap();
    receipt.number = "2023-000007".into();
    receipt.accepted_at = Moment::parse_rfc3339("2023-11-20T05:00:00Z").unwrap();
    AccountView { acceptances: vec![acceptance("2029-11-20T18:59:59Z"), older], ..account() }
}

fn opened(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    kiosk.press("4");
    kiosk
}

fn answered(mut kiosk: Kiosk, account: &AccountView) -> Kiosk {
    kiosk.asked.retain(|effect| effect.request != Request::Balance);
    kiosk.answer(|request| {
        (*request == Request::Account).then(|| Reply::Account(Ok(Box::new(account.clone()))))
    });
    kiosk
}

fn here(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = opened(size, language);
    // What the account's own screen asked for was cancelled with it.
    let last = kiosk.asked.iter().rposition(|effect| effect.request == Request::Account).unwrap();
    kiosk.asked.drain(..last);
    answered(kiosk, &two())
}

fn failed(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = opened(size, language);
    let last = kiosk.asked.iter().rposition(|effect| effect.request == Request::Account).unwrap();
    kiosk.asked.drain(..last);
    let failure: Failure = refused(ProblemCode::Internal);
    kiosk.answer(|request| {
        (*request == Request::Account).then(|| Reply::Account(Err(failure.clone())))
    });
    kiosk
}

#[test]
fn its_states() {
    pictures("history", here);
    pictures("history-loading", opened);
    pictures("history-failed", failed);
}

#[test]
fn a_line_opens_its_receipt_and_the_way_back_leads_here() {
    let mut kiosk = here((80, 24), Language::Ru);
    let text = kiosk.text();
    assert!(text.contains("Действует") && text.contains("Срок истёк"), "{text}");
    kiosk.press("Down Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
    let text = kiosk.text();
    assert!(text.contains("2023-000007") && text.contains("01234567"), "{text}");
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::History(_)));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
    // The visit's own receipt is the one it was.
    kiosk.press("1");
    assert!(kiosk.text().contains("2026-000123"), "{}", kiosk.text());
}

#[test]
fn a_finger_chooses_and_opens() {
    let mut kiosk = here((120, 40), Language::Kk);
    kiosk.touch("2023-000007");
    assert!(matches!(kiosk.model.screen, AnyScreen::History(_)));
    kiosk.touch("2023-000007");
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
}

#[test]
fn it_draws_at_every_size() {
    for state in [opened, here, failed] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}
