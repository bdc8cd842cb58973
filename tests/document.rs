//! What is signed: form, check code, pages.

use std::sync::LazyLock;

use kezekte::{
    document::{DocumentError, challenge, check_code, digest, pages, parse, render},
    domain::{
        Agreement, Bilingual, ChallengeFields, DocumentFields, Moment, Number, SafeText, Terminal,
    },
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn fields() -> DocumentFields {
    DocumentFields {
        request: "2026-000123".into(),
        nonce: "0123456789abcdef".repeat(4).into(),
        requested_at: Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap(),
        terminal: Terminal {
            name: "KIOSK-12".into(),
            place: Bilingual {
                kk: "Алматы, ХҚКО №1".into(), ru: "Алматы, ЦОН №1".into()
            },
        },
        number: Number::parse("000101190001").unwrap(),
        agreement: Agreement::embedded().version().clone(),
    }
}

static DOCUMENT: LazyLock<Vec<u8>> =
    LazyLock::new(|| render(Agreement::embedded(), &fields()).unwrap());

#[test]
fn the_document_holds_both_texts_and_every_field_in_both_languages() {
    let text = std::str::from_utf8(&DOCUMENT).unwrap();
    let agreement = Agreement::embedded();
    assert!(text.contains(agreement.kk()) && text.contains(agreement.ru()));
    let kazakh = text.find(agreement.kk()).unwrap();
    assert!(kazakh < text.find(agreement.ru()).unwrap());
    for twice in
        ["000101190001", "KIOSK-12", "2026-000123", "20.11.2026 14:03:00", "2026-11-20T09:03:00Z"]
    {
        assert_eq!(text.matches(twice).count(), 2, "{twice}");
    }
    for (line, label) in
        [("Алматы, ХҚКО №1", "Терминал орналасқан жер"), ("Алматы, ЦОН №1", "Где стоит терминал")]
    {
        assert!(text.contains(&format!("\n{label}: {line}\n")));
    }
    assert!(!text.contains(['{', '}', '\r']));
}

#[test]
fn the_form_is_fixed() {
    // The template is signed: once it is in use, another form is another file and another number.
    assert_eq!(
        hex::encode(digest(&DOCUMENT)),
        "7e998d102b42e43fdeeb66c200a028bd767b1acdec9912548b6e29b36c7c8735"
    );
}

#[test]
fn an_organisation_has_its_number_on_its_own_line() {
    let number = Number::parse("990140900004").unwrap();
    let bytes =
        render(Agreement::embedded(), &DocumentFields { number: number.clone(), ..fields() })
            .unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.contains("(БСН): 990140900004\n") && text.contains("Пользователь (ИИН): —\n"));
    assert_eq!(parse(&bytes).unwrap().fields.number, number);
}

#[test]
fn fields_that_make_no_document_are_refused() {
    let refused = |fields: DocumentFields| render(Agreement::embedded(), &fields).unwrap_err();
    let mut other = fields();
    other.agreement.0.replace_range(0..1, "x");
    assert_eq!(refused(other), DocumentError::Version);
    for nonce in ["", "0123", &"0123456789ABCDEF".repeat(4)] {
        assert_eq!(
            refused(DocumentFields { nonce: nonce.into(), ..fields() }),
            DocumentError::Field("nonce")
        );
    }
    assert_eq!(
        refused(DocumentFields { request: " ".into(), ..fields() }),
        DocumentError::Field("request")
    );
    let requested_at = Moment::from_micros(i64::MAX);
    assert_eq!(refused(DocumentFields { requested_at, ..fields() }), DocumentError::Field("at"));
}

#[test]
fn a_value_cannot_forge_a_line() {
    let forged =
        "1\nПользователь (ИИН): 000101190011\r\u{2028}\u{85}Пользователь (ИИН): 000101190021";
    let fields = DocumentFields { request: forged.into(), ..fields() };
    let bytes = render(Agreement::embedded(), &fields).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let lines =
        |text: &str| text.lines().filter(|line| line.starts_with("Пользователь (ИИН)")).count();
    assert_eq!(lines(text), 1);
    assert_eq!(text.lines().count(), std::str::from_utf8(&DOCUMENT).unwrap().lines().count());
    assert_eq!(parse(&bytes).unwrap().fields, fields);
}

