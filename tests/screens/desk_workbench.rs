//! The workbench: lists, search, panes, waits (rows D2, D10, T8).

use std::time::Duration;

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{HelpState, Matched, RequestLine, RequestPage, StaffEvent, StaffEventKind},
    },
    app::{
        effect::{DeskCall, DeskReply, Request},
        over::Over,
        screens::AnyScreen,
        shared::{Facts, Link},
    },
    domain::{Language, StaffRole},
};

use super::{
    desk_staff::{
        answer, at_work, calls, desk, desk_facts, fill, found, refused, request, requests, sign_in,
        staff, stopped_page,
    },
    fixtures::{draws_at_every_size, pictures},
    harness::Kiosk,
};

fn search(desk: &mut Kiosk, query: &str, matched: Matched, count: u64) {
    desk.press("/").press(query).press("Enter");
    answer(desk, |call| {
        matches!(call, DeskCall::Search(_)).then(|| DeskReply::Hits(Ok(found(matched, count))))
    });
}

fn asks_for_card(desk: &Kiosk, account: u64) -> bool {
    calls(desk).iter().any(|call| matches!(call, DeskCall::Card(it) if it.account == account))
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn news(desk: &mut Kiosk, kinds: &[StaffEventKind]) {
    let at = desk.at;
    let events: Vec<_> = kinds
        .iter()
        .zip(1..)
        .map(|(kind, seq)| StaffEvent { seq, at, kind: kind.clone() })
        .collect();
    answer(desk, |call| {
        matches!(call, DeskCall::Listen).then(|| DeskReply::News(Ok(events.clone())))
    });
}

#[test]
fn one_exact_hit_is_shown_at_once() {
    let mut desk = at_work((120, 40), Language::Ru);
    search(&mut desk, "850412300124", Matched::Number, 1);
    assert!(asks_for_card(&desk, 4417));
    assert!(!desk.text().contains("850412300124"), "{}", desk.text());
}

#[test]
fn of_several_hits_a_digit_shows_one() {
    let mut desk = at_work((80, 24), Language::Ru);
    search(&mut desk, "Сын", Matched::Name, 3);
    assert!(!asks_for_card(&desk, 4418));
    desk.press("2"); // one key from the list to the card
    assert!(asks_for_card(&desk, 4418));
}

#[test]
fn a_single_name_is_not_taken_for_somebody_unseen() {
    let mut desk = at_work((80, 24), Language::Ru);
    search(&mut desk, "Сын", Matched::Name, 1);
    assert!(!asks_for_card(&desk, 4417));
    desk.press("Enter");
    assert!(asks_for_card(&desk, 4417));
}

#[test]
fn letters_of_a_query_are_text_and_a_refused_search_keeps_them() {
    let mut desk = at_work((80, 24), Language::Ru);
    desk.press("/ quy?:");
    assert!(desk.text().contains("/ quy?:"), "{}", desk.text());
    assert_eq!(desk.model.over, None);
    desk.press("Enter");
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Search(_)).then_some(DeskReply::Hits(Err(Failure::TimedOut)))
    });
    assert!(desk.text().contains("/ quy?:"), "{}", desk.text());
    assert!(desk.text().contains("Портал не ответил вовремя"), "{}", desk.text());
    desk.press("Esc");
    assert!(desk.text().contains("Обращения 3"), "{}", desk.text());
}

#[test]
fn news_reloads_what_changed_and_the_cursor_stays_on_its_line() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press("Down Down"); // №1042
    news(&mut desk, &[StaffEventKind::Request { id: 1043 }]);
    let asked = calls(&desk);
    assert!(asked.iter().any(|call| matches!(call, DeskCall::Requests(_))), "{asked:?}");
    assert!(!asked.iter().any(|call| matches!(call, DeskCall::Stopped(_))), "{asked:?}");
    assert!(asked.iter().any(|call| matches!(call, DeskCall::Listen)), "{asked:?}");
    let mut lines: Vec<RequestLine> = vec![request(1043, "новое", 0)];
    lines.extend(requests().lines);
    let page = RequestPage { total: 4, lines, next: None };
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(page.clone())))
    });
    assert!(desk.text().contains("Обращения 4"));
    desk.press("Enter");
    let opened = |call: &&DeskCall| matches!(call, DeskCall::Request(it) if it.id == 1042);
    assert!(calls(&desk).iter().any(opened), "{:?}", calls(&desk));
}

