//! The PDF as others read it: poppler takes the text out of it and prints it, a decoder reads the
//! code from the print.

use std::{path::Path, process::Command};

use kezekte::{domain::Agreement, paper::check_line};

use super::{Form, Signed, file, organisation, signed, write};
use crate::material::not_run;

/// What a tool of poppler answers; nothing where it is not here, and then the list says so.
fn poppler(tool: &str, what: &str, arguments: &[&str], pdf: &Path) -> Option<Vec<u8>> {
    let asked = Command::new(tool).args(arguments).arg(pdf).arg("-").output();
    let Ok(output) = asked else {
        not_run(what, &format!("no {tool} here (poppler-utils)"));
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{tool}: {said}");
    Some(output.stdout)
}

/// The text of the PDF without the footers, one space between words.
fn text(name: &str, signed: Signed) -> Option<String> {
    let pdf = file(name, &write(signed, Form::Pdf));
    let octets = poppler("pdftotext", "the text of the PDF receipt", &["-enc", "UTF-8"], &pdf)?;
    let text = String::from_utf8(octets).unwrap();
    let sheets: Vec<_> = text.split_terminator('\u{c}').collect();
    let count = sheets.len();
    let mut kept = Vec::new();
    for (nth, sheet) in sheets.into_iter().enumerate() {
        let number = format!("{}/{count}", nth + 1);
        let is_footer = |line: &&str| {
            line.replace(' ', "") == number || line.contains(" · Тексеру коды / Код проверки: ")
        };
        let (footer, lines): (Vec<_>, Vec<_>) = sheet.lines().partition(is_footer);
        assert_eq!(footer.len(), 2, "sheet {number}: {footer:?}");
        kept.extend(lines);
    }
    Some(words(&kept.join("\n")))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_clause_of_both_languages_stands_in_the_pdf() {
    let Some(text) = text("clauses.pdf", signed()) else { return };
    assert!(!text.contains("⟨U+"), "every character of ours is in the font");
    for block in Agreement::embedded().blocks() {
        for clause in [&block.kk, &block.ru] {
            assert!(text.contains(&words(clause)), "{:?} is missing: {clause}", block.id);
        }
    }
}

#[test]
fn the_facts_stand_in_both_languages() {
    let Some(text) = text("facts.pdf", organisation()) else { return };
    for fact in [
        "Келісім қабылданды",
        "Соглашение принято",
        "Түбіртек № 2026-000123",
        "4417",
        "20.11.2026 14:04",
        "20.11.2029",
        "KIOSK-12",
        "Абай даңғылы",
        "пр. Абая",
        "ҚҰДАЙБЕРГЕН ӘЙГЕРІМ",
        "«Ақ бұлақ» ЖШС",
        "········9011",
        "········9021",
        "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
        "01.02.2026 – 01.02.2027",
        "6d5c0f1be2",
        "GOST 34.10-2015 (512)",
        "7K2P-MX4A-9HTE-3C65",
        "Concordia group",
        "Тараптар / Стороны",
    ] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    assert!(!text.contains(super::IIN) && !text.contains(super::BIN));
}

#[test]
fn a_name_of_letters_the_font_lacks_is_still_told() {
    let mut odd = signed();
    let receipt = odd.acceptance.receipt.as_mut().unwrap();
    receipt.certificate.owner = "中 ИВАН \u{202e}".into();
    let Some(text) = text("odd.pdf", odd) else { return };
    assert!(text.contains("⟨U+4E2D⟩ ИВАН"), "{text}");
}

#[test]
fn a_name_longer_than_a_sheet_goes_on_overleaf() {
    let mut odd = signed();
    let receipt = odd.acceptance.receipt.as_mut().unwrap();
    let name: Vec<_> = (1..=1_200).map(|n| format!("АТЫ-{n}")).collect();
    receipt.certificate.owner = name.join(" ").as_str().into();
    let Some(text) = text("long.pdf", odd) else { return };
    for word in name {
        assert!(text.contains(&word), "{word}");
    }
}

#[test]
fn another_version_of_the_agreement_is_not_printed_in_its_place() {
    let mut other = signed();
    other.acceptance.agreement = kezekte::domain::Version("ab".repeat(32));
    let Some(text) = text("other.pdf", other) else { return };
    assert!(text.contains("Текста принятой версии в этой программе нет"), "{text}");
    assert!(!text.contains("3.1.3."), "{text}");
}

/// A printed page, eight bits a dot (PGM, as `pdftoppm` writes it).
struct Print {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

impl Print {
    fn read(octets: &[u8]) -> Self {
        let end =
            octets.iter().enumerate().filter(|(_, b)| b.is_ascii_whitespace()).nth(3).unwrap().0;
        let head = String::from_utf8(octets[..end].to_vec()).unwrap();
        let head: Vec<_> = head.split_ascii_whitespace().collect();
        assert_eq!((head[0], head[3]), ("P5", "255"));
        let (width, height) = (head[1].parse().unwrap(), head[2].parse().unwrap());
        Self { width, height, dots: octets[end + 1..].to_vec() }
    }
}

#[test]
fn the_code_on_the_printed_page_reads_as_the_check_line() {
    let signed = signed();
    let line = check_line(signed.acceptance.receipt.as_ref().unwrap());
    let pdf = file("print.pdf", &write(signed, Form::Pdf));
    let arguments = ["-gray", "-r", "150", "-f", "1", "-l", "1"];
    let pdf_path = pdf.as_path();
    let asked = Command::new("pdftoppm").args(arguments).arg(pdf_path).output();
    let Ok(output) = asked else {
        return not_run("the code on the printed receipt", "no pdftoppm here (poppler-utils)");
    };
    assert!(output.status.success() && output.stderr.is_empty());
    let print = Print::read(&output.stdout);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(print.width, print.height, |x, y| {
            print.dots[y * print.width + x]
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0].decode().unwrap().1, line);
}
