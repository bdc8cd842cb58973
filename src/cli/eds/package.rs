//! `kezekte verify`: judges an evidence package, offline.
//!
//! Exit codes: 0 valid, 1 not valid, 2 nothing could be judged, 3 it cannot be told.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use serde::Serialize;

use super::{
    At, Failure, OutputForm, files,
    show::{Page, print_json},
    verify::read_anchors,
};
use crate::{
    cli::{
        Lang,
        settings::{self, flag},
    },
    config::key::portal as key,
    domain::{Clock, Moment, SafeText},
    eds::Anchors,
    evidence::{Finding, Flaw, Judgement, Line, Part, Why, judge},
    text::{
        Phrase, Texts,
        phrases::{self, package},
    },
};

/// `kezekte verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The evidence package (.tar)
    file: PathBuf,
    /// A directory of trusted certificates, DER or PEM: self-signed ones are roots, others
    /// intermediates. Without it those `kezekte trust list` shows as trusted
    #[arg(long, value_name = "DIR")]
    trust: Option<String>,
    /// Judge at this moment instead of now; a trusted time stamp proves its own
    #[arg(long, value_name = "RFC3339")]
    at: Option<Moment3339>,
    #[command(flatten)]
    output: OutputForm,
}

/// A moment as it is typed.
#[derive(Debug, Clone, Copy)]
struct Moment3339(Moment);

impl std::str::FromStr for Moment3339 {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse::<At>() {
            Ok(At::Moment(at)) => Ok(Self(at)),
            _ => Err("a time like 2026-11-20T14:03:00Z is needed"),
        }
    }
}

/// The judgement as JSON; its keys are stable.
#[derive(Debug, Serialize)]
struct Json<'a> {
    /// `valid`, `invalid` or `indeterminate`.
    verdict: &'static str,
    /// Why it is not valid.
    code: Option<String>,
    /// The first broken part.
    part: Option<&'static str>,
    receipt: Option<&'a SafeText>,
    judged_at: Moment,
    received_at: Option<Moment>,
    certificate: Option<&'a crate::domain::CertificateSummary>,
    newest: Option<crate::evidence::Tip>,
    lines: Vec<JsonLine>,
}

/// A line of it.
#[derive(Debug, Serialize)]
struct JsonLine {
    part: &'static str,
    /// The check of the signature, or the file: its name is whatever a forger wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<SafeText>,
    /// `passed`, `failed` or `indeterminate`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// Carries `kezekte verify` out, in the language it names, else in `lang`.
#[must_use]
pub fn run(
    args: VerifyArgs,
    lang: Option<Lang>,
    config: Option<&Path>,
    clock: &dyn Clock,
) -> ExitCode {
    let args = &VerifyArgs { output: args.output.or(lang), ..args };
    let texts = Texts::new();
    let flags = flag(&key::TRUST, args.trust.as_ref()).into_iter().collect();
    let settings = match settings::load(config, flags) {
        Ok(settings) => settings,
        // 1 would be a verdict.
        Err(_) => return ExitCode::from(2),
    };
    let trust = settings.path(&key::TRUST);
    judge_file(args, trust, &texts, clock).unwrap_or_else(|failure| {
        eprintln!("{}", failure.say(&texts, args.output.language()));
        ExitCode::from(2)
    })
}

/// Without a folder of trusted certificates nobody is trusted, and it cannot be told.
fn judge_file(
    args: &VerifyArgs,
    trust: Option<&Path>,
    texts: &Texts,
    clock: &dyn Clock,
) -> Result<ExitCode, Failure> {
    let octets = files::read(&args.file)?;
    let anchors = trust.map_or_else(|| Ok(Anchors::default()), read_anchors)?;
    let at = args.at.map_or_else(|| clock.now(), |Moment3339(at)| at);
    let judgement = judge(&octets, &anchors, at);
    if args.output.json {
        print_json(&json(&judgement))?;
    } else {
        show(&judgement, at, &anchors, Page::new(texts, args.output.language())).print()?;
    }
    Ok(ExitCode::from(match judgement.verdict {
        Finding::Passed => 0,
        Finding::Failed(_) => 1,
        Finding::Indeterminate(_) => 3,
    }))
}

fn outcome(finding: Finding) -> (&'static str, Option<Why>) {
    match finding {
        Finding::Passed => ("passed", None),
        Finding::Failed(why) => ("failed", Some(why)),
        Finding::Indeterminate(why) => ("indeterminate", Some(why)),
    }
}

fn json(judgement: &Judgement) -> Json<'_> {
    let (_, why) = outcome(judgement.verdict);
    let stated = judgement.stated.as_ref();
    let line = |line| {
        let Line { part, finding }: &Line = line;
        let (outcome, why) = outcome(*finding);
        let of = match part {
            Part::Signature(check) => Some(check.code().into()),
            Part::File(name) => Some(name.as_str().into()),
            _ => None,
        };
        JsonLine { part: part.code(), of, outcome, code: why.map(|why| why.to_string()) }
    };
    Json {
        verdict: match judgement.verdict {
            Finding::Passed => "valid",
            Finding::Failed(_) => "invalid",
            Finding::Indeterminate(_) => "indeterminate",
        },
        code: why.map(|why| why.to_string()),
        part: judgement.worst().map(|line| line.part.code()),
        receipt: stated.map(|stated| &stated.receipt),
        judged_at: judgement.judged_at,
        received_at: stated.map(|stated| stated.received_at),
        certificate: judgement.certificate.as_ref(),
        newest: judgement.event.as_ref().map(crate::evidence::EventProof::newest),
        lines: judgement.lines.iter().map(line).collect(),
    }
}

