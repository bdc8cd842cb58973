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
    judged_by: Source,
    /// As the signer claims.
    signed_at: Option<Moment>,
    certificate: &'a Option<CertificateSummary>,
    checks: &'a [CheckLine],
}

/// Where the moment of judging comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Source {
    /// The clock.
    Now,
    /// The command line.
    Given,
    /// The signer, for whom nobody vouches.
    Claimed,
}

impl Source {
    /// The moment to judge at. A claimed time that cannot be read, or has not come yet, is none.
    fn of(at: Option<At>, signature: &[u8], now: Moment) -> (Moment, Self) {
        match at {
            None => (now, Self::Now),
            Some(At::Moment(at)) => (at, Self::Given),
            Some(At::SigningTime) => match claimed_time(signature) {
                Some(claimed) if claimed <= now => (claimed, Self::Claimed),
                _ => (now, Self::Now),
            },
        }
    }
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
    let (at, source) = Source::of(at, &signature, clock.now());
    let (name, terms) = match policy {
        PolicyName::Signature => ("signature", Policy::Signature),
        PolicyName::Acceptance => ("acceptance", Policy::Acceptance(Acceptance::default())),
    };
    let report = verify(&signature, content.as_deref(), &anchors, &terms, at);
    if output.json {
        print_report(&report, name, at, source)?;
    } else {
        show(&report, at, source, Page::new(texts, output.language())).print()?;
    }
    Ok(ExitCode::from(match report.verdict {
        Verdict::Valid => 0,
        Verdict::Invalid(_) => 1,
        Verdict::Indeterminate(_) => 3,
    }))
}

/// The trusted certificates of a directory. Each file is read by itself first, so that a bad one
/// is named.
pub(super) fn read_anchors(directory: &Path) -> Result<Anchors, Failure> {
    let files = files::read_certificates(directory)?;
    for (path, octets) in &files {
        Anchors::from_certificates([octets.clone()])
            .map_err(|fault| Failure::Trust { path: path.clone(), fault })?;
    }
    let octets = files.into_iter().map(|(_, octets)| octets);
    Anchors::from_certificates(octets)
        .map_err(|fault| Failure::Trust { path: directory.to_owned(), fault })
}

fn print_report(
    report: &Report,
    policy: &'static str,
    judged_at: Moment,
    judged_by: Source,
) -> Result<(), Failure> {
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
        judged_by,
        signed_at: report.signed_at,
        certificate: &report.certificate,
        checks: &report.lines,
    })
}

fn show<'a>(report: &Report, at: Moment, source: Source, mut page: Page<'a>) -> Page<'a> {
    if let Some(certificate) = &report.certificate {
        page.title(&eds::certificate());
        page.certificate(certificate);
    }
    if let Some(signed_at) = report.signed_at {
        page.line(&eds::signed_at(), signed_at.date_time_seconds());
    }
    page.line(&eds::judged_at(), at.date_time_seconds());
    if source == Source::Claimed {
        page.title(&eds::time_unproven());
    }
    page.checks(&report.lines);
    page.verdict(report.verdict);
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Iin, OsRandom, Role},
        eds::{
            Certificate, KeyFile,
            algorithm::PrivateKey,
            issue::{Authority, Subject, Usage},
            sign,
        },
    };

    #[test]
    fn a_time_that_has_not_come_is_not_taken_from_the_signer() {
        let at = Moment::from_seconds;
        let validity = (at(1_000), at(2_000_000_000));
        let authority = Authority::root_gost("A", validity, &OsRandom).unwrap();
        let key = PrivateKey::generate_gost512(&OsRandom).unwrap();
        let subject = Subject {
            role: Role::Person,
            surname: "A".to_owned(),
            given: "B".to_owned(),
            patronymic: None,
            iin: Iin::certified("123456789011"),
            organisation: None,
            usage: Usage::Signing,
            validity,
        };
        let spki = key.public().unwrap().to_spki();
        let certificate = authority.certify(&subject, &spki, &OsRandom).unwrap();
        let key = KeyFile::new(key, Certificate::from_der(&certificate).unwrap()).unwrap();
        let signature = sign(b"text", &key, true, at(5_000), &OsRandom).unwrap();
        let of = |now| Source::of(Some(At::SigningTime), &signature, at(now));
        assert_eq!(of(5_000), (at(5_000), Source::Claimed));
        assert_eq!(of(4_999), (at(4_999), Source::Now));
        let unread = Source::of(Some(At::SigningTime), b"?", at(7));
        assert_eq!(unread, (at(7), Source::Now));
    }
}
