//! What can be done from the card: restoring, blocking, stopping, undoing, a note, one field in
//! clear. Done once, never repeated, never silently lost.

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{
            AccountCard, ActionKind, BlockAccount, NoteView, RestoreAccount, RestoreReason,
            RevealField, RevealReason, StopAccess, Undone,
        },
    },
    app::{
        effect::{DeskCall, DeskReply, RevealedField},
        screen::Screen as _,
        screens::desk::card::{Card, Exit, Msg},
    },
    domain::{AccountState, Language, Secret, StaffRole},
};

use super::{
    alone::Alone,
    desk_card::{pictures, read_all, showing},
    desk_fixtures::{action, active, cause, done, preview, refused, stopped, stopped_by},
};

/// The value that is revealed. A fictitious number, in no list of people.
const PHONE: &str = "+7 701 555 01 67";

/// A card of a supervisor.
fn supervised(card: &AccountCard, size: (u16, u16), language: Language) -> Alone<Card> {
    let mut alone = showing(card, size, language);
    alone.shared.visit.staff.as_mut().unwrap().role = StaffRole::Supervisor;
    alone
}

fn restoring() -> Alone<Card> {
    showing(&stopped(), (78, 20), Language::Ru)
}

/// The writes that have been asked for and not been answered.
fn writes(alone: &Alone<Card>) -> Vec<DeskCall> {
    alone.calls().into_iter().filter(is_write).collect()
}

fn is_write(call: &DeskCall) -> bool {
    use DeskCall::{Block, Note, Restore, Reveal, StopAccess, Undo};
    matches!(call, Block(..) | Note(..) | Restore(..) | Reveal(..) | StopAccess(..) | Undo(..))
}

/// Answers the write that is open.
fn answer_write(alone: &mut Alone<Card>, reply: DeskReply) {
    alone.answer(|call| is_write(call).then(|| reply.clone()));
}

fn failed(failure: Failure) -> DeskReply {
    DeskReply::Done(Err(failure))
}

/// The dialog of restoring up to its confirmation.
fn confirm_restore(alone: &mut Alone<Card>) {
    alone.press("u Enter Enter Enter");
    read_all(alone, &stopped());
    alone.press("Enter");
}

#[test]
fn from_the_card_to_restored_in_five_keys() {
    let mut alone = restoring();
    alone.press("u");
    read_all(&mut alone, &stopped());
    alone.press("Enter Enter Enter Enter");
    assert_eq!(alone.keys, 5);
    let [DeskCall::Restore(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    let expected = RestoreAccount {
        account: 4417,
        epoch: 7,
        reason: RestoreReason::PaymentReceived,
        case: "1042".to_owned(),
        note: String::new(),
    };
    assert_eq!(*call, expected);
    let now = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, now))));
    alone.shows("ДЕЙСТВУЕТ");
    alone.shows("14:03 доступ восстановлен · z отменить, осталось 30 с");
    assert_eq!(alone.keys, 5);
}

#[test]
fn the_same_keys_on_the_russian_layout() {
    let mut alone = restoring();
    alone.press("г");
    alone.shows("Почему восстанавливаем");
    alone.press("Esc т");
    alone.shows("Текст заметки");
    alone.press("Esc к");
    alone.shows("Что показать");
    alone.press("Esc");
    let mut alone = supervised(&active(), (78, 20), Language::Kk);
    alone.press("и");
    alone.shows("Қай тармақ бойынша");
    alone.press("Esc ы");
    alone.shows("4.6.");
}

#[test]
fn every_step_of_restoring() {
    let steps =
        ["u", "u Enter", "u 2 Backspace Backspace 18-Б Enter", "u Enter Enter оплатил Enter"];
    for (nth, keys) in steps.into_iter().enumerate() {
        pictures(&format!("card-restore-{}", nth + 1), |size, language| {
            let mut alone = showing(&stopped(), size, language);
            alone.press(keys);
            read_all(&mut alone, &stopped());
            alone
        });
    }
    pictures("card-restored", |size, language| {
        let mut alone = showing(&stopped(), size, language);
        confirm_restore(&mut alone);
        let now = alone.shared.now;
        answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, now))));
        let after = AccountCard { undoable: Some(action(ActionKind::Restore, now)), ..active() };
        read_all(&mut alone, &after);
        alone.wait(1);
        alone
    });
    pictures("card-restore-doubtful", |size, language| {
        let mut alone = showing(&stopped(), size, language);
        confirm_restore(&mut alone);
        answer_write(&mut alone, failed(Failure::TimedOut));
        alone
    });
}

