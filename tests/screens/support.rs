//! Asking for help at the kiosk, and looking after what was asked.

use kezekte::{
    api::{
        AskHelp, Failure, HelpRequest, HelpRequests, Problem, ProblemCode,
        staff::{HelpState, HelpTopic},
    },
    app::{
        Input,
        effect::{AskedHelp, Reply, Request},
        screens::AnyScreen,
    },
    domain::{Language, Moment, Number, Secret, Trilingual},
    text::{Phrase, Texts, phrases::support},
};

use super::{
    citizen::{bear_every_size, signed_in},
    fixtures::{IIN, pictures},
    harness::Kiosk,
};

const CODE: &str = "1042-3914-0726-55831";

fn say(language: Language, phrase: &Phrase) -> String {
    Texts::new().say(language, phrase)
}

fn at() -> Moment {
    Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap()
}

fn request(id: u64, state: HelpState) -> HelpRequest {
    let answer = "Кілтіңіздің мерзімі өткен. Жаңасын pki.gov.kz сайтында немесе ХҚКО-да алып, \
                  қайта кіріңіз. Ескі кілт файлын өшіріңіз.";
    let answered = matches!(state, HelpState::Answered);
    HelpRequest {
        id,
        topic: HelpTopic::SignIn,
        at: at(),
        state,
        answer: answered.then(|| answer.into()),
        answered_at: answered.then(|| Moment::parse_rfc3339("2026-11-20T09:40:00Z").unwrap()),
    }
}

fn refused(code: ProblemCode) -> Failure {
    Failure::Refused(Box::new(Problem {
        kind: "/problems/x".into(),
        status: code.status(),
        code,
        title: Trilingual::default(),
        detail: None,
        next_step: Trilingual::default(),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }))
}

fn form(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("4 7");
    assert!(matches!(kiosk.model.screen, AnyScreen::HelpForm(_)));
    kiosk
}

fn written(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = form(size, language);
    kiosk.press("1 Кіре Space алмаймын, Space кілт Space ашылмайды");
    kiosk
}

/// What is being asked.
fn asked(kiosk: &Kiosk) -> AskHelp {
    let asked = kiosk.asked.iter().find_map(|effect| match &effect.request {
        Request::AskHelp(asked) => Some(asked.clone()),
        _ => None,
    });
    asked.unwrap_or_else(|| panic!("nothing asked:\n{}", kiosk.text()))
}

fn answer_asked(kiosk: &mut Kiosk, answer: Result<Option<&str>, Failure>) {
    let reply = Reply::HelpAsked(answer.map(|code| {
        let code = code.map(|code| Secret::new("help", code));
        Box::new(AskedHelp { request: request(1042, HelpState::New), code })
    }));
    kiosk.answer(|request| matches!(request, Request::AskHelp(_)).then(|| reply.clone()));
}

fn numbered(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = written(size, language);
    kiosk.press("Enter");
    answer_asked(&mut kiosk, Ok(Some(CODE)));
    assert!(matches!(kiosk.model.screen, AnyScreen::HelpNumber(_)));
    kiosk
}

fn looking(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("4 8");
    assert!(matches!(kiosk.model.screen, AnyScreen::HelpLook(_)));
    kiosk
}

fn came(kiosk: &mut Kiosk, answer: Result<HelpRequest, Failure>) {
    let reply = Reply::HelpRequest(answer.map(Box::new));
    kiosk.answer(|request| matches!(request, Request::HelpRequest(_)).then(|| reply.clone()));
}

fn found(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = looking(size, language);
    kiosk.press("10423914072655831 Enter");
    came(&mut kiosk, Ok(request(1042, HelpState::Answered)));
    kiosk
}

/// A citizen's own requests, from the account by help.
fn own(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    kiosk.press("2 8");
    let requests = vec![request(1057, HelpState::Taken), request(1042, HelpState::Answered)];
    let reply = Reply::HelpRequests(Ok(HelpRequests { requests }));
    kiosk.answer(|request| (*request == Request::HelpRequests).then(|| reply.clone()));
    kiosk
}

#[test]
fn pictures_of_asking() {
    pictures("support-topic", form);
    pictures("support-words", written);
    pictures("support-number", numbered);
    pictures("support-code", |size, language| {
        let mut kiosk = looking(size, language);
        kiosk.press("104239140726");
        kiosk
    });
    pictures("support-answer", found);
    pictures("support-own", own);
}

