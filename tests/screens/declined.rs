//! After declining (A5): nothing was sent, the way back is open.

use kezekte::{
    app::{effect::Request, screens::AnyScreen, shared::Visit},
    domain::Language,
};

use super::harness::Kiosk;

fn declined(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("1");
    kiosk.asked.clear();
    kiosk.press("Enter d");
    kiosk
}

#[test]
fn it_says_that_nothing_was_sent() {
    for language in [Language::Kk, Language::Ru] {
        for size in [(80, 24), (120, 40)] {
            let kiosk = declined(size, language);
            insta::assert_snapshot!(
                format!("declined-{}-{}x{}", language.tag(), size.0, size.1),
                kiosk.text()
            );
        }
    }
}

#[test]
fn it_leads_back_to_reading_with_what_was_read_or_home_with_nothing() {
    let mut kiosk = declined((80, 24), Language::Ru);
    let reading = kiosk.model.shared.visit.reading.clone();
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    assert_eq!(kiosk.model.shared.visit.reading, reading);
    kiosk.press("Enter d");
    kiosk.asked.clear();
    kiosk.touch("Главная");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(kiosk.model.shared.visit, Visit::default());
    // The first screen asks how the portal is; nothing that changes anything is asked.
    assert!(kiosk.asked.iter().all(|effect| matches!(
        effect.request,
        Request::Cancel(_) | Request::Wipe | Request::Status
    )));
}
