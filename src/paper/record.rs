//! The receipt as JSON, for programs. Its form is `assets/receipt.schema.json` (JSON Schema
//! 2020-12); a test holds the two together.

use serde::Serialize;

use super::{Paper, PaperError, check_line};
use crate::{
    api::Receipt,
    domain::{Bilingual, Language, Moment, Role, SafeText, Terminal},
};

/// The form's name; another form is another name.
const FORM: &str = "kezekte-receipt/1";

#[derive(Serialize)]
struct Record<'a> {
    form: &'static str,
    /// There and true in a demonstration's alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    demonstration: bool,
    number: &'a SafeText,
    account: u64,
    accepted_at: Moment,
    signed_at: Option<Moment>,
    valid_until: Moment,
    /// What people read, in Almaty: `dd.mm.yyyy HH:MM:SS`.
    accepted_at_almaty: String,
    user: User<'a>,
    request: Request<'a>,
    agreement: Agreement<'a>,
    document: Document<'a>,
    eds: Eds<'a>,
    event: &'a SafeText,
    check_line: String,
}

/// The one who joined: an organisation where the certificate names one.
#[derive(Serialize)]
struct User<'a> {
    kind: &'static str,
    name: &'a SafeText,
    number_masked: Option<String>,
}

#[derive(Serialize)]
struct Request<'a> {
    number: &'a SafeText,
    at: Option<Moment>,
    terminal: Option<At<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    name: &'a SafeText,
    place: &'a Bilingual,
}

#[derive(Serialize)]
struct Agreement<'a> {
    version: &'a str,
    languages_shown: &'a [Language],
}

#[derive(Serialize)]
struct Document<'a> {
    sha256: &'a SafeText,
    check_code: &'a SafeText,
}

#[derive(Serialize)]
struct Eds<'a> {
    owner: &'a SafeText,
    iin_masked: Option<String>,
    organisation: Option<&'a SafeText>,
    bin_masked: Option<String>,
    role: Role,
    issuer: &'a SafeText,
    serial: &'a str,
    sha256: &'a str,
    algorithm: &'a SafeText,
    not_before: Moment,
    not_after: Moment,
}

/// The receipt's JSON, indented, with a line feed at the end.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let (receipt, view) = (paper.receipt()?, &paper.signed.acceptance);
    let record = Record {
        form: FORM,
        demonstration: paper.demonstration,
        number: &receipt.number,
        account: receipt.account,
        accepted_at: receipt.accepted_at,
        signed_at: receipt.signed_at,
        valid_until: receipt.valid_until,
        accepted_at_almaty: receipt.accepted_at.date_time_seconds(),
        user: user(receipt),
        request: Request {
            number: &view.request,
            at: view.document.as_ref().map(|document| document.requested_at),
            terminal: view.document.as_ref().map(|document| {
                let Terminal { name, place } = &document.terminal;
                At { name, place }
            }),
        },
        agreement: Agreement { version: &view.agreement.0, languages_shown: &view.languages },
        document: Document { sha256: &receipt.sha256, check_code: &receipt.check_code },
        eds: eds(receipt),
        event: &receipt.event,
        check_line: check_line(receipt),
    };
    let mut octets = serde_json::to_vec_pretty(&record).map_err(|_| PaperError::Json)?;
    octets.push(b'\n');
    Ok(octets)
}

fn user(receipt: &Receipt) -> User<'_> {
    let of = &receipt.certificate;
    match (&of.organisation, &of.bin) {
        (Some(name), Some(bin)) => {
            User { kind: "organisation", name, number_masked: Some(bin.masked()) }
        }
        _ => {
            let number_masked = of.iin.as_ref().map(|iin| iin.masked());
            User { kind: "person", name: &of.owner, number_masked }
        }
    }
}

fn eds(receipt: &Receipt) -> Eds<'_> {
    let of = &receipt.certificate;
    Eds {
        owner: &of.owner,
        iin_masked: of.iin.as_ref().map(|iin| iin.masked()),
        organisation: of.organisation.as_ref(),
        bin_masked: of.bin.as_ref().map(|bin| bin.masked()),
        role: of.role,
        issuer: &of.issuer,
        serial: &of.serial,
        sha256: &of.sha256,
        algorithm: &of.algorithm,
        not_before: of.not_before,
        not_after: of.not_after,
    }
}