#[test]
fn a_stranger_asks_in_their_own_words() {
    let mut kiosk = written((80, 24), Language::Kk);
    kiosk.press("Tab 8 Space 701 Space 000 Space 21 Space 07 Enter");
    let asked = asked(&kiosk);
    assert_eq!(asked.topic, HelpTopic::SignIn);
    assert_eq!(asked.text.reveal(), "Кіре алмаймын, кілт ашылмайды");
    assert_eq!(asked.contact.unwrap().reveal(), "8 701 000 21 07");
    assert_eq!((asked.language, asked.number), (Language::Kk, None));
    assert!(kiosk.text().contains(&say(Language::Kk, &support::sending())));
    answer_asked(&mut kiosk, Ok(Some(CODE)));
    let text = kiosk.text();
    assert!(text.contains(CODE), "{text}");
    // The code is the visit's: it goes with it, and no journal has it.
    assert!(kiosk.model.shared.visit.is_personal());
    assert!(!format!("{:?}", kiosk.model).contains("3914"));
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Help(_)));
}

#[test]
fn a_finger_asks_without_a_letter() {
    let mut kiosk = form((100, 30), Language::Ru);
    kiosk.touch(&say(Language::Ru, &support::topic_stopped()));
    kiosk.touch(&say(Language::Ru, &support::send()));
    let asked = asked(&kiosk);
    assert_eq!((asked.topic, asked.text.is_empty()), (HelpTopic::Stopped, true));
    assert_eq!(asked.contact, None);
}

#[test]
fn the_number_that_was_entered_goes_along_and_is_said_to() {
    let mut kiosk = form((80, 24), Language::Ru);
    kiosk.model.shared.visit.number = Some(Number::parse(IIN).unwrap());
    kiosk.press("1");
    let text = kiosk.text();
    assert!(text.contains("········0001") && !text.contains(IIN), "{text}");
    kiosk.press("Enter");
    assert_eq!(asked(&kiosk).number, Some(Number::parse(IIN).unwrap()));
}

