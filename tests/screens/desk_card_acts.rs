//! What can be done from the card: restoring, done once, never repeated, never silently lost. Blocking,
//! stopping and taking back are in `desk_card_undo`, one field in clear in `desk_card_reveal`.

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{AccountCard, ActionKind, RestoreAccount, RestoreReason},
    },
    app::{
        effect::{DeskCall, DeskReply},
        screens::desk::card::{Card, Exit, Msg},
    },
    domain::{Language, StaffRole},
};

use super::{
    alone::Alone,
    desk_card::{pictures, read_all, showing},
    desk_fixtures::{action, active, done, preview, refused, stopped, stopped_by},
};

/// A card of a supervisor.
pub(super) fn supervised(card: &AccountCard, size: (u16, u16), language: Language) -> Alone<Card> {
    let mut alone = showing(card, size, language);
    alone.shared.visit.staff.as_mut().unwrap().role = StaffRole::Supervisor;
    alone
}

pub(super) fn restoring() -> Alone<Card> {
    showing(&stopped(), (78, 20), Language::Ru)
}

/// The writes that have been asked for and not been answered.
pub(super) fn writes(alone: &Alone<Card>) -> Vec<DeskCall> {
    alone.calls().into_iter().filter(is_write).collect()
}

fn is_write(call: &DeskCall) -> bool {
    use DeskCall::{Block, Note, Restore, Reveal, StopAccess, Undo};
    matches!(call, Block(..) | Note(..) | Restore(..) | Reveal(..) | StopAccess(..) | Undo(..))
}

/// Answers the write that is open.
pub(super) fn answer_write(alone: &mut Alone<Card>, reply: DeskReply) {
    alone.answer(|call| is_write(call).then(|| reply.clone()));
}

pub(super) fn failed(failure: Failure) -> DeskReply {
    DeskReply::Done(Err(failure))
}

/// The dialog of restoring up to its confirmation.
pub(super) fn confirm_restore(alone: &mut Alone<Card>) {
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
