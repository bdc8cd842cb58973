//! IIN and BIN entry (E1, K3, K8).

use std::time::Duration;

use kezekte::{
    app::{Input, screens::AnyScreen, shared::Person},
    domain::{Agreement, Email, Language, Number, Phone, Secret},
};
use ratatui::layout::{Position, Size};

use super::harness::Kiosk;

/// The number screen of a citizen who has read and ticked everything.
fn entering(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    kiosk.input(Input::Resize(Size::new(300, 260))).press("1 Enter 1 2 Enter");
    kiosk.input(Input::Resize(Size::new(size.0, size.1)));
    assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)), "{}", kiosk.text());
    assert!(kiosk.model.shared.visit.reading.is_complete(Agreement::embedded()));
    kiosk.asked.clear();
    kiosk
}

fn typed(kiosk: &Kiosk) -> &str {
    kiosk.model.shared.visit.typed.reveal()
}

fn snapshot(name: &str, language: Language, size: (u16, u16), kiosk: &Kiosk) {
    insta::assert_snapshot!(
        format!("{name}-{}-{}x{}", language.tag(), size.0, size.1),
        kiosk.text()
    );
}

#[test]
fn empty_half_typed_right_and_wrong() {
    for language in [Language::Kk, Language::Ru] {
        for size in [(80, 24), (120, 40)] {
            let mut kiosk = entering(size, language);
            snapshot("number-empty", language, size, &kiosk);
            kiosk.press("00010").wait(Duration::from_secs(1)).press("1");
            snapshot("number-half", language, size, &kiosk);
            kiosk.press("190001 s");
            snapshot("number-right", language, size, &kiosk);
            kiosk.press("Backspace 2 s Enter");
            snapshot("number-wrong", language, size, &kiosk);
        }
    }
}

#[test]
fn each_fault_has_its_own_sentence_and_code() {
    for (digits, sentence, code) in [
        ("0001011", "Нужно 12 цифр, введено: 7", "NUMBER length"),
        ("000000000000", "Двенадцать нулей", "NUMBER all-zeros"),
        ("000170000000", "не бывает", "NUMBER kind"),
        ("000101190002", "Контрольная цифра", "NUMBER check-digit"),
    ] {
        let mut kiosk = entering((80, 24), Language::Ru);
        kiosk.press(digits).press("Enter");
        let text = kiosk.text();
        assert!(text.contains(sentence), "{digits}\n{text}");
        assert!(text.contains(code), "{digits}\n{text}");
        assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)));
        // The next key takes the reproach away, and the language switch does not.
        kiosk.press("F5 F5");
        assert!(kiosk.text().contains(code));
        kiosk.press("F5 Backspace");
        assert!(!kiosk.text().contains("NUMBER length"));
    }
}

#[test]
fn what_is_missing_is_said_with_every_digit() {
    let mut kiosk = entering((80, 24), Language::Ru);
    for (digit, left) in [
        ("0", "Осталось 11 цифр"),
        ("0", "Осталось 10 цифр"),
        ("0101190", "Осталось 3 цифры"),
        ("00", "Осталась 1 цифра"),
        ("1", "ИИН верный"),
    ] {
        kiosk.press(digit);
        assert!(kiosk.text().contains(left), "{left}\n{}", kiosk.text());
    }
}

#[test]
fn a_right_number_goes_on_and_stands_in_the_visit() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("000101190001 Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
    assert_eq!(kiosk.model.shared.visit.number, Number::parse("000101190001").ok());
}

#[test]
fn a_bin_is_told_from_an_iin() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("990140900004");
    assert!(kiosk.text().contains("БИН верный"));
}

#[test]
fn an_impossible_date_is_a_note_and_goes_on() {
    let number = (0..10)
        .map(|digit| format!("99022940001{digit}"))
        .find(|digits| Number::parse(digits).is_ok())
        .unwrap();
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press(&number);
    assert!(kiosk.text().contains("Это не ошибка"), "{}", kiosk.text());
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Ways(_)));
}

#[test]
fn a_digit_is_covered_a_second_after_it_was_typed() {
    let mut kiosk = entering((80, 24), Language::Ru);
    let shows = |kiosk: &Kiosk, digit: &str| {
        // Below the cells stands the keypad with every digit.
        kiosk.text().lines().take(7).any(|line| line.contains(digit))
    };
    kiosk.press("7");
    assert!(shows(&kiosk, "7"));
    kiosk.wait(Duration::from_millis(600)).press("8");
    assert!(shows(&kiosk, "7") && shows(&kiosk, "8"));
    kiosk.wait(Duration::from_millis(600));
    assert!(!shows(&kiosk, "7") && shows(&kiosk, "8"));
    kiosk.wait(Duration::from_millis(600));
    assert!(!shows(&kiosk, "8"));
    assert!(shows(&kiosk, "•"));
}

#[test]
fn the_birth_date_is_there_only_while_the_digits_are_shown() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("960229300003");
    let number = (0..10).map(|d| format!("96022930001{d}")).find(|d| Number::parse(d).is_ok());
    kiosk.press("Delete").press(&number.unwrap()).wait(Duration::from_secs(2));
    assert!(!kiosk.text().contains("29.02.1996"));
    kiosk.press("s");
    assert!(kiosk.text().contains("29.02.1996"), "{}", kiosk.text());
    kiosk.touch("Скрыть");
    assert!(!kiosk.text().contains("29.02.1996"));
}

