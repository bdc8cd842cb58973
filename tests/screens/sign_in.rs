//! Signing in.

use kezekte::{app::screens::AnyScreen, domain::Language};

use super::{
    citizen::{bear_every_size, looks},
    harness::Kiosk,
};

fn opened(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("2");
    kiosk
}

#[test]
fn the_way_in_is_the_way_of_joining() {
    for (language, size, name) in looks() {
        let mut kiosk = opened(size, language);
        insta::assert_snapshot!(format!("sign-in-{name}"), kiosk.text());
        kiosk.press("Enter");
        assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    }
}

#[test]
fn it_can_be_left() {
    let mut kiosk = opened((80, 24), Language::Kk);
    bear_every_size(&mut kiosk);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
}
