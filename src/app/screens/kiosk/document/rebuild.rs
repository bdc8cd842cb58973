//! The document or the challenge, rebuilt from this program's own words and the request's fields,
//! and refused when the portal means another one (A6).

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    app::{asked::Asked, shared::Shared, trouble::Trouble},
    document::{challenge, check_code, digest, render, same_check_code},
    domain::Moment,
    text::phrases::document,
};

/// A request may be this much older or newer than this device's clock says.
const WINDOW: Duration = Duration::from_secs(600);

/// What differs between the portal's document and this device's. Nothing was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Difference {
    /// Another version of the agreement.
    Agreement,
    /// Another number than the one that was entered.
    Number,
    /// Another terminal.
    Terminal,
    /// Not the present time.
    Time,
    /// Fields that make no document.
    Form,
    /// Another SHA-256: the portal's bytes are others.
    Bytes,
    /// Another check code.
    CheckCode,
}

impl From<Difference> for Trouble {
    fn from(difference: Difference) -> Self {
        let (sentence, code) = match difference {
            Difference::Agreement => (document::differs_agreement(), "agreement-differs"),
            Difference::Number => (document::differs_number(), "number-differs"),
            Difference::Terminal => (document::differs_terminal(), "terminal-differs"),
            Difference::Time => (document::differs_time(), "time-differs"),
            Difference::Form => (document::differs_form(), "no-document"),
            Difference::Bytes => (document::differs(), "document-differs"),
            Difference::CheckCode => (document::differs_code(), "check-code-differs"),
        };
        let next = match difference {
            Difference::Time => document::differs_time_next(),
            _ => document::differs_next(),
        };
        Self { sentence, code: format!("kiosk {code}"), next }
    }
}

/// True when the request's time is near enough to the present one.
pub(super) fn is_timely(requested_at: Moment, now: Moment) -> bool {
    now.since(requested_at).max(requested_at.since(now)) <= WINDOW
}

/// The bytes to sign. What the portal sent beside the fields is only compared with them.
///
/// # Errors
/// The first difference; then nothing may be signed.
pub(super) fn rebuild(shared: &Shared, asked: &Asked) -> Result<Arc<[u8]>, Difference> {
    let agreement = &shared.facts.agreement;
    if let Asked::Acceptance(requested) = asked
        && requested.document.agreement != *agreement.version()
    {
        return Err(Difference::Agreement);
    }
    if Some(asked.number()) != shared.visit.number.as_ref() {
        return Err(Difference::Number);
    }
    if *asked.terminal() != shared.facts.terminal {
        return Err(Difference::Terminal);
    }
    if !is_timely(asked.requested_at(), shared.now) {
        return Err(Difference::Time);
    }
    let bytes = match asked {
        Asked::Acceptance(requested) => render(agreement, &requested.document),
        Asked::SignIn(challenged) => challenge::render(&challenged.challenge),
    }
    .map_err(|_| Difference::Form)?;
    if hex::encode(digest(&bytes)) != asked.sha256().as_str() {
        return Err(Difference::Bytes);
    }
    if !same_check_code(&check_code(&bytes), asked.check_code().as_str()) {
        return Err(Difference::CheckCode);
    }
    Ok(bytes.into())
}
