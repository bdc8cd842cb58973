//! What lies over a screen: idle warning (K4), outages (K9), the demonstration's people (F10).

use std::time::Duration;

use kezekte::{
    api::{Failure, ProblemCode, Status},
    app::{
        effect::{Reply, Request},
        over::Over,
        screens::AnyScreen,
        shared::{Facts, Person, Profile},
    },
    domain::{Agreement, Language, Moment, Number, Secret},
};

use super::{
    citizen::{account, answer_all, lines, looks, refused, sign_in, signed_in},
    harness::{Kiosk, facts},
};

/// A portal that is well.
pub(super) fn status() -> Status {
    Status {
        at: Moment::from_seconds(1_795_000_000),
        users: 7,
        agreement: Agreement::embedded().version().clone(),
        maintenance: None,
        prices: Vec::new(),
        eds: kezekte::domain::EdsPolicy::default(),
        demonstration: false,
        mobile: false,
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A kiosk of a service centre with an open session and an IIN in the visit.
fn watched(size: (u16, u16), language: Language) -> Kiosk {
    let facts = Facts { idle: true, ..facts(Profile::Terminal) };
    let mut kiosk = Kiosk::with(facts, size, language);
    kiosk.model.shared.visit.number = Some(iin());
    sign_in(&mut kiosk);
    answer_all(&mut kiosk, &account(), &lines());
    kiosk
}

fn iin() -> Number {
    Number::parse("850412300124").unwrap_or_else(|_| Number::parse("900101300017").unwrap())
}

fn is_warning(kiosk: &Kiosk) -> bool {
    matches!(kiosk.model.over, Some(Over::Idle(..)))
}

fn wipes(kiosk: &Kiosk) -> usize {
    kiosk.asked.iter().filter(|effect| effect.request == Request::Wipe).count()
}

#[test]
fn the_warning_comes_after_a_minute_and_the_wipe_twenty_seconds_later() {
    for (language, size, name) in looks() {
        let mut kiosk = watched(size, language);
        kiosk.wait(seconds(59));
        assert!(!is_warning(&kiosk));
        kiosk.wait(seconds(1));
        assert!(is_warning(&kiosk));
        kiosk.wait(seconds(7));
        insta::assert_snapshot!(format!("idle-{name}"), kiosk.text());
        kiosk.wait(seconds(12));
        assert!(is_warning(&kiosk));
        assert_eq!(wipes(&kiosk), 0);
        kiosk.wait(seconds(1));
        assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
        assert_eq!(kiosk.model.over, None);
        assert_eq!(wipes(&kiosk), 1, "the session ends at the portal too");
    }
}

#[test]
fn after_the_wipe_no_digit_of_the_iin_is_anywhere() {
    let mut kiosk = watched((80, 24), Language::Kk);
    let number = iin();
    let tail = number.digits().get(8..).unwrap();
    assert!(format!("{:?}", kiosk.model).contains(tail), "it was there before");
    kiosk.wait(seconds(80));
    let model = format!("{:?}", kiosk.model);
    for part in [number.digits(), tail, "0127", "АХМЕТОВ"] {
        assert!(!model.contains(part), "{part} in the model");
        assert!(!kiosk.text().contains(part), "{part} on the screen");
    }
    assert!(!kiosk.model.shared.visit.is_personal());
}

#[test]
fn where_people_read_the_warning_waits_three_minutes() {
    let mut kiosk = watched((80, 24), Language::Kk);
    kiosk.press("F1");
    assert!(matches!(kiosk.model.screen, AnyScreen::Help(_)));
    kiosk.wait(seconds(179));
    assert!(!is_warning(&kiosk));
    kiosk.wait(seconds(1));
    assert!(is_warning(&kiosk));
}

#[test]
fn a_finger_ends_the_visit_as_escape_does() {
    for size in [(80, 24), (120, 40), (40, 12)] {
        let mut kiosk = watched(size, Language::Ru);
        kiosk.wait(seconds(61));
        assert!(is_warning(&kiosk));
        kiosk.touch("Завершить");
        assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)), "{size:?}");
        assert_eq!(wipes(&kiosk), 1, "{size:?}");
        assert!(!kiosk.model.shared.visit.is_personal());
    }
}