#[test]
fn who_is_signed_in_gives_neither_contact_nor_number_and_gets_no_code() {
    let mut kiosk = signed_in((80, 24), Language::Ru);
    kiosk.model.shared.visit.number = Some(Number::parse(IIN).unwrap());
    kiosk.press("2 7 3");
    assert!(!kiosk.text().contains(&say(Language::Ru, &support::contact())), "{}", kiosk.text());
    kiosk.press("Tab абв Enter");
    let asked = asked(&kiosk);
    assert_eq!((asked.topic, asked.text.reveal()), (HelpTopic::Money, "абв"));
    assert_eq!((asked.contact, asked.number), (None, None));
    answer_asked(&mut kiosk, Ok(None));
    let text = kiosk.text();
    assert!(text.contains(&say(Language::Ru, &support::signed_words())), "{text}");
    kiosk.press("Enter Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}

#[test]
fn what_was_written_stays_when_the_portal_refuses_or_is_away() {
    let mut kiosk = written((80, 24), Language::Ru);
    kiosk.press("Tab x Enter");
    answer_asked(&mut kiosk, Err(refused(ProblemCode::BadValue)));
    assert!(kiosk.text().contains("portal bad-value"), "{}", kiosk.text());
    kiosk.press("Backspace Enter");
    assert_eq!(asked(&kiosk).contact, None, "the cursor stood where the fault was");
    // That this terminal has asked often enough is no outage.
    answer_asked(&mut kiosk, Err(refused(ProblemCode::TooMany)));
    assert_eq!(kiosk.model.over, None);
    assert!(kiosk.text().contains("portal too-many-requests"), "{}", kiosk.text());
    kiosk.press("Enter");
    answer_asked(&mut kiosk, Err(Failure::Unreachable));
    assert!(kiosk.model.over.is_some());
    assert!(matches!(kiosk.model.screen, AnyScreen::HelpForm(_)));
    // A sending that takes too long can be stopped.
    let mut kiosk = written((80, 24), Language::Ru);
    kiosk.press("Enter Esc Enter");
    assert_eq!(asked(&kiosk).text.reveal(), "Кіре алмаймын, кілт ашылмайды");
}

#[test]
fn a_thousand_characters_and_no_more() {
    let mut kiosk = form((80, 24), Language::Kk);
    kiosk.press("5");
    kiosk.input(Input::Paste(Secret::new("paste", "ә\n".repeat(700))));
    kiosk.press("б Enter");
    let text = asked(&kiosk).text;
    assert_eq!(text.len(), 1_000);
    assert!(!text.reveal().contains(['\n', 'б']));
}

#[test]
fn a_code_is_typed_on_any_layout_and_shown_in_its_groups() {
    let mut kiosk = looking((80, 24), Language::Kk);
    // Kazakh layout; then a paste with dashes.
    kiosk.press("\"қңә");
    assert!(kiosk.text().contains("1042"), "{}", kiosk.text());
    kiosk.press("Delete");
    kiosk.input(Input::Paste(Secret::new("paste", CODE)));
    assert!(kiosk.text().contains(CODE), "{}", kiosk.text());
    kiosk.press("Enter");
    came(&mut kiosk, Ok(request(1042, HelpState::Answered)));
    let text = kiosk.text();
    assert!(text.contains("pki.gov.kz") && text.contains("20.11.2026 14:40"), "{text}");
    kiosk.press("Enter");
    assert!(!kiosk.text().contains("3914"), "another code begins empty");
}

#[test]
fn a_wrong_code_can_be_corrected() {
    let mut kiosk = looking((80, 24), Language::Ru);
    kiosk.press("Enter");
    assert!(kiosk.asked.iter().all(|it| !matches!(it.request, Request::HelpRequest(_))));
    kiosk.press("10423914072655832 Enter");
    came(&mut kiosk, Err(refused(ProblemCode::Unauthorised)));
    let unknown = say(Language::Ru, &support::unknown());
    assert!(kiosk.text().contains(&unknown), "{}", kiosk.text());
    kiosk.press("Backspace");
    assert!(!kiosk.text().contains(&unknown));
    kiosk.press("1 Enter");
    came(&mut kiosk, Ok(request(1042, HelpState::New)));
    assert!(kiosk.text().contains(&say(Language::Ru, &support::no_answer())));
}

#[test]
fn who_has_just_asked_need_not_type_the_code() {
    let mut kiosk = numbered((80, 24), Language::Kk);
    kiosk.press("Enter 8");
    came(&mut kiosk, Ok(request(1042, HelpState::Taken)));
    let text = kiosk.text();
    assert!(text.contains(&say(Language::Kk, &support::state_taken())), "{text}");
}

#[test]
fn the_own_requests_are_walked_through() {
    let mut kiosk = own((80, 24), Language::Ru);
    let text = kiosk.text();
    assert!(text.contains("1057") && text.contains("1042") && !text.contains("pki.gov.kz"));
    kiosk.press("Down");
    assert!(kiosk.text().contains("pki.gov.kz"), "{}", kiosk.text());
    kiosk.press("Down Up");
    assert_eq!(kiosk.text(), text);
    kiosk.press("Esc Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}

#[test]
fn a_long_answer_scrolls_to_its_end() {
    let mut kiosk = looking((80, 24), Language::Ru);
    kiosk.press("10423914072655831 Enter");
    let long = format!("{} КОНЕЦ", "ответ ".repeat(300));
    let answer = HelpRequest { answer: Some(long.into()), ..request(1042, HelpState::Answered) };
    came(&mut kiosk, Ok(answer));
    assert!(!kiosk.text().contains("КОНЕЦ"));
    for _ in 0..20 {
        kiosk.press("PgDn");
    }
    assert!(kiosk.text().contains("КОНЕЦ"), "{}", kiosk.text());
    let end = kiosk.text();
    assert_eq!(kiosk.press("PgDn").text(), end);
}

#[test]
fn nothing_is_cut_where_citizens_stand() {
    for language in Language::ALL {
        for size in [(80, 24), (100, 30), (120, 40)] {
            for kiosk in [
                form(size, language),
                written(size, language),
                numbered(size, language),
                found(size, language),
                own(size, language),
            ] {
                assert!(!kiosk.text().contains('…'), "{}", kiosk.text());
            }
        }
    }
}

#[test]
fn help_while_signing_leads_back_there_through_asking() {
    use kezekte::app::screens::kiosk::help::Help;
    for door in ["7 Esc", "7 5 Esc Esc", "8 Esc"] {
        let mut kiosk = Kiosk::new((80, 24), Language::Kk);
        kiosk.model.screen = AnyScreen::Help(Help::while_signing());
        kiosk.press(door).press("Esc");
        assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)), "{door}");
    }
}

#[test]
fn any_size_and_any_language_keep_the_state() {
    for make in [form, written, numbered, found, own] {
        bear_every_size(&mut make((80, 24), Language::Kk));
    }
}
