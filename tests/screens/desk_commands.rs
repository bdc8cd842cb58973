//! Palette, help, footer and hotkeys are one table (row D11), on every layout (row K8).

use kezekte::{
    app::{
        Act, Input,
        commands::commands,
        effect::{DeskCall, DeskReply},
        input::Key,
        keymap::Binding,
        look::Look,
        over, resolve,
        theme::Theme,
    },
    domain::Language,
    text::Texts,
};
use std::sync::Arc;

use super::{
    desk_staff::{answer, at_work, card, desk},
    harness::Kiosk,
};

/// The desk in the states whose tables differ.
fn states() -> Vec<Kiosk> {
    let mut list = at_work((120, 40), Language::Ru);
    list.press("Down");
    let mut card = at_work((120, 40), Language::Ru);
    card.press("Tab Enter");
    let mut typing = at_work((120, 40), Language::Ru);
    typing.press("/ 44");
    vec![desk((120, 40), Language::Ru), list, card, typing]
}

fn act(desk: &Kiosk, key: Key) -> Option<Act> {
    resolve(&desk.model, Input::Key(key))
}

#[test]
fn every_binding_of_the_table_dispatches() {
    for desk in states() {
        let table = commands(&desk.model);
        assert!(table.len() > 5);
        for Binding { keys, msg, label, .. } in &table {
            for key in keys {
                let first = table.iter().find(|it| it.keys.contains(key)).unwrap();
                assert_eq!(act(&desk, *key).as_ref(), Some(&first.msg), "{label:?} {key:?}");
            }
            let reached = keys.iter().any(|key| act(&desk, *key).as_ref() == Some(msg));
            assert!(reached, "no key reaches {label:?}");
        }
    }
}

#[test]
fn no_two_bindings_have_a_key_in_common() {
    for desk in states() {
        let table = commands(&desk.model);
        for (place, binding) in table.iter().enumerate() {
            for other in table.iter().skip(place + 1) {
                let both = binding.keys.iter().find(|key| other.keys.contains(key));
                assert_eq!(both, None, "{:?} and {:?}", binding.label, other.label);
            }
        }
    }
}

#[test]
fn help_says_every_key_of_the_table() {
    for desk in states() {
        let look = Look {
            theme: Theme::named(desk.model.shared.theme),
            language: Language::Ru,
            texts: Arc::clone(Texts::embedded()),
            plain: false,
        };
        let lines = over::keys::lines(&desk.model, &look);
        for binding in commands(&desk.model) {
            let words = look.say(&binding.label);
            assert!(lines.iter().any(|(_, said)| *said == words), "{words}");
        }
    }
}

#[test]
fn letters_are_the_same_keys_on_the_russian_layout() {
    const LATIN: &str = "qwertyuiopasdfghjklzxcvbnm";
    const CYRILLIC: &str = "йцукенгшщзфывапролдячсмить";
    for desk in states().into_iter().skip(1).take(2) {
        for (latin, cyrillic) in LATIN.chars().zip(CYRILLIC.chars()) {
            let by = |c| act(&desk, Key::Char(c));
            assert_eq!(by(latin), by(cyrillic), "{latin} {cyrillic}");
        }
        // Where «/» is a dot, and where it is a number sign.
        assert_eq!(act(&desk, Key::Char('/')), act(&desk, Key::Char('.')));
        assert_eq!(act(&desk, Key::Char('/')), act(&desk, Key::Char('№')));
        assert_eq!(act(&desk, Key::Char(':')), act(&desk, Key::Char('Ж')));
        assert_eq!(act(&desk, Key::Char('?')), act(&desk, Key::Char(',')));
    }
}

#[test]
fn a_few_letters_of_any_language_find_a_command() {
    let desk = at_work((120, 40), Language::Ru);
    for query in ["поиск", "ізд", "sear", "srch"] {
        let found = over::palette::found(&desk.model, query);
        assert_eq!(found.first().map(|it| it.keys[0]), Some(Key::Char('/')), "{query}");
    }
    assert!(over::palette::found(&desk.model, "щщщ").is_empty());
}

#[test]
fn unblocking_is_found_by_the_words_people_use_for_it() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press("Tab Enter");
    answer(&mut desk, |call| match call {
        DeskCall::Card(it) => Some(DeskReply::Card(Ok(Box::new(card(it.account))))),
        _ => None,
    });
    for query in ["разбл", "бұғат", "unbl", "восст"] {
        let found = over::palette::found(&desk.model, query);
        // «бұғат» begins blocking as well: whoever may do both sees both, one below the other.
        let seen = found.iter().take(2).any(|it| it.keys[0] == Key::Char('u'));
        assert!(seen, "{query}");
    }
}

#[test]
fn the_palette_runs_what_is_chosen() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press(": іздеу Enter");
    assert_eq!(desk.model.over, None);
    assert!(desk.text().contains("ИИН или БИН, номер счета"), "{}", desk.text());
    desk.press("Esc Ctrl+p").press("цвет Enter");
    assert_ne!(desk.model.shared.theme, kezekte::app::theme::ThemeName::default());
}

#[test]
fn a_command_under_a_finger_runs() {
    let mut desk = at_work((120, 40), Language::Ru);
    desk.press(":").touch("Поиск");
    assert!(desk.text().contains("ИИН или БИН, номер счета"), "{}", desk.text());
    desk.press("Esc").touch("/ Поиск");
    assert!(desk.text().contains("ИИН или БИН, номер счета"), "{}", desk.text());
}
