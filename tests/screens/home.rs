//! The first screen.

use kezekte::{
    api::{Failure, Status},
    app::effect::{Reply, Request},
    domain::{Agreement, Language},
};

use super::harness::Kiosk;

fn status(users: u64) -> Status {
    Status {
        at: kezekte::domain::Moment::from_seconds(1_795_000_000),
        users,
        agreement: Agreement::embedded().version().clone(),
        maintenance: None,
        prices: Vec::new(),
        eds: kezekte::domain::EdsPolicy::default(),
        demonstration: false,
        mobile: false,
    }
}

#[test]
fn the_first_screen_in_two_languages_and_two_sizes() {
    for language in [Language::Kk, Language::Ru] {
        for size in [(80, 24), (120, 40)] {
            let mut kiosk = Kiosk::new(size, language);
            kiosk.answer(|request| {
                (*request == Request::Status).then(|| Reply::Status(Ok(status(1_204_567))))
            });
            insta::assert_snapshot!(
                format!("home-{}-{}x{}", language.tag(), size.0, size.1),
                kiosk.text()
            );
        }
    }
}

#[test]
fn a_portal_that_is_away_is_said_and_asked_again() {
    let mut kiosk = Kiosk::new((80, 24), Language::Ru);
    kiosk.answer(|_| Some(Reply::Status(Err(Failure::Unreachable))));
    assert!(kiosk.text().contains("Нет связи"));
    kiosk.wait(std::time::Duration::from_secs(15));
    kiosk.answer(|request| (*request == Request::Status).then(|| Reply::Status(Ok(status(7)))));
    assert!(!kiosk.text().contains("Нет связи"));
}