#[test]
fn the_reason_follows_from_the_cause() {
    for (power, breach, reason) in [
        ("3.1.3", Some("4.7"), RestoreReason::PaymentReceived),
        ("3.1.3", Some("4.6"), RestoreReason::DataCorrected),
        ("3.1.2", Some("3.4.2"), RestoreReason::DataCorrected),
        ("3.1.3", Some("4.8"), RestoreReason::BreachRemedied),
        ("3.1.2", Some("3.4.5"), RestoreReason::BreachRemedied),
        ("3.1.2", None, RestoreReason::TechnicalResolved),
        ("3.1.3", None, RestoreReason::TechnicalResolved),
    ] {
        let card = stopped_by(power, breach);
        let mut alone = showing(&card, (78, 20), Language::Ru);
        alone.press("u Enter Enter Enter");
        read_all(&mut alone, &card);
        alone.press("Enter");
        let [DeskCall::Restore(call, _)] = &writes(&alone)[..] else { panic!("no call") };
        assert_eq!(call.reason, reason, "{power} {breach:?}");
    }
}

#[test]
fn the_case_is_that_of_the_request_one_comes_from() {
    let two = AccountCard {
        requests: vec![stopped().requests[0].clone(), stopped().requests[0].clone()],
        ..stopped()
    };
    let case = |alone: &mut Alone<Card>| {
        alone.press("u Enter");
        read_all(alone, &two);
        alone.press("Enter Enter Enter");
        match &writes(alone)[..] {
            [DeskCall::Restore(call, _)] => Some(call.case.clone()),
            _ => None,
        }
    };
    let mut alone = Alone::new(Card::open(4417).from_request(1042), (78, 20), Language::Ru);
    read_all(&mut alone, &two);
    assert_eq!(case(&mut alone).as_deref(), Some("1042"));
    let mut alone = showing(&two, (78, 20), Language::Ru);
    assert_eq!(case(&mut alone), None, "none of two requests is meant");
    alone.shows("Введите номер дела");
    alone.press("2026-118 Enter Enter Enter");
    let [DeskCall::Restore(call, _)] = &writes(&alone)[..] else { panic!("no call") };
    assert_eq!(call.case, "2026-118");
}

#[test]
fn nothing_is_confirmed_that_was_not_seen() {
    let mut alone = restoring();
    alone.press("u Enter Enter Enter Enter Enter");
    assert_eq!(writes(&alone), [], "the preview has not come");
    alone.shows("Проверяем, что изменится");
    alone.answer(|call| match call {
        DeskCall::Preview(_) => Some(DeskReply::Preview(Err(Failure::TimedOut))),
        _ => None,
    });
    alone.press("Enter");
    assert_eq!(writes(&alone), []);
    read_all(&mut alone, &stopped());
    alone.shows("Доступ прекращён → Действует");
    alone.shows("Порталға қол жеткізуіңіз қалпына келтірілді");
    alone.shows("Доступ к Порталу восстановлен");
    alone.press("Enter Enter Enter");
    assert_eq!(writes(&alone).len(), 1, "Enter held down is one act");
}

