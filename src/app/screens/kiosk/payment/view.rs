//! How paying looks: the QR code beside what it stands for; then what was paid.

use ratatui::{buffer::Buffer, layout::Rect};

use super::Payment;
use crate::{
    api::{TopUpState, TopUpView},
    app::{
        fetched::Fetched,
        look::Look,
        theme::Role,
        trouble::Trouble,
        widgets::{centred, figures, figures_width, label, paragraph, qr, qr_area, trouble},
    },
    text::{
        Arg, Phrase,
        phrases::{account, common, topup},
    },
};

/// Narrower than this the QR code stands above its words.
const BESIDE: u16 = 64;
/// Rows the words take at least.
const WORDS: u16 = 6;

/// ```text
/// ███████████   Scan the code and pay
/// ██ ▄▄▄ █▄▀    To pay          5 000 ₸
/// ██ █ █ █▀▄    or say this code
/// ██ ▄▄▄ █▀     █ █ █ █ ▀█  ▀▀█ −
/// ███████████   Waiting for the payment…
/// ```
pub(super) fn draw(it: &Payment, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(top_up) = &it.top_up else {
        label(buf, area, &look.say(&common::loading()), look.style(Role::Muted));
        return;
    };
    match top_up.state {
        TopUpState::Waiting => draw_waiting(it, top_up, look, area, buf),
        TopUpState::Paid => draw_paid(it, top_up, look, area, buf),
        TopUpState::Expired => {
            let (words, next) = (topup::expired(), topup::expired_words());
            let used = paragraph(buf, lower(area, 1), &look.say(&words), look.style(Role::Title));
            paragraph(buf, lower(area, used + 2), &look.say(&next), look.style(Role::Text));
        }
    }
}

fn draw_waiting(it: &Payment, top_up: &TopUpView, look: &Look, area: Rect, buf: &mut Buffer) {
    let (code, words) = if area.width >= BESIDE {
        let left = Rect { width: (area.width / 2).min(45), ..area };
        let x = left.right() + 2;
        // The words begin where the code does.
        let y = qr_area(left, top_up.qr.as_str()).map_or(area.y, |at| at.y);
        let (width, height) = (area.right().saturating_sub(x), area.bottom().saturating_sub(y));
        (left, Rect { x, y, width, height })
    } else {
        let rows = area.height.saturating_sub(WORDS);
        (Rect { height: rows, ..area }, lower(area, rows))
    };
    // Where the code does not fit, its words take the whole screen.
    let has_code = qr(buf, code, top_up.qr.as_str());
    let mut rest = if has_code { words } else { area };
    let mut say = |rest: &mut Rect, phrase: &Phrase, role: Role| {
        let used = paragraph(buf, *rest, &look.say(phrase), look.style(role));
        *rest = lower(*rest, used);
    };
    let roomy = rest.height >= 16;
    let gap = |rest: &mut Rect| *rest = lower(*rest, u16::from(roomy));
    gap(&mut rest);
    if has_code {
        say(&mut rest, &topup::scan(), Role::Title);
        gap(&mut rest);
    } else {
        say(&mut rest, &topup::no_room(), Role::Muted);
    }
    say(&mut rest, &topup::to_pay(top_up.amount), Role::Text);
    gap(&mut rest);
    say(&mut rest, &topup::say_code(), Role::Muted);
    let rows = if roomy { 3 } else { 1 };
    let large = top_up.code.as_str().replace('-', "−");
    let at = Rect { height: rows.min(rest.height), ..rest };
    if rows == 3 {
        figures(buf, at, &large, look.style(Role::Accent));
    } else {
        label(buf, at, top_up.code.as_str(), look.style(Role::Accent));
    }
    rest = lower(rest, rows);
    gap(&mut rest);
    let until = topup::until(Arg::DateTime(top_up.expires_at));
    let used = paragraph(buf, rest, &look.say(&until), look.style(Role::Muted));
    rest = lower(rest, used);
    gap(&mut rest);
    if let Some(failure) = it.failure.as_ref().or(it.paying.failure()) {
        trouble(buf, rest, &Trouble::from(failure), look);
        return;
    }
    let words = match (&it.paying, it.asking) {
        (Fetched::Asked | Fetched::Here(_), _) => topup::paying(),
        (_, true) => topup::waiting(),
        (_, false) => topup::asleep(),
    };
    paragraph(buf, rest, &look.say(&words), look.style(Role::Accent));
}

fn draw_paid(it: &Payment, top_up: &TopUpView, look: &Look, area: Rect, buf: &mut Buffer) {
    let over = area.height.saturating_sub(9) / 3;
    let row = |nth: u16, rows: u16| {
        let at = lower(area, over + nth);
        Rect { height: rows.min(at.height), ..at }
    };
    let done = format!("✓ {}", look.say(&topup::done()));
    centred(buf, row(0, 1), &done, look.style(Role::Good));
    if let Some(payment) = &top_up.payment {
        let provider = payment.provider.clone();
        let words = topup::paid(payment.amount, provider, Arg::DateTime(payment.at));
        centred(buf, row(1, 1), &look.say(&words), look.style(Role::Muted));
    }
    match &it.balance {
        Fetched::Here(balance) => {
            centred(buf, row(4, 1), &look.say(&account::balance()), look.style(Role::Title));
            let words = balance.amount.to_string();
            let at = row(5, 3);
            let width = figures_width(&words).min(at.width);
            let at = Rect { x: at.x + (at.width - width) / 2, width, ..at };
            figures(buf, at, &words, look.style(Role::Accent));
        }
        Fetched::Failed(why) => {
            trouble(buf, row(4, 5), &Trouble::from(why), look);
        }
        Fetched::Missing | Fetched::Asked => {
            centred(buf, row(4, 1), &look.say(&common::loading()), look.style(Role::Muted));
        }
    }
}

/// What is left below so many rows.
fn lower(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}
