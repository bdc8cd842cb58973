//! The waiting lists.

use kezekte::{
    api::{ProblemCode, Queue, Queues},
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Bilingual, Language},
};

use super::{
    citizen::{bear_every_size, looks, now, refused},
    harness::Kiosk,
};

fn queue(kk: &str, ru: &str, length: u64) -> Queue {
    let name = Bilingual { kk: kk.into(), ru: ru.into() };
    Queue { code: kk.into(), name, length, computed_at: now() }
}

fn queues() -> Queues {
    Queues {
        housing: vec![
            queue("Көпбалалы отбасылар", "Многодетные семьи", 41_207),
            queue("Мүгедектігі бар адамдар", "Лица с инвалидностью", 8_916),
            queue("Мемлекеттік қызметшілер", "Государственные служащие", 312),
        ],
        grants: vec![queue("Жаңа бизнес-идеялар", "Новые бизнес-идеи", 1_204)],
    }
}

fn opened(size: (u16, u16), language: Language, digit: &str) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press(digit);
    kiosk
}

fn came(request: &Request) -> Option<Reply> {
    (*request == Request::Queues).then(|| Reply::Queues(Ok(queues())))
}

#[test]
fn the_lists_of_housing() {
    for (language, size, name) in looks() {
        let mut kiosk = opened(size, language, "5");
        kiosk.answer(came);
        insta::assert_snapshot!(format!("queues-{name}"), kiosk.text());
        assert!(kiosk.text().contains("41\u{a0}207"));
        assert!(!kiosk.text().contains("1\u{a0}204"), "grants are not housing");
    }
}

#[test]
fn the_lists_of_grants() {
    let mut kiosk = opened((80, 24), Language::Ru, "6");
    kiosk.answer(came);
    assert!(kiosk.text().contains("Новые бизнес-идеи"));
    assert!(kiosk.text().contains("1\u{a0}204"));
}

#[test]
fn a_failure_is_said_and_asked_again() {
    let mut kiosk = opened((80, 24), Language::Ru, "5");
    kiosk.answer(|request| {
        (*request == Request::Queues).then(|| Reply::Queues(Err(refused(ProblemCode::Internal))))
    });
    insta::assert_snapshot!("queues-failed-ru-80x24", kiosk.text());
    kiosk.press("Enter");
    kiosk.answer(came);
    assert!(kiosk.text().contains("Многодетные семьи"));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
}

#[test]
fn many_lists_can_be_gone_through() {
    let mut kiosk = opened((80, 24), Language::Ru, "5");
    kiosk.answer(|request| {
        let housing = (0..20).map(|nth| queue("Тізім", &format!("Список {nth}!"), nth)).collect();
        let all = Queues { housing, grants: Vec::new() };
        (*request == Request::Queues).then_some(Reply::Queues(Ok(all)))
    });
    assert!(!kiosk.text().contains("Список 19!"));
    for _ in 0..40 {
        kiosk.press("Down");
    }
    assert!(kiosk.text().contains("Список 19!"));
    kiosk.press("Up");
    assert!(!kiosk.text().contains("Список 19!"), "the end is not overrun");
}

#[test]
fn any_size_and_any_language_keep_the_state() {
    let mut kiosk = opened((80, 24), Language::Kk, "5");
    bear_every_size(&mut kiosk);
    kiosk.answer(came);
    bear_every_size(&mut kiosk);
}
