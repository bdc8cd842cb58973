//! The reader: the gate (A4), the two ticks (A5), side by side (A2), finding (A3), notes (A11).

use kezekte::{
    app::{Input, effect::Request, screens::AnyScreen},
    domain::{Agreement, Language},
};
use ratatui::layout::{Position, Size};

use super::harness::Kiosk;

/// Both sizes and both languages.
const VIEWS: [(Language, (u16, u16)); 4] = [
    (Language::Kk, (80, 24)),
    (Language::Kk, (120, 40)),
    (Language::Ru, (80, 24)),
    (Language::Ru, (120, 40)),
];

fn snapshot(name: &str, language: Language, size: (u16, u16), kiosk: &Kiosk) {
    insta::assert_snapshot!(
        format!("{name}-{}-{}x{}", language.tag(), size.0, size.1),
        kiosk.text()
    );
}

/// The reader, opened to join.
fn joining(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.press("1");
    kiosk.asked.clear();
    kiosk
}

fn progress(kiosk: &Kiosk) -> (usize, usize) {
    kiosk.model.shared.visit.reading.progress(Agreement::embedded())
}

fn is_read(kiosk: &Kiosk) -> bool {
    kiosk.model.shared.visit.reading.is_complete(Agreement::embedded())
}

/// The name of the current clause.
fn current(kiosk: &Kiosk) -> &'static str {
    let agreement = Agreement::embedded();
    agreement.blocks()[kiosk.model.shared.visit.reading.cursor].id.0.as_str()
}

/// Pages down until everything was shown; how many pages that took.
fn read(kiosk: &mut Kiosk) -> usize {
    (0..400)
        .find(|_| {
            let done = is_read(kiosk);
            if !done {
                kiosk.press("PgDn");
            }
            done
        })
        .expect("reading comes to its end")
}

/// The screen without the line of styles.
fn words(kiosk: &Kiosk) -> String {
    kiosk.text()
}

#[test]
fn the_text_at_its_beginning_and_at_its_end() {
    for (language, size) in VIEWS {
        let mut kiosk = joining(size, language);
        snapshot("reader-start", language, size, &kiosk);
        read(&mut kiosk);
        kiosk.press("End");
        snapshot("reader-end", language, size, &kiosk);
    }
}

#[test]
fn a_clause_with_its_editorial_note() {
    for (language, size) in VIEWS {
        let mut kiosk = joining(size, language);
        kiosk.press("3.1.2 Enter");
        snapshot("reader-note", language, size, &kiosk);
    }
}

#[test]
fn every_note_is_shown_in_full_with_its_mark() {
    for size in [(80, 24), (100, 30), (120, 40), (160, 50)] {
        for (id, ru) in [
            ("2.2", "без союза «и»."),
            ("3.1.1", "конце пункта 3.1.5."),
            ("3.1.2", "пункта 3.1.5."),
            ("3.4.1.1", "обоих текстах."),
            ("4.5", "словами не выражена."),
            ("statement", "обоих текстах."),
        ] {
            let mut kiosk = joining(size, Language::Ru);
            if id == "statement" {
                kiosk.press("End");
            } else {
                kiosk.press(id);
            }
            let mut text = words(&kiosk);
            kiosk.press("PgDn");
            text.push_str(&words(&kiosk));
            let end = ru.split(' ').next_back().unwrap();
            assert!(text.contains(end), "{id} at {size:?}: no {end:?}\n{text}");
            assert!(text.contains("Примечание редакции"), "{id} at {size:?}\n{text}");
            assert!(text.contains("языка."), "the mark is cut: {id} at {size:?}\n{text}");
        }
    }
}

#[test]
fn both_languages_of_a_clause_begin_on_one_row() {
    let mut kiosk = joining((120, 40), Language::Kk);
    kiosk.press("PgDn");
    for (kk, ru) in [
        ("Осы Келісім жария", "Настоящее Соглашение является"),
        ("Пайдаланушы Порталда", "Пользователем является"),
    ] {
        let (kk, ru) = (kiosk.find(kk).unwrap(), kiosk.find(ru).unwrap());
        assert!(kk.x < ru.x);
        assert_eq!(kk.y, ru.y, "{kk:?} {ru:?}");
    }
}