#[test]
fn any_key_or_touch_goes_on_as_often_as_one_likes() {
    let mut kiosk = watched((80, 24), Language::Ru);
    for key in ["Enter", "Space", "x", "F9", "Down"] {
        kiosk.wait(seconds(75));
        assert!(is_warning(&kiosk), "before {key}");
        kiosk.press(key);
        assert!(!is_warning(&kiosk), "{key} goes on");
        assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)), "{key} does nothing else");
    }
    kiosk.wait(seconds(75));
    kiosk.touch("Продолжить");
    assert!(!is_warning(&kiosk));
    kiosk.wait(seconds(59));
    assert!(!is_warning(&kiosk));
    assert_eq!(wipes(&kiosk), 0);
}

#[test]
fn the_language_of_the_warning_can_be_switched_without_haste() {
    let mut kiosk = watched((80, 24), Language::Kk);
    kiosk.wait(seconds(79));
    kiosk.press("F5");
    assert!(kiosk.text().contains("Вы ещё здесь?"), "{}", kiosk.text());
    kiosk.wait(seconds(19));
    assert!(is_warning(&kiosk), "the countdown began anew");
    kiosk.wait(seconds(1));
    assert_eq!(wipes(&kiosk), 1);
}

#[test]
fn escape_ends_the_visit_at_once() {
    let mut kiosk = watched((80, 24), Language::Kk);
    kiosk.wait(seconds(60));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(wipes(&kiosk), 1);
}

#[test]
fn nothing_to_wipe_no_warning() {
    let facts = Facts { idle: true, ..facts(Profile::Terminal) };
    let mut kiosk = Kiosk::with(facts, (80, 24), Language::Kk);
    kiosk.wait(seconds(3600));
    assert_eq!(kiosk.model.over, None);
    let mut demonstration = signed_in((80, 24), Language::Kk);
    demonstration.wait(seconds(3600));
    assert_eq!(demonstration.model.over, None, "off where the facts say so");
}

/// A kiosk whose account met this failure.
fn failed(size: (u16, u16), language: Language, failure: &Failure) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    kiosk.answer(|request| {
        (*request == Request::Account).then(|| Reply::Account(Err(failure.clone())))
    });
    kiosk
}

#[test]
fn each_outage_has_a_face_of_its_own() {
    let faces = [
        ("network", Failure::Unreachable),
        ("maintenance", refused(ProblemCode::Maintenance)),
        ("ill", refused(ProblemCode::Unavailable)),
        ("busy", refused(ProblemCode::TooMany)),
        ("device", Failure::Device),
    ];
    for (language, size, name) in looks() {
        let mut seen = Vec::new();
        for (face, failure) in &faces {
            let kiosk = failed(size, language, failure);
            let text = kiosk.text();
            assert!(!seen.contains(&text), "{face} looks like another");
            insta::assert_snapshot!(format!("outage-{face}-{name}"), text);
            seen.push(kiosk.text());
        }
    }
}

#[test]
fn an_outage_counts_down_asks_and_lets_the_screen_go_on() {
    let mut kiosk = failed((80, 24), Language::Ru, &Failure::Unreachable);
    let below = kiosk.model.screen.clone();
    assert!(kiosk.text().contains("через 5 секунд"), "{}", kiosk.text());
    kiosk.wait(seconds(3));
    assert!(kiosk.text().contains("через 2 секунды"), "{}", kiosk.text());
    kiosk.press("F5");
    assert!(kiosk.text().contains("No connection"), "the language switches in it");
    kiosk.press("F5 F5");
    kiosk.wait(seconds(2));
    kiosk.answer(|request| {
        (*request == Request::Status).then_some(Reply::Status(Err(Failure::TimedOut)))
    });
    assert!(kiosk.text().contains("через 10 секунд"), "each wait is longer: {}", kiosk.text());
    assert_eq!(kiosk.model.screen, below, "the screen below is kept as it was");
    kiosk.wait(seconds(10));
    let asked = |kiosk: &Kiosk| {
        kiosk.asked.iter().filter(|effect| effect.request == Request::Account).count()
    };
    assert_eq!(asked(&kiosk), 0);
    kiosk.answer(|request| (*request == Request::Status).then(|| Reply::Status(Ok(status()))));
    assert_eq!(kiosk.model.over, None);
    assert_eq!(asked(&kiosk), 1, "the screen asks for what it lacks");
}