#[test]
fn leaving_by_esc_at_any_step_has_no_effect() {
    for keys in
        ["u", "u 3", "u Enter", "u Enter Enter", "u Enter Enter слово", "u Enter Enter Enter"]
    {
        let mut alone = restoring();
        alone.press("3");
        let before = alone.text();
        alone.press(keys);
        read_all(&mut alone, &stopped());
        alone.press("Esc");
        assert_eq!(alone.text(), before, "{keys}");
        assert_eq!((alone.calls(), alone.exits.len()), (Vec::new(), 0), "{keys}");
    }
    for keys in ["b", "b 3", "b 3 7 Enter", "b 3 7 Enter Enter", "s 2", "n текст", "r", "r 1"]
    {
        let mut alone = supervised(&active(), (78, 20), Language::Ru);
        let before = alone.text();
        alone.press(keys);
        read_all(&mut alone, &active());
        alone.press("Esc");
        assert_eq!(alone.text(), before, "{keys}");
        assert_eq!((alone.calls(), alone.exits.len()), (Vec::new(), 0), "{keys}");
    }
    // A preview that comes after its dialog was left is nobody's.
    let mut alone = restoring();
    alone.press("u");
    let late = alone.asked[0].id;
    alone.press("Esc u");
    let answer = DeskReply::Preview(Ok(preview(99, ActionKind::Restore)));
    assert!(!alone.reply(late, kezekte::app::effect::Reply::Desk(Box::new(answer))));
}

#[test]
fn a_step_back_loses_nothing() {
    let mut alone = restoring();
    alone.press("u 3 Ctrl+u 77 Enter заметка BackTab BackTab");
    alone.shows("▸ 3 Нарушение устранено");
    alone.press("Enter");
    alone.shows("77");
    alone.press("Enter");
    alone.shows("заметка");
    alone.press("Enter");
    read_all(&mut alone, &stopped());
    alone.press("Enter");
    let [DeskCall::Restore(call, _)] = &writes(&alone)[..] else { panic!("no call") };
    assert_eq!((call.case.as_str(), call.note.as_str()), ("77", "заметка"));
    assert_eq!(call.reason, RestoreReason::BreachRemedied);
}

#[test]
fn a_lost_answer_is_asked_for_as_the_same_attempt_until_it_comes() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    let first = writes(&alone);
    for (nth, wait) in [1, 2, 4, 8, 15].into_iter().enumerate() {
        let failure = [Failure::TimedOut, Failure::Unreachable, refused(ProblemCode::Unavailable)]
            [nth % 3]
            .clone();
        answer_write(&mut alone, failed(failure));
        assert_eq!(writes(&alone), [], "it is not hurried");
        alone.shows("Неизвестно, выполнено ли действие: спрашиваем снова");
        alone.press("Enter");
        assert_eq!(writes(&alone), []);
        alone.wait(wait);
        assert_eq!(writes(&alone), first, "the very same attempt");
    }
    answer_write(&mut alone, failed(Failure::TimedOut));
    alone.wait(3600);
    assert_eq!(writes(&alone), [], "nobody asks for ever");
    alone.shows("Неизвестно, выполнено ли действие: портал не отвечает");
    alone.press("Enter");
    assert_eq!(writes(&alone), first);
    let sent_at = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, sent_at))));
    alone.shows("ДЕЙСТВУЕТ");
    alone.hides("z отменить");
}

#[test]
fn closing_the_dialog_does_not_stop_what_was_confirmed() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    let first = writes(&alone);
    alone.press("Esc");
    assert_eq!(alone.exits, []);
    alone.shows("действие выполняется, ответа ещё нет");
    answer_write(&mut alone, failed(Failure::TimedOut));
    alone.shows("Ответ не пришёл");
    alone.press("u");
    alone.shows("попытка 2");
    alone.press("Esc");
    alone.wait(1);
    assert_eq!(writes(&alone), first);
    let now = alone.shared.now;
    answer_write(&mut alone, DeskReply::Done(Ok(done(ActionKind::Restore, now))));
    alone.shows("доступ восстановлен");
    assert_eq!(writes(&alone), []);
    // Refused behind its closed dialog: it comes up again, where a stray Enter confirms nothing.
    let mut alone = restoring();
    confirm_restore(&mut alone);
    alone.press("Esc");
    answer_write(&mut alone, failed(refused(ProblemCode::RoleNotAllowed)));
    alone.shows("Портал отказал.");
    alone.press("Enter");
    assert_eq!(writes(&alone), []);
}

