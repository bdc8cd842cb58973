//! `eds inspect`: what is in a file, without a word about trust. The kind is told by the content.

use std::{path::Path, process::ExitCode};

use der::{Decode as _, asn1::AnyRef};
use zeroize::Zeroizing;

use super::{
    Failure, OutputForm, PasswordSource, files,
    found::{Found, Kind, Ocsp, Stamp},
    show::{Page, print_json},
};
use crate::{
    domain::{Clock, Fault, Moment, SafeText},
    eds::{
        Anchors, Certificate, KeyFile, Policy,
        revocation::{Crl, ocsp},
        stamp, unarmour, verify,
    },
    text::{
        Arg, Phrase, Texts,
        phrases::{self, eds},
    },
};

/// Prints what is in the file.
///
/// # Errors
/// [`Failure`]; [`Fault::Malformed`] for a file of no kind that is known.
pub(super) fn run(
    path: &Path,
    password: &PasswordSource,
    output: OutputForm,
    texts: &Texts,
    clock: &dyn Clock,
) -> Result<ExitCode, Failure> {
    let found = recognise(&files::read(path)?, password, clock.now())?;
    if output.json {
        print_json(&found)?;
    } else {
        show(&found, Page::new(texts, output.language())).print()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A certificate, else a signature, else what authorities answer, else a key file.
fn recognise(octets: &[u8], source: &PasswordSource, now: Moment) -> Result<Found, Failure> {
    let octets = unarmour(octets);
    if let Ok(certificate) = Certificate::from_der(&octets) {
        return Ok(Found::of(Kind::Certificate, certificate.summary()));
    }
    let report = verify(&octets, None, &Anchors::default(), &Policy::Signature, now);
    if report.lines.len() > 1 {
        let token = stamp::token(&octets).ok().flatten();
        return Ok(Found::signature(report, token.and_then(|it| stamp::summary(&it).ok())));
    }
    if let Some(answer) = answer(&octets)? {
        return Ok(answer);
    }
    let password = if source.is_given() { source.read()? } else { Zeroizing::default() };
    match KeyFile::open(&octets, &password) {
        Ok(key) => Ok(Found::of(Kind::KeyFile, key.summary())),
        // It was no key file either: the reader wants to hear of the file, not of a key.
        Err(Fault::NotKeyFile) => Err(Fault::Malformed.into()),
        Err(Fault::WrongPassword) if !source.is_given() => Err(Failure::NoPassword),
        Err(fault) => Err(fault.into()),
    }
}

/// What an authority answers, when it is that. The three forms differ in their first elements, so
/// none is taken for another.
fn answer(octets: &[u8]) -> Result<Option<Found>, Fault> {
    match stamp::summary(octets) {
        Ok(summary) => return Ok(Some(Found::stamp(summary))),
        Err(fault @ Fault::StampRefused) => {
            return Ok(Some(Found::refused(Kind::TimeStamp, fault)));
        }
        Err(_) => {}
    }
    match ocsp::summary(octets) {
        Ok(summary) => return Ok(Some(Found::ocsp(summary))),
        Err(fault @ (Fault::OcspTryLater | Fault::OcspRefused)) => {
            return Ok(Some(Found::refused(Kind::OcspResponse, fault)));
        }
        Err(_) => {}
    }
    match Crl::read(octets) {
        Ok(crl) => Ok(Some(Found::list(&crl))),
        // It is a list, but not one that is understood.
        Err(fault @ Fault::CrlNotSupported) if AnyRef::from_der(octets).is_ok() => Err(fault),
        Err(_) => Ok(None),
    }
}

fn title(found: &Found) -> Phrase {
    match (found.kind, found.content_octets) {
        (Kind::Certificate, _) => eds::certificate(),
        (Kind::KeyFile, _) => eds::key_file(),
        (Kind::Signature, Some(octets)) => eds::attached(octets),
        (Kind::Signature, None) => eds::detached(),
        (Kind::OcspResponse, _) => eds::ocsp(),
        (Kind::Crl, _) => eds::crl(),
        (Kind::DeltaCrl, _) => eds::delta_crl(),
        (Kind::TimeStamp, _) => eds::stamp(),
    }
}

fn show<'a>(found: &Found, mut page: Page<'a>) -> Page<'a> {
    page.title(&title(found));
    if let Some(fault) = found.refused {
        page.title(&phrases::fault(fault));
    }
    if let Some(ocsp) = &found.ocsp {
        show_ocsp(ocsp, &mut page);
    }
    if let Some(list) = &found.list {
        page.line(&eds::issuer(), &list.issuer);
        page.line(&eds::this_update(), list.this_update.date_time_seconds());
        page.optional(&eds::next_update(), list.next_update.map(Moment::date_time_seconds));
        page.optional(&eds::list_number(), list.number.as_ref());
        page.optional(&eds::base_number(), list.base.as_ref());
        page.line(&eds::entries(), list.entries);
    }
    if let Some(stamp) = found.stamp.as_ref().filter(|_| found.kind == Kind::TimeStamp) {
        show_stamp(stamp, &mut page);
    }
    if let Some(certificate) = &found.certificate {
        page.certificate(certificate);
    }
    if let Some(signed_at) = found.signed_at {
        page.line(&eds::signed_at(), signed_at.date_time_seconds());
    }
    if let Some(stamp) = found.stamp.as_ref().filter(|_| found.kind == Kind::Signature) {
        page.title(&eds::stamp());
        show_stamp(stamp, &mut page);
    }
    page.checks(&found.checks);
    page.title(&eds::trust_not_judged());
    page
}

fn show_ocsp(ocsp: &Ocsp, page: &mut Page<'_>) {
    page.line(&eds::responder(), &ocsp.responder);
    page.line(&eds::produced_at(), ocsp.produced_at.date_time_seconds());
    for said in &ocsp.said {
        let state = match (said.state, said.revoked_at) {
            (_, Some(at)) => eds::revoked(Arg::DateTime(at)),
            ("good", None) => eds::good(),
            _ => eds::unknown(),
        };
        page.title(&eds::state(SafeText::new(&said.serial), state));
        page.line(&eds::this_update(), said.this_update.date_time_seconds());
        page.optional(&eds::next_update(), said.next_update.map(Moment::date_time_seconds));
    }
    page.optional(&eds::nonce(), ocsp.nonce.as_ref());
}

fn show_stamp(stamp: &Stamp, page: &mut Page<'_>) {
    page.line(&eds::stamped_at(), stamp.at.date_time_seconds());
    page.line(&eds::policy(), &stamp.policy);
    page.line(&eds::imprint(), &stamp.imprint);
    page.optional(&eds::nonce(), stamp.nonce.as_ref());
}