fn show<'a>(judgement: &Judgement, at: Moment, anchors: &Anchors, mut page: Page<'a>) -> Page<'a> {
    match &judgement.stated {
        Some(stated) => page.title(&package::title(stated.receipt.clone())),
        None => page.title(&package::unread()),
    }
    if let Some(certificate) = &judgement.certificate {
        page.certificate(certificate);
    }
    if let Some(stated) = &judgement.stated {
        page.line(&package::received(), stated.received_at.date_time_seconds());
    }
    let label =
        if judgement.judged_at == at { package::judged_at() } else { package::stamped_at() };
    page.line(&label, judgement.judged_at.date_time_seconds());
    for Line { part, finding } in &judgement.lines {
        let mark = match finding {
            Finding::Passed => '+',
            Finding::Failed(_) => '-',
            Finding::Indeterminate(_) => '?',
        };
        let found = outcome(*finding).1.map_or_else(phrases::eds::passed, why);
        page.finding(mark, &name(part), &found);
    }
    if let Some(proof) = &judgement.event {
        let newest = proof.newest();
        let seq = newest.seq.to_string().into();
        page.title(&package::newest(seq, SafeText::new(&hex::encode(newest.hash))));
        page.title(&package::log_words());
    }
    if anchors.is_empty() {
        page.title(&package::no_anchors());
    }
    let verdict = match judgement.verdict {
        Finding::Passed => package::valid(),
        Finding::Failed(_) => package::invalid(),
        Finding::Indeterminate(_) => package::indeterminate(),
    };
    match judgement.worst() {
        None => page.title(&verdict),
        Some(line) => page.verdict_on(&verdict, &name(&line.part), outcome(line.finding).1),
    }
    page
}

fn name(part: &Part) -> Phrase {
    match part {
        Part::Container => package::container(),
        Part::Manifest => package::manifest(),
        Part::Files => package::files(),
        Part::File(name) => package::file(SafeText::new(name)),
        Part::Texts => package::texts(),
        Part::Document => package::document(),
        Part::Signature(check) => phrases::check(*check),
        Part::Chain => package::chain(),
        Part::Stamp => package::stamp(),
        Part::Event => package::event(),
        Part::Report => package::report(),
    }
}

fn why(why: Why) -> Phrase {
    match why {
        Why::Fault(fault) => phrases::fault(fault),
        Why::Flaw(flaw) => sentence(flaw),
    }
}

fn sentence(flaw: Flaw) -> Phrase {
    match flaw {
        Flaw::TooLarge => package::too_large(),
        Flaw::Container => package::bad_container(),
        Flaw::Manifest => package::bad_manifest(),
        Flaw::Missing => package::missing(),
        Flaw::Unexpected => package::unexpected(),
        Flaw::Changed => package::changed(),
        Flaw::Document => package::bad_document(),
        Flaw::Chain => package::bad_chain(),
        Flaw::StampDiffers => package::stamp_differs(),
        Flaw::EventHash => package::event_hash(),
        Flaw::EventDiffers => package::event_differs(),
        Flaw::ReportDiffers => package::report_differs(),
        Flaw::TextUnknown => package::text_unknown(),
        Flaw::NoProofOfTime => package::no_proof_of_time(),
        Flaw::NotLookedAt => package::not_looked_at(),
    }
}