#[test]
fn at_80_columns_a_key_swaps_the_language_and_the_clause_stays() {
    let mut kiosk = joining((80, 24), Language::Kk);
    kiosk.press("2.4 Enter");
    let kk = kiosk.find("2.4. Осы Келісімді").unwrap();
    kiosk.press("Tab");
    assert_eq!(kiosk.find("2.4. Настоящее"), Some(kk));
    assert_eq!(kiosk.model.shared.language, Language::Kk, "the interface keeps its language");
    // The same by touch, on the target that names the other language.
    kiosk.touch("Tab Қазақша");
    assert_eq!(kiosk.find("2.4. Осы Келісімді"), Some(kk));
    // The interface's language brings its own text.
    kiosk.press("F5");
    assert!(kiosk.find("2.4. Настоящее").is_some());
}

#[test]
fn what_fits_at_once_is_seen_at_once() {
    let kiosk = joining((300, 260), Language::Ru);
    assert!(is_read(&kiosk), "{:?}", progress(&kiosk));
    let mut kiosk = kiosk;
    kiosk.press("Enter");
    assert!(words(&kiosk).contains("[ ]"), "{}", words(&kiosk));
}

#[test]
fn by_keys_the_last_clause_opens_the_gate_and_not_before() {
    for size in [(40, 12), (80, 24), (100, 30), (120, 40)] {
        let mut kiosk = joining(size, Language::Ru);
        let mut before = progress(&kiosk);
        while !is_read(&kiosk) {
            kiosk.press("Enter");
            assert!(words(&kiosk).contains("Осталось прочитать"), "{}", words(&kiosk));
            kiosk.press("Esc Down");
            let after = progress(&kiosk);
            assert!(after.0 >= before.0);
            before = after;
        }
        kiosk.press("Enter");
        assert!(words(&kiosk).contains("[ ]"), "{size:?}\n{}", words(&kiosk));
    }
}

#[test]
fn a_clause_that_was_jumped_over_keeps_the_gate_shut() {
    let mut kiosk = joining((80, 24), Language::Ru);
    kiosk.press("End");
    assert!(!is_read(&kiosk));
    kiosk.press("Enter");
    for (language, size) in VIEWS {
        let mut kiosk = joining(size, language);
        kiosk.press("PgDn PgDn End Enter");
        snapshot("reader-missing", language, size, &kiosk);
    }
    // Enter goes to the first clause that is left, and it counts from then on.
    let first = kiosk.model.shared.visit.reading.first_unseen(Agreement::embedded()).unwrap();
    kiosk.press("Enter");
    assert_eq!(kiosk.model.shared.visit.reading.cursor, first);
    assert_ne!(kiosk.model.shared.visit.reading.first_unseen(Agreement::embedded()), Some(first));
}

#[test]
fn a_resize_in_the_middle_keeps_what_was_read_even_of_half_a_clause() {
    // So small that the first paragraph takes several pages.
    let mut kiosk = joining((44, 12), Language::Ru);
    kiosk.press("Down Down PgDn PgDn");
    let first = &Agreement::embedded().gated().next().unwrap().id;
    assert!(!kiosk.model.shared.visit.reading.has_seen(first));
    kiosk.input(Input::Resize(Size::new(60, 13)));
    for _ in 0..30 {
        kiosk.press("Down");
    }
    let reading = &kiosk.model.shared.visit.reading;
    assert!(reading.has_seen(first), "{:?}", progress(&kiosk));
    let before = progress(&kiosk);
    for size in [(120, 40), (40, 12), (1, 1), (80, 24)] {
        kiosk.input(Input::Resize(Size::new(size.0, size.1)));
        assert!(progress(&kiosk).0 >= before.0);
    }
    read(&mut kiosk);
}

