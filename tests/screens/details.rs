//! Registration data and the codes that confirm them.

use std::time::Duration;

use kezekte::{
    api::{Failure, PendingCode, Problem, ProblemCode, PutContacts},
    app::{
        details::{Known, Sent},
        effect::{Reply, Request},
        over::Over,
        screens::{
            AnyScreen,
            kiosk::{code::CodeEntry, details::DetailsEntry},
        },
        shared::{Profile, Visit},
    },
    domain::{Channel, Language, Moment, Secret},
};

use super::{
    fixtures::{demonstration, draws_at_every_size, nothing_known, pictures, problem, signed},
    harness::{Kiosk, facts},
};

/// Nobody's number.
const PHONE: &str = "0001000113";
const EMAIL: &str = "aidana@example.kz";

fn secret(text: &str) -> Secret {
    Secret::new("test", text)
}

/// Somebody who has just signed and has given nothing yet.
fn entering_with(mut kiosk: Kiosk) -> Kiosk {
    let at = kiosk.at;
    kiosk.asked.clear();
    kiosk.model.shared.visit.signed = Some(signed(at));
    kiosk.model.screen = AnyScreen::DetailsEntry(DetailsEntry::default());
    kiosk
}

fn entering(size: (u16, u16), language: Language) -> Kiosk {
    entering_with(Kiosk::with(facts(Profile::Personal), size, language))
}

/// A person of the demonstration, whose data fill the fields.
fn filled(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = entering_with(demonstration(size, language));
    // Entering asks what is known.
    kiosk.model.screen = AnyScreen::CodeEntry(CodeEntry::default());
    kiosk.press("Esc");
    kiosk.answer(|request| (*request == Request::Contacts).then(nothing_known));
    kiosk
}

fn typing_email(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = entering(size, language);
    kiosk.press("0000000000 Tab aidana@");
    kiosk
}

fn wrong_email(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = typing_email(size, language);
    kiosk.press("Enter");
    kiosk
}

fn at(kiosk: &Kiosk) -> Moment {
    kiosk.at
}

fn pending(kiosk: &Kiosk, channel: Channel) -> PendingCode {
    let expires_at = at(kiosk).after(Duration::from_secs(600));
    PendingCode { channel, expires_at, tries_left: 3 }
}

/// The portal's answer: a code for each, shown by the demonstration.
fn sent(kiosk: &Kiosk) -> Sent {
    let text = |code: &str| {
        secret(&format!(
            "Kezekte.kz: код подтверждения {code}. Действует 10 минут. Никому его не сообщайте."
        ))
    };
    Sent {
        waiting: Channel::ALL.map(|channel| pending(kiosk, channel)).to_vec(),
        messages: vec![(Channel::Phone, text("271828")), (Channel::Email, text("314159"))],
    }
}

fn put(request: &Request) -> Option<(PutContacts, u64)> {
    match request {
        Request::PutContacts { call, attempt } => Some((call.clone(), *attempt)),
        _ => None,
    }
}

fn asked(kiosk: &Kiosk) -> (PutContacts, u64) {
    kiosk.asked.iter().find_map(|effect| put(&effect.request)).expect("nothing was given")
}

/// The code is asked for.
fn at_code(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = filled(size, language);
    kiosk.press("Enter");
    let sent = sent(&kiosk);
    kiosk.answer(|request| put(request).map(|_| Reply::ContactsPut(Ok(Box::new(sent.clone())))));
    assert!(matches!(kiosk.model.screen, AnyScreen::CodeEntry(_)));
    kiosk
}

fn refusal(code: ProblemCode, tries_left: Option<u32>, retry_after: Option<u32>) -> Failure {
    Failure::Refused(Box::new(Problem { tries_left, retry_after, ..problem(code) }))
}

fn confirmed(kiosk: &mut Kiosk, answer: Result<(), Failure>) {
    let known = Known {
        owner: "X".into(),
        phone: Some(secret(PHONE)),
        email: None,
        language: Some(Language::Ru),
    };
    let answer = answer.map(|()| Box::new(known));
    kiosk.answer(|request| {
        matches!(request, Request::ConfirmContact { .. })
            .then(|| Reply::ContactConfirmed(answer.clone()))
    });
}

fn wrong(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_code(size, language);
    kiosk.press("111111 Enter");
    confirmed(&mut kiosk, Err(refusal(ProblemCode::CodeWrong, Some(2), None)));
    kiosk
}

fn over(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_code(size, language);
    kiosk.press("111111 Enter");
    confirmed(&mut kiosk, Err(refusal(ProblemCode::CodeExpired, None, None)));
    kiosk
}

fn second(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_code(size, language);
    kiosk.press("271828 Enter");
    confirmed(&mut kiosk, Ok(()));
    kiosk.press("31");
    kiosk
}

