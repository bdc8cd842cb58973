//! Templates: fixed lines and lines that take a value at their end, filled in and read back.
//!
//! The grammar stands in `form`; this file knows no template and decides nothing about what is
//! signed.

use super::DocumentError;
use crate::domain::{Bilingual, Bin, Iin, Moment, Number, SafeText, Terminal};

/// Stands where a number of the other kind would.
const NOBODY: &str = "—";

/// Fills a template: `value` says what stands for a name.
pub(super) fn fill(
    template: &'static str,
    document: &mut String,
    value: impl Fn(&'static str) -> Result<String, DocumentError>,
) -> Result<(), DocumentError> {
    for line in template.lines() {
        match Slot::of(line) {
            None => document.push_str(line),
            Some(Slot { label, name }) => {
                document.push_str(label);
                document.push_str(&value(name)?);
            }
        }
        document.push('\n');
    }
    Ok(())
}

/// Refuses values a template has no place for: a nonce that is not 256 bits in lower-case hex, an
/// empty number of the request, a time beyond what RFC 3339 can say.
pub(super) fn judge(
    nonce: &SafeText,
    request: &SafeText,
    moments: &[(&'static str, Moment)],
) -> Result<(), DocumentError> {
    let hex = |octet: u8| matches!(octet, b'0'..=b'9' | b'a'..=b'f');
    if nonce.as_str().len() != 64 || !nonce.as_str().bytes().all(hex) {
        return Err(DocumentError::Field("nonce"));
    }
    if request.as_str().trim().is_empty() {
        return Err(DocumentError::Field("request"));
    }
    match moments.iter().find(|(_, at)| Moment::parse_rfc3339(&at.rfc3339()) != Some(*at)) {
        Some((name, _)) => Err(DocumentError::Field(name)),
        None => Ok(()),
    }
}

/// The values every template has: who signs, and where.
pub(super) fn who_and_where(
    number: &Number,
    terminal: &Terminal,
    name: &'static str,
) -> Result<String, DocumentError> {
    Ok(match (name, number) {
        ("iin", Number::Iin(iin)) => iin.digits().to_owned(),
        ("bin", Number::Bin(bin)) => bin.digits().to_owned(),
        ("iin" | "bin", _) => NOBODY.to_owned(),
        ("terminal", _) => terminal.name.to_string(),
        ("place-kk", _) => terminal.place.kk.to_string(),
        ("place-ru", _) => terminal.place.ru.to_string(),
        (other, _) => return Err(DocumentError::Field(other)),
    })
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

/// The values found in a document, in the template's order; a value that stands twice is taken from
/// its first place, and rendering again compares the second.
pub(super) struct Values<'a>(Vec<(&'static str, Vec<&'a str>)>);

impl<'a> Values<'a> {
    pub(super) fn read(template: &'static str, text: &'a str) -> Result<Self, DocumentError> {
        let mut values = Self(Vec::new());
        let body = text.strip_suffix('\n').ok_or(DocumentError::Line(text.lines().count()))?;
        let mut lines = body.split('\n').enumerate();
        let mut last = 0;
        for form in template.lines() {
            let (at, line) = lines.next().ok_or(DocumentError::Line(last + 1))?;
            last = at + 1;
            let Some(Slot { label, name }) = Slot::of(form) else {
                if line != form {
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
    pub(super) fn get(&self, name: &str) -> &'a str {
        self.lines(name).first().copied().unwrap_or_default()
    }

    pub(super) fn safe(&self, name: &str) -> SafeText {
        SafeText::new(self.get(name))
    }

    /// A value of many lines, with a line feed after each.
    pub(super) fn text(&self, name: &str) -> String {
        self.lines(name).iter().flat_map(|line| [*line, "\n"]).collect()
    }

    /// Whose number stands there.
    pub(super) fn number(&self) -> Result<Number, DocumentError> {
        let number = match (self.get("iin"), self.get("bin")) {
            (iin, NOBODY) => Iin::certified(iin).map(Number::Iin),
            (NOBODY, bin) => Bin::certified(bin).map(Number::Bin),
            _ => None,
        };
        number.ok_or(DocumentError::Field("iin"))
    }

    pub(super) fn terminal(&self) -> Terminal {
        Terminal {
            name: self.safe("terminal"),
            place: Bilingual { kk: self.safe("place-kk"), ru: self.safe("place-ru") },
        }
    }

    pub(super) fn moment(&self, name: &'static str) -> Result<Moment, DocumentError> {
        Moment::parse_rfc3339(self.get(name)).ok_or(DocumentError::Field(name))
    }
}
