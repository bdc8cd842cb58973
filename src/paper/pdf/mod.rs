//! The receipt as PDF (A10): the facts in both languages side by side on the first sheet, with a QR
//! code of the [check line](super::check_line), then every clause in Kazakh, then in Russian.
//!
//! ```text
//! Title (kk)                         ▄▄▄ ▄ ▄▄▄
//! Title (ru)                         █▄█ ▀ █▄█
//! Number                             check code
//! ── Тараптар / Стороны ──────────────────────
//! name (kk) / name (ru)              value
//! ...
//!                                    footer: number · check code · 1 / 7
//! ```

mod code;
mod draw;
mod face;
mod sheet;

use self::{
    code::Code,
    face::Face,
    sheet::{Sheets, Style, WIDTH},
};
use super::{
    Paper, PaperError, check_line,
    facts::{self, Fact},
};
use crate::{
    api::Receipt,
    domain::{Agreement, Block, BlockKind, Language},
    text::{
        Phrase, Texts,
        phrases::{common, document, receipt},
    },
};

/// The names' column, in points; the values have the rest.
const NAMES: f32 = 208.0;
/// Between the columns.
const BETWEEN: f32 = 12.0;
/// The code's side, its quiet zone included: 8 mm a dozen modules, which every phone reads.
const CODE: f32 = 116.0;

/// The PDF's octets.
pub(super) fn write(paper: &Paper, texts: &Texts) -> Result<Vec<u8>, PaperError> {
    let found = paper.receipt()?;
    let mut sheets = Sheets::new().ok_or(PaperError::Pdf)?;
    let words = Words { texts };
    words.head(&mut sheets, paper, found)?;
    let view = &paper.signed.acceptance;
    let sections = [
        (receipt::parties(), facts::parties(found)),
        (receipt::acceptance(), facts::acceptance_in_full(view, found)),
        (receipt::eds(), facts::eds_in_full(found)),
    ];
    for (heading, facts) in sections {
        words.section(&mut sheets, &heading, &facts);
    }
    sheets.gap(6.0);
    words.small(&mut sheets, &receipt::almaty());
    words.small(&mut sheets, &receipt::code_words());
    match &paper.agreement {
        Some(agreement) => {
            for language in [Language::Kk, Language::Ru] {
                clauses(&mut sheets, agreement, language);
            }
        }
        None => words.small(&mut sheets, &receipt::text_elsewhere()),
    }
    let number = words.both(&receipt::number(found.number.clone()), " / ");
    let code = words.both(&document::check_code(), " / ");
    let footer = format!("{number} · {code}: {}", found.check_code);
    let footer = sheets.regular.drawable(&footer);
    draw::pdf(&sheets, &number, found.accepted_at, &footer).ok_or(PaperError::Pdf)
}

/// Phrases in both languages.
struct Words<'a> {
    texts: &'a Texts,
}

impl Words<'_> {
    /// Kazakh and Russian; once where they are the same.
    fn both(&self, phrase: &Phrase, between: &str) -> String {
        let [kk, ru] = [Language::Kk, Language::Ru].map(|it| self.texts.say(it, phrase));
        if kk == ru { kk } else { format!("{kk}{between}{ru}") }
    }

    fn head(&self, sheets: &mut Sheets, paper: &Paper, found: &Receipt) -> Result<(), PaperError> {
        let code = Code::of(&check_line(found)).ok_or(PaperError::Pdf)?;
        sheets.code(code, CODE);
        let width = WIDTH - CODE - BETWEEN;
        let mut add = |text: &str, style: Style, gap: f32| {
            let lines = sheets.wrap(text, style, width);
            sheets.block(lines, style, 0.0);
            sheets.gap(gap);
        };
        let already = paper.signed.already_accepted;
        let title = if already { receipt::title_already() } else { receipt::title() };
        let say = |language, phrase: &Phrase| self.texts.say(language, phrase);
        add("Kezekte.kz", Style::grey(10.0), if paper.demonstration { 2.0 } else { 10.0 });
        if paper.demonstration {
            add(&self.both(&common::demonstration(), " / "), Style::bold(11.0), 6.0);
        }
        add(&say(Language::Kk, &title), Style::bold(19.0), 0.0);
        add(&say(Language::Ru, &title), Style::bold(14.0), 8.0);
        let number = receipt::number(found.number.clone());
        add(&self.both(&number, " / "), Style::plain(11.0), 2.0);
        let check = self.both(&document::check_code(), " / ");
        add(&format!("{check}: {}", found.check_code), Style::plain(11.0), 2.0);
        if already {
            add(&self.both(&receipt::already_words(), "\n"), Style::plain(9.0), 0.0);
        }
        sheets.below(CODE);
        Ok(())
    }

    fn section(&self, sheets: &mut Sheets, heading: &Phrase, facts: &[Fact]) {
        sheets.gap(5.0);
        sheets.need(60.0); // a heading stands with the first of its facts
        let style = Style::bold(10.5);
        let lines = sheets.wrap(&self.both(heading, " / "), style, WIDTH);
        sheets.block(lines, style, 0.0);
        sheets.gap(2.0);
        sheets.rule();
        for (name, value) in facts {
            let style = Style::grey(8.0);
            let names = sheets.wrap(&self.both(name, " / "), style, NAMES);
            let value = self.both(&receipt::value(value.clone()), "\n");
            sheets.row((names, style), fitted(sheets, &value), NAMES + BETWEEN);
        }
    }

    /// A remark in both languages.
    fn small(&self, sheets: &mut Sheets, phrase: &Phrase) {
        let style = Style::grey(8.0);
        let lines = sheets.wrap(&self.both(phrase, "\n"), style, WIDTH);
        sheets.block(lines, style, 0.0);
        sheets.gap(2.0);
    }
}

/// A value in its column: a digest is drawn smaller before it is broken.
fn fitted(sheets: &Sheets, value: &str) -> (Vec<String>, Style) {
    let width = WIDTH - NAMES - BETWEEN;
    let (usual, small) = (Style::plain(9.0), Style::plain(7.0));
    let lines = sheets.wrap(value, usual, width);
    if lines.len() > 1 && !value.contains([' ', '\n']) {
        return (sheets.wrap(value, small, width), small);
    }
    (lines, usual)
}

/// Every block of the agreement in one language, from a new sheet on.
fn clauses(sheets: &mut Sheets, agreement: &Agreement, language: Language) {
    sheets.turn();
    for block in agreement.blocks() {
        let (style, indent, before, after) = look(block);
        sheets.gap(before);
        let lines = sheets.wrap(block.text(language), style, WIDTH - indent);
        if block.kind == BlockKind::Section {
            // A heading stands with the first lines of its section.
            sheets.need((lines.len() as f32 + 3.0) * style.leading());
        }
        sheets.block(lines, style, indent);
        sheets.gap(after);
    }
}

/// Style, indent, and the room above and below, in points.
fn look(block: &Block) -> (Style, f32, f32, f32) {
    let text = Style::plain(8.9);
    match block.kind {
        BlockKind::Title => (Style::bold(12.5), 0.0, 0.0, 4.0),
        BlockKind::Section => (Style::bold(9.8), 0.0, 5.0, 2.0),
        BlockKind::Paragraph | BlockKind::Clause => (text, 0.0, 0.0, 2.6),
        BlockKind::SubItem => (text, 16.0, 0.0, 2.2),
        BlockKind::Statement => (Style::bold(8.9), 0.0, 5.0, 4.0),
        BlockKind::SignatureLine => (text, 0.0, 2.0, 2.0),
    }
}
