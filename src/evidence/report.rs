//! What the portal states of an acceptance: the receipt's facts and the checks it made. Every fact
//! that can be told from the signed document, the signature and the event is compared with them
//! ([`Stated::agrees`]); the checks are the portal's own word, and are made anew by whoever judges.

use serde::{Deserialize, Serialize};

use super::{Event, Flaw};
use crate::{
    api::{AcceptanceView, Receipt},
    document::{self, Document},
    domain::{CertificateSummary, CheckLine, Language, Moment, SafeText, Version},
};

/// The schema of a report.
const SCHEMA: &str = "kezekte-report 1";
/// The agreement's term (5.2), in years.
const TERM: i32 = 3;
/// The kind of the event by which an acceptance comes into force.
const IN_FORCE: &str = "acceptance.effective";

/// The receipt's facts and the portal's checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    schema: String,
    /// The receipt's number.
    pub receipt: SafeText,
    /// The acceptance's id at the portal.
    pub acceptance: SafeText,
    /// The account's number.
    pub account: u64,
    /// The request's number.
    pub request: SafeText,
    /// The agreement's version.
    pub agreement: Version,
    /// The languages in which the agreement was shown.
    pub languages: Vec<Language>,
    /// When the portal received the signature.
    pub received_at: Moment,
    /// When it took effect; the agreement is in force from here (5.2).
    pub accepted_at: Moment,
    /// The signing time the signature claims.
    pub signed_at: Option<Moment>,
    /// The last moment of the three years (5.2).
    pub valid_until: Moment,
    /// The owner of the signer's certificate.
    pub owner: SafeText,
    /// The organisation, where the certificate names one.
    pub organisation: Option<SafeText>,
    /// SHA-256 of the signer's certificate, lower-case hex.
    pub certificate: SafeText,
    /// SHA-256 of the document, lower-case hex.
    pub sha256: SafeText,
    /// The document's check code.
    pub check_code: SafeText,
    /// The hash of the acceptance's event, lower-case hex.
    pub event: SafeText,
    /// The checks the portal made when it received the signature.
    pub checks: Vec<CheckLine>,
}

/// The event's payload, as far as it is compared.
#[derive(Debug, Deserialize)]
struct Payload {
    acceptance: SafeText,
    request: SafeText,
    receipt: SafeText,
    agreement: Version,
    sha256: SafeText,
    certificate: SafeText,
    shown: Shown,
}

#[derive(Debug, Deserialize)]
struct Shown {
    languages: Vec<Language>,
}

impl Stated {
    /// What the portal states of an acceptance that has a receipt.
    #[must_use]
    pub fn of(view: &AcceptanceView, receipt: &Receipt, received_at: Moment) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            receipt: receipt.number.clone(),
            acceptance: view.id.clone(),
            account: receipt.account,
            request: view.request.clone(),
            agreement: view.agreement.clone(),
            languages: view.languages.clone(),
            received_at,
            accepted_at: receipt.accepted_at,
            signed_at: receipt.signed_at,
            valid_until: receipt.valid_until,
            owner: receipt.certificate.owner.clone(),
            organisation: receipt.certificate.organisation.clone(),
            certificate: receipt.certificate.sha256.as_str().into(),
            sha256: receipt.sha256.clone(),
            check_code: receipt.check_code.clone(),
            event: receipt.event.clone(),
            checks: view.checks.clone(),
        }
    }

    /// Whether it states what the signature and the document say.
    pub(super) fn agrees(
        &self,
        octets: &[u8],
        document: &Document,
        certificate: Option<&CertificateSummary>,
        signed_at: Option<Moment>,
    ) -> Result<(), Flaw> {
        let fields = &document.fields;
        let signer = certificate.is_some_and(|certificate| {
            certificate.sha256 == self.certificate.as_str()
                && certificate.owner == self.owner
                && certificate.organisation == self.organisation
        });
        let sound = self.schema == SCHEMA
            && signer
            && self.signed_at == signed_at
            && self.received_at >= fields.requested_at
            && self.accepted_at >= self.received_at
            && self.request == fields.request
            && self.agreement == fields.agreement
            && self.sha256.as_str() == hex::encode(document::digest(octets))
            && self.check_code.as_str() == document::check_code(octets)
            && self.valid_until == Moment::end_of(self.accepted_at.anniversary(TERM));
        if sound { Ok(()) } else { Err(Flaw::ReportDiffers) }
    }

    /// Whether the event is the one by which this acceptance came into force.
    pub(super) fn is_told_by(&self, event: &Event) -> Result<(), Flaw> {
        let payload: Payload =
            serde_json::from_str(&event.payload).map_err(|_| Flaw::EventDiffers)?;
        let sound = event.kind == IN_FORCE
            && event.account.and_then(|number| u64::try_from(number).ok()) == Some(self.account)
            && event.at >= self.accepted_at
            && self.event.as_str() == hex::encode(event.hash)
            && payload.acceptance == self.acceptance
            && payload.request == self.request
            && payload.receipt == self.receipt
            && payload.agreement == self.agreement
            && payload.sha256 == self.sha256
            && payload.certificate == self.certificate
            && payload.shown.languages == self.languages;
        if sound { Ok(()) } else { Err(Flaw::EventDiffers) }
    }
}