#[test]
fn a_document_of_other_texts_reads_as_another_version() {
    let agreement = Agreement::embedded();
    let ru = agreement.ru().replace("три года", "два года");
    let other = Agreement::parse(agreement.kk(), &ru).unwrap();
    let bytes =
        render(&other, &DocumentFields { agreement: other.version().clone(), ..fields() }).unwrap();
    assert_ne!(parse(&bytes).unwrap().agreement.version(), agreement.version());
    // The same text smuggled in under the known version is refused.
    let smuggled = std::str::from_utf8(&DOCUMENT).unwrap().replace("три года", "два года");
    assert_eq!(parse(smuggled.as_bytes()), Err(DocumentError::Version));
}

#[test]
fn damage_is_named() {
    let text = std::str::from_utf8(&DOCUMENT).unwrap();
    for (from, to, error) in [
        ("KEZEKTE-ACCEPTANCE 1\n", "KEZEKTE-ACCEPTANCE 2\n", DocumentError::Line(1)),
        (
            "(Алматы): 20.11.2026 14:03:00\n",
            "(Алматы): 20.11.2026 15:03:00\n",
            DocumentError::Contradiction,
        ),
        (
            "Пользователь (ИИН): 000101190001",
            "Пользователь (ИИН): 000101190011",
            DocumentError::Contradiction,
        ),
        ("2026-11-20T09:03:00Z", "2026-11-20 09:03", DocumentError::Field("at")),
        ("Жол саны: ", "Жол саны: 1", DocumentError::Line(text.lines().count())),
        ("Пайдаланушы (БСН): —", "Пайдаланушы (БСН): 990140900004", DocumentError::Field("iin")),
    ] {
        assert!(text.contains(from), "{from}");
        let error_found = parse(text.replacen(from, to, 1).as_bytes()).unwrap_err();
        if from.starts_with("Жол") {
            assert!(matches!(error_found, DocumentError::Line(_)), "{error_found:?}");
        } else {
            assert_eq!(error_found, error, "{from} → {to}");
        }
    }
    assert_eq!(parse(b"\xff"), Err(DocumentError::NotUtf8));
    assert!(parse(b"").is_err());
    assert!(parse(&[&DOCUMENT[..], b"\n"].concat()).is_err());
    assert!(parse(&DOCUMENT[..DOCUMENT.len() - 1]).is_err());
}

prop_compose! {
    fn any_fields()(
        request in "[^ ].{0,20}", name in any::<String>(), kk in any::<String>(), ru in any::<String>(),
        nonce in "[0-9a-f]{64}", micros in -60_000_000_000_000_000_i64..250_000_000_000_000_000,
        organisation in any::<bool>(),
    ) -> DocumentFields {
        DocumentFields {
            request: request.into(),
            nonce: nonce.into(),
            requested_at: Moment::from_micros(micros),
            terminal: Terminal { name: name.into(), place: Bilingual { kk: kk.into(), ru: ru.into() } },
            number: Number::parse(if organisation { "990140900004" } else { "000101190001" }).unwrap(),
            agreement: Agreement::embedded().version().clone(),
        }
    }
}

proptest! {
    #![proptest_config(crate::cases::property(64))]

    #[test]
    fn what_is_rendered_is_read_back(fields in any_fields()) {
        prop_assume!(!fields.request.as_str().trim().is_empty());
        let bytes = render(Agreement::embedded(), &fields).unwrap();
        let document = parse(&bytes).unwrap();
        prop_assert_eq!(&document.fields, &fields);
        prop_assert_eq!(render(&document.agreement, &document.fields).unwrap(), bytes);
    }

    #[test]
    fn one_changed_octet_is_another_document_or_none(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = DOCUMENT.clone();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert_ne!(digest(&bytes), digest(&DOCUMENT));
        prop_assert_ne!(check_code(&bytes), check_code(&DOCUMENT));
        if let Ok(document) = parse(&bytes) {
            prop_assert_eq!(render(&document.agreement, &document.fields).unwrap(), bytes);
        }
    }

    #[test]
    fn pages_join_to_the_document(columns in 20_u16..140, rows in 3_u16..60) {
        assert_pages(&DOCUMENT, columns, rows);
    }

    #[test]
    fn pages_join_to_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), columns in 0_u16..40, rows in 0_u16..6) {
        assert_pages(&bytes, columns, rows);
    }

    #[test]
    fn pages_join_to_any_text(text in "(.|\n){0,200}", columns in 20_u16..40, rows in 3_u16..6) {
        assert_pages(text.as_bytes(), columns, rows);
    }
}

