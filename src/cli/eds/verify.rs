//! `eds verify`.

use std::{path::Path, process::ExitCode};

use serde::Serialize;

use super::{
    At, Failure, OutputForm, PolicyName, files,
    show::{Page, print_json},
};
use crate::{
    domain::{CertificateSummary, CheckLine, Clock, Fault, Moment, Verdict},
    eds::{Acceptance, Anchors, Policy, Report, claimed_time, unarmour, verify},
    text::{Texts, phrases::eds},
};

/// The report as JSON; its keys are stable.
#[derive(Debug, Serialize)]
struct Json<'a> {
    /// `valid`, `invalid` or `indeterminate`.
    verdict: &'static str,
    /// The first broken thing.
    code: Option<Fault>,
    /// `signature` or `acceptance`.
    policy: &'static str,
    judged_at: Moment,
    /// As the signer claims.
    signed_at: Option<Moment>,
    certificate: &'a Option<CertificateSummary>,
    checks: &'a [CheckLine],
}

/// Checks the signature and prints what was found.
///
/// # Errors
/// [`Failure`] when nothing could be checked.
#[allow(clippy::too_many_arguments)]
pub(super) fn run(
    signature: &Path,
    content: Option<&Path>,
    trust: &Path,
    at: Option<At>,
    policy: PolicyName,
    output: OutputForm,
    texts: &Texts,
    clock: &dyn Clock,
) -> Result<ExitCode, Failure> {
    let octets = files::read(signature)?;
    let signature = unarmour(&octets);
    let content = content.map(files::read).transpose()?;
    let anchors = read_anchors(trust)?;
    let at = match at {
        Some(At::Moment(at)) => at,
        Some(At::SigningTime) => claimed_time(&signature).unwrap_or_else(|| clock.now()),
        None => clock.now(),
    };
    let (name, terms) = match policy {
        PolicyName::Signature => ("signature", Policy::Signature),
        PolicyName::Acceptance => ("acceptance", Policy::Acceptance(Acceptance::default())),
    };
    let report = verify(&signature, content.as_deref(), &anchors, &terms, at);
    if output.json {
        print_report(&report, name, at)?;
    } else {
        show(&report, at, Page::new(texts, output.lang.into())).print()?;
    }
    Ok(ExitCode::from(u8::from(report.verdict != Verdict::Valid)))
}

/// The trusted certificates of a directory. Each file is read by itself first, so that a bad one
/// is named.
fn read_anchors(directory: &Path) -> Result<Anchors, Failure> {
    let files = files::read_directory(directory)?;
    for (path, octets) in &files {
        Anchors::from_certificates([octets.clone()])
            .map_err(|fault| Failure::Trust { path: path.clone(), fault })?;
    }
    let octets = files.into_iter().map(|(_, octets)| octets);
    Ok(Anchors::from_certificates(octets)?)
}

fn print_report(report: &Report, policy: &'static str, judged_at: Moment) -> Result<(), Failure> {
    let (verdict, code) = match report.verdict {
        Verdict::Valid => ("valid", None),
        Verdict::Invalid(fault) => ("invalid", Some(fault)),
        Verdict::Indeterminate(fault) => ("indeterminate", Some(fault)),
    };
    print_json(&Json {
        verdict,
        code,
        policy,
        judged_at,
        signed_at: report.signed_at,
        certificate: &report.certificate,
        checks: &report.lines,
    })
}

fn show<'a>(report: &Report, at: Moment, mut page: Page<'a>) -> Page<'a> {
    if let Some(certificate) = &report.certificate {
        page.title(&eds::certificate());
        page.certificate(certificate);
    }
    if let Some(signed_at) = report.signed_at {
        page.line(&eds::signed_at(), signed_at.date_time_seconds());
    }
    page.line(&eds::judged_at(), at.date_time_seconds());
    page.checks(&report.lines);
    page.verdict(report.verdict);
    page
}
