//! The ways to sign.

use kezekte::{
    api::Status,
    app::{
        effect::{Reply, Request},
        screens::{AnyScreen, kiosk::ways::Ways},
        shared::{Profile, Way},
    },
    domain::{Language, NcaLayerFailure},
};

use super::{
    fixtures::{IIN, at_ways, at_ways_with, certificate, draws_at_every_size, key, pictures},
    harness::{Kiosk, facts},
    over::status,
};

fn at_terminal(size: (u16, u16), language: Language) -> Kiosk {
    at_ways_with(facts(Profile::Terminal), size, language, IIN)
}

/// NCALayer was looked for, with this result.
fn looked(mut kiosk: Kiosk, found: Result<(), NcaLayerFailure>) -> Kiosk {
    kiosk.asked.clear();
    kiosk.model.screen = AnyScreen::Ways(Ways::default());
    kiosk.press("F1 Esc"); // entered anew: it is looked for
    kiosk.answer(|request| {
        matches!(request, Request::FindNcaLayer).then(|| Reply::NcaLayerFound(found.clone()))
    });
    kiosk
}

#[test]
fn the_ways_on_an_own_computer_and_at_a_service_centre() {
    pictures("ways", |size, language| looked(at_ways(size, language), Ok(())));
    pictures("ways-terminal", |size, language| looked(at_terminal(size, language), Ok(())));
    pictures("ways-explained", |size, language| {
        let mut kiosk = looked(at_ways(size, language), Err(NcaLayerFailure::NotRunning));
        kiosk.press("3");
        kiosk
    });
}

#[test]
fn what_became_of_looking_for_ncalayer_stands_on_its_tile() {
    assert!(at_ways((80, 24), Language::Ru).text().contains("Ищем программу"));
    for (found, words) in [
        (Ok(()), "пароль вводят в окне NCALayer"),
        (Err(NcaLayerFailure::NotRunning), "Не запущен"),
        (Err(NcaLayerFailure::NotSetUp), "На этом устройстве не подключено"),
        (Err(NcaLayerFailure::NotTrusted), "выберите, чтобы узнать причину"),
    ] {
        let kiosk = looked(at_ways((80, 24), Language::Ru), found);
        assert!(kiosk.text().contains(words), "{}", kiosk.text());
    }
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
fn what_is_not_connected_explains_itself_and_ncalayer_leads_to_its_own_screen() {
    let mut kiosk = at_ways((80, 24), Language::Ru);
    kiosk.touch("eGov Mobile");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    assert!(kiosk.text().contains("eGov Mobile на этом Портале не подключён"));
    kiosk.press("2");
    assert!(matches!(kiosk.model.screen, AnyScreen::NcaLayer(_)));
}

#[test]
fn a_service_centre_takes_no_key_file_and_signs_by_ncalayer() {
    let mut kiosk = at_terminal((80, 24), Language::Ru);
    kiosk.press("1");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    assert!(kiosk.text().contains("на общем устройстве не принимается"));
    let visit = kiosk.model.shared.visit.clone();
    assert!(matches!(kiosk.press("F1").model.screen, AnyScreen::Help(_)));
    assert!(matches!(kiosk.press("Esc").model.screen, AnyScreen::Ways(_)), "help leads back");
    assert_eq!(kiosk.model.shared.visit, visit);
    assert!(matches!(kiosk.press("Enter").model.screen, AnyScreen::NcaLayer(_)));
    assert!(matches!(
        at_terminal((80, 24), Language::Ru).press("Esc").model.screen,
        AnyScreen::NumberEntry(_)
    ));
}

#[test]
fn a_service_centre_without_ncalayer_signs_by_phone() {
    for (mobile, way) in [(true, Way::EgovMobile), (false, Way::NcaLayer)] {
        let mut kiosk = looked(at_terminal((80, 24), Language::Ru), Err(NcaLayerFailure::NotSetUp));
        kiosk.model.shared.status = Some(Status { mobile, ..status() });
        kiosk.press("Enter");
        assert_eq!(kiosk.model.shared.visit.way, way);
    }
}

#[test]
fn the_way_before_leaves_no_key_and_no_signature_behind() {
    let mut kiosk = at_ways((80, 24), Language::Ru);
    kiosk.model.shared.visit.key = Some(key(certificate(IIN)));
    kiosk.model.shared.visit.cms = Some(b"cms"[..].into());
    kiosk.press("2");
    let visit = &kiosk.model.shared.visit;
    assert_eq!((visit.way, &visit.key, &visit.cms), (Way::NcaLayer, &None, &None));
}

#[test]
fn it_draws_at_every_size() {
    draws_at_every_size(&mut at_ways((80, 24), Language::Kk));
    draws_at_every_size(&mut at_terminal((80, 24), Language::Kk));
}
