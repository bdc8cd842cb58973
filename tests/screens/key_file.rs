//! The key file and its password.

use kezekte::{
    app::{
        Input,
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Fault, Language, Secret},
};

use super::{
    fixtures::{
        IIN, at_ways, certificate, demonstration, draws_at_every_size, key, key_files, pictures,
    },
    harness::Kiosk,
};

fn searching(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_ways(size, language);
    kiosk.press("Enter");
    kiosk
}

fn found(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = searching(size, language);
    kiosk.answer(|request| (*request == Request::FindKeyFiles).then(key_files));
    kiosk
}

fn opening(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = found(size, language);
    kiosk.press("Qwerty12 Enter");
    kiosk
}

fn refused(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = opening(size, language);
    kiosk.answer(|request| opened(request, Err(Fault::WrongPassword)));
    kiosk
}

fn opened(
    request: &Request,
    answer: Result<kezekte::app::effect::OpenedKey, Fault>,
) -> Option<Reply> {
    matches!(request, Request::OpenKey { .. }).then(|| Reply::KeyOpened(answer.map(Box::new)))
}

/// The file and the password that were asked to be opened.
fn asked(kiosk: &Kiosk) -> Option<(String, String)> {
    kiosk.asked.iter().rev().find_map(|effect| match &effect.request {
        Request::OpenKey { path, password, .. } => {
            Some((path.clone(), password.reveal().to_owned()))
        }
        _ => None,
    })
}

#[test]
fn its_states() {
    pictures("key-file-searching", searching);
    pictures("key-file-found", |size, language| {
        let mut kiosk = found(size, language);
        kiosk.press("Down Qwerty");
        kiosk
    });
    pictures("key-file-opening", opening);
    pictures("key-file-refused", refused);
    pictures("key-file-nothing-found", |size, language| {
        let mut kiosk = searching(size, language);
        kiosk.answer(|request| {
            (*request == Request::FindKeyFiles).then(|| Reply::KeyFiles(Vec::new()))
        });
        kiosk
    });
}

#[test]
fn the_first_file_is_chosen_and_only_the_password_is_typed() {
    let kiosk = opening((80, 24), Language::Kk);
    let expected = ("/home/aidana/keys/GOST512_aidana.p12".to_owned(), "Qwerty12".to_owned());
    assert_eq!(asked(&kiosk), Some(expected));
}

#[test]
fn a_demonstration_person_opens_with_one_key() {
    let mut kiosk = demonstration((80, 24), Language::Kk);
    kiosk.press("Enter Enter");
    assert_eq!(asked(&kiosk).unwrap().1, "Qwerty12");
    kiosk.answer(|request| opened(request, Ok(key(certificate(IIN)))));
    assert!(matches!(kiosk.model.screen, AnyScreen::Certificate(_)));
    assert_eq!(kiosk.model.shared.visit.key, Some(key(certificate(IIN))));
}

#[test]
fn a_person_chosen_on_the_screen_fills_the_fields() {
    let mut kiosk = demonstration((80, 24), Language::Ru);
    kiosk.model.shared.visit.person = None;
    kiosk.press("Enter Enter");
    assert_eq!(asked(&kiosk), None, "nothing is filled in before a person is chosen");
    kiosk.press("F2 1 Enter");
    assert_eq!(asked(&kiosk).unwrap().0, "/home/aidana/keys/GOST512_aidana.p12");
}

#[test]
fn a_letter_after_a_chosen_file_begins_another_path() {
    let mut kiosk = found((80, 24), Language::Ru);
    kiosk.press("Tab /tmp/my_key.p12 Tab secret Enter");
    assert_eq!(asked(&kiosk), Some(("/tmp/my_key.p12".to_owned(), "secret".to_owned())));
    // Erasing goes on with what is there.
    let mut kiosk = found((80, 24), Language::Ru);
    kiosk.press("Tab Backspace Backspace Backspace pfx Tab secret Enter");
    assert_eq!(
        asked(&kiosk).map(|it| it.0),
        Some("/home/aidana/keys/GOST512_aidana.pfx".to_owned())
    );
}

