//! The account's card at the desk: what it shows, and how one moves about in it.

use kezekte::{
    api::{Failure, ProblemCode, staff::AccountCard},
    app::{
        effect::{DeskCall, DeskReply, EffectId, Reply},
        screen::Screen as _,
        screens::desk::card::{Card, Exit, Msg},
    },
    domain::{Agreement, Cause, Language, StaffRole},
};
use ratatui::layout::Rect;

use super::{
    alone::Alone,
    desk_fixtures::{active, reads, refused, stopped, stopped_by, timeline},
};

/// The panes in which a card stands: of a terminal of 80×24, 120×40, 140×45, and the narrowest.
pub(super) const PANES: [(u16, u16); 4] = [(60, 18), (78, 20), (84, 36), (104, 41)];

/// A card that shows this account, everything answered.
pub(super) fn showing(card: &AccountCard, size: (u16, u16), language: Language) -> Alone<Card> {
    let mut alone = Alone::new(Card::open(card.account), size, language);
    read_all(&mut alone, card);
    alone
}

/// Answers every open call that only reads.
pub(super) fn read_all(alone: &mut Alone<Card>, card: &AccountCard) {
    while alone.calls().iter().any(|call| reads(card, call).is_some()) {
        alone.answer(|call| reads(card, call));
    }
}

/// A picture in every pane and language.
pub(super) fn pictures(name: &str, take: impl Fn((u16, u16), Language) -> Alone<Card>) {
    for language in [Language::Kk, Language::Ru] {
        for size in PANES {
            let name = format!("{name}-{}-{}x{}", language.tag(), size.0, size.1);
            insta::assert_snapshot!(name, take(size, language).text());
        }
    }
}

#[test]
fn a_stopped_account() {
    pictures("card-stopped", |size, language| showing(&stopped(), size, language));
}

#[test]
fn an_account_in_order() {
    pictures("card-active", |size, language| showing(&active(), size, language));
}

#[test]
fn every_tab() {
    for (digit, name) in
        [("2", "acceptances"), ("3", "money"), ("4", "notices"), ("5", "notes"), ("6", "requests")]
    {
        for language in [Language::Kk, Language::Ru] {
            let mut alone = showing(&stopped(), (78, 20), language);
            alone.press(digit);
            insta::assert_snapshot!(format!("card-{name}-{}", language.tag()), alone.text());
        }
    }
}

#[test]
fn the_clause_whole_in_the_other_language() {
    pictures("card-clause", |size, language| {
        let mut alone = showing(&stopped_by("3.1.2", Some("3.4.1")), size, language);
        alone.press("F4");
        alone
    });
    let mut alone = showing(&stopped(), (78, 20), Language::Ru);
    alone.press("F4");
    alone.shows("Пайдаланушы Оператормен жасалған");
    alone.press("F4");
    alone.shows("Пользователь несет полную ответственность");
    alone.press("Esc");
    assert!(alone.exits.is_empty());
}

/// One screen answers why an account is stopped and what lifts it, for every cause there is.
#[test]
fn the_clause_and_what_lifts_it_stand_on_the_card() {
    let agreement = Agreement::embedded();
    for cause in Cause::all() {
        let power = cause.power().label();
        let breach = cause.breach().map(|breach| breach.label());
        let card = stopped_by(&power, breach.as_deref());
        for language in Language::ALL {
            let alone = showing(&card, (104, 41), language);
            let text = alone.text().replace('\n', " ");
            let clause = cause.breach().unwrap_or(cause.power());
            let block = agreement.block(clause).unwrap();
            let first: String = block.text(language).chars().take(40).collect();
            assert!(text.contains(&first), "{first}\n{text}");
            let (heading, end) = match language {
                Language::Kk => ("Шектеу алынады, егер:", "қалпына келтіру."),
                Language::Ru => ("Что снимет:", "восстановить."),
                Language::En => ("What lifts it:", "restore."),
            };
            assert!(text.contains(heading) && text.contains(end), "{text}");
        }
        // Even in the narrowest pane what lifts it is whole.
        let text = showing(&card, (60, 18), Language::Ru).text().replace('\n', " ");
        assert!(text.contains("Что снимет:") && text.contains("восстановить."), "{text}");
    }
}

