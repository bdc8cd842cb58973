//! The ways to sign.

use kezekte::{
    app::{screens::AnyScreen, shared::Profile},
    domain::Language,
};

use super::{
    fixtures::{IIN, at_ways, at_ways_with, draws_at_every_size, pictures},
    harness::{Kiosk, facts},
};

fn at_terminal(size: (u16, u16), language: Language) -> Kiosk {
    at_ways_with(facts(Profile::Terminal), size, language, IIN)
}

#[test]
fn the_ways_on_an_own_computer_and_at_a_service_centre() {
    pictures("ways", at_ways);
    pictures("ways-terminal", at_terminal);
    pictures("ways-explained", |size, language| {
        let mut kiosk = at_ways(size, language);
        kiosk.press("3");
        kiosk
    });
}

#[test]
fn enter_a_digit_and_a_finger_lead_to_the_key_file() {
    for how in ["Enter", "1"] {
        let mut kiosk = at_ways((80, 24), Language::Ru);
        kiosk.press(how);
        assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)), "{how}");
    }
    let mut kiosk = at_ways((80, 24), Language::Ru);
    kiosk.touch("нужны файл");
    assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
}

#[test]
fn what_is_not_connected_explains_itself_and_leads_nowhere() {
    let mut kiosk = at_ways((80, 24), Language::Ru);
    kiosk.touch("eGov Mobile");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    assert!(kiosk.text().contains("eGov Mobile к этому устройству ещё не подключён"));
    kiosk.press("2");
    assert!(kiosk.text().contains("NCALayer к этому устройству ещё не подключён"));
}

#[test]
fn a_service_centre_takes_no_key_file_and_is_no_dead_end() {
    for keys in ["1", "2", "3"] {
        let mut kiosk = at_terminal((80, 24), Language::Ru);
        kiosk.press(keys);
        assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)), "{keys}");
        assert!(kiosk.text().contains("на своём компьютере"));
    }
    let mut kiosk = at_terminal((80, 24), Language::Ru);
    let visit = kiosk.model.shared.visit.clone();
    assert!(matches!(kiosk.press("Enter").model.screen, AnyScreen::Help(_)));
    assert!(matches!(kiosk.press("Esc").model.screen, AnyScreen::Ways(_)), "help leads back");
    assert_eq!(kiosk.model.shared.visit, visit);
    assert!(matches!(
        at_terminal((80, 24), Language::Ru).press("Esc").model.screen,
        AnyScreen::NumberEntry(_)
    ));
}

#[test]
fn it_draws_at_every_size() {
    draws_at_every_size(&mut at_ways((80, 24), Language::Kk));
    draws_at_every_size(&mut at_terminal((80, 24), Language::Kk));
}