#[test]
fn who_may_no_longer_ask_is_not_told_that_nothing_happened() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    answer_write(&mut alone, failed(Failure::TimedOut));
    alone.wait(1);
    answer_write(&mut alone, failed(refused(ProblemCode::Unauthorised)));
    alone.shows("Неизвестно, выполнено ли действие");
    // Without a lost answer a refusal is what it says.
    let mut alone = restoring();
    confirm_restore(&mut alone);
    answer_write(&mut alone, failed(refused(ProblemCode::RoleNotAllowed)));
    alone.shows("Портал отказал.");
    alone.shows("Подтвердить");
}

#[test]
fn an_account_that_changed_meanwhile_is_shown_and_confirmed_anew() {
    let mut alone = restoring();
    alone.press("u 2 Ctrl+u 77 Enter заметка Enter");
    read_all(&mut alone, &stopped());
    alone.press("Enter");
    let first = writes(&alone);
    answer_write(&mut alone, failed(refused(ProblemCode::Conflict)));
    let blocked = AccountCard { epoch: 9, ..stopped_by("3.1.2", Some("3.4.5")) };
    read_all(&mut alone, &blocked);
    alone.shows("Доступ прекращён → Заблокировано");
    alone.shows("▸ 2 Данные исправлены");
    alone.press("Enter Enter Enter Enter");
    let second = writes(&alone);
    let [DeskCall::Restore(call, attempt)] = &second[..] else { panic!("no call: {second:?}") };
    assert_eq!((call.epoch, call.case.as_str(), call.note.as_str()), (9, "77", "заметка"));
    let [DeskCall::Restore(_, before)] = &first[..] else { panic!("no call") };
    assert_ne!(attempt, before, "another act");
    // Somebody else was faster altogether.
    answer_write(&mut alone, failed(refused(ProblemCode::Conflict)));
    read_all(&mut alone, &AccountCard { epoch: 10, ..active() });
    alone.shows("Не выполнено: тем временем состояние стало «Действует».");
    assert_eq!(writes(&alone), []);
    assert!(!alone.screen.has_dialog());
}

#[test]
fn news_under_an_open_dialog_is_not_confirmed_unseen() {
    let mut alone = restoring();
    alone.press("u Enter Enter Enter");
    read_all(&mut alone, &stopped());
    let changed = AccountCard { epoch: 9, ..stopped() };
    alone.tell(Msg::Refreshed);
    read_all(&mut alone, &changed);
    alone.press("Enter");
    assert_eq!(writes(&alone), []);
    alone.shows("состояние прежнее");
    alone.press("Enter Enter Enter");
    let [DeskCall::Restore(call, _)] = &writes(&alone)[..] else { panic!("no call") };
    assert_eq!(call.epoch, 9);
}

#[test]
fn the_second_factor_is_asked_for_and_the_act_goes_on_as_the_same_attempt() {
    let mut alone = restoring();
    confirm_restore(&mut alone);
    let first = writes(&alone);
    answer_write(&mut alone, failed(refused(ProblemCode::SecondFactorRequired)));
    assert_eq!(alone.exits, [Exit::NeedsCode]);
    alone.tell(Msg::CodeAbandoned);
    alone.shows("Действие ждёт вашего кода и ещё не выполнено.");
    assert_eq!(writes(&alone), []);
    alone.press("Enter");
    assert_eq!(alone.exits, [Exit::NeedsCode, Exit::NeedsCode]);
    alone.tell(Msg::CodePassed);
    assert_eq!(writes(&alone), first);
    alone.tell(Msg::CodePassed);
    assert_eq!(writes(&alone).len(), 1, "a code given twice is one act");
}

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

fn revealed(value: &str, at: kezekte::domain::Moment) -> DeskReply {
    DeskReply::Revealed(Ok(RevealedField {
        field: RevealField::Phone,
        value: Secret::new("revealed", value),
        until: at.after(std::time::Duration::from_secs(30)),
    }))
}