#[test]
fn tabs_by_digits_and_arrows_on_every_layout() {
    let mut alone = showing(&stopped(), (84, 36), Language::Ru);
    alone.press("3").shows("Баланс −12\u{a0}500,00");
    alone.press("Right").shows("опубликовано");
    alone.press("Left Left").shows("Квитанция 2026-000123");
    // The digits 4, 5 of the Kazakh layout: ң, ғ.
    alone.press("ң").shows("опубликовано");
    alone.press("ғ").shows("Обещал оплатить");
    alone.press("6 Right").shows("Доступ прекращён · 3.1.3 по 4.7");
}

trait Shows {
    fn shows(&self, words: &str);
}

impl Shows for &mut Alone<Card> {
    #[track_caller]
    fn shows(&self, words: &str) {
        Alone::shows(self, words);
    }
}

#[test]
fn the_timeline_comes_page_by_page_and_keeps_its_place_when_the_account_changes() {
    let mut alone = showing(&stopped(), (84, 36), Language::Ru);
    assert_eq!(alone.calls(), []);
    alone.press("PgDn");
    assert_eq!(alone.calls(), [], "the end is not near");
    alone.press("PgDn");
    assert_eq!(alone.calls().len(), 1);
    alone.press("Up Down");
    assert_eq!(alone.calls().len(), 1, "a page under way is not asked for twice");
    read_all(&mut alone, &stopped());
    alone.press("End");
    read_all(&mut alone, &stopped());
    alone.press("End");
    read_all(&mut alone, &stopped());
    let selected = |alone: &Alone<Card>| {
        let text = alone.text();
        let line = text.lines().find(|line| line.starts_with('▸')).unwrap();
        line.to_owned()
    };
    alone.press("Home Down Down Down");
    let before = selected(&alone);
    alone.tell(Msg::Refreshed);
    alone.answer(|call| match call {
        DeskCall::Timeline(call) => Some(DeskReply::Timeline(Ok(timeline(50, call)))),
        _ => None,
    });
    assert_eq!(selected(&alone), before, "the same entry stays selected");
    alone.press("2");
    alone.tell(Msg::Refreshed);
    read_all(&mut alone, &active());
    alone.shows("Квитанция 2026-000123");
    Alone::shows(&alone, "ДЕЙСТВУЕТ");
}

#[test]
fn a_request_is_opened_from_its_tab() {
    let mut alone = showing(&stopped(), (84, 36), Language::Ru);
    alone.press("6 Enter");
    assert_eq!(alone.exits, [Exit::OpenRequest(1042)]);
    alone.press("Esc");
    assert_eq!(alone.exits.last(), Some(&Exit::Left));
}

#[test]
fn a_card_that_does_not_come_is_asked_for_again() {
    let mut alone = Alone::new(Card::open(4417), (78, 20), Language::Ru);
    Alone::shows(&alone, "Открываем лицевой счет 4417");
    alone.answer(|call| match call {
        DeskCall::Card(_) => Some(DeskReply::Card(Err(refused(ProblemCode::NotFound)))),
        _ => None,
    });
    insta::assert_snapshot!("card-failed-ru", alone.text());
    alone.press("Enter");
    read_all(&mut alone, &stopped());
    Alone::shows(&alone, "ДОСТУП ПРЕКРАЩЁН");
    alone.tell(Msg::Refreshed);
    alone.answer(|call| match call {
        DeskCall::Card(_) => Some(DeskReply::Card(Err(Failure::TimedOut))),
        _ => None,
    });
    Alone::shows(&alone, "показано старое");
    Alone::shows(&alone, "ДОСТУП ПРЕКРАЩЁН");
}

