//! Judging a package offline, line by line.
//!
//! Everything is judged anew from the octets; nothing the portal states is taken for granted. What
//! cannot be judged because something before it is broken has no line.

use std::{sync::Arc, time::Duration};

use super::{EventProof, Flaw, Read, Stated, texts};
use crate::{
    document::{self, Document},
    domain::{CertificateSummary, Check, EdsPolicy, Fault, Moment, Outcome, Verdict},
    eds::{self, Acceptance, Anchors, Evidence, Policy, revocation::Crl},
};

/// What an operator's policy may let be and the policy of this build does not.
const OPERATORS_CHOICE: [Fault; 4] = [
    Fault::RoleNotAccepted,
    Fault::FinancialRightOnly,
    Fault::PersonnelOfficer,
    Fault::NoRightToSign,
];

/// A part of a package that is judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The container.
    Container,
    /// The manifest.
    Manifest,
    /// All files, against the manifest.
    Files,
    /// One file that is not as it has to be.
    File(String),
    /// The fixed texts.
    Texts,
    /// The signed document.
    Document,
    /// One check of the signature.
    Signature(Check),
    /// The certificates.
    Chain,
    /// The time stamp beside the signature.
    Stamp,
    /// The event.
    Event,
    /// The portal's statement.
    Report,
}

impl Part {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Manifest => "manifest",
            Self::Files => "files",
            Self::File(_) => "file",
            Self::Texts => "texts",
            Self::Document => "document",
            Self::Signature(_) => "signature",
            Self::Chain => "chain",
            Self::Stamp => "stamp",
            Self::Event => "event",
            Self::Report => "report",
        }
    }
}

/// Why something is not in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The package.
    Flaw(Flaw),
    /// The signature or a certificate.
    Fault(Fault),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flaw(flaw) => flaw.fmt(f),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

/// What was found of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// In order.
    Passed,
    /// Broken.
    Failed(Why),
    /// It cannot be told here.
    Indeterminate(Why),
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was judged.
    pub part: Part,
    /// What was found.
    pub finding: Finding,
}

/// What was found of a package.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// All in all: passed only when every line passed.
    pub verdict: Finding,
    /// Every part judged.
    pub lines: Vec<Line>,
    /// The moment the signature was judged at: of a trusted time stamp, or the one that was given.
    pub judged_at: Moment,
    /// The signer's certificate. Trust it only when the verdict is good.
    pub certificate: Option<CertificateSummary>,
    /// The portal's statement, when it could be read.
    pub stated: Option<Stated>,
    /// The event and the log after it, when they could be read.
    pub event: Option<EventProof>,
}

/// Judges a package at `at` for somebody who trusts `anchors`.
///
/// Certificates within the package lead to an anchor but are never one.
#[must_use]
pub fn judge(octets: &[u8], anchors: &Anchors, at: Moment) -> Judgement {
    let mut judgement = Judgement {
        verdict: Finding::Passed,
        lines: Vec::new(),
        judged_at: at,
        certificate: None,
        stated: None,
        event: None,
    };
    if let Some(read) = judgement.note(Part::Container, Read::new(octets)) {
        judgement.form(&read);
        judgement.substance(&read, anchors, at);
    }
    judgement.conclude()
}

impl Judgement {
    fn note<T>(&mut self, part: Part, found: Result<T, Flaw>) -> Option<T> {
        let finding = match &found {
            Ok(_) => Finding::Passed,
            Err(flaw) => Finding::Failed(Why::Flaw(*flaw)),
        };
        self.lines.push(Line { part, finding });
        found.ok()
    }

    /// The manifest, the files against it, the fixed texts.
    fn form(&mut self, read: &Read) {
        self.note(Part::Manifest, read.manifest);
        if read.wrong.is_empty() && read.manifest.is_ok() {
            self.note(Part::Files, Ok(()));
        }
        for (name, flaw) in &read.wrong {
            self.note(Part::File(name.clone()), Err::<(), _>(*flaw));
        }
        let known = texts::PACKED
            .iter()
            .all(|(name, _)| read.file(name).is_none_or(|octets| texts::is_known(name, octets)));
        self.note(Part::Texts, known.then_some(()).ok_or(Flaw::TextUnknown));
    }

    /// The document, the signature, and whether the rest is about them.
    fn substance(&mut self, read: &Read, anchors: &Anchors, at: Moment) {
        let document = read.document().and_then(|octets| {
            let parsed = document::parse(octets).map_err(|_| Flaw::Document);
            self.note(Part::Document, parsed).map(|document| (octets, document))
        });
        self.stated = read.report().ok();
        let report = match (read.signature(), &document) {
            (Some(signature), Some((octets, document))) => {
                Some(self.signature(read, (signature, octets), document, anchors, at))
            }
            _ => None,
        };
        if let Some(signature) = read.signature() {
            self.note(Part::Chain, check_chain(signature, &read.chain()));
        }
        if let Some(signature) = read.signature() {
            let within = eds::stamp::token(signature).unwrap_or_default();
            let same = within.as_deref() == read.stamp();
            if !same || within.is_some() {
                self.note(Part::Stamp, same.then_some(()).ok_or(Flaw::StampDiffers));
            }
        }
        let event = read.event().and_then(|proof| proof.check().map(|()| proof));
        let event = self.note(Part::Event, event);
        let stated = self.note(Part::Report, read.report());
        let mut agrees = Ok(());
        if let (Some(stated), Some((octets, document)), Some(report)) =
            (&stated, &document, &report)
        {
            let certificate = report.certificate.as_ref();
            let same = (stated.receipt.as_str() == read.receipt).then_some(());
            agrees = stated
                .agrees(octets, document, certificate, report.signed_at)
                .and(same.ok_or(Flaw::ReportDiffers));
            self.narrow(&Part::Report, agrees);
        }
        // What is compared with a report that is wrong is not to blame.
        if let (Some(stated), Some(proof), Ok(())) = (&stated, &event, agrees) {
            self.narrow(&Part::Event, stated.is_told_by(proof.event()));
        }
        self.event = event;
    }