#[test]
fn one_field_in_clear_for_half_a_minute() {
    for (nth, keys) in ["r", "r 3"].into_iter().enumerate() {
        pictures(&format!("card-reveal-{}", nth + 1), |size, language| {
            let mut alone = showing(&stopped(), size, language);
            alone.press(keys);
            alone
        });
    }
    pictures("card-revealed", |size, language| {
        let mut alone = showing(&stopped(), size, language);
        alone.press("r 3 2");
        let now = alone.shared.now;
        answer_write(&mut alone, revealed(PHONE, now));
        alone.wait(3);
        alone
    });
    let mut alone = restoring();
    alone.press("r 3 2");
    let [DeskCall::Reveal(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!((call.field, call.reason), (RevealField::Phone, RevealReason::CallBack));
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    alone.shows("ПОКАЗАНО 30 с · Телефон: +7 701 555 01 67");
    alone.wait(29);
    alone.shows("ПОКАЗАНО 1 с");
    alone.wait(1);
    alone.hides("701");
    alone.shows("+7 ··· ··· ·· 67");
    assert!(!format!("{:?}", alone.screen).contains("701"));
}

#[test]
fn a_value_in_clear_goes_at_once_when_somebody_wants_so_and_when_the_card_is_left() {
    for keys in ["r", "Esc"] {
        let mut alone = restoring();
        alone.press("r 3 1");
        let now = alone.shared.now;
        answer_write(&mut alone, revealed(PHONE, now));
        alone.shows("701");
        alone.press(keys);
        alone.hides("701");
        assert_eq!(alone.exits.len(), usize::from(keys == "Esc"));
    }
    // It comes after its dialog was left: nobody sees it.
    let mut alone = restoring();
    alone.press("r 3 1");
    let late = alone.asked.last().unwrap().id;
    alone.press("Esc");
    let reply = kezekte::app::effect::Reply::Desk(Box::new(revealed(PHONE, alone.shared.now)));
    assert!(!alone.reply(late, reply));
    alone.hides("701");
}

#[test]
fn what_is_revealed_or_typed_is_in_no_journal_and_no_debug_output() {
    let mut alone = restoring();
    alone.press("r 3 1");
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    alone.press("n звонила Space с Space 7015550167");
    alone.shows("701 555 01 67");
    alone.shows("7015550167");
    let journal = alone.journal.join("\n");
    let debug = format!("{:?}", alone.screen);
    for text in [&journal, &debug] {
        assert!(!text.contains("701"), "{text}");
    }
    assert!(journal.contains("$revealed") && journal.contains("$typed"), "{journal}");
    let reply = serde_json::to_string(&revealed(PHONE, now)).unwrap();
    assert!(!reply.contains("701"), "{reply}");
}

#[test]
fn a_field_that_is_not_there_is_not_offered() {
    let card = AccountCard { phone_masked: None, ..stopped() };
    let mut alone = showing(&card, (78, 20), Language::Ru);
    alone.press("r");
    alone.hides("Телефон");
    alone.press("3 1");
    let [DeskCall::Reveal(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!(call.field, RevealField::Email);
}

#[test]
fn a_session_that_ended_in_the_middle_repeats_nothing() {
    let again = |alone: &mut Alone<Card>| {
        alone.screen = alone.screen.clone().parked();
        alone.asked.clear();
        alone.within(|screen, cx| screen.enter(cx));
    };
    // Sent: it may have been done. That is said; nothing is sent again.
    let mut alone = restoring();
    confirm_restore(&mut alone);
    again(&mut alone);
    alone.shows("Сеанс завершился посреди действия");
    read_all(&mut alone, &stopped());
    alone.wait(60);
    assert_eq!(alone.calls(), []);
    // Only typed: it is still there.
    let mut alone = restoring();
    alone.press("u Enter Enter слово");
    again(&mut alone);
    read_all(&mut alone, &stopped());
    alone.shows("слово");
    alone.press("Enter");
    read_all(&mut alone, &stopped());
    alone.press("Enter");
    assert_eq!(writes(&alone).len(), 1);
    // In clear: it is not.
    let mut alone = restoring();
    alone.press("r 3 1");
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    again(&mut alone);
    alone.hides("701");
}
