//! Taking an action back from the card within its half minute (row D7), and the acts beside
//! restoring: blocking, stopping, a note.

use kezekte::{
    api::{
        Failure,
        staff::{AccountCard, ActionKind, BlockAccount, NoteView, StopAccess, Undone},
    },
    app::{
        effect::{DeskCall, DeskReply},
        screens::desk::card::Card,
    },
    domain::{AccountState, Language, StaffRole},
};

use super::{
    alone::Alone,
    desk_card::{pictures, read_all, showing},
    desk_card_acts::{answer_write, confirm_restore, restoring, supervised, writes},
    desk_fixtures::{action, active, cause, done, stopped},
};

#[test]
fn an_action_is_taken_back_within_its_half_minute() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    let now = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, now))));
    read_all(&mut alone, &active());
    alone.wait(20);
    alone.shows("осталось 10 с");
    alone.press("я");
    let first = writes(&alone);
    let [DeskCall::Undo(call, _)] = &first[..] else { panic!("no call: {first:?}") };
    assert_eq!(call.id, "a-17");
    answer_write(&mut alone, DeskReply::Undone(Err(Failure::TimedOut)));
    alone.shows("неизвестно, отменено ли");
    alone.wait(1);
    assert_eq!(writes(&alone), first, "the very same attempt");
    let undone = Undone { account: 4417, epoch: 9, state: AccountState::AccessStopped };
    answer_write(&mut alone, DeskReply::Undone(Ok(undone)));
    read_all(&mut alone, &AccountCard { epoch: 9, ..stopped() });
    alone.shows("14:03 доступ восстановлен · отменено");
    alone.shows("ДОСТУП ПРЕКРАЩЁН");
}

#[test]
fn after_half_a_minute_undo_is_gone_and_the_card_is_asked_for_anew() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    let now = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, now))));
    read_all(&mut alone, &active());
    alone.wait(29);
    alone.shows("осталось 1 с");
    assert_eq!(alone.calls(), []);
    alone.wait(1);
    alone.hides("отменить");
    alone.press("z");
    assert_eq!(writes(&alone), []);
    assert_eq!(alone.calls().len(), 2, "card and timeline: the citizen has been told");
    alone.wait(3600);
    assert!(
        alone
            .asked
            .iter()
            .all(|effect| !matches!(effect.request, kezekte::app::effect::Request::After(_))),
        "no timer goes on for nothing"
    );
}

#[test]
fn the_half_minute_needs_no_clock_of_the_portals() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    // The portal's clock is an hour ahead.
    let theirs = alone.shared.now.after(std::time::Duration::from_secs(3600));
    alone.wait(5);
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, theirs))));
    alone.shows("осталось 25 с");
}

#[test]
fn what_a_card_tells_of_can_be_taken_back_too() {
    let undoable = |alone: &Alone<Card>| AccountCard {
        undoable: Some(action(ActionKind::Restore, alone.shared.now)),
        ..active()
    };
    let mut alone = Alone::new(Card::open(4417), (78, 20), Language::Ru);
    let card = undoable(&alone);
    read_all(&mut alone, &card);
    alone.shows("осталось 30 с");
    let mut alone = Alone::new(Card::open(4417), (78, 20), Language::Ru);
    alone.shared.visit.staff.as_mut().unwrap().role = StaffRole::Viewer;
    let card = undoable(&alone);
    read_all(&mut alone, &card);
    alone.hides("осталось");
    alone.press("z");
    assert_eq!(writes(&alone), []);
}

#[test]
fn blocking_names_its_clauses() {
    pictures("card-block-1", |size, language| {
        let mut alone = supervised(&active(), size, language);
        alone.press("b Down Down Down Down Down");
        alone
    });
    pictures("card-stop-1", |size, language| {
        let mut alone = supervised(&active(), size, language);
        alone.press("s");
        alone
    });
    pictures("card-block-4", |size, language| {
        let mut alone = supervised(&active(), size, language);
        alone.press("b 5 Enter Enter");
        read_all(&mut alone, &active());
        alone
    });
    let mut alone = supervised(&active(), (78, 20), Language::Ru);
    alone.press("b Enter");
    alone.shows("Выберите пункт");
    assert_eq!(alone.calls(), [], "a preview needs a cause");
    alone.press("5 Ctrl+u 2026-9 Enter note Enter");
    read_all(&mut alone, &active());
    alone.press("Enter");
    let [DeskCall::Block(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    let expected = BlockAccount {
        account: 4417,
        epoch: 8,
        cause: cause("3.1.2", Some("3.4.5")),
        case: "2026-9".to_owned(),
        note: "note".to_owned(),
    };
    assert_eq!(*call, expected);
    let now = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Block, now))));
    alone.shows("заблокировано · z отменить, осталось 30 с");
}

#[test]
fn stopping_access_takes_its_own_clauses_only() {
    let mut alone = supervised(&active(), (78, 20), Language::Ru);
    alone.press("s");
    for words in ["4.6.", "4.7.", "4.8.", "4 Техническая причина"] {
        alone.shows(words);
    }
    alone.hides("3.4.");
    alone.press("4 Enter Enter");
    read_all(&mut alone, &active());
    alone.press("Enter");
    let [DeskCall::StopAccess(StopAccess { cause: of, .. }, _)] = &writes(&alone)[..] else {
        panic!("{:?}", alone.calls())
    };
    assert_eq!(*of, cause("3.1.3", None));
    // Another cause has another preview.
    let mut alone = supervised(&active(), (78, 20), Language::Ru);
    alone.press("s 1");
    read_all(&mut alone, &active());
    alone.press("BackTab 2");
    let [DeskCall::Preview(call)] = &alone.calls()[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!(call.cause, Some(cause("3.1.3", Some("4.7"))));
}

#[test]
fn a_note_is_written_once() {
    pictures("card-note", |size, language| {
        let mut alone = showing(&stopped(), size, language);
        alone.press("n Сөйлестік, Space ертең Space төлейді");
        alone
    });
    let mut alone = restoring();
    alone.press("n Enter");
    alone.shows("Заметка пуста.");
    alone.paste("первая\nстрока\u{1b}[2J");
    alone.press("Enter Enter");
    let first = writes(&alone);
    let [DeskCall::Note(call, _)] = &first[..] else { panic!("{first:?}") };
    assert_eq!(call.text, "первая строка[2J");
    answer_write(&mut alone, DeskReply::Noted(Err(Failure::TimedOut)));
    alone.wait(1);
    assert_eq!(writes(&alone), first);
    let noted =
        NoteView {
            at: alone.shared.now, author: "aigul".into(), text: "первая строка".into()
        };
    answer_write(&mut alone, DeskReply::Noted(Ok(noted)));
    alone.shows("Заметка записана.");
    assert_eq!(alone.calls().len(), 2, "card and timeline are asked for anew");
}