    /// The signature's own checks, as strict as the portal's.
    fn signature(
        &mut self,
        read: &Read,
        (signature, octets): (&[u8], &[u8]),
        document: &Document,
        anchors: &Anchors,
        at: Moment,
    ) -> eds::Report {
        let enclosed: Vec<Vec<u8>> = read.chain().into_iter().map(<[u8]>::to_vec).collect();
        let anchors = anchors.with_intermediates(&enclosed);
        let fields = &document.fields;
        // The signer's clock may be as far off as any operator may let it be: what proves the time
        // is the stamp.
        let skew = Duration::from_secs(u64::from(EdsPolicy::LONGEST_SKEW));
        let micros = i64::try_from(skew.as_micros()).unwrap_or(0);
        let from = Moment::from_micros(fields.requested_at.micros().saturating_sub(micros));
        let received = self.stated.as_ref().map_or(at, |stated| stated.received_at);
        // Everything is asked for that proves an acceptance to a stranger: what is not in the
        // package lowers the verdict, whatever the portal was content with.
        let policy = Policy::Acceptance(Acceptance {
            expected: Some(fields.number.clone()),
            window: Some((from, received.after(skew))),
            revocation: true,
            stamp: true,
            // Nobody here knows what the operator had set: the policy of this build judges.
            operator: EdsPolicy::default(),
        });
        let evidence = Evidence {
            ocsp: read.revocation("ocsp").into_iter().map(<[u8]>::to_vec).collect(),
            crls: self.lists(read),
            received_at: Some(received),
            ..Evidence::default()
        };
        let report = eds::verify_with(signature, Some(octets), &anchors, &policy, at, &evidence);
        self.certificate.clone_from(&report.certificate);
        self.judged_at = report.stamped_at.unwrap_or(at);
        for line in &report.lines {
            let finding = match line.outcome {
                Outcome::Passed => Finding::Passed,
                // Only the portal says that it was signed before.
                Outcome::Indeterminate(Fault::Expired) => {
                    Finding::Indeterminate(Why::Flaw(Flaw::NoProofOfTime))
                }
                // Whom else the operator lets accept for an organisation, nobody here knows.
                Outcome::Failed(fault) if OPERATORS_CHOICE.contains(&fault) => {
                    Finding::Indeterminate(Why::Fault(fault))
                }
                Outcome::Failed(fault) => Finding::Failed(Why::Fault(fault)),
                Outcome::Indeterminate(fault) => Finding::Indeterminate(Why::Fault(fault)),
            };
            self.lines.push(Line { part: Part::Signature(line.check), finding });
        }
        // A check left out by mistake can make no package valid.
        for check in Check::ALL.into_iter().filter(|_| report.verdict != Verdict::Valid) {
            if !report.lines.iter().any(|line| line.check == check) {
                let finding = Finding::Indeterminate(Why::Flaw(Flaw::NotLookedAt));
                self.lines.push(Line { part: Part::Signature(check), finding });
            }
        }
        report
    }

    /// The revocation lists; one that cannot be read is told by its name.
    fn lists(&mut self, read: &Read) -> Vec<Arc<Crl>> {
        let mut lists = Vec::new();
        for (n, octets) in (1..).zip(read.revocation("crl")) {
            match Crl::read(octets) {
                Ok(list) => lists.push(Arc::new(list)),
                Err(fault) => self.lines.push(Line {
                    part: Part::File(format!("revocation/{n}.crl")),
                    finding: Finding::Failed(Why::Fault(fault)),
                }),
            }
        }
        lists
    }

    /// Lowers a line that passed so far.
    fn narrow(&mut self, part: &Part, found: Result<(), Flaw>) {
        if let (Err(flaw), Some(line)) =
            (found, self.lines.iter_mut().find(|line| line.part == *part))
            && line.finding == Finding::Passed
        {
            line.finding = Finding::Failed(Why::Flaw(flaw));
        }
    }

    /// The line that decides: the first broken one, else the first that cannot be told.
    #[must_use]
    pub fn worst(&self) -> Option<&Line> {
        let failed = |line: &&Line| matches!(line.finding, Finding::Failed(_));
        let unsure = |line: &&Line| matches!(line.finding, Finding::Indeterminate(_));
        self.lines.iter().find(failed).or_else(|| self.lines.iter().find(unsure))
    }

    fn conclude(mut self) -> Self {
        // What has no line because its file is missing was told as that file's.
        self.verdict = self.worst().map_or(Finding::Passed, |line| line.finding);
        self
    }
}

/// Whether the certificates lead from the signature's own to a self-signed one, whoever trusts it.
fn check_chain(signature: &[u8], chain: &[&[u8]]) -> Result<(), Flaw> {
    let [_, above @ ..] = chain else { return Err(Flaw::Chain) };
    let above = above.iter().map(|der| der.to_vec());
    let enclosed = Anchors::from_certificates(above).map_err(|_| Flaw::Chain)?;
    let path = eds::path_of(signature, &enclosed).map_err(|_| Flaw::Chain)?;
    if path.iter().map(Vec::as_slice).eq(chain.iter().copied()) { Ok(()) } else { Err(Flaw::Chain) }
}
