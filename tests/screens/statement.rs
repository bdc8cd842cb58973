//! The statement.

use kezekte::{
    api::{Failure, ProblemCode, StatementLine},
    app::{
        Input,
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{EntryKind, Language, Tenge},
};
use ratatui::layout::Position;

use super::{
    citizen::{account, answer_all, bear_every_size, lines, looks, page, refused, signed_in},
    harness::Kiosk,
};

/// A kiosk that shows the statement and has asked for its first page.
fn opened(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    answer_all(&mut kiosk, &account(), &lines());
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Statement(_)));
    kiosk
}

fn filled(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = opened(size, language);
    answer_all(&mut kiosk, &account(), &lines());
    kiosk
}

fn pages_asked(kiosk: &Kiosk) -> Vec<(Option<String>, Option<EntryKind>)> {
    let pages = kiosk.asked.iter().filter_map(|effect| match &effect.request {
        Request::Statement(ask) => Some((ask.cursor.clone(), ask.kind)),
        _ => None,
    });
    pages.collect()
}

/// The number of the selected line, from the line in full at the bottom.
fn selected(kiosk: &Kiosk) -> u64 {
    let text = kiosk.text();
    let (_, rest) = text.split_once("№ ").unwrap_or_else(|| panic!("no line in full:\n{text}"));
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn a_year_of_operations() {
    for (language, size, name) in looks() {
        let kiosk = filled(size, language);
        insta::assert_snapshot!(format!("statement-{name}"), kiosk.text());
    }
}

#[test]
fn one_kind_alone() {
    for (language, size, name) in looks() {
        let mut kiosk = filled(size, language);
        kiosk.press("4");
        assert_eq!(pages_asked(&kiosk), [(None, Some(EntryKind::Refund))]);
        answer_all(&mut kiosk, &account(), &lines());
        insta::assert_snapshot!(format!("statement-refunds-{name}"), kiosk.text());
    }
}

#[test]
fn nothing_yet() {
    for (language, size, name) in looks() {
        let mut kiosk = opened(size, language);
        kiosk.answer(|request| {
            let page = page(&[], request)?;
            let balance = kezekte::api::Balance { amount: Tenge::default(), ..page.balance };
            Some(Reply::Statement(Ok(kezekte::api::StatementPage { balance, ..page })))
        });
        insta::assert_snapshot!(format!("statement-empty-{name}"), kiosk.text());
    }
}

#[test]
fn lines_that_do_not_sum_raise_a_banner() {
    let mut broken = lines();
    broken[2].balance = Tenge::from_tiyn(1);
    for (language, size, name) in looks() {
        let mut kiosk = opened(size, language);
        answer_all(&mut kiosk, &account(), &broken);
        insta::assert_snapshot!(format!("statement-broken-{name}"), kiosk.text());
    }
    let mut kiosk = opened((80, 24), Language::Ru);
    answer_all(&mut kiosk, &account(), &broken);
    kiosk.press("2");
    answer_all(&mut kiosk, &account(), &broken);
    assert!(!kiosk.text().contains("не сходится"), "one kind alone cannot be judged");
}

#[test]
fn a_failure_is_said_and_asked_again() {
    let mut kiosk = opened((80, 24), Language::Ru);
    kiosk.answer(|request| {
        matches!(request, Request::Statement(_))
            .then(|| Reply::Statement(Err(refused(ProblemCode::Internal))))
    });
    insta::assert_snapshot!("statement-failed-ru-80x24", kiosk.text());
    kiosk.press("Enter");
    assert_eq!(pages_asked(&kiosk).len(), 1);
    answer_all(&mut kiosk, &account(), &lines());
    assert!(kiosk.text().contains("Пополнение баланса"));
}

#[test]
fn the_selection_moves_and_the_window_follows() {
    let mut kiosk = filled((80, 24), Language::Ru);
    let newest = selected(&kiosk);
    kiosk.press("Down Down Up");
    assert_eq!(selected(&kiosk), newest - 1);
    kiosk.press("PgDn PgDn");
    let far = selected(&kiosk);
    assert!(far < newest - 10);
    assert!(kiosk.text().contains("▸"), "the selected line is on the screen");
    kiosk.press("End");
    assert_eq!(selected(&kiosk), 1000);
    kiosk.press("Down PgDn");
    assert_eq!(selected(&kiosk), 1000);
    kiosk.press("Home");
    assert_eq!(selected(&kiosk), newest);
    kiosk.input(Input::Wheel(Position::new(10, 10), true));
    assert_eq!(selected(&kiosk), newest - 3);
    kiosk.touch("Справка о месте");
    assert_eq!(selected(&kiosk), newest - 1);
}

#[test]
fn the_next_page_comes_when_the_end_is_near_and_only_once() {
    let mut many: Vec<StatementLine> = Vec::new();
    for id in 0..120_i64 {
        let line = StatementLine {
            id: id as u64,
            amount: Tenge::from_tiyn(100),
            balance: Tenge::from_tiyn((id + 1) * 100),
            ..lines()[0].clone()
        };
        many.insert(0, line);
    }
    let reply = |request: &Request| {
        let page = page(&many, request)?;
        let balance = kezekte::api::Balance { amount: many[0].balance, ..page.balance };
        Some(Reply::Statement(Ok(kezekte::api::StatementPage { balance, ..page })))
    };
    let mut kiosk = opened((80, 24), Language::Ru);
    kiosk.answer(reply);
    assert_eq!(pages_asked(&kiosk), [], "the first screen is full");
    kiosk.press("End");
    assert_eq!(selected(&kiosk), 70);
    assert_eq!(pages_asked(&kiosk), [(Some("50".to_owned()), None)]);
    kiosk.press("Up Down");
    assert_eq!(pages_asked(&kiosk).len(), 1, "a page under way is not asked for twice");
    kiosk.answer(reply);
    kiosk.press("End");
    kiosk.answer(reply);
    kiosk.press("End");
    assert_eq!(selected(&kiosk), 0);
    assert_eq!(pages_asked(&kiosk), [], "there is nothing after the last page");
    assert!(!kiosk.text().contains("не сходится"));
}

#[test]
fn a_page_of_the_kind_before_is_dropped() {
    let mut kiosk = opened((80, 24), Language::Ru);
    kiosk.press("3");
    let reply = |request: &Request| page(&lines(), request).map(|page| Reply::Statement(Ok(page)));
    kiosk.answer(reply); // the first page of everything, too late
    assert!(!kiosk.text().contains("Пополнение баланса"), "{}", kiosk.text());
    kiosk.answer(reply);
    assert!(kiosk.text().contains("Справка о месте"));
}

#[test]
fn an_outage_on_the_second_page_keeps_the_first() {
    let mut kiosk = opened((80, 24), Language::Ru);
    kiosk.answer(|request| {
        let mut page = page(&lines(), request)?;
        page.next = Some("50".into());
        Some(Reply::Statement(Ok(page)))
    });
    kiosk.press("End");
    kiosk.answer(|request| {
        matches!(request, Request::Statement(_)).then(|| Reply::Statement(Err(Failure::TimedOut)))
    });
    assert!(kiosk.model.over.is_some());
    kiosk.press("Enter");
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| Reply::Status(Ok(super::over::status())))
    });
    assert_eq!(pages_asked(&kiosk), [(Some("50".to_owned()), None)]);
    assert!(kiosk.text().contains("Пополнение баланса"));
}

#[test]
fn any_size_and_any_language_keep_the_state() {
    bear_every_size(&mut opened((80, 24), Language::Kk));
    let mut kiosk = filled((80, 24), Language::Kk);
    kiosk.press("PgDn Down");
    let before = selected(&kiosk);
    bear_every_size(&mut kiosk);
    assert_eq!(selected(&kiosk), before);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}
