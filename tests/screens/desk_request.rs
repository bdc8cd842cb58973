//! A help request at the desk.

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{HelpState, RequestLine, RequestView},
    },
    app::{
        effect::{DeskCall, DeskReply},
        input::Key,
        screen::Screen as _,
        screens::desk::request::{Exit, HelpRequest, Msg},
    },
    domain::{Language, StaffRole},
};
use ratatui::layout::Rect;

use super::{
    alone::Alone,
    desk_card::PANES,
    desk_fixtures::{at, refused, request},
};

fn showing(it: &RequestView, size: (u16, u16), language: Language) -> Alone<HelpRequest> {
    let mut alone = Alone::new(HelpRequest::open(it.line.id), size, language);
    answer(&mut alone, Ok(it.clone()));
    alone
}

fn opened() -> Alone<HelpRequest> {
    showing(&request(), (78, 20), Language::Ru)
}

fn answer(alone: &mut Alone<HelpRequest>, reply: Result<RequestView, Failure>) {
    alone.answer(|_| Some(DeskReply::Request(reply.clone())));
}

fn taken(by: &str) -> RequestView {
    let line = RequestLine { state: HelpState::Taken, taken_by: Some(by.into()), ..request().line };
    RequestView { line, ..request() }
}

fn answered() -> RequestView {
    let line = RequestLine { state: HelpState::Answered, ..taken("aigul").line };
    RequestView {
        line,
        answer: Some("Оплата видна, доступ восстановлен. Войдите ещё раз.".into()),
        answered_at: Some(at("2026-11-20T09:05:00Z")),
        ..request()
    }
}

fn pictures(name: &str, take: impl Fn((u16, u16), Language) -> Alone<HelpRequest>) {
    for language in [Language::Kk, Language::Ru] {
        for size in PANES {
            let name = format!("{name}-{}-{}x{}", language.tag(), size.0, size.1);
            insta::assert_snapshot!(name, take(size, language).text());
        }
    }
}

#[test]
fn a_request_whole() {
    pictures("request-new", |size, language| showing(&request(), size, language));
    pictures("request-answered", |size, language| showing(&answered(), size, language));
    pictures("request-answering", |size, language| {
        let mut alone = showing(&taken("aigul"), size, language);
        alone.press("a Доступ Space восстановлен.");
        alone
    });
    pictures("request-closing", |size, language| {
        let mut alone = showing(&answered(), size, language);
        alone.press("c");
        alone
    });
}

#[test]
fn who_has_not_signed_in_is_shown_as_unverified() {
    let line = RequestLine { verified: false, ..request().line };
    let alone = showing(&RequestView { line, ..request() }, (78, 20), Language::Ru);
    alone.shows("номер только введён, не подтверждён");
    let line = RequestLine { account: None, verified: false, ..request().line };
    let mut alone = showing(&RequestView { line, ..request() }, (78, 20), Language::Ru);
    alone.shows("лицевой счет неизвестен");
    alone.press("Enter");
    assert_eq!(alone.exits, []);
}

#[test]
fn it_is_taken_answered_and_closed() {
    let mut alone = opened();
    alone.press("t");
    let [DeskCall::Take(call, _)] = &alone.calls()[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!(call.id, 1042);
    alone.press("t a c");
    assert_eq!(alone.calls().len(), 1, "one thing at a time");
    answer(&mut alone, Ok(taken("aigul")));
    alone.shows("в работе: aigul");
    alone.press("a Enter");
    alone.shows("Ответ пуст.");
    alone.press("Войдите Enter");
    let first = alone.calls();
    let [DeskCall::Answer(call, _)] = &first[..] else { panic!("{first:?}") };
    assert_eq!(call.text, "Войдите");
    answer(&mut alone, Err(Failure::TimedOut));
    alone.shows("спрашиваем снова");
    alone.wait(1);
    assert_eq!(alone.calls(), first, "the very same attempt");
    answer(&mut alone, Ok(answered()));
    alone.shows("есть ответ");
    alone.shows("Оплата видна");
    alone.press("c");
    assert_eq!(alone.calls(), [], "closing is asked about once");
    alone.press("Esc");
    assert_eq!((alone.calls().len(), alone.exits.len()), (0, 0));
    alone.press("c Enter");
    assert!(matches!(&alone.calls()[..], [DeskCall::Close(call, _)] if call.id == 1042));
}

#[test]
fn whoever_comes_second_sees_who_was_first() {
    let mut alone = opened();
    alone.press("е");
    answer(&mut alone, Err(refused(ProblemCode::Conflict)));
    alone.shows("Обращение тем временем изменилось");
    answer(&mut alone, Ok(taken("daniyar")));
    alone.shows("в работе: daniyar");
    alone.press("a c");
    assert_eq!((alone.screen.has_dialog(), alone.calls().len()), (false, 0), "it is another's");
    alone.shared.visit.staff.as_mut().unwrap().role = StaffRole::Supervisor;
    alone.press("a");
    assert!(alone.screen.has_dialog(), "a supervisor may take over");
}

#[test]
fn the_second_factor_is_asked_for() {
    let mut alone = opened();
    alone.press("t");
    let first = alone.calls();
    answer(&mut alone, Err(refused(ProblemCode::SecondFactorRequired)));
    assert_eq!(alone.exits, [Exit::NeedsCode]);
    alone.tell(Msg::CodePassed);
    assert_eq!(alone.calls(), first);
}

#[test]
fn it_leads_to_the_account_with_its_number_as_the_case() {
    let mut alone = opened();
    alone.press("Enter");
    assert_eq!(alone.exits, [Exit::OpenAccount { account: 4417, request: 1042 }]);
    alone.press("Esc");
    assert_eq!(alone.exits.last(), Some(&Exit::Left));
}

#[test]
fn what_the_role_denies_has_no_key() {
    for (role, expected) in
        [(StaffRole::Viewer, ""), (StaffRole::Agent, "tac"), (StaffRole::Supervisor, "tac")]
    {
        let mut alone = opened();
        alone.shared.visit.staff.as_mut().unwrap().role = role;
        let bindings = alone.screen.bindings(&alone.shared);
        let has = |c: &char| bindings.iter().any(|it| it.keys.contains(&Key::Char(*c)));
        assert_eq!("tac".chars().filter(has).collect::<String>(), expected, "{role:?}");
    }
}

#[test]
fn an_answer_is_in_no_journal() {
    let mut alone = showing(&taken("aigul"), (78, 20), Language::Ru);
    alone.press("a 7015550167");
    alone.shows("7015550167");
    assert!(!alone.journal.join("\n").contains("701"));
    assert!(!format!("{:?}", alone.screen).contains("7015550167"));
}

#[test]
fn any_size_is_drawn() {
    let mut alone = showing(&answered(), (78, 20), Language::Kk);
    for keys in ["", "c", "Esc PgDn PgDn PgDn"] {
        alone.press(keys);
        for width in [1, 2, 7, 20, 39, 40, 60, 100, 200] {
            for height in [1, 2, 3, 5, 8, 12, 18, 60] {
                alone.area = Rect::new(0, 0, width, height);
                alone.buffer();
            }
        }
    }
}
