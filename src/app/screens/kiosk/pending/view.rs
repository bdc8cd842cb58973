//! How waiting for the authority looks: calm, what is known, what is awaited, how to come back.

use ratatui::{buffer::Buffer, layout::Rect};

use super::PendingView;
use crate::{
    api::{AcceptanceState, AcceptanceView, Awaited},
    app::{
        look::Look,
        theme::Role,
        trouble::Trouble,
        widgets::{label, pairs, pairs_height, paragraph, trouble},
    },
    domain::{Fault, Outcome},
    text::{
        Arg, Phrase,
        phrases::{common, pending},
    },
};

/// ```text
/// title
///
/// ✓  the signature was received
/// ●  whether the certificate is revoked is asked
/// ●  the time stamp is awaited
///
/// request number   K7QM2-XDP4A
/// until            21.11.2026 14:05
///
/// nobody has to wait here, and how to come back
/// ```
pub(super) fn draw(it: &PendingView, look: &Look, area: Rect, buf: &mut Buffer) {
    let width = area.width.min(76);
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let roomy = area.height >= 20;
    let mut pen = Pen { look, buf, left: lower(column, if roomy { area.height / 8 } else { 0 }) };
    let Some(view) = &it.view else {
        pen.say(&common::loading(), Role::Muted);
        return;
    };
    match view.state {
        AcceptanceState::Effective => {
            pen.say(&pending::in_force(), Role::Good);
            pen.gap(1);
            let words = if it.asking { common::loading() } else { pending::in_force_words() };
            pen.say(&words, Role::Text);
        }
        AcceptanceState::Refused | AcceptanceState::Expired => draw_refused(view, &mut pen),
        _ => draw_waiting(it, view, roomy, &mut pen),
    }
}

fn draw_waiting(it: &PendingView, view: &AcceptanceView, roomy: bool, pen: &mut Pen<'_>) {
    let gap = u16::from(roomy);
    pen.say(&pending::title(), Role::Title);
    pen.gap(1 + gap);
    if let Some(awaited) = &view.awaited {
        for (done, words) in lines(awaited) {
            pen.mark(done, &words);
            pen.gap(gap);
        }
        pen.gap(1);
        let facts = [
            (pending::request(), view.request.to_string()),
            (pending::until(), pen.look.say(&pending::moment(Arg::DateTime(awaited.until)))),
        ];
        pen.facts(facts);
        pen.gap(1);
    }
    if let Some(failure) = &it.failure {
        let used = trouble(pen.buf, pen.left, &Trouble::from(failure), pen.look);
        pen.left = lower(pen.left, used);
        return;
    }
    if let Some(at) = it.checked.filter(|_| !it.blind) {
        pen.say(&pending::checked(Arg::from(at.date_time_seconds())), Role::Muted);
        pen.gap(1);
    }
    pen.say(&pending::no_need_to_wait(), Role::Text);
    pen.say(&pending::come_back(), Role::Muted);
}

/// What is here, and what is awaited.
fn lines(awaited: &Awaited) -> Vec<(bool, Phrase)> {
    let mut lines = vec![(true, pending::received(Arg::DateTime(awaited.received_at)))];
    lines.extend(awaited.revocation.then(|| (false, pending::status_awaited())));
    lines.extend(awaited.stamp.then(|| (false, pending::stamp_awaited())));
    lines
}

fn draw_refused(view: &AcceptanceView, pen: &mut Pen<'_>) {
    pen.say(&pending::refused(), Role::Title);
    pen.gap(1);
    pen.facts([(pending::request(), view.request.to_string())]);
    pen.gap(1);
    let mut why = Trouble::from(view.fault.unwrap_or(Fault::RevocationUnknown));
    // Nothing was wrong with it: the time to wait is over.
    if !view.checks.iter().any(|line| matches!(line.outcome, Outcome::Failed(_))) {
        why.next = pending::too_late();
    }
    let used = trouble(pen.buf, pen.left, &why, pen.look);
    pen.left = lower(pen.left, used);
}

/// Writes from the top down.
struct Pen<'a> {
    look: &'a Look,
    buf: &'a mut Buffer,
    left: Rect,
}

impl Pen<'_> {
    fn say(&mut self, words: &Phrase, role: Role) {
        let words = self.look.say(words);
        let used = paragraph(self.buf, self.left, &words, self.look.style(role));
        self.left = lower(self.left, used);
    }

    fn mark(&mut self, done: bool, words: &Phrase) {
        let (mark, role) = if done { ("✓", Role::Good) } else { ("●", Role::Accent) };
        label(self.buf, self.left, mark, self.look.style(role));
        let beside = Rect {
            x: self.left.x.saturating_add(3),
            width: self.left.width.saturating_sub(3),
            ..self.left
        };
        let words = self.look.say(words);
        let used = paragraph(self.buf, beside, &words, self.look.style(Role::Text));
        self.left = lower(self.left, used.max(1));
    }

    fn facts<const N: usize>(&mut self, facts: [(Phrase, String); N]) {
        let facts: Vec<_> =
            facts.into_iter().map(|(name, value)| (self.look.say(&name), value)).collect();
        let used = pairs_height(self.left.width, &facts);
        pairs(self.buf, self.left, &facts, self.look);
        self.left = lower(self.left, used);
    }

    fn gap(&mut self, rows: u16) {
        self.left = lower(self.left, rows);
    }
}

/// What is left below so many rows.
fn lower(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}
