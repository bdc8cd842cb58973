//! Help.

use kezekte::{
    app::{Input, screens::AnyScreen},
    domain::{BlockId, Language},
};
use ratatui::layout::Position;

use super::{
    citizen::{bear_every_size, looks, sign_in},
    harness::Kiosk,
};

fn opened(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("4");
    assert!(matches!(kiosk.model.screen, AnyScreen::Help(_)));
    kiosk
}

#[test]
fn every_topic() {
    for (language, size, name) in looks() {
        let mut kiosk = opened(size, language);
        for topic in 1..=6 {
            kiosk.press(&topic.to_string());
            insta::assert_snapshot!(format!("help-{topic}-{name}"), kiosk.text());
        }
    }
}

#[test]
fn every_topic_fits_a_small_screen_whole() {
    for language in Language::ALL {
        let mut kiosk = opened((80, 24), language);
        for topic in 1..=6 {
            let before = kiosk.press(&topic.to_string()).text();
            assert_eq!(kiosk.press("PgDn").text(), before, "{topic} {language:?}");
            assert!(!before.contains('…'), "{before}");
        }
    }
}

#[test]
fn the_right_to_help_is_quoted_from_the_agreement() {
    for language in [Language::Kk, Language::Ru] {
        let mut kiosk = opened((80, 24), language);
        let agreement = kiosk.model.shared.facts.agreement.clone();
        let clause = agreement.block(&BlockId("3.2.1".to_owned())).unwrap().text(language);
        let first: String = clause.split(' ').take(2).collect::<Vec<_>>().join(" ");
        assert!(kiosk.press("6").text().contains(&first));
    }
}

#[test]
fn topics_are_reached_by_keys_and_by_touch() {
    let mut kiosk = opened((80, 24), Language::Ru);
    let first = kiosk.text();
    kiosk.press("Enter Down");
    let third = kiosk.text();
    assert!(third.contains("Caps Lock"));
    kiosk.press("Up Up Up");
    assert!(kiosk.text().contains("3.2.1"), "before the first stands the last");
    kiosk.press("Down");
    assert_eq!(kiosk.text(), first);
    kiosk.touch("3 Неверный пароль");
    assert_eq!(kiosk.text(), third);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
}

#[test]
fn a_narrow_screen_scrolls() {
    let mut kiosk = opened((40, 12), Language::Ru);
    let before = kiosk.text();
    kiosk.input(Input::Wheel(Position::new(5, 5), true));
    assert_ne!(kiosk.text(), before);
    kiosk.input(Input::Wheel(Position::new(5, 5), false));
    assert_eq!(kiosk.text(), before);
}

#[test]
fn help_in_an_open_session_leads_back_to_the_account() {
    let mut kiosk = Kiosk::new((80, 24), Language::Kk);
    sign_in(&mut kiosk);
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}

#[test]
fn any_size_and_any_language_keep_the_state() {
    bear_every_size(&mut opened((80, 24), Language::Kk));
}