#[test]
fn the_portals_own_wait_is_kept() {
    let Failure::Refused(mut problem) = refused(ProblemCode::Maintenance) else { panic!() };
    problem.retry_after = Some(41);
    let kiosk = failed((80, 24), Language::Ru, &Failure::Refused(problem));
    assert!(kiosk.text().contains("через 41 секунду"), "{}", kiosk.text());
}

#[test]
fn an_outage_can_be_tried_at_once_or_put_aside() {
    let mut kiosk = failed((120, 40), Language::Ru, &Failure::Unreachable);
    kiosk.touch("Enter Повторить");
    assert!(kiosk.asked.iter().any(|effect| effect.request == Request::Status));
    assert!(kiosk.text().contains("Проверяем связь"));
    kiosk.press("Esc");
    assert_eq!(kiosk.model.over, None);
    assert!(kiosk.text().contains("Нет связи с Порталом."), "said in place:\n{}", kiosk.text());
}

#[test]
fn an_outage_comes_back_after_the_idle_warning() {
    let mut kiosk = watched((80, 24), Language::Ru);
    kiosk.press("Enter");
    kiosk.answer(|request| {
        matches!(request, Request::Statement(_))
            .then(|| Reply::Statement(Err(Failure::Unreachable)))
    });
    for _ in 0..40 {
        if is_warning(&kiosk) {
            break;
        }
        kiosk.wait(seconds(5));
        if kiosk.asked.iter().any(|effect| effect.request == Request::Status) {
            kiosk.answer(|request| {
                (*request == Request::Status).then_some(Reply::Status(Err(Failure::Unreachable)))
            });
        }
    }
    assert!(is_warning(&kiosk));
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.over, Some(Over::Outage(_))));
}

fn people() -> Vec<Person> {
    [("gost", "АХМЕТОВ ӘЛИХАН"), ("expired", "СЕРІКОВА АЙГҮЛ"), ("head", "ИВАНОВ ПЁТР")]
        .map(|(story, name)| Person {
            story: story.into(),
            name: name.into(),
            number: iin(),
            phone: None,
            email: None,
            key: format!("{story}.p12"),
            password: Secret::new("password", "1"),
        })
        .into()
}

#[test]
fn the_people_of_the_demonstration_fill_the_visit() {
    for (language, size, name) in looks() {
        let facts = Facts { people: people(), ..facts(Profile::Personal) };
        let mut kiosk = Kiosk::with(facts, size, language);
        kiosk.press("F2 Down");
        insta::assert_snapshot!(format!("people-{name}"), kiosk.text());
        kiosk.press("Enter");
        assert_eq!(kiosk.model.over, None);
        assert_eq!(kiosk.model.shared.visit.person, Some(1));
        kiosk.press("F2 3");
        assert_eq!(kiosk.model.shared.visit.person, Some(2));
        kiosk.press("F2").touch("АХМЕТОВ");
        assert_eq!(kiosk.model.shared.visit.person, Some(0));
        kiosk.press("F2 Down Esc");
        assert_eq!(kiosk.model.shared.visit.person, Some(0), "Esc changes nothing");
        // By touch: the way back inside of the box, and everything outside of it.
        for outside in ["Esc ", "F5"] {
            kiosk.press("F2 Down").touch(outside);
            assert_eq!(kiosk.model.over, None, "{outside}");
            assert_eq!(kiosk.model.shared.visit.person, Some(0), "{outside}");
        }
    }
}
