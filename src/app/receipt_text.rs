//! What a receipt says: once, for the screen and for paper.

use crate::{
    api::{AcceptanceView, Receipt, Signed},
    domain::{Language, SafeText},
    text::{
        Arg, Paragraph, Phrase,
        phrases::{certificate, document, receipt},
    },
};

/// A fact: its name and its value.
pub type Fact = (Phrase, Arg);

/// Characters of the agreement's version that are shown on the screen.
const VERSION: usize = 8;

fn text(text: &SafeText) -> Arg {
    Arg::Text(text.clone())
}

fn hex(text: &str, length: usize) -> Arg {
    Arg::from(text.get(..length).unwrap_or(text))
}

/// The acceptance: when, until when, which account, which agreement.
#[must_use]
pub fn acceptance(view: &AcceptanceView, receipt: &Receipt) -> Vec<Fact> {
    vec![
        (receipt::accepted_at(), Arg::DateTime(receipt.accepted_at)),
        (receipt::valid_until(), Arg::Date(receipt.valid_until)),
        (receipt::account(), Arg::from(receipt.account.to_string())),
        (document::check_code(), text(&receipt.check_code)),
        (receipt::agreement(), hex(&view.agreement.0, VERSION)),
    ]
}

/// The EDS data, as the agreement's signature block asks for them.
#[must_use]
pub fn eds(receipt: &Receipt) -> Vec<Fact> {
    let of = &receipt.certificate;
    let mut facts = vec![(certificate::owner(), text(&of.owner))];
    let masked = |number: String| Arg::from(number);
    facts.extend(of.iin.as_ref().map(|iin| (certificate::iin(), masked(iin.masked()))));
    facts.extend(of.organisation.as_ref().map(|name| (certificate::organisation(), text(name))));
    facts.extend(of.bin.as_ref().map(|bin| (certificate::bin(), masked(bin.masked()))));
    facts.push((certificate::issuer(), text(&of.issuer)));
    facts.push((certificate::serial(), Arg::from(of.serial.as_str())));
    facts.push((certificate::algorithm(), text(&of.algorithm)));
    facts.extend(receipt.signed_at.map(|at| (receipt::signed_at(), Arg::DateTime(at))));
    facts
}

/// The receipt on paper: Kazakh, then Russian. Nothing when there is no receipt yet.
#[must_use]
pub fn paper(signed: &Signed) -> Vec<Paragraph> {
    let view = &signed.acceptance;
    let Some(found) = &view.receipt else { return Vec::new() };
    let line = |(name, value): Fact| receipt::line(name, value);
    let mut paper = Vec::new();
    for language in [Language::Kk, Language::Ru] {
        let mut add = |lines| paper.push(Paragraph { language, lines });
        let mut head = vec![
            receipt::number(found.number.clone()),
            if signed.already_accepted { receipt::title_already() } else { receipt::title() },
        ];
        if signed.already_accepted {
            head.push(receipt::already_words());
        }
        add(head);
        let mut facts = acceptance(view, found);
        facts.pop(); // paper has room for the whole version
        facts.push((receipt::agreement(), hex(&view.agreement.0, usize::MAX)));
        facts.push((receipt::request(), text(&view.request)));
        facts.push((receipt::document_sha256(), text(&found.sha256)));
        facts.push((receipt::event(), text(&found.event)));
        add(facts.into_iter().map(line).collect());
        let mut lines = vec![receipt::eds()];
        lines.extend(eds(found).into_iter().map(line));
        add(lines);
        add(vec![receipt::almaty()]);
    }
    paper
}

/// The paper's file name: the receipt's number, with nothing in it that means something to a file
/// system.
#[must_use]
pub fn file_name(receipt: &Receipt) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let number: String = receipt.number.as_str().chars().filter(kept).take(40).collect();
    format!("kezekte-{number}.txt")
}