#[test]
fn news_while_a_list_is_under_way_asks_for_it_once_more_and_not_twice() {
    let mut desk = at_work((120, 40), Language::Ru);
    let lists = |desk: &Kiosk| {
        calls(desk).iter().filter(|call| matches!(call, DeskCall::Requests(_))).count()
    };
    for id in 1043..1046 {
        news(&mut desk, &[StaffEventKind::Request { id }]);
    }
    assert_eq!(lists(&desk), 1);
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(requests())))
    });
    assert_eq!(lists(&desk), 1);
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(requests())))
    });
    assert_eq!(lists(&desk), 0);
}

#[test]
fn a_long_list_is_asked_for_page_by_page() {
    let mut desk = desk((80, 24), Language::Ru);
    sign_in(&mut desk, StaffRole::Agent);
    let lines: Vec<_> = (0..50).map(|nth| request(1000 + nth, "вопрос", 200 - nth)).collect();
    let first = RequestPage { lines, next: Some("c50".into()), total: 60 };
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(first.clone())))
    });
    fill(&mut desk);
    desk.press("End");
    let cursor = calls(&desk).into_iter().find_map(|call| match call {
        DeskCall::Requests(it) => it.cursor.clone(),
        _ => None,
    });
    assert_eq!(cursor.as_deref(), Some("c50"));
    let lines: Vec<_> = (49..60).map(|nth| request(1000 + nth, "вопрос", 200 - nth)).collect();
    let second = RequestPage { lines, next: None, total: 60 };
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(second.clone())))
    });
    assert!(desk.text().contains("№1049"), "{}", desk.text());
    desk.press("End");
    assert!(desk.text().contains("№1059"), "{}", desk.text());
}

#[test]
fn a_wait_is_named_after_a_second_and_esc_gives_it_up() {
    let mut desk = at_work((80, 24), Language::Ru);
    desk.press("/ 4417 Enter");
    assert!(!desk.text().contains("Esc отменить"), "{}", desk.text());
    desk.wait(seconds(3));
    assert!(desk.text().contains("Поиск… 3 с · Esc отменить"), "{}", desk.text());
    desk.press("Esc");
    let text = desk.text();
    assert!(!text.contains("Esc отменить") && text.contains("Ожидание отменено"), "{text}");
    desk.wait(seconds(30));
    // The answer that comes in the end is nobody's.
    answer(&mut desk, |call| {
        let late = DeskReply::Hits(Ok(found(Matched::Account, 1)));
        matches!(call, DeskCall::Search(_)).then_some(late)
    });
    assert!(!asks_for_card(&desk, 4417));
}

#[test]
fn everything_moves_while_the_portal_stalls() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press("Ctrl+r").wait(seconds(10));
    let before = desk.text();
    desk.press("Down");
    assert_ne!(desk.text(), before);
    desk.press("?");
    assert!(matches!(desk.model.over, Some(Over::Help(_))));
    desk.press("Esc F5");
    assert_eq!(desk.model.shared.language, Language::En);
}

#[test]
fn what_was_there_stays_when_the_line_breaks_and_is_asked_for_again() {
    let mut desk = at_work((120, 40), Language::Ru);
    news(&mut desk, &[StaffEventKind::Request { id: 1042 }]);
    answer(&mut desk, |call| {
        let away = DeskReply::Requests(Err(Failure::Unreachable));
        matches!(call, DeskCall::Requests(_)).then_some(away)
    });
    let text = desk.text();
    assert!(text.contains("№1042") && text.contains("нет связи"), "{text}");
    assert_eq!(desk.model.shared.link, Link::Away);
    desk.wait(seconds(5));
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(requests())))
    });
    assert!(desk.text().contains("портал доступен"), "{}", desk.text());
}

#[test]
fn a_narrow_terminal_shows_one_side_and_tab_changes_it() {
    let mut desk = at_work((80, 24), Language::Ru);
    assert!(desk.text().contains("Обращения 3") && desk.text().contains("Заблокированы 3"));
    desk.press("Tab Enter");
    assert!(!desk.text().contains("Обращения 3"), "{}", desk.text());
    assert!(desk.text().contains("Счет 4417"), "{}", desk.text());
    desk.press("Tab");
    assert!(desk.text().contains("Обращения 3"), "{}", desk.text());
}

