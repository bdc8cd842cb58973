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

use crate::domain::{
    Agreement, AgreementError, Bilingual, Bin, DocumentFields, Iin, Language, Moment, Number,
    SafeText, Terminal, Version,
};

const TEMPLATE: &str = include_str!("../../assets/document/1.txt");
const NOBODY: &str = "—";

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
    let [nonce, request] = [fields.nonce.as_str(), fields.request.as_str()];
    let hex = |octet: u8| matches!(octet, b'0'..=b'9' | b'a'..=b'f');
    if nonce.len() != 64 || !nonce.bytes().all(hex) {
        return Err(DocumentError::Field("nonce"));
    }
    if request.trim().is_empty() {
        return Err(DocumentError::Field("request"));
    }
    if Moment::parse_rfc3339(&fields.requested_at.rfc3339()) != Some(fields.requested_at) {
        return Err(DocumentError::Field("at"));
    }
    let texts = agreement.kk().len() + agreement.ru().len();
    let mut document = String::with_capacity(texts + 16 * 1024);
    for line in TEMPLATE.lines() {
        match Slot::of(line) {
            None => document.push_str(line),
            Some(Slot { label, name }) => {
                document.push_str(label);
                document.push_str(&value(agreement, fields, name)?);
            }
        }
        document.push('\n');
    }
    Ok(document.into_bytes())
}

/// Reads a document, strictly: nothing but what [`render`] writes is one.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(bytes: &[u8]) -> Result<Document, DocumentError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)?;
    let values = Values::read(text)?;
    let agreement = Agreement::parse(&values.text("agreement-kk"), &values.text("agreement-ru"))?;
    let number = match (values.get("iin"), values.get("bin")) {
        (iin, NOBODY) => Iin::certified(iin).map(Number::Iin),
        (NOBODY, bin) => Bin::certified(bin).map(Number::Bin),
        _ => None,
    };
    let fields = DocumentFields {
        request: values.safe("request"),
        nonce: values.safe("nonce"),
        requested_at: Moment::parse_rfc3339(values.get("at")).ok_or(DocumentError::Field("at"))?,
        terminal: Terminal {
            name: values.safe("terminal"),
            place: Bilingual { kk: values.safe("place-kk"), ru: values.safe("place-ru") },
        },
        number: number.ok_or(DocumentError::Field("iin"))?,
        agreement: Version(values.get("version").to_owned()),
    };
    if render(&agreement, &fields)? != bytes {
        return Err(DocumentError::Contradiction);
    }
    Ok(Document { fields, agreement })
}

/// A line of the template that takes a value at its end.
struct Slot {
    label: &'static str,
    name: &'static str,
}

impl Slot {
    fn of(line: &'static str) -> Option<Self> {
        let (label, name) = line.strip_suffix('}')?.split_once('{')?;
        Some(Self { label, name })
    }
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
    Ok(match (name, &fields.number) {
        ("iin", Number::Iin(iin)) => iin.digits().to_owned(),
        ("bin", Number::Bin(bin)) => bin.digits().to_owned(),
        ("iin" | "bin", _) => NOBODY.to_owned(),
        ("terminal", _) => fields.terminal.name.to_string(),
        ("place-kk", _) => fields.terminal.place.kk.to_string(),
        ("place-ru", _) => fields.terminal.place.ru.to_string(),
        ("request", _) => fields.request.to_string(),
        ("at", _) => at.rfc3339(),
        ("almaty", _) => at.date_time_seconds(),
        ("nonce", _) => fields.nonce.to_string(),
        ("version", _) => fields.agreement.0.clone(),
        ("statement-kk", _) => block("statement", Language::Kk)?,
        ("statement-ru", _) => block("statement", Language::Ru)?,
        ("consent-kk", _) => block("2.6", Language::Kk)?,
        ("consent-ru", _) => block("2.6", Language::Ru)?,
        ("lines-kk", _) => agreement.kk().lines().count().to_string(),
        ("lines-ru", _) => agreement.ru().lines().count().to_string(),
        // The text's own last line feed is the line's.
        ("agreement-kk", _) => without_last_feed(agreement.kk()),
        ("agreement-ru", _) => without_last_feed(agreement.ru()),
        (other, _) => return Err(DocumentError::Field(other)),
    })
}

fn without_last_feed(text: &str) -> String {
    text.strip_suffix('\n').unwrap_or(text).to_owned()
}

/// The values found in a document, in the template's order; a value that stands twice is taken from
/// its first place, and rendering again compares the second.
struct Values<'a>(Vec<(&'static str, Vec<&'a str>)>);

impl<'a> Values<'a> {
    fn read(text: &'a str) -> Result<Self, DocumentError> {
        let mut values = Self(Vec::new());
        let body = text.strip_suffix('\n').ok_or(DocumentError::Line(text.lines().count()))?;
        let mut lines = body.split('\n').enumerate();
        let mut last = 0;
        for template in TEMPLATE.lines() {
            let (at, line) = lines.next().ok_or(DocumentError::Line(last + 1))?;
            last = at + 1;
            let Some(Slot { label, name }) = Slot::of(template) else {
                if line != template {
                    return Err(DocumentError::Line(last));
                }
                continue;
            };
            let mut value = vec![line.strip_prefix(label).ok_or(DocumentError::Line(last))?];
            let count = match name {
                "agreement-kk" => values.get("lines-kk").parse(),
                "agreement-ru" => values.get("lines-ru").parse(),
                _ => Ok(1_usize),
            };
            let count = count.map_err(|_| DocumentError::Line(last))?;
            value.extend(lines.by_ref().take(count.saturating_sub(1)).map(|(_, line)| line));
            values.0.push((name, value));
        }
        match lines.next() {
            Some((at, _)) => Err(DocumentError::Line(at + 1)),
            None => Ok(values),
        }
    }

    fn lines(&self, name: &str) -> &[&'a str] {
        self.0.iter().find(|(other, _)| *other == name).map_or(&[], |(_, lines)| lines)
    }

    /// The one line of a value.
    fn get(&self, name: &str) -> &'a str {
        self.lines(name).first().copied().unwrap_or_default()
    }

    fn safe(&self, name: &str) -> SafeText {
        SafeText::new(self.get(name))
    }

    /// A value of many lines, with a line feed after each.
    fn text(&self, name: &str) -> String {
        self.lines(name).iter().flat_map(|line| [*line, "\n"]).collect()
    }
}