#[test]
fn the_kazakh_layout_types_digits() {
    let mut kiosk = entering((80, 24), Language::Kk);
    kiosk.press("\"әіңғ,.үұқ");
    assert_eq!(typed(&kiosk), "1234567890");
}

#[test]
fn a_paste_of_twelve_digits_with_spaces_is_taken_and_anything_else_is_not() {
    let paste = |kiosk: &mut Kiosk, text: &str| {
        kiosk.input(Input::Paste(Secret::new("paste", text)));
    };
    let mut kiosk = entering((80, 24), Language::Ru);
    paste(&mut kiosk, " 000101 190001\n");
    assert_eq!(typed(&kiosk), "000101190001");
    paste(&mut kiosk, "Иванов 000101190001");
    assert_eq!(typed(&kiosk), "000101190001");
    assert!(kiosk.text().contains("NUMBER not-digits"), "{}", kiosk.text());
    paste(&mut kiosk, "0001011900011");
    assert!(kiosk.text().contains("введено: 13"), "{}", kiosk.text());
    paste(&mut kiosk, "9901");
    assert_eq!(typed(&kiosk), "9901");
}

#[test]
fn every_key_of_the_pad_is_hit_at_its_corners() {
    for size in [(80, 24), (100, 30), (120, 40)] {
        for (key, digits) in ('0'..='9').map(|digit| (digit.to_string(), digit.to_string())) {
            let mut kiosk = entering(size, Language::Ru);
            let middle = kiosk.buffer_find_key(&key);
            for (dx, dy) in [(-3_i32, -1_i32), (3, -1), (-3, 1), (3, 1), (0, 0)] {
                kiosk.press("Delete");
                let at = Position::new(
                    (i32::from(middle.x) + dx) as u16,
                    (i32::from(middle.y) + dy) as u16,
                );
                kiosk.input(Input::Press(at));
                kiosk.input(Input::Release(at));
                assert_eq!(typed(&kiosk), digits, "{key} at {at:?}, {size:?}");
            }
        }
    }
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("123").touch("⌫");
    assert_eq!(typed(&kiosk), "12");
    kiosk.touch("Очистить");
    assert_eq!(typed(&kiosk), "");
}

impl Kiosk {
    /// Where a digit of the keypad stands: below the line, in a cell of its own.
    fn buffer_find_key(&self, digit: &str) -> Position {
        let buffer = self.buffer();
        let area = buffer.area;
        (area.height / 3..area.height - 2)
            .flat_map(|y| (0..area.width).map(move |x| Position::new(x, y)))
            .find(|at| {
                buffer[*at].symbol() == digit
                    && buffer[(at.x - 1, at.y)].symbol() == " "
                    && buffer[(at.x + 1, at.y)].symbol() == " "
            })
            .unwrap_or_else(|| panic!("no key {digit}\n{}", self.text()))
    }
}

#[test]
fn what_was_typed_survives_a_look_back_and_a_switch_of_language_and_no_wipe() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("00010 Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Reader(_)));
    kiosk.press("F5 Enter Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::NumberEntry(_)), "{}", kiosk.text());
    assert_eq!(typed(&kiosk), "00010");
    kiosk.press("Esc Enter d Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(typed(&kiosk), "");
}

#[test]
fn no_digit_of_a_number_is_in_a_message_or_in_debug() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.press("000101190001");
    let printed = format!("{:?}", kiosk.model);
    assert!(!printed.contains("000101190001"));
}

fn person() -> Person {
    Person {
        story: "gost".into(),
        name: "Айгүл Сынақова".into(),
        number: Number::parse("000101190001").unwrap(),
        phone: Phone::parse("+70001000113"),
        email: Email::parse("aidana@example.kz"),
        key: "keys/gost.p12".to_owned(),
        password: Secret::new("password", "Qwerty12"),
    }
}

#[test]
fn a_person_of_the_demonstration_fills_the_number_in() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.people(vec![person()]);
    kiosk.press("77 F2 1");
    assert_eq!(typed(&kiosk), "000101190001");
    // What was changed by hand stays.
    kiosk.press("Backspace Esc Enter Enter");
    assert_eq!(typed(&kiosk), "00010119000");
}

#[test]
fn another_person_of_the_demonstration_finds_nothing_of_the_one_before() {
    let mut kiosk = entering((80, 24), Language::Ru);
    kiosk.people(vec![person(), Person { story: "rsa".into(), ..person() }]);
    kiosk.press("F2 1 Esc Esc Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)), "{}", kiosk.text());
    // The same person goes on where they were.
    kiosk.press("F2 1");
    assert!(kiosk.model.shared.visit.reading.consent);
    kiosk.press("F2 2");
    let visit = &kiosk.model.shared.visit;
    assert_eq!(visit.person, Some(1));
    assert!(!visit.reading.statement && !visit.reading.consent, "ticks are one's own");
    assert_eq!(typed(&kiosk), "");
}