#[test]
fn what_a_role_is_denied_is_neither_shown_nor_asked_for() {
    let mut desk = desk((120, 40), Language::Ru);
    sign_in(&mut desk, StaffRole::Auditor);
    assert!(!calls(&desk).iter().any(|call| matches!(call, DeskCall::Requests(_))));
    fill(&mut desk);
    assert!(!desk.text().contains("Обращения"), "{}", desk.text());
    assert!(desk.text().contains("Заблокированы 3"), "{}", desk.text());

    let mut desk = super::desk_staff::desk((120, 40), Language::Ru);
    sign_in(&mut desk, StaffRole::Admin);
    assert!(desk.text().contains("нет доступа к данным граждан"), "{}", desk.text());
    desk.press("/");
    assert!(!desk.text().contains("Поиск"), "{}", desk.text());
}

#[test]
fn an_ended_session_asks_to_sign_in_and_gives_the_work_back_to_the_same_member() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press("Tab Enter"); // the card of 4417
    news(&mut desk, &[StaffEventKind::Request { id: 1042 }]);
    answer(&mut desk, |call| {
        let ended = DeskReply::Requests(Err(refused(ProblemCode::Unauthorised)));
        matches!(call, DeskCall::Requests(_)).then_some(ended)
    });
    assert!(matches!(desk.model.screen, AnyScreen::DeskSignIn(_)));
    assert!(desk.asked.iter().any(|effect| effect.request == Request::Wipe));
    let text = desk.text();
    assert!(text.contains("aigul") && text.contains("Сеанс завершён"), "{text}");
    assert!(!text.contains("Заблокированы"), "{text}");
    desk.asked.clear();
    desk.press("qwerty Enter");
    answer(&mut desk, |call| {
        let passed = kezekte::app::effect::AwaitedFactor::Code;
        matches!(call, DeskCall::SignIn(..)).then_some(DeskReply::Passed(Ok(passed)))
    });
    desk.press("123456 Enter");
    answer(&mut desk, |call| {
        let session = kezekte::app::effect::MemberSession {
            staff: staff(StaffRole::Agent),
            recovery_codes: Vec::new(),
        };
        matches!(call, DeskCall::Code(..)).then_some(DeskReply::SignedIn(Ok(session)))
    });
    assert!(desk.text().contains("Счет 4417"), "{}", desk.text());
    assert!(calls(&desk).iter().any(|call| matches!(call, DeskCall::Listen)));
}

#[test]
fn ten_minutes_lock_everything_until_a_code() {
    let facts = Facts { idle: true, ..desk_facts() };
    let mut desk = Kiosk::with(facts, (120, 40), Language::Ru);
    sign_in(&mut desk, StaffRole::Agent);
    fill(&mut desk);
    desk.wait(seconds(599));
    assert_eq!(desk.model.over, None);
    desk.wait(seconds(1));
    let text = desk.text();
    assert!(text.contains("Экран заперт") && !text.contains("№1042"), "{text}");
    desk.press("q Esc ?");
    assert!(desk.text().contains("Экран заперт"));
    desk.press("Backspace Backspace 654321 Enter");
    answer(&mut desk, |call| {
        let refused = DeskReply::Confirmed(Err(refused(ProblemCode::StaffRefused)));
        matches!(call, DeskCall::Confirm(..)).then_some(refused)
    });
    assert!(desk.text().contains("Код не принят"), "{}", desk.text());
    desk.press("123456 Enter");
    answer(&mut desk, |call| {
        let DeskCall::Confirm(given, _) = call else { return None };
        assert_eq!(given.code.reveal(), "123456");
        Some(DeskReply::Confirmed(Ok(staff(StaffRole::Agent))))
    });
    assert!(desk.text().contains("№1042"), "{}", desk.text());
}

#[test]
fn copying_shows_what_was_copied() {
    let mut desk = at_work((80, 24), Language::Ru);
    desk.press("Tab y");
    answer(&mut desk, |call| match call {
        DeskCall::Copy(text) => Some(DeskReply::Copied(text.as_str().into())),
        _ => None,
    });
    assert!(desk.text().contains("Скопировано"), "{}", desk.text());
    assert_eq!(desk.model.shared.copied.as_ref().map(|it| it.as_str()), Some("4417"));
    desk.press("Down");
    assert!(!desk.text().contains("Скопировано"));
}

#[test]
fn signing_out_takes_two_keys_and_wipes() {
    let mut desk = at_work((80, 24), Language::Ru);
    desk.press("q Down q");
    assert!(matches!(desk.model.screen, AnyScreen::Workbench(_)));
    desk.press("q");
    assert!(matches!(desk.model.screen, AnyScreen::DeskSignIn(_)));
    assert!(desk.model.shared.visit.staff.is_none());
    assert!(desk.asked.iter().any(|effect| effect.request == Request::Wipe));
}