fn too_many(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = filled(size, language);
    kiosk.press("Enter");
    let many = refusal(ProblemCode::TooMany, None, Some(1_500));
    kiosk.answer(|request| put(request).map(|_| Reply::ContactsPut(Err(many.clone()))));
    kiosk
}

#[test]
fn their_states() {
    pictures("details", entering);
    pictures("details-filled", filled);
    pictures("details-email", typing_email);
    pictures("details-wrong", wrong_email);
    pictures("details-too-many", too_many);
    pictures("code", at_code);
    pictures("code-wrong", wrong);
    pictures("code-over", over);
    pictures("code-second", second);
}

#[test]
fn skipping_asks_nothing_of_the_portal_and_leads_on() {
    for key in ["Esc", ""] {
        let mut kiosk = filled((80, 24), Language::Ru);
        match key {
            "" => kiosk.touch("Пропустить"),
            key => kiosk.press(key),
        };
        assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
        assert!(kiosk.asked.iter().all(|effect| put(&effect.request).is_none()));
        assert_eq!(kiosk.model.shared.visit.details, Default::default());
    }
}

#[test]
fn what_is_typed_is_formatted_and_given_as_the_portal_reads_it() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("000234567");
    assert!(kiosk.text().contains("+7 000 234 56 7"), "{}", kiosk.text());
    kiosk.press("Enter");
    assert!(kiosk.text().contains("Осталась 1 цифра"), "{}", kiosk.text());
    kiosk.press("89 Down");
    assert!(kiosk.text().contains("+7 000 234 56 78"), "an eleventh digit is not taken");
    kiosk.press("A.b@EXAMPLE.kz Tab Space Enter");
    let (call, attempt) = asked(&kiosk);
    assert_eq!(call.phone, Some(secret("+70002345678")));
    assert_eq!(call.email, Some(secret("A.b@example.kz")));
    assert_eq!(call.language, Language::Kk, "the space chose the other language");
    // The same again is the same call; after an answer it would be another.
    kiosk.answer(|request| put(request).map(|_| Reply::ContactsPut(Err(Failure::BadAnswer))));
    kiosk.press("Enter");
    assert_eq!(asked(&kiosk), (call, attempt));
}

#[test]
fn layouts_and_pastes_do_not_matter() {
    let mut kiosk = entering((80, 24), Language::Kk);
    kiosk.press("әіңғ,.үұқһ"); // the digit row of the Kazakh layout
    kiosk.press("Tab");
    kiosk.press("фшвфтф\"учфьздуюля"); // aidana@example.kz on the Russian one
    assert!(kiosk.text().contains("aidana@example.kz"), "{}", kiosk.text());
    kiosk.press("BackTab");
    let paste = |text: &str| kezekte::app::Input::Paste(secret(text));
    for text in ["+7 (000) 234-56-78", "8 000 234 56 78", "0002345678"] {
        kiosk.input(kezekte::app::Input::Key(kezekte::app::input::Key::Delete));
        kiosk.input(paste(text));
        assert!(kiosk.text().contains("+7 000 234 56 78"), "{text}\n{}", kiosk.text());
    }
    kiosk.input(paste("123"));
    assert!(kiosk.text().contains("+7 000 234 56 78"), "what stood there stays");
    assert!(kiosk.text().contains("✗"), "{}", kiosk.text());
}

#[test]
fn fingers_reach_every_key() {
    for size in [(80, 24), (100, 30), (120, 40)] {
        let mut kiosk = entering(size, Language::Ru);
        let key = |kiosk: &mut Kiosk, letter: &str| {
            let buffer = kiosk.buffer();
            let area = buffer.area;
            let found = (area.top()..area.bottom()).rev().find_map(|y| {
                let x = (area.left()..area.right()).find(|x| buffer[(*x, y)].symbol() == letter)?;
                (y > area.height / 3).then_some(ratatui::layout::Position::new(x, y))
            });
            let at = found.unwrap_or_else(|| panic!("no {letter} on\n{}", kiosk.text()));
            kiosk.input(kezekte::app::Input::Press(at));
            kiosk.input(kezekte::app::Input::Release(at));
        };
        for digit in ["7", "0", "5"] {
            key(&mut kiosk, digit);
        }
        assert!(kiosk.text().contains("+7 705"), "{}", kiosk.text());
        kiosk.touch("Эл. почта");
        for letter in ["q", "@", "z"] {
            key(&mut kiosk, letter);
        }
        assert!(kiosk.text().contains("q@z"), "{}", kiosk.text());
        kiosk.touch("⌫");
        kiosk.touch("Далее");
        assert!(kiosk.text().contains('✗'), "an unfinished address is named\n{}", kiosk.text());
    }
}

