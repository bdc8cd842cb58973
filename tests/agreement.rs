//! The agreement: parsing, joining, finding.

use kezekte::domain::{Agreement, AgreementError, BlockId, BlockKind, Finding, Flaw, Language};
use proptest::prelude::*;

fn count(kind: BlockKind) -> usize {
    Agreement::embedded().blocks().iter().filter(|block| block.kind == kind).count()
}

#[test]
fn the_embedded_texts_have_45_numbered_lines_that_pair() {
    let counts = [BlockKind::Section, BlockKind::Clause, BlockKind::SubItem].map(count);
    assert_eq!(counts, [5, 35, 5]);
    let numbered = |text: &str| {
        text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count()
    };
    let agreement = Agreement::embedded();
    assert_eq!([numbered(agreement.kk()), numbered(agreement.ru())], [45, 45]);
    for block in agreement.blocks() {
        assert!(block.kk.starts_with(&block.number) && block.ru.starts_with(&block.number));
    }
}

#[test]
fn joined_blocks_are_the_text() {
    let agreement = Agreement::embedded();
    assert_eq!(Agreement::join(agreement.blocks(), Language::Kk), agreement.kk());
    assert_eq!(Agreement::join(agreement.blocks(), Language::Ru), agreement.ru());
    assert_eq!(agreement.kk(), include_str!("../assets/agreement/1/kk.txt"));
}

#[test]
fn what_must_be_read_are_44_blocks() {
    let agreement = Agreement::embedded();
    assert_eq!(agreement.gated().count(), 44);
    assert_eq!([BlockKind::Paragraph, BlockKind::Statement].map(count), [3, 1]);
    assert!(agreement.gated().all(|block| block.kind.gated() && !block.kk.is_empty()));
    assert_eq!(
        agreement.contents().map(|block| block.number.as_str()).collect::<String>(),
        "1.2.3.4.5."
    );
}

#[test]
fn the_version_is_that_of_both_texts_and_of_nothing_else() {
    let agreement = Agreement::embedded();
    let [kk, ru] = [agreement.kk(), agreement.ru()];
    // sha256sum of the canonical form, made outside this program.
    assert_eq!(
        agreement.version().0,
        "f8802629f067e536c43ef34b22001309a1178cf4e41f68d22a68698dd7e606e8"
    );
    let without_notes = Agreement::parse(kk, ru).unwrap();
    assert_eq!(without_notes.version(), agreement.version());
    let changed = Agreement::parse(kk, &ru.replace("три года", "два года")).unwrap();
    assert_ne!(changed.version(), agreement.version());
}

#[test]
fn notes_stand_beside_the_six_blocks_that_differ() {
    let agreement = Agreement::embedded();
    let beside: Vec<_> = agreement.notes().iter().map(|note| note.block.0.as_str()).collect();
    assert_eq!(beside, ["2.2", "3.1.1", "3.1.2", "3.4.1-1", "4.5", "statement"]);
    assert!(agreement.notes().iter().all(|note| note.text.kk != note.text.ru));
    assert_eq!(
        agreement.clone().with_notes("note = [{ block = '9.9', text = { kk = 'а', ru = 'б' } }]"),
        Err(AgreementError::StrayNote(BlockId("9.9".to_owned())))
    );
    assert_eq!(agreement.clone().with_notes("note = 1"), Err(AgreementError::Notes));
}

#[test]
fn a_number_finds_its_block_as_people_write_it() {
    let found = |number| Agreement::embedded().find(number).map(|block| block.id.0.as_str());
    for (number, id) in [
        ("3.1.2", "3.1.2"),
        (" 3.1.2. ", "3.1.2"),
        ("3.4.1 1)", "3.4.1-1"),
        ("3.4.1.1", "3.4.1-1"),
        ("4.5.2", "4.5-2"),
        ("3", "section-3"),
        ("1.b", "1.b"),
        ("statement", "statement"),
    ] {
        assert_eq!(found(number), Some(id), "{number}");
    }
    for nothing in ["", ".", "3.1.9", "0", "3.4.1-9", "Ω"] {
        assert_eq!(found(nothing), None, "{nothing}");
    }
    assert_eq!(Agreement::embedded().nearest("3.2.9")[0].0, "3.2.1");
    assert!(Agreement::embedded().nearest("x").is_empty());
}

#[test]
fn a_block_is_cited_as_the_agreement_cites_it() {
    let label = |id: &str| BlockId(id.to_owned()).label();
    assert_eq!(
        ["3.1.2", "3.4.1-1", "section-4", "1.c", "title", "signature.time"].map(label),
        ["3.1.2", "3.4.1 1)", "4", "1", "", ""]
    );
}

#[test]
fn words_are_found_in_both_languages_whatever_their_case() {
    let found = |words: &str| -> Vec<String> {
        Agreement::embedded().search(words).into_iter().map(|id| id.0.clone()).collect()
    };
    assert_eq!(found("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ"), ["3.4.1-2"]);
    assert_eq!(found("есептік   жазба"), ["3.1.2"]);
    assert_eq!(found("УЧЕТНУЮ ЗАПИСЬ"), ["3.1.2"]);
    assert_eq!(found("ведет"), ["2.3"], "the text writes ведёт");
    assert_eq!(found("өңдеуге"), ["2.6"]);
    assert!(found("  ").is_empty());
    assert!(found("аккаунт").is_empty());
}

