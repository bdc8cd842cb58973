//! The challenge of a sign-in, as canonical bytes people can read.
//!
//! The form is the template `assets/document/sign-in-1.txt`, by the grammar of the document of an
//! acceptance; besides that one's names there are `until` and `until-almaty`, the last moment at
//! which it can be signed. A template once used is never changed.
//!
//! Invariant: the first line differs from that of a document, so no bytes are both: a sign-in can
//! never count as an acceptance, nor the reverse. And `render(parse(x)) == x` for every `x` that
//! [`parse`] accepts.

use super::{
    DocumentError,
    template::{self, Values},
};
use crate::domain::ChallengeFields;

const TEMPLATE: &str = include_str!("../../assets/document/sign-in-1.txt");

/// The challenge's bytes.
///
/// # Errors
/// When `fields` hold a value the form has no place for: a nonce that is not 256 bits in lower-case
/// hex, an empty number, a time beyond what RFC 3339 can say.
pub fn render(fields: &ChallengeFields) -> Result<Vec<u8>, DocumentError> {
    let moments = [("at", fields.requested_at), ("until", fields.expires_at)];
    template::judge(&fields.nonce, &fields.request, &moments)?;
    let mut challenge = String::with_capacity(4 * 1024);
    template::fill(TEMPLATE, &mut challenge, |name| value(fields, name))?;
    Ok(challenge.into_bytes())
}

/// Reads a challenge, strictly: nothing but what [`render`] writes is one.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(bytes: &[u8]) -> Result<ChallengeFields, DocumentError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)?;
    let values = Values::read(TEMPLATE, text)?;
    let fields = ChallengeFields {
        request: values.safe("request"),
        nonce: values.safe("nonce"),
        requested_at: values.moment("at")?,
        expires_at: values.moment("until")?,
        terminal: values.terminal(),
        number: values.number()?,
    };
    if render(&fields)? == bytes { Ok(fields) } else { Err(DocumentError::Contradiction) }
}

/// What stands in the challenge for `name`.
fn value(fields: &ChallengeFields, name: &'static str) -> Result<String, DocumentError> {
    Ok(match name {
        "request" => fields.request.to_string(),
        "at" => fields.requested_at.rfc3339(),
        "almaty" => fields.requested_at.date_time_seconds(),
        "until" => fields.expires_at.rfc3339(),
        "until-almaty" => fields.expires_at.date_time_seconds(),
        "nonce" => fields.nonce.to_string(),
        other => template::who_and_where(&fields.number, &fields.terminal, other)?,
    })
}