/// The ranges join without a gap, every line fits, nothing drawable is changed or left out.
fn assert_pages(bytes: &[u8], columns: u16, rows: u16) {
    let mut at = 0;
    for page in pages(bytes, columns, rows) {
        assert_eq!(page.bytes.start, at);
        assert!((1..=usize::from(rows.max(1))).contains(&page.lines.len()));
        for line in &page.lines {
            assert_eq!(line.bytes.start, at);
            assert!(!line.bytes.is_empty(), "{line:?}");
            at = line.bytes.end;
            assert!(line.text.width() <= usize::from(columns.max(10)), "{line:?}");
            assert!(!line.text.chars().any(char::is_control));
            if let Ok(text) = std::str::from_utf8(&bytes[line.bytes.clone()]) {
                let text = text.strip_suffix('\n').unwrap_or(text);
                if SafeText::new(text).as_str() == text && !line.text.contains('⟨') {
                    assert!(
                        line.text == text || format!("{} ", line.text) == text,
                        "{line:?} {text:?}"
                    );
                }
            }
        }
        assert_eq!(page.bytes.end, at);
    }
    assert_eq!(at, bytes.len());
}

#[test]
fn what_cannot_be_drawn_is_shown_by_its_number() {
    let drawn: Vec<_> = pages("a\u{202e}b\tc\r\nd".as_bytes(), 40, 10)[0]
        .lines
        .iter()
        .map(|line| line.text.clone())
        .collect();
    assert_eq!(drawn, ["a⟨U+202E⟩b⟨U+0009⟩c⟨U+000D⟩", "d"]);
    assert_eq!(pages(b"\xffx", 40, 10)[0].lines[0].text, "⟨0xFF⟩x");
    assert!(pages(b"", 40, 10).is_empty());
}

fn challenge_fields() -> ChallengeFields {
    let DocumentFields { request, nonce, requested_at, terminal, number, .. } = fields();
    let expires_at = requested_at.after(std::time::Duration::from_secs(300));
    ChallengeFields { request, nonce, requested_at, expires_at, terminal, number }
}

#[test]
fn a_challenge_is_read_back_and_its_form_is_fixed() {
    let bytes = challenge::render(&challenge_fields()).unwrap();
    assert_eq!(challenge::parse(&bytes).unwrap(), challenge_fields());
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.starts_with("KEZEKTE-SIGN-IN 1\n") && text.ends_with("КОНЕЦ ДОКУМЕНТА\n"));
    for twice in ["000101190001", "KIOSK-12", "2026-000123", "20.11.2026 14:08:00"] {
        assert_eq!(text.matches(twice).count(), 2, "{twice}");
    }
    assert!(!text.contains(['{', '}', '\r']));
    insta::assert_snapshot!(text);
}

#[test]
fn a_sign_in_can_never_be_read_as_an_acceptance_nor_the_reverse() {
    let bytes = challenge::render(&challenge_fields()).unwrap();
    assert_eq!(parse(&bytes).unwrap_err(), DocumentError::Line(1));
    assert_eq!(challenge::parse(&DOCUMENT).unwrap_err(), DocumentError::Line(1));
    // Not even with the other's first line.
    let swap = |bytes: &[u8], from: &str, to: &str| {
        std::str::from_utf8(bytes).unwrap().replace(from, to).into_bytes()
    };
    let names = ("KEZEKTE-SIGN-IN 1", "KEZEKTE-ACCEPTANCE 1");
    assert!(parse(&swap(&bytes, names.0, names.1)).is_err());
    assert!(challenge::parse(&swap(&DOCUMENT, names.1, names.0)).is_err());
}

#[test]
fn any_change_of_a_challenge_is_refused_or_is_another_challenge() {
    let bytes = challenge::render(&challenge_fields()).unwrap();
    for place in 0..bytes.len() {
        for bit in [1, 32] {
            let mut changed = bytes.clone();
            changed[place] ^= bit;
            if let Ok(fields) = challenge::parse(&changed) {
                assert_ne!(fields, challenge_fields(), "octet {place}");
                assert_eq!(challenge::render(&fields).unwrap(), changed);
            }
        }
    }
    for end in 0..bytes.len() {
        assert!(challenge::parse(&bytes[..end]).is_err());
    }
    assert!(challenge::parse(&[bytes.as_slice(), b"\n"].concat()).is_err());
}
