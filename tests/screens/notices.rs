//! What the citizen was told about the account.

use kezekte::{
    api::{Failure, Notice, Notices, ProblemCode},
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Bilingual, Language},
};

use super::{
    citizen::{now, refused, signed_in, stopped},
    fixtures::{draws_at_every_size, pictures},
    harness::Kiosk,
};

fn opened(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    kiosk.press("6");
    kiosk
}

fn answered(mut kiosk: Kiosk, answer: &Result<Notices, Failure>) -> Kiosk {
    kiosk.asked.retain(|effect| effect.request == Request::Notices);
    kiosk.answer(|request| (*request == Request::Notices).then(|| Reply::Notices(answer.clone())));
    kiosk
}

/// As many notices, the first of them as the portal says it.
fn some(count: usize) -> Notices {
    let blocked = Bilingual {
        kk: "Сіздің есептік жазбаңыз бұғатталды. Негіздеме: Келісімнің 3.1.2-тармағы, \
             3.4.3-тармақ бұзылған."
            .into(),
        ru: "Ваша учетная запись заблокирована. Основание: пункт 3.1.2 Соглашения, нарушен \
             пункт 3.4.3."
            .into(),
    };
    let other = |nth: usize| Bilingual {
        kk: format!("{nth}-хабарлама. Порталды қайта пайдалануға болады.").as_str().into(),
        ru: format!("Уведомление {nth}. Порталом снова можно пользоваться.").as_str().into(),
    };
    let text = |nth| if nth == 0 { blocked.clone() } else { other(nth) };
    Notices { notices: (0..count).map(|nth| Notice { at: now(), text: text(nth) }).collect() }
}

fn here(size: (u16, u16), language: Language) -> Kiosk {
    answered(opened(size, language), &Ok(some(3)))
}

fn many(size: (u16, u16), language: Language) -> Kiosk {
    answered(opened(size, language), &Ok(some(50)))
}

fn none(size: (u16, u16), language: Language) -> Kiosk {
    answered(opened(size, language), &Ok(some(0)))
}

fn failed(size: (u16, u16), language: Language) -> Kiosk {
    answered(opened(size, language), &Err(refused(ProblemCode::Internal)))
}

#[test]
fn its_states() {
    pictures("notices", here);
    pictures("notices-many", many);
    pictures("notices-none", none);
    pictures("notices-failed", failed);
}

#[test]
fn the_last_of_many_is_reached_and_nothing_after_it() {
    for size in [(80, 24), (40, 12), (120, 40)] {
        let mut kiosk = many(size, Language::Ru);
        assert!(!kiosk.text().contains("Уведомление 49"));
        for _ in 0..60 {
            kiosk.press("Down");
        }
        let text = kiosk.text();
        assert!(text.contains("Уведомление 49."), "{text}");
        for _ in 0..60 {
            kiosk.press("Up");
        }
        assert!(kiosk.text().contains("заблокирована"), "{}", kiosk.text());
    }
}

#[test]
fn a_stopped_owner_reads_them_and_comes_back() {
    let mut kiosk = signed_in((80, 24), Language::Kk);
    kiosk.asked.retain(|effect| effect.request == Request::Account);
    kiosk.answer(|request| {
        let account = || Box::new(stopped("3.1.2", Some("3.4.3")));
        (*request == Request::Account).then(|| Reply::Account(Ok(account())))
    });
    assert!(kiosk.text().contains("Хабарламалар"), "{}", kiosk.text());
    kiosk.press("6");
    assert!(matches!(kiosk.model.screen, AnyScreen::NoticeList(_)));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}

#[test]
fn what_failed_is_asked_for_again() {
    let mut kiosk = failed((80, 24), Language::Ru);
    kiosk.press("Enter");
    assert!(kiosk.asked.iter().any(|effect| effect.request == Request::Notices));
}

#[test]
fn it_draws_at_every_size() {
    for state in [opened, here, many, none, failed] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}