#[test]
fn the_program_does_not_end_in_the_middle_of_a_change() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press("Enter");
    let view = kezekte::api::staff::RequestView {
        line: requests().lines[0].clone(),
        text: "не могу войти".into(),
        language: Language::Ru,
        contact_masked: None,
        answer: None,
        answered_at: None,
    };
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Request(_)).then(|| DeskReply::Request(Ok(view.clone())))
    });
    desk.press("t Ctrl+c"); // take it
    assert!(calls(&desk).iter().any(|call| matches!(call, DeskCall::Take(..))));
    let quits = |desk: &Kiosk| desk.asked.iter().any(|it| it.request == Request::Quit);
    assert!(!quits(&desk));
    assert!(desk.text().contains("Сохраняем изменение и выходим"), "{}", desk.text());
    let mut taken = view.clone();
    taken.line.state = HelpState::Taken;
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Take(..)).then(|| DeskReply::Request(Ok(taken.clone())))
    });
    assert!(quits(&desk));
}

#[test]
fn pictures_of_the_workbench() {
    let sizes = |name: &str, take: fn(&mut Kiosk)| {
        for language in [Language::Kk, Language::Ru] {
            for size in [(80, 24), (120, 40), (140, 45)] {
                let mut desk = at_work(size, language);
                take(&mut desk);
                let name = format!("{name}-{}-{}x{}", language.tag(), size.0, size.1);
                insta::with_settings!({ prepend_module_to_snapshot => false }, {
                    insta::assert_snapshot!(name, desk.text());
                });
            }
        }
    };
    sizes("desk-workbench", |_| {});
    sizes("desk-search", |desk| search(desk, "Сын", Matched::Name, 3));
    sizes("desk-palette", |desk| {
        desk.press(":");
    });
    sizes("desk-help", |desk| {
        desk.press("?");
    });
    pictures("desk-search-typing", |size, language| {
        let mut desk = at_work(size, language);
        desk.press("/ 44");
        desk
    });
    pictures("desk-waiting", |size, language| {
        let mut desk = at_work(size, language);
        desk.press("Ctrl+r").wait(seconds(4));
        desk
    });
    pictures("desk-locked", |size, language| {
        let mut desk = at_work(size, language);
        desk.press("Ctrl+l 123");
        desk
    });
}

#[test]
fn every_size_is_drawn() {
    draws_at_every_size(&mut at_work((80, 24), Language::Kk));
    let mut desk = at_work((80, 24), Language::Kk);
    search(&mut desk, "Сын", Matched::Name, 3);
    draws_at_every_size(&mut desk);
    desk.press(":");
    draws_at_every_size(&mut desk);
    desk.press("Esc ?");
    draws_at_every_size(&mut desk);
    let _ = stopped_page();
}

#[test]
fn arrows_lead_out_of_one_list_into_the_other_and_an_empty_queue_is_no_dead_end() {
    let mut at_both = at_work((80, 24), Language::Ru);
    at_both.press("Down Down Down Enter"); // three requests, then the stopped
    assert!(asks_for_card(&at_both, 4417), "{}", at_both.text());
    let mut back = at_work((80, 24), Language::Ru);
    back.press("Down Down Down Up Enter");
    let asked = calls(&back);
    assert!(asked.iter().any(|it| matches!(it, DeskCall::Request(it) if it.id == 1042)));

    let mut empty = desk((80, 24), Language::Kk);
    sign_in(&mut empty, StaffRole::Agent);
    answer(&mut empty, |call| {
        let none = RequestPage { lines: Vec::new(), next: None, total: 0 };
        matches!(call, DeskCall::Requests(_)).then(|| DeskReply::Requests(Ok(none.clone())))
    });
    fill(&mut empty);
    assert!(empty.text().contains("↓ Жолдар бойымен"), "{}", empty.text());
    empty.press("Down Enter");
    assert!(asks_for_card(&empty, 4417));
}

#[test]
fn an_age_never_touches_what_stands_before_it() {
    let mut desk = desk((120, 40), Language::Kk);
    sign_in(&mut desk, StaffRole::Supervisor);
    let mut page = stopped_page();
    page.hits = vec![super::desk_staff::stopped(4417, "С*** А***", 1_095)];
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Stopped(_)).then(|| DeskReply::Stopped(Ok(page.clone())))
    });
    fill(&mut desk);
    assert!(desk.text().contains(" 1\u{a0}095 күн"), "{}", desk.text());
}