#[test]
fn a_clause_counts_only_once_its_last_words_were_shown() {
    let mut kiosk = joining((80, 24), Language::Kk);
    let mut counted = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let text = words(&kiosk);
        for block in Agreement::embedded().gated() {
            let is_new = kiosk.model.shared.visit.reading.has_seen(&block.id)
                && counted.insert(block.id.clone());
            let last = block.kk.split(' ').next_back().unwrap();
            assert!(!is_new || text.contains(last), "{:?} without {last:?}\n{text}", block.id);
        }
        kiosk.input(Input::Wheel(Position::new(10, 10), true));
    }
    assert_eq!(counted.len(), 44);
}

#[test]
fn by_touch_the_gate_opens_too() {
    for size in [(80, 24), (120, 40)] {
        let mut kiosk = joining(size, Language::Ru);
        for _ in 0..100 {
            kiosk.touch("▼");
        }
        assert!(is_read(&kiosk));
        kiosk.touch("Далее").touch("[ ]").touch("[ ]").touch("Принимаю");
        assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)));
    }
}

#[test]
fn touch_zones_are_three_rows_by_seven_columns_from_100_by_30() {
    let mut kiosk = joining((100, 30), Language::Ru);
    let start = words(&kiosk);
    let down = kiosk.find("▼").unwrap();
    for (x, y) in [(-3_i32, -1_i32), (3, 1)] {
        let at = Position::new((i32::from(down.x) + x) as u16, (i32::from(down.y) + y) as u16);
        kiosk.input(Input::Press(at));
        kiosk.input(Input::Release(at));
        assert_ne!(words(&kiosk), start, "the whole zone reacts");
        kiosk.press("Home");
    }
}

#[test]
fn progress_survives_leaving_and_coming_back() {
    let mut kiosk = joining((80, 24), Language::Ru);
    kiosk.press("PgDn PgDn PgDn");
    let (before, place) = (progress(&kiosk), current(&kiosk));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    kiosk.press("1");
    assert_eq!(progress(&kiosk), before);
    assert_eq!(current(&kiosk), place);
}

#[test]
fn the_languages_shown_are_recorded() {
    let mut kiosk = joining((80, 24), Language::Ru);
    assert_eq!(kiosk.model.shared.visit.reading.languages(), [Language::Ru]);
    kiosk.press("Tab");
    assert_eq!(kiosk.model.shared.visit.reading.languages(), [Language::Kk, Language::Ru]);
}

#[test]
fn no_tick_is_preset_and_both_are_needed() {
    for (language, size) in VIEWS {
        let mut kiosk = joining(size, language);
        read(&mut kiosk);
        kiosk.press("Enter");
        let reading = &kiosk.model.shared.visit.reading;
        assert!(!reading.statement && !reading.consent);
        snapshot("reader-ticks", language, size, &kiosk);
        kiosk.press("Enter 1 Enter");
        snapshot("reader-tick-missing", language, size, &kiosk);
        assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
        kiosk.press("2 Enter");
        assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)));
        let reading = &kiosk.model.shared.visit.reading;
        assert!(reading.statement && reading.consent);
    }
}