#[test]
fn late_answers_are_nobodys() {
    let alone = Alone::new(Card::open(4417), (78, 20), Language::Ru);
    let late = alone.asked[0].id;
    let answer = || Reply::Desk(Box::new(DeskReply::Card(Ok(Box::new(stopped())))));
    assert!(alone.screen.replied(late, answer()).is_some());
    assert!(alone.screen.replied(EffectId(900), answer()).is_none());
    assert!(alone.screen.clone().parked().replied(late, answer()).is_none());
    assert!(showing(&stopped(), (78, 20), Language::Ru).screen.replied(late, answer()).is_none());
    let msg = Msg::Came(late, Box::new(DeskReply::Card(Ok(Box::new(active())))));
    let mut other = showing(&stopped(), (78, 20), Language::Ru);
    let before = other.screen.clone();
    other.tell(msg);
    assert_eq!(other.screen, before);
}

#[test]
fn news_faster_than_answers_is_asked_for_once_more_at_the_end() {
    let mut alone = showing(&stopped(), (78, 20), Language::Ru);
    for _ in 0..5 {
        alone.tell(Msg::Refreshed);
    }
    assert_eq!(alone.calls().len(), 2, "card and timeline, once");
    alone.answer(|call| reads(&AccountCard { epoch: 9, ..active() }, call));
    Alone::shows(&alone, "ДЕЙСТВУЕТ");
    let cards = || alone.calls().into_iter().filter(|it| matches!(it, DeskCall::Card(_)));
    assert_eq!(cards().count(), 1, "once more, for the news in between");
    // An answer that is older than what is known is not shown.
    read_all(&mut alone, &stopped());
    Alone::shows(&alone, "ДЕЙСТВУЕТ");
    assert_eq!(alone.calls(), []);
}

#[test]
fn what_the_role_denies_has_no_key() {
    let keys = |role, card: &AccountCard| {
        let mut alone = showing(card, (78, 20), Language::Ru);
        alone.shared.visit.staff.as_mut().unwrap().role = role;
        let bindings = alone.screen.bindings(&alone.shared);
        "ubsnr"
            .chars()
            .filter(|c| {
                let key = kezekte::app::input::Key::Char(*c);
                bindings.iter().any(|binding| binding.keys.contains(&key))
            })
            .collect::<String>()
    };
    assert_eq!(keys(StaffRole::Viewer, &stopped()), "");
    assert_eq!(keys(StaffRole::Auditor, &stopped()), "");
    assert_eq!(keys(StaffRole::Agent, &stopped()), "unr");
    assert_eq!(keys(StaffRole::Supervisor, &stopped()), "ubnr", "a stop can become a block");
    assert_eq!(keys(StaffRole::Agent, &active()), "nr");
    assert_eq!(keys(StaffRole::Supervisor, &active()), "bsnr");
    assert_eq!(keys(StaffRole::Supervisor, &stopped_by("3.1.2", Some("3.4.5"))), "unr");
}

#[test]
fn the_number_is_copied() {
    let mut alone = showing(&stopped(), (78, 20), Language::Ru);
    alone.press("y");
    assert_eq!(alone.calls(), [DeskCall::Copy("4417".to_owned())]);
    alone.answer(|call| match call {
        DeskCall::Copy(text) => Some(DeskReply::Copied(text.as_str().into())),
        _ => None,
    });
    Alone::shows(&alone, "Скопировано: 4417");
}

#[test]
fn any_size_is_drawn() {
    let mut alone = showing(&stopped(), (78, 20), Language::Kk);
    for keys in ["", "Esc u", "Esc u Enter", "Enter", "Enter", "Esc r", "Esc n", "Esc F4"] {
        alone.press(keys);
        read_all(&mut alone, &stopped());
        for width in [1, 2, 7, 20, 39, 40, 59, 60, 61, 75, 76, 77, 100, 200] {
            for height in [1, 2, 3, 5, 8, 11, 12, 17, 18, 24, 60] {
                alone.area = Rect::new(0, 0, width, height);
                alone.buffer();
            }
        }
    }
}