#[test]
fn what_is_not_of_the_form_is_refused_where_it_is() {
    let agreement = Agreement::embedded();
    let [kk, ru] = [agreement.kk(), agreement.ru()];
    let with_ru = |from: &str, to: &str| {
        assert!(ru.contains(from), "{from}");
        Agreement::parse(kk, &ru.replacen(from, to, 1))
    };
    let language = Language::Ru;
    let line = |number: &str| ru.lines().position(|line| line.starts_with(number)).unwrap() + 1;
    for (from, to, error) in [
        ("2.2. ", "2.3. ", AgreementError::Misplaced { language, line: line("2.2. ") }),
        ("2) на", "3) на", AgreementError::Misplaced { language, line: line("2) на") }),
        ("3. Права", "4. Права", AgreementError::Misplaced { language, line: line("3. Права") }),
        ("Портал", "Пор\u{202e}тал", AgreementError::Unprintable { language, line: 6 }),
        (
            "единой",
            "едино\u{438}\u{306}",
            AgreementError::Unprintable { language, line: line("2.1. ") },
        ),
        ("\n2.4. ", "\r\n2.4. ", AgreementError::Unprintable { language, line: line("2.4. ") - 1 }),
        ("\n\n2.4. ", "\n\n\n2.4. ", AgreementError::Misplaced { language, line: line("2.4. ") }),
        ("\n\n2.4. ", "\n2.4. ", AgreementError::Misplaced { language, line: line("2.3. ") }),
        (
            "5.2. Настоящее",
            "Настоящее",
            AgreementError::Misplaced { language, line: ru.lines().count() },
        ),
        ("подписания с ЭЦП пользователя.\n", "подписания", AgreementError::Spacing(language)),
        (
            "\n\nДата и время подписания с ЭЦП пользователя.",
            "",
            AgreementError::Unfinished(language),
        ),
        (
            "3) пройти процедуру регистрации.\n\n",
            "",
            AgreementError::Unpaired(BlockId("3.4.1-3".to_owned())),
        ),
    ] {
        assert_eq!(with_ru(from, to).unwrap_err(), error, "{from:?} → {to:?}");
    }
    assert_eq!(
        Agreement::parse("", ru),
        Err(AgreementError::Misplaced { language: Language::Kk, line: 1 })
    );
}

#[test]
fn a_dangling_reference_is_found() {
    let agreement = Agreement::embedded();
    let ru = agreement.ru().replace("4.6, 4.7 и 4.8", "4.6, 4.7 и 4.9");
    let flawed = Agreement::parse(agreement.kk(), &ru).unwrap().lint();
    let flaw = Flaw::DanglingReference("4.9".to_owned());
    let block = BlockId("3.1.3".to_owned());
    assert!(flawed.contains(&Finding { block, language: Language::Ru, flaw }));
}

/// Texts that look like agreements, to get far into the parser.
fn almost() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,6}(\\.[0-9]{1,2}){0,4}\\. [а-я]{0,5}",
        "[0-9]{1,6}\\) [а-я]{0,5}",
        "[А-Яа-я\u{301}\r ]{0,8}",
        Just("1. П".to_owned()),
        Just("1.1. П".to_owned()),
    ];
    (prop::collection::vec(piece, 0..12), "\n{0,2}")
        .prop_map(|(pieces, end)| pieces.join("\n\n") + &end)
}

proptest! {
    #![proptest_config(crate::cases::property(64))]

    #[test]
    fn any_text_is_read_or_refused(kk in almost(), ru in almost(), wild in any::<String>()) {
        for [kk, ru] in [[&kk, &ru], [&kk, &kk], [&wild, &ru], [&wild, &wild]] {
            if let Ok(agreement) = Agreement::parse(kk, ru) {
                prop_assert_eq!(&Agreement::join(agreement.blocks(), Language::Kk), kk);
                prop_assert_eq!(&Agreement::join(agreement.blocks(), Language::Ru), ru);
                let mut ids: Vec<_> = agreement.blocks().iter().map(|block| &block.id).collect();
                ids.sort();
                ids.dedup();
                prop_assert_eq!(ids.len(), agreement.blocks().len());
            }
        }
    }

    #[test]
    fn a_line_taken_from_one_text_is_missed(line in 0_usize..108) {
        let agreement = Agreement::embedded();
        let lines: Vec<_> = agreement.ru().lines().collect();
        let kept: String = lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, l)| format!("{l}\n")).collect();
        prop_assume!(line < lines.len() && line > 1);
        if let Ok(shorter) = Agreement::parse(agreement.kk(), &kept) {
            prop_assert!(false, "line {line} gone: {:?}", shorter.version());
        }
    }
}
