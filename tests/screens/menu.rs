//! The menu.

use kezekte::{
    app::{screens::AnyScreen, shared::Profile, theme::ThemeName},
    domain::Language,
};

use super::harness::{Kiosk, facts};

#[test]
fn the_menu_in_two_languages_and_two_sizes() {
    for language in [Language::Kk, Language::Ru] {
        for size in [(80, 24), (120, 40)] {
            let mut kiosk = Kiosk::new(size, language);
            kiosk.press("7");
            insta::assert_snapshot!(
                format!("menu-{}-{}x{}", language.tag(), size.0, size.1),
                kiosk.text()
            );
        }
    }
}

#[test]
fn it_sets_language_and_colours_by_key_and_by_touch() {
    let mut kiosk = Kiosk::new((80, 24), Language::Kk);
    kiosk.press("7 4");
    assert_eq!(kiosk.model.shared.language, Language::Ru);
    kiosk.touch("Светлые");
    assert_eq!(kiosk.model.shared.theme, ThemeName::Light);
    kiosk.press("8");
    assert_eq!(kiosk.model.shared.theme, ThemeName::HighContrast);
    kiosk.touch("1  Соглашение");
    assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    kiosk.press("Esc 7 2");
    assert!(matches!(kiosk.model.screen, AnyScreen::Help(_)));
}

#[test]
fn a_service_centre_offers_the_citizens_two_languages() {
    let mut kiosk = Kiosk::with(facts(Profile::Terminal), (80, 24), Language::Ru);
    kiosk.press("7");
    assert!(!kiosk.text().contains("English"));
    kiosk.press("5");
    assert_eq!(kiosk.model.shared.theme, ThemeName::Dark);
    kiosk.press("6");
    assert_eq!(kiosk.model.shared.theme, ThemeName::Light);
}