#[test]
fn two_codes_one_after_the_other_lead_to_the_receipt() {
    let mut kiosk = at_code((80, 24), Language::Ru);
    assert!(kiosk.text().contains("271828") && kiosk.text().contains("+7 ··· ··· ·· 13"));
    kiosk.press("27182 Enter");
    assert!(kiosk.text().contains("Осталась 1 цифра"), "{}", kiosk.text());
    kiosk.press("8 Enter");
    confirmed(&mut kiosk, Ok(()));
    assert!(kiosk.text().contains("Телефон подтверждён"), "{}", kiosk.text());
    assert!(kiosk.text().contains("314159") && !kiosk.text().contains("271828"));
    kiosk.press("314159 Enter");
    confirmed(&mut kiosk, Ok(()));
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
    assert_eq!(kiosk.model.shared.visit.details.asked, None, "nothing typed is kept");
}

#[test]
fn each_code_that_is_judged_is_a_call_of_its_own_and_a_lost_one_is_not() {
    let attempt = |kiosk: &Kiosk| {
        kiosk.asked.iter().find_map(|effect| match &effect.request {
            Request::ConfirmContact { attempt, .. } => Some(*attempt),
            _ => None,
        })
    };
    let mut kiosk = at_code((80, 24), Language::Ru);
    kiosk.press("111111 Enter");
    let first = attempt(&kiosk);
    confirmed(&mut kiosk, Err(Failure::BadAnswer));
    kiosk.press("Enter");
    assert_eq!(attempt(&kiosk), first, "what was typed stays and goes again");
    confirmed(&mut kiosk, Err(refusal(ProblemCode::CodeWrong, Some(2), None)));
    assert!(kiosk.text().contains("Осталось 2 попытки"), "{}", kiosk.text());
    kiosk.press("111111 Enter");
    assert_ne!(attempt(&kiosk), first);
}

#[test]
fn a_code_that_is_over_is_asked_for_anew() {
    let mut kiosk = over((80, 24), Language::Ru);
    kiosk.press("Enter");
    let (call, attempt) = asked(&kiosk);
    assert_eq!(call.phone, Some(secret("+70001000113")));
    assert!(attempt > 1, "another call than the first");
    let sent = sent(&kiosk);
    kiosk.answer(|request| put(request).map(|_| Reply::ContactsPut(Ok(Box::new(sent.clone())))));
    assert!(kiosk.text().contains("Отправлен новый код"), "{}", kiosk.text());
    // Or the number is changed: what was given stands there again.
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
    assert!(kiosk.text().contains("+7 000 100 01 13"), "{}", kiosk.text());
    // Or left for later, on the Russian layout.
    let mut kiosk = over((80, 24), Language::Ru);
    kiosk.press("ы");
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
}

#[test]
fn too_many_codes_say_when_and_are_no_outage() {
    let kiosk = too_many((80, 24), Language::Ru);
    assert!(kiosk.model.over.is_none());
    assert!(kiosk.text().contains("через 25 минут"), "{}", kiosk.text());
    let mut kiosk = filled((80, 24), Language::Ru);
    kiosk.press("Enter");
    kiosk.answer(|request| put(request).map(|_| Reply::ContactsPut(Err(Failure::Unreachable))));
    assert!(matches!(kiosk.model.over, Some(Over::Outage(_))));
}

#[test]
fn what_is_known_stands_there_and_is_not_given_again() {
    let mut kiosk = filled((80, 24), Language::Ru);
    kiosk.model.shared.visit.details.editing = true;
    kiosk.model.screen = AnyScreen::CodeEntry(CodeEntry::default());
    kiosk.press("Esc");
    kiosk.answer(|request| {
        (*request == Request::Contacts).then(|| {
            Reply::Contacts(Ok(Box::new(Known {
                owner: "ҮЛГІЛІ АЙДАНА".into(),
                phone: Some(secret("0007770001")),
                email: Some(secret(EMAIL)),
                language: Some(Language::Ru),
            })))
        })
    });
    let text = kiosk.text();
    assert!(text.contains("+7 000 777 00 01") && text.contains("Телефон ✓"), "{text}");
    assert!(text.contains("Назад") && !text.contains("Пропустить"), "{text}");
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
    assert!(kiosk.asked.iter().all(|effect| put(&effect.request).is_none()));
}

#[test]
fn nothing_of_it_is_printed_and_a_wipe_takes_all_of_it() {
    let mut kiosk = at_code((80, 24), Language::Ru);
    kiosk.press("2718");
    let printed = format!("{:?} {:?}", kiosk.model, kiosk.asked);
    for value in [PHONE, EMAIL, "271828", "2718"] {
        assert!(!printed.contains(value), "{value} in\n{printed}");
    }
    kiosk.press("s Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(kiosk.model.shared.visit, Visit::default());
}

#[test]
fn a_change_of_language_keeps_everything() {
    for state in [entering, filled, typing_email, at_code, wrong, over] {
        let mut kiosk = state((80, 24), Language::Kk);
        let screen = kiosk.model.screen.clone();
        kiosk.press("F5");
        assert_eq!(kiosk.model.screen, screen);
    }
}

#[test]
fn they_draw_at_every_size() {
    for state in [entering, filled, wrong_email, too_many, at_code, over, second] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}
