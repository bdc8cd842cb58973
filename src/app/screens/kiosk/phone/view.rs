//! How signing by phone is drawn: the QR code beside what to do with it.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Demonstration, PhoneSigning, Stage, Stop, left, place};
use crate::{
    api::MobileState,
    app::{
        effect::PhoneCode,
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{checks, label, paragraph, qr, qr_left, stages, trouble},
    },
    text::{Phrase, phrases::mobile},
};

/// The widest the words run: longer lines are hard to read standing.
const WIDEST: u16 = 84;
/// Columns the words take at least beside the code.
const WORDS: u16 = 28;

/// ```text
/// █████████████   title
/// ██ ▄▄▄ █▄▀ █     1  open the app
/// ██ █ █ █▀▄ █     2  scan
/// ██ ▄▄▄ █▀  █    compare  A1B2-C3D4
/// █████████████   ● waiting          4:59
/// ```
pub(super) fn draw(it: &PhoneSigning, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    match &it.stage {
        Stage::Asking => {
            label(buf, area, &look.say(&mobile::title()), look.style(Role::Title));
            let words = look.say(&mobile::asking());
            paragraph(buf, below(area, 3), &words, look.style(Role::Accent));
        }
        Stage::Shown(code, MobileState::Waiting) => draw_code(it, code, shared, look, area, buf),
        Stage::Shown(code, state) => draw_phone(code, *state, shared, look, area, buf),
        Stage::Stopped(stop) => draw_stop(stop, look, area, buf),
    }
}

/// Nobody has read the code yet: it takes as much of the screen as it needs.
fn draw_code(
    it: &PhoneSigning,
    code: &PhoneCode,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let text = code.link.reveal();
    let room = Rect { width: area.width.saturating_sub(WORDS + 2), ..area };
    let mut rest = match qr_left(buf, room, text) {
        Some(at) => {
            let x = at.right() + 2;
            Rect { x, width: area.right().saturating_sub(x), ..area }
        }
        // Alone, where it fits only so; its words stand on the phone.
        None if qr(buf, area, text) => return,
        None => {
            let words = look.say(&mobile::no_room());
            let used = paragraph(buf, area, &words, look.style(Role::Warning));
            below(area, used + 1)
        }
    };
    let gap = u16::from(rest.height >= 18);
    rest = below(rest, gap);
    let mut say = |rest: &mut Rect, phrase: &Phrase, role: Role, after: u16| {
        let used = paragraph(buf, *rest, &look.say(phrase), look.style(role));
        *rest = below(*rest, used + after);
    };
    say(&mut rest, &mobile::title(), Role::Title, gap);
    say(&mut rest, &mobile::open_app(), Role::Text, 0);
    say(&mut rest, &mobile::scan(), Role::Text, gap);
    if let Some(asked) = &shared.visit.request {
        say(&mut rest, &mobile::compare(), Role::Muted, 0);
        label(buf, rest, asked.check_code().as_str(), look.style(Role::Accent));
        rest = below(rest, 1 + gap);
    }
    let words = match it.demonstration {
        Demonstration::Idle => mobile::waiting(),
        Demonstration::Signs => mobile::demonstration_works(),
        Demonstration::Failed => mobile::demonstration_failed(),
    };
    let used = paragraph(buf, rest, &look.say(&words), look.style(Role::Accent));
    rest = below(rest, used);
    let time = mobile::left(left(code.expires_at, shared.now));
    label(buf, rest, &look.say(&time), look.style(Role::Muted));
}

/// A phone has it: the code is not shown any more, so nobody else reads it off the screen.
fn draw_phone(
    code: &PhoneCode,
    state: MobileState,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    label(buf, area, &look.say(&mobile::title()), look.style(Role::Title));
    let at = below(area, 3.min(area.height / 3));
    let steps = [mobile::step_scan(), mobile::step_sign(), mobile::step_check()];
    let used = stages(buf, at, &steps.map(|it| look.say(&it)), place(state), look);
    let mut at = narrow(below(at, used + 1));
    if state == MobileState::Checking {
        return;
    }
    let used = paragraph(buf, at, &look.say(&mobile::sign_there()), look.style(Role::Text));
    at = below(at, used + 1);
    if let Some(asked) = &shared.visit.request {
        let used = label(buf, at, &look.say(&mobile::compare()), look.style(Role::Muted));
        let after = Rect { x: at.x + used + 1, width: at.width.saturating_sub(used + 1), ..at };
        label(buf, after, asked.check_code().as_str(), look.style(Role::Accent));
        at = below(at, 2);
    }
    let time = mobile::left(left(code.expires_at, shared.now));
    label(buf, at, &look.say(&time), look.style(Role::Muted));
}

fn draw_stop(stop: &Stop, look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, area, &look.say(&mobile::title()), look.style(Role::Title));
    let at = narrow(below(area, 3.min(area.height / 4)));
    let used = trouble(buf, at, &stop.trouble, look) + 1;
    if !stop.checks.is_empty() {
        let at = below(at, used);
        let at = Rect { x: at.x + 2, width: at.width.saturating_sub(2), ..at };
        checks(buf, at, &stop.checks, look);
    }
}

/// The area below its first `rows` rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn narrow(area: Rect) -> Rect {
    Rect { width: area.width.min(WIDEST), ..area }
}
