//! The canonical form of the document.
//!
//! # Grammar
//! UTF-8, LF, a line feed at the end; Kazakh, then Russian, then both texts of the agreement. The
//! first line tells it from everything else that is ever signed (a sign-in). The form is the template `assets/document/1.txt`, line by
//! line; 1 is the form's number, and a template once used is never changed, because its words are
//! signed. A line of the template is one of
//!
//! | in the template | in the document |
//! |---|---|
//! | no `{` | the same line |
//! | `label{name}` | the label, then the value up to the line's end |
//! | `{agreement-kk}`, `{agreement-ru}` | the full text, as many lines as `lines-kk`, `lines-ru` say |
//!
//! | name | value |
//! |---|---|
//! | `iin`, `bin` | twelve digits in one of them, `—` in the other |
//! | `terminal`, `place-kk`, `place-ru`, `request` | one line of harmless text ([`SafeText`]) |
//! | `at`, `almaty` | the request's time: RFC 3339 in UTC; `dd.mm.yyyy HH:MM:SS` in Almaty |
//! | `nonce` | 64 lower-case hex digits |
//! | `version` | the version of the two texts, see [`Agreement::parse`] |
//! | `statement-…`, `consent-…` | the blocks `statement` and `2.6` of the text in that language |
//!
//! A value cannot forge a line: no [`SafeText`] holds a line feed or another control character, and
//! the reader takes lines by their place, never by their label.
//!
//! Invariant: `render(parse(x)) == x` for every `x` that [`parse`] accepts, because that is how it
//! accepts.

use super::template::{self, Values};
use crate::domain::{Agreement, AgreementError, DocumentFields, Language, Version};

const TEMPLATE: &str = include_str!("../../assets/document/1.txt");

/// A document that was read: its fields, and the agreement whose full texts stand in it (notes are
/// no part of it). Whether that agreement is a known one is for the caller to ask, by its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Everything that is not the agreement's own text.
    pub fields: DocumentFields,
    /// The agreement.
    pub agreement: Agreement,
}

/// Why bytes are no document, or why fields make none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not UTF-8.
    #[error("the document is not UTF-8")]
    NotUtf8,
    /// This line (from 1) is not of the form.
    #[error("line {0} is not of the document's form")]
    Line(usize),
    /// This field has a value that it cannot have.
    #[error("the field {0} has a value that it cannot have")]
    Field(&'static str),
    /// The texts in it are no agreement.
    #[error("the texts are no agreement: {0}")]
    Agreement(#[from] AgreementError),
    /// The agreement has no statement or no clause 2.6.
    #[error("the agreement has no {0}")]
    NoBlock(&'static str),
    /// The version is not that of the texts.
    #[error("the version is not that of the texts")]
    Version,
    /// Something derived (the time in Almaty, a text quoted twice) is not what it is derived from.
    #[error("the document contradicts itself")]
    Contradiction,
}

/// The document's bytes.
///
/// # Errors
/// When `fields` name another version than `agreement`'s, or hold a value the form has no place
/// for: a nonce that is not 256 bits in lower-case hex, an empty request number, a time beyond what
/// RFC 3339 can say.
pub fn render(agreement: &Agreement, fields: &DocumentFields) -> Result<Vec<u8>, DocumentError> {
    if fields.agreement != *agreement.version() {
        return Err(DocumentError::Version);
    }
    template::judge(&fields.nonce, &fields.request, &[("at", fields.requested_at)])?;
    let texts = agreement.kk().len() + agreement.ru().len();
    let mut document = String::with_capacity(texts + 16 * 1024);
    template::fill(TEMPLATE, &mut document, |name| value(agreement, fields, name))?;
    Ok(document.into_bytes())
}

/// Reads a document, strictly: nothing but what [`render`] writes is one.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(bytes: &[u8]) -> Result<Document, DocumentError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)?;
    let values = Values::read(TEMPLATE, text)?;
    let agreement = Agreement::parse(&values.text("agreement-kk"), &values.text("agreement-ru"))?;
    let fields = DocumentFields {
        request: values.safe("request"),
        nonce: values.safe("nonce"),
        requested_at: values.moment("at")?,
        terminal: values.terminal(),
        number: values.number()?,
        agreement: Version(values.get("version").to_owned()),
    };
    if render(&agreement, &fields)? != bytes {
        return Err(DocumentError::Contradiction);
    }
    Ok(Document { fields, agreement })
}

/// What stands in the document for `name`.
fn value(
    agreement: &Agreement,
    fields: &DocumentFields,
    name: &'static str,
) -> Result<String, DocumentError> {
    let at = fields.requested_at;
    let block = |id: &'static str, language| {
        let block = agreement.find(id).ok_or(DocumentError::NoBlock(id))?;
        Ok::<_, DocumentError>(block.text(language).to_owned())
    };
    Ok(match name {
        "request" => fields.request.to_string(),
        "at" => at.rfc3339(),
        "almaty" => at.date_time_seconds(),
        "nonce" => fields.nonce.to_string(),
        "version" => fields.agreement.0.clone(),
        "statement-kk" => block("statement", Language::Kk)?,
        "statement-ru" => block("statement", Language::Ru)?,
        "consent-kk" => block("2.6", Language::Kk)?,
        "consent-ru" => block("2.6", Language::Ru)?,
        "lines-kk" => agreement.kk().lines().count().to_string(),
        "lines-ru" => agreement.ru().lines().count().to_string(),
        // The text's own last line feed is the line's.
        "agreement-kk" => without_last_feed(agreement.kk()),
        "agreement-ru" => without_last_feed(agreement.ru()),
        other => template::who_and_where(&fields.number, &fields.terminal, other)?,
    })
}

fn without_last_feed(text: &str) -> String {
    text.strip_suffix('\n').unwrap_or(text).to_owned()
}