#[test]
fn any_other_path_can_be_typed_or_pasted() {
    let mut kiosk = found((80, 24), Language::Ru);
    kiosk.press("Tab Ctrl+u /tmp/my_key.p12 Enter secret Enter");
    assert_eq!(asked(&kiosk), Some(("/tmp/my_key.p12".to_owned(), "secret".to_owned())));

    let mut kiosk = found((80, 24), Language::Ru);
    kiosk.press("BackTab").input(Input::Paste(Secret::new("paste", "/a b/ключ.p12\n")));
    kiosk.press("Tab").input(Input::Paste(Secret::new("paste", "пароль 1\n")));
    kiosk.press("Enter");
    assert_eq!(asked(&kiosk), Some(("/a b/ключ.p12".to_owned(), "пароль 1".to_owned())));
}

#[test]
fn a_finger_chooses_a_file_and_a_field() {
    for size in [(80, 24), (120, 40)] {
        let mut kiosk = found(size, Language::Ru);
        kiosk.touch("RSA256_aidana").press("x").touch("Открыть ключ");
        let expected = ("/home/aidana/keys/RSA256_aidana.p12".to_owned(), "x".to_owned());
        assert_eq!(asked(&kiosk), Some(expected));
    }
}

#[test]
fn the_password_is_dots_until_it_is_to_be_shown() {
    let mut kiosk = found((80, 24), Language::Ru);
    kiosk.press("Qwerty12");
    assert!(!kiosk.text().contains("Qwerty12"));
    assert!(kiosk.text().contains("••••••••"));
    assert!(kiosk.press("F4").text().contains("Qwerty12"));
    assert!(!kiosk.press("F4").text().contains("Qwerty12"));
    assert!(!format!("{:?}", kiosk.model).contains("Qwerty12"));
}

#[test]
fn a_wrong_password_is_cleared_and_nothing_else_is_lost() {
    let mut kiosk = refused((80, 24), Language::Ru);
    let text = kiosk.text();
    assert!(text.contains("EDS wrong-password"), "{text}");
    assert!(text.contains("GOST512_aidana"), "{text}");
    assert!(!text.contains('•'), "{text}");
    kiosk.press("again Enter");
    let expected = ("/home/aidana/keys/GOST512_aidana.p12".to_owned(), "again".to_owned());
    assert_eq!(asked(&kiosk), Some(expected));
}

#[test]
fn every_fault_has_its_code_and_leaves_the_screen_usable() {
    for fault in Fault::ALL {
        let mut kiosk = opening((80, 24), Language::Ru);
        kiosk.answer(|request| opened(request, Err(*fault)));
        assert!(kiosk.text().contains(&format!("EDS {}", fault.code())), "{fault}");
        assert!(matches!(kiosk.press("Esc").model.screen, AnyScreen::Ways(_)));
    }
}

#[test]
fn opening_can_be_cancelled_and_its_late_answer_changes_nothing() {
    let mut kiosk = opening((80, 24), Language::Ru);
    let late = kiosk.asked.iter().find(|it| matches!(it.request, Request::OpenKey { .. })).unwrap();
    let late = late.id;
    kiosk.press("Esc");
    assert!(kiosk.asked.iter().any(|it| matches!(it.request, Request::Cancel(_))));
    let before = kiosk.text();
    let reply = Reply::KeyOpened(Ok(Box::new(key(certificate(IIN)))));
    kezekte::app::apply(&mut kiosk.model, kiosk.at, kezekte::app::Act::Replied(late, reply));
    assert_eq!(kiosk.text(), before);
    assert_eq!(kiosk.model.shared.visit.key, None);
    kiosk.press("Enter");
    assert_eq!(asked(&kiosk).unwrap().1, "Qwerty12", "what was typed is still there");
}

#[test]
fn a_change_of_language_keeps_everything() {
    for state in [searching, found, opening, refused] {
        let mut kiosk = state((80, 24), Language::Kk);
        kiosk.press(if asked(&kiosk).is_some() { "" } else { "abc" });
        let before = kiosk.model.screen.clone();
        kiosk.press("F5");
        assert_eq!(kiosk.model.shared.language, Language::Ru);
        assert_eq!(kiosk.model.screen, before);
    }
}

#[test]
fn it_draws_at_every_size() {
    for state in [searching, found, opening, refused] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}