#[test]
fn from_a_finished_read_it_is_four_keys() {
    let mut kiosk = joining((80, 24), Language::Kk);
    read(&mut kiosk);
    kiosk.press("Enter 1 2 Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)));
}

#[test]
fn the_ticks_show_the_texts_themselves() {
    let mut kiosk = joining((120, 40), Language::Ru);
    read(&mut kiosk);
    kiosk.press("Enter");
    let text = words(&kiosk);
    assert!(text.contains("Я ознакомился с настоящим Соглашением"), "{text}");
    assert!(text.contains("2.6. Подписывая настоящее Соглашение"), "{text}");
    kiosk.press("F5 F5");
    let text = words(&kiosk);
    assert!(text.contains("Мен ережелер мен шарттармен таныстым"), "{text}");
}

#[test]
fn declining_is_one_key_and_asks_the_portal_for_nothing() {
    // Before everything was read, and after.
    for whole in [false, true] {
        let mut kiosk = joining((80, 24), Language::Ru);
        if whole {
            read(&mut kiosk);
        }
        kiosk.press("Enter d");
        assert!(matches!(kiosk.model.screen, AnyScreen::Declined(_)));
        let calls: Vec<_> = kiosk
            .asked
            .iter()
            .filter(|effect| !matches!(effect.request, Request::Cancel(_)))
            .collect();
        assert!(calls.is_empty(), "{calls:?}");
    }
}

#[test]
fn a_typed_number_lands_on_its_clause() {
    let mut kiosk = joining((80, 24), Language::Ru);
    for (typed, id) in [
        ("3.1.2", "3.1.2"),
        ("3.4.1 Space 1", "3.4.1-1"),
        ("4.5 Space 2)", "4.5-2"),
        ("5.", "section-5"),
        ("әі", "section-2"), // on the Kazakh layout: 2, then 23, which is none
    ] {
        kiosk.press("Esc").press("1").press(typed);
        if !matches!(kiosk.model.screen, AnyScreen::Reader(_)) {
            panic!("{typed} left the reader");
        }
        assert_eq!(current(&kiosk), id, "{typed}");
        kiosk.press("Esc");
        kiosk.press("Home");
    }
    kiosk.press("9.9");
    assert!(words(&kiosk).contains("Такого пункта нет"), "{}", words(&kiosk));
    kiosk.press("PgDn");
    assert!(!words(&kiosk).contains("Такого пункта нет"));
}

#[test]
fn a_search_finds_kazakh_letters_whatever_their_case_and_goes_round() {
    for (language, size) in VIEWS {
        let mut kiosk = joining(size, language);
        kiosk.press("/ ҚҰҚЫЛЫ");
        snapshot("reader-search", language, size, &kiosk);
        let first = current(&kiosk);
        assert_eq!(first, "2.5");
        kiosk.press("Enter n");
        assert_eq!(current(&kiosk), "3.1.5");
        kiosk.press("N");
        assert_eq!(current(&kiosk), first);
        kiosk.press("N");
        assert_ne!(current(&kiosk), first, "the search goes round");
    }
}

#[test]
fn a_search_finds_russian_words_from_the_kazakh_side_and_arrows_go_on() {
    let mut kiosk = joining((80, 24), Language::Kk);
    kiosk.press("/ вправе");
    let first = current(&kiosk);
    kiosk.press("Down");
    assert_ne!(current(&kiosk), first);
    kiosk.press("Up");
    assert_eq!(current(&kiosk), first);
    kiosk.press("Backspace Backspace Backspace Backspace Backspace Backspace ъъъ");
    assert!(words(&kiosk).contains("Табылмады"));
    kiosk.press("Esc");
    assert!(!words(&kiosk).contains("Табылмады"));
}

#[test]
fn the_contents_are_a_page_of_their_own_where_there_is_no_room() {
    for (language, size) in [(Language::Kk, (80, 24)), (Language::Ru, (100, 30))] {
        let mut kiosk = joining(size, language);
        kiosk.press("c");
        snapshot("reader-contents", language, size, &kiosk);
        kiosk.press("3");
        assert_eq!(current(&kiosk), "section-3");
        kiosk.press("c Down Enter");
        assert_eq!(current(&kiosk), "section-4");
    }
}

#[test]
fn beside_the_text_a_touch_on_the_contents_opens_the_section() {
    let mut kiosk = joining((120, 40), Language::Ru);
    kiosk.touch("4. Ответственность");
    assert_eq!(current(&kiosk), "section-4");
}

#[test]
fn for_reading_only_there_are_no_ticks() {
    let mut kiosk = Kiosk::new((80, 24), Language::Ru);
    kiosk.press("3");
    read(&mut kiosk);
    kiosk.press("Enter");
    assert!(!words(&kiosk).contains("[ ]"));
    assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
}
