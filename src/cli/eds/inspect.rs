//! `eds inspect`: what is in a file, without a word about trust.

use std::{path::Path, process::ExitCode};

use serde::Serialize;
use zeroize::Zeroizing;

use super::{
    Failure, OutputForm, PasswordSource, files,
    show::{Page, print_json},
};
use crate::{
    domain::{CertificateSummary, Check, CheckLine, Clock, Fault, Moment},
    eds::{Anchors, Certificate, KeyFile, Policy, Report, unarmour, verify},
    text::{Phrase, Texts, phrases::eds},
};

/// What was found, as JSON; its keys are stable.
#[derive(Debug, Serialize)]
struct Found {
    kind: Kind,
    certificate: Option<CertificateSummary>,
    /// As the signer claims.
    signed_at: Option<Moment>,
    /// Length of the document in the signature, in octets.
    content_octets: Option<usize>,
    /// Form and signature only.
    checks: Vec<CheckLine>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Certificate,
    KeyFile,
    Signature,
}

/// Prints what is in the file.
///
/// # Errors
/// [`Failure`]; [`Fault::Malformed`] for a file that is none of the three.
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
        show(&found, Page::new(texts, output.lang.into())).print()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A certificate, else a signature, else a key file.
fn recognise(octets: &[u8], source: &PasswordSource, now: Moment) -> Result<Found, Failure> {
    let octets = unarmour(octets);
    if let Ok(certificate) = Certificate::from_der(&octets) {
        return Ok(Found::of(Kind::Certificate, certificate.summary()));
    }
    let report = verify(&octets, None, &Anchors::default(), &Policy::Signature, now);
    if report.lines.len() > 1 {
        return Ok(Found::signature(report));
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

impl Found {
    fn of(kind: Kind, certificate: CertificateSummary) -> Self {
        Self {
            kind,
            certificate: Some(certificate),
            signed_at: None,
            content_octets: None,
            checks: Vec::new(),
        }
    }

    fn signature(report: Report) -> Self {
        let checks = report.lines.into_iter().filter(|line| line.check <= Check::Signature);
        Self {
            kind: Kind::Signature,
            certificate: report.certificate,
            signed_at: report.signed_at,
            content_octets: report.content.map(|content| content.len()),
            checks: checks.collect(),
        }
    }

    fn title(&self) -> Phrase {
        match (self.kind, self.content_octets) {
            (Kind::Certificate, _) => eds::certificate(),
            (Kind::KeyFile, _) => eds::key_file(),
            (Kind::Signature, Some(octets)) => eds::attached(octets),
            (Kind::Signature, None) => eds::detached(),
        }
    }
}

fn show<'a>(found: &Found, mut page: Page<'a>) -> Page<'a> {
    page.title(&found.title());
    if let Some(certificate) = &found.certificate {
        page.certificate(certificate);
    }
    if let Some(signed_at) = found.signed_at {
        page.line(&eds::signed_at(), signed_at.date_time_seconds());
    }
    page.checks(&found.checks);
    page.title(&eds::trust_not_judged());
    page
}
