//! The certificate and every check that was made of it.
//!
//! Going on is possible only when every check passed and the certificate is that of the number
//! which was entered. One check may stay open: a console that trusts no authority at all cannot
//! judge the path, says so, and leaves it to the portal. The portal checks all of it again; here it
//! saves the citizen a refusal.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        effect::OpenedKey,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{checks, label, pairs, pairs_height, paragraph, trouble},
    },
    domain::{
        self, CertificateSummary, Check, CheckLine, Fault, Number, Outcome, SafeText, Verdict,
    },
    text::{
        Arg,
        phrases::{self, certificate, common},
    },
};

/// The screen's state: none, everything is in the visit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Certificate {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// It is to sign.
    Continued,
    /// Another key is wanted.
    OtherKey,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// It can sign.
    Continued,
    /// Another key is wanted.
    OtherKey,
}

/// Whether the certificate is that of the number which was entered. Who signs for an organisation
/// does not sign for themselves, so a person's number asks for a personal certificate.
fn compare(number: Option<&Number>, of: &CertificateSummary) -> Result<(), Fault> {
    match (number, &of.iin, &of.bin) {
        (None, ..) | (_, None, None) => Err(Fault::NoIdentity),
        (Some(Number::Iin(entered)), Some(iin), None) if entered == iin => Ok(()),
        (Some(Number::Iin(entered)), Some(iin), Some(_)) if entered == iin => {
            Err(Fault::WrongOrganisation)
        }
        (Some(Number::Iin(_)), ..) => Err(Fault::WrongPerson),
        (Some(Number::Bin(entered)), _, Some(bin)) if entered == bin => Ok(()),
        (Some(Number::Bin(_)), ..) => Err(Fault::WrongOrganisation),
    }
}

/// The checks as they were made, the last of them that of the number.
fn all_checks(shared: &Shared, key: &OpenedKey) -> Vec<CheckLine> {
    let others = key.checks.iter().filter(|line| line.check != Check::Identity);
    let mut lines: Vec<_> = others.copied().collect();
    let found = key.checks.iter().find(|line| line.check == Check::Identity);
    let outcome = match (found.map(|line| line.outcome), compare_visit(shared, key)) {
        (Some(failed @ (Outcome::Failed(_) | Outcome::Indeterminate(_))), _) => failed,
        (_, Ok(())) => Outcome::Passed,
        (_, Err(fault)) => Outcome::Failed(fault),
    };
    lines.push(CheckLine { check: Check::Identity, outcome });
    lines
}

fn compare_visit(shared: &Shared, key: &OpenedKey) -> Result<(), Fault> {
    compare(shared.visit.number.as_ref(), &key.certificate)
}

/// Why this key cannot sign, if it cannot.
fn obstacle(shared: &Shared) -> Option<Fault> {
    let Some(key) = &shared.visit.key else { return Some(Fault::NoCertificate) };
    match key.verdict {
        _ if key.leaves_the_issuer() => compare_visit(shared, key).err(),
        Verdict::Invalid(fault) | Verdict::Indeterminate(fault) => Some(fault),
        Verdict::Valid => compare_visit(shared, key).err(),
    }
}

