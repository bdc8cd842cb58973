//! What a receipt says: once, for the screen and for every form on paper.

use super::{Paper, PaperError};
use crate::{
    api::{AcceptanceView, Receipt},
    domain::{Bilingual, DocumentFields, Language, SafeText, Trilingual},
    text::{
        Arg, Paragraph, Phrase,
        phrases::{self, certificate, common, document, receipt},
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

/// The acceptance on the screen: when, until when, which account, which agreement.
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

/// The EDS data on the screen, as the agreement's signature block asks for them.
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

/// The two parties: the company that owns the portal, and whose number the document names. Where
/// that is an organisation, its representative stands with the EDS data.
pub(super) fn parties(receipt: &Receipt) -> Vec<Fact> {
    let of = &receipt.certificate;
    let mut facts = vec![(receipt::operator(), Arg::from(receipt::operator_name()))];
    match (&of.organisation, &of.bin) {
        (Some(name), Some(bin)) => {
            facts.push((receipt::user(), text(name)));
            facts.push((certificate::bin(), Arg::from(bin.masked())));
        }
        _ => {
            facts.push((receipt::user(), text(&of.owner)));
            facts.extend(of.iin.as_ref().map(|iin| (certificate::iin(), Arg::from(iin.masked()))));
        }
    }
    facts
}

/// Where and how the request was made, as the signed document says it.
fn request(view: &AcceptanceView) -> Vec<Fact> {
    let mut facts = vec![(receipt::request(), text(&view.request))];
    if let Some(DocumentFields { requested_at, terminal, .. }) = &view.document {
        facts.push((receipt::requested_at(), Arg::DateTime(*requested_at)));
        facts.push((receipt::terminal(), text(&terminal.name)));
        let Bilingual { kk, ru } = terminal.place.clone();
        let place = Trilingual { kk, en: ru.clone(), ru };
        facts.push((receipt::place(), Arg::from(place)));
    }
    facts
}

/// The acceptance on paper, which has room for all of it.
pub(super) fn acceptance_in_full(view: &AcceptanceView, receipt: &Receipt) -> Vec<Fact> {
    let mut facts = acceptance(view, receipt);
    facts.pop();
    facts.extend(request(view));
    facts.push((receipt::agreement(), hex(&view.agreement.0, usize::MAX)));
    facts.push((receipt::document_sha256(), text(&receipt.sha256)));
    facts.push((receipt::event(), text(&receipt.event)));
    facts
}

/// The EDS data on paper: the certificate's validity as well, and by what right an organisation's
/// representative signed.
pub(super) fn eds_in_full(receipt: &Receipt) -> Vec<Fact> {
    let of = &receipt.certificate;
    let mut facts = eds(receipt);
    let issuer = facts.iter().position(|(name, _)| *name == certificate::issuer());
    if let (Some(before), Some(_)) = (issuer, &of.organisation) {
        facts.insert(before, (certificate::role(), Arg::from(phrases::role(of.role))));
    }
    let valid = certificate::from_until(Arg::Date(of.not_before), Arg::Date(of.not_after));
    let before_signing = facts.len() - usize::from(receipt.signed_at.is_some());
    facts.insert(before_signing, (certificate::valid(), Arg::from(valid)));
    facts
}

/// The receipt as text: Kazakh, then Russian.
///
/// # Errors
/// [`PaperError::NoReceipt`].
pub fn text_of(paper: &Paper) -> Result<Vec<Paragraph>, PaperError> {
    let (signed, view) = (&paper.signed, &paper.signed.acceptance);
    let found = paper.receipt()?;
    let line = |(name, value): Fact| receipt::line(name, value);
    let mut paragraphs = Vec::new();
    for language in [Language::Kk, Language::Ru] {
        let mut add = |lines| paragraphs.push(Paragraph { language, lines });
        let mut head: Vec<_> =
            paper.demonstration.then(common::demonstration).into_iter().collect();
        head.extend([
            receipt::number(found.number.clone()),
            if signed.already_accepted { receipt::title_already() } else { receipt::title() },
        ]);
        if signed.already_accepted {
            head.push(receipt::already_words());
        }
        add(head);
        let section = |heading: Phrase, facts: Vec<Fact>| -> Vec<Phrase> {
            std::iter::once(heading).chain(facts.into_iter().map(line)).collect()
        };
        add(section(receipt::parties(), parties(found)));
        add(section(receipt::acceptance(), acceptance_in_full(view, found)));
        add(section(receipt::eds(), eds_in_full(found)));
        add(vec![receipt::almaty()]);
    }
    Ok(paragraphs)
}