/// The certificate's facts, names and values.
fn facts(of: &CertificateSummary, look: &Look) -> Vec<(String, String)> {
    let validity = certificate::from_until(Arg::Date(of.not_before), Arg::Date(of.not_after));
    [
        (certificate::owner(), Some(of.owner.to_string())),
        (certificate::iin(), of.iin.as_ref().map(domain::Iin::masked)),
        (certificate::organisation(), of.organisation.as_ref().map(SafeText::to_string)),
        (certificate::bin(), of.bin.as_ref().map(domain::Bin::masked)),
        (certificate::role(), Some(look.say(&phrases::role(of.role)))),
        (certificate::valid(), Some(look.say(&validity))),
        (certificate::issuer(), Some(of.issuer.to_string())),
        (certificate::algorithm(), Some(of.algorithm.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((look.say(&name), value?)))
    .collect()
}

/// The certificate at the left or on top, the checks beside or below it, the verdict at the bottom.
///
/// ```text
/// title                       80 columns:   title
/// facts        │ checks                     facts
/// facts        │ checks                     checks   checks
/// verdict                                   verdict
/// ```
struct Places {
    title: Rect,
    facts: Rect,
    heading: Rect,
    checks: Rect,
    verdict: Rect,
}

/// Rows for the seven checks of a key, two a row.
const CHECK_ROWS: u16 = 4;

/// `facts`: rows the facts take. An organisation's need the gap under the title at 24 rows, or the
/// verdict would stand among the checks.
fn lay_out(area: Rect, facts: u16) -> Places {
    let gap = u16::from(area.height >= 14);
    let is_tight = area.width < 90 && facts + CHECK_ROWS + 8 > area.height;
    let title_gap = if is_tight { 0 } else { gap };
    // What is wrong, what to do and the code come first where there is little room.
    let share = if area.height < 14 { 2 } else { 4 };
    let verdict_height = (area.height / share).clamp(1, 6);
    let top = area.y.saturating_add(1 + title_gap);
    let verdict =
        Rect { y: area.bottom().saturating_sub(verdict_height), height: verdict_height, ..area };
    let room = verdict.y.saturating_sub(top).saturating_sub(gap);
    let title = Rect { height: 1.min(area.height), ..area };
    if area.width >= 90 {
        let left = area.width * 3 / 5;
        let facts = Rect { y: top, height: room, width: left - 3, ..area };
        let right = Rect { x: area.x + left, width: area.width - left, ..facts };
        let heading = Rect { height: 1.min(room), ..right };
        let below = Rect { y: right.y + 2, height: room.saturating_sub(2), ..right };
        // Under the facts rather than at the bottom of a tall screen: the eye need not travel.
        let high = room.min(12);
        let verdict = Rect { y: top + high + gap, ..verdict };
        return Places { title, facts, heading, checks: below, verdict };
    }
    // Two columns of checks: in three the names of the checks would be cut. They move up when the
    // facts are few.
    let facts = Rect { y: top, height: room.saturating_sub(CHECK_ROWS), ..area };
    let heading = Rect { height: 0, ..facts };
    let checks = Rect { y: top + gap, height: CHECK_ROWS.min(room), ..area };
    Places { title, facts, heading, checks, verdict }
}

impl Screen for Certificate {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        if obstacle(shared).is_some() {
            return vec![
                Binding::new(common::back(), [Key::Esc], Msg::OtherKey).left(),
                Binding::new(certificate::other_key(), [Key::Enter], Msg::OtherKey).main(),
            ];
        }
        vec![
            Binding::new(certificate::other_key(), [Key::Esc], Msg::OtherKey).left(),
            Binding::new(certificate::continue_to_document(), [Key::Enter], Msg::Continued).main(),
        ]
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Continued => obstacle(cx.shared).is_none().then_some(Exit::Continued),
            Msg::OtherKey => Some(Exit::OtherKey),
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let Some(key) = &shared.visit.key else { return None };
        let facts = facts(&key.certificate, look);
        let places = lay_out(area, pairs_height(area.width, &facts));
        label(buf, places.title, &look.say(&certificate::title()), look.style(Role::Title));
        let used = pairs(buf, places.facts, &facts, look);
        label(buf, places.heading, &look.say(&certificate::checks()), look.style(Role::Accent));
        let below = if places.checks.x == places.facts.x { used } else { 0 };
        let at = Rect { y: places.checks.y + below, ..places.checks };
        checks(buf, at, &all_checks(shared, key), look);
        draw_verdict(shared, key, look, places.verdict, buf);
        None
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Eds)
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// Whether it can sign; and which number it has where another was entered.
fn draw_verdict(shared: &Shared, key: &OpenedKey, look: &Look, area: Rect, buf: &mut Buffer) {
    let entered = shared.visit.number.as_ref().map(Number::masked).unwrap_or_default();
    let below = |used: u16| Rect {
        y: area.y.saturating_add(used),
        height: area.height.saturating_sub(used),
        ..area
    };
    let indented = |used: u16| {
        let at = below(used);
        Rect { x: at.x.saturating_add(2), width: at.width.saturating_sub(2), ..at }
    };
    let Some(fault) = obstacle(shared) else {
        label(buf, below(0), "✓", look.style(Role::Good));
        let fits = look.say(&certificate::fits());
        let used = paragraph(buf, indented(0), &fits, look.style(Role::Good));
        let belongs = look.say(&certificate::belongs(entered.into()));
        let used = used + paragraph(buf, indented(used), &belongs, look.style(Role::Text));
        if key.leaves_the_issuer() {
            let words = look.say(&certificate::portal_judges_issuer());
            paragraph(buf, indented(used), &words, look.style(Role::Muted));
        }
        return;
    };
    let used = trouble(buf, area, &Trouble::from(fault), look);
    if matches!(fault, Fault::WrongPerson | Fault::WrongOrganisation) {
        let of = &key.certificate;
        let found =
            of.bin.as_ref().map(domain::Bin::masked).or(of.iin.as_ref().map(domain::Iin::masked));
        let found = found.unwrap_or_default();
        let words = certificate::belongs_to_other(entered.into(), found.into());
        paragraph(buf, indented(used), &look.say(&words), look.style(Role::Text));
    }
}
