//! Draws the account.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Account, Year, cause, layout,
    term::{self, Term},
};
use crate::{
    api::{AccountView, StatementLine},
    app::{
        fetched::Fetched,
        look::Look,
        screens::kiosk::ledger,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{
            self, Column, banner, button, figures, flush, label, months, paragraph, signed, trouble,
        },
    },
    domain::{AccountState, Moment},
    text::{
        Arg, Phrase,
        phrases::{account, common, number},
    },
};

pub(super) fn draw(it: &Account, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let notice = it.banner(shared.now);
    let places = layout::lay_out(area, notice.is_some(), !it.strip().is_empty());
    if let Some((words, role)) = notice {
        banner(buf, places.banner, &look.say(&words), role, look);
    }
    draw_facts(it, shared, look, places.facts, buf);
    draw_strip(it, shared, look, places.strip, buf);
    if let Some(stopped) = it.stopped() {
        rule(buf, places.below, look);
        let title = look.say(&cause::title_of(stopped, &state_of(stopped.state)));
        let bad = look.style(Role::Bad);
        // A stopped account's session may not be given the balance: the state stands there then.
        let used = if it.present_balance().is_some() {
            draw_balance(it, look, places.balance, buf);
            paragraph(buf, places.below, &title, bad)
        } else {
            paragraph(buf, places.balance, &title, bad);
            0
        };
        cause::draw(stopped, shared, look, under(places.below, used), buf);
        return;
    }
    draw_balance(it, look, places.balance, buf);
    match &it.year {
        Fetched::Here(year) => {
            draw_months(it, year, shared, look, places.months, buf);
            draw_lines(year, look, places.lines, buf);
        }
        Fetched::Failed(why) => {
            rule(buf, places.below, look);
            trouble(buf, places.below, &Trouble::from(why), look);
        }
        Fetched::Missing | Fetched::Asked => {
            rule(buf, places.below, look);
            label(buf, places.below, &look.say(&account::lines_loading()), look.style(Role::Muted));
        }
    }
}

/// What else the account leads to.
fn draw_strip(it: &Account, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let strip = it.strip();
    let count = u16::try_from(strip.len()).unwrap_or(u16::MAX);
    for (rect, binding) in widgets::columns(area, count, 1).into_iter().zip(strip) {
        let cap = binding.keys.first().map(|key| key.cap()).unwrap_or_default();
        button(buf, rect, &look.say(&binding.label), &cap, shared.pressed, Role::Button, look);
    }
}

/// A rule in the row above a part.
fn rule(buf: &mut Buffer, part: Rect, look: &Look) {
    if part.height > 0 && part.y > 0 {
        let at = Rect { y: part.y - 1, height: 1, ..part };
        label(buf, at, &"─".repeat(usize::from(at.width)), look.style(Role::Border));
    }
}

/// What is left of a part below its first rows.
fn under(part: Rect, rows: u16) -> Rect {
    Rect { y: part.y.saturating_add(rows), height: part.height.saturating_sub(rows), ..part }
}

/// A row of a part, counted from its top; empty when there is no such row.
fn row(part: Rect, nth: u16) -> Rect {
    Rect { y: part.y.saturating_add(nth), height: u16::from(nth < part.height), ..part }
}

fn draw_balance(it: &Account, look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, row(area, 0), &look.say(&account::balance()), look.style(Role::Muted));
    let below = under(area, 1);
    match (it.present_balance(), it.balance.failure()) {
        (Some(balance), _) => {
            let large = Rect { height: below.height.saturating_sub(1), ..below };
            figures(buf, large, &balance.amount.to_string(), look.style(Role::Title));
            let moment = account::as_of(Arg::DateTime(balance.at));
            let last = row(area, area.height.saturating_sub(1));
            label(buf, last, &look.say(&moment), look.style(Role::Muted));
        }
        (None, Some(why)) => {
            trouble(buf, below, &Trouble::from(why), look);
        }
        (None, None) => {
            label(buf, below, &look.say(&common::loading()), look.style(Role::Muted));
        }
    }
}

/// Columns of the facts' names.
const NAMES: u16 = 14;

fn draw_facts(it: &Account, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let account = match &it.account {
        Fetched::Here(account) => account,
        Fetched::Failed(why) => {
            trouble(buf, area, &Trouble::from(why), look);
            return;
        }
        Fetched::Missing | Fetched::Asked => {
            label(buf, row(area, 0), &look.say(&common::loading()), look.style(Role::Muted));
            return;
        }
    };
    let (owner, of) = match &account.organisation {
        Some(organisation) => (organisation, number::bin()),
        None => (&account.owner, number::iin()),
    };
    label(buf, row(area, 0), owner.as_str(), look.style(Role::Title));
    let mut fact = |nth: u16, name: &Phrase, value: &str, role: Role| {
        let at = row(area, nth);
        label(
            buf,
            Rect { width: NAMES.min(at.width), ..at },
            &look.say(name),
            look.style(Role::Muted),
        );
        let value_at = Rect { x: at.x + NAMES, width: at.width.saturating_sub(NAMES), ..at };
        label(buf, value_at, value, look.style(role));
    };
    fact(1, &of, account.number_masked.as_str(), Role::Text);
    fact(2, &account::number(), &account.number.to_string(), Role::Text);
    let in_order = account.state == AccountState::Active;
    let role = if in_order { Role::Good } else { Role::Bad };
    fact(3, &account::state(), &look.say(&state_of(account.state)), role);
    let (words, role) = term_of(account, shared.now);
    fact(4, &account::agreement(), &look.say(&words), role);
}

fn state_of(state: AccountState) -> Phrase {
    match state {
        AccountState::Registered => account::state_registered(),
        AccountState::Active => account::state_active(),
        AccountState::Blocked => account::state_blocked(),
        AccountState::AccessStopped => account::state_access_stopped(),
        AccountState::Refused => account::state_refused(),
        AccountState::Withdrawn => account::state_withdrawn(),
        AccountState::Deleted => account::state_deleted(),
    }
}

/// How long the agreement is in force yet (5.2).
fn term_of(account: &AccountView, now: Moment) -> (Phrase, Role) {
    match term::of(account, now) {
        Term::None => (account::not_in_force(), Role::Muted),
        Term::Ended(until) => (account::was_valid_until(Arg::Date(until)), Role::Bad),
        Term::Ending { until, .. } => (account::valid_until(Arg::Date(until)), Role::Warning),
        Term::Long(until) => (account::valid_until(Arg::Date(until)), Role::Text),
    }
}

fn draw_months(
    it: &Account,
    year: &Year,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    if area.height == 0 {
        return;
    }
    rule(buf, area, look);
    label(buf, row(area, 0), &look.say(&account::months()), look.style(Role::Muted));
    let balance = it.present_balance().map(|balance| balance.amount).unwrap_or_default();
    let columns: Vec<Column> = ledger::year(&year.lines, balance, shared.now)
        .into_iter()
        .map(|(month, amount)| Column { name: name_of(month), amount })
        .collect();
    let chart = under(area, 1);
    months(buf, chart, &columns, look);
}

fn name_of(month: u32) -> Phrase {
    match month {
        1 => account::january(),
        2 => account::february(),
        3 => account::march(),
        4 => account::april(),
        5 => account::may(),
        6 => account::june(),
        7 => account::july(),
        8 => account::august(),
        9 => account::september(),
        10 => account::october(),
        11 => account::november(),
        _ => account::december(),
    }
}

/// Columns of a date and of an amount.
const DATE: u16 = 12;
const AMOUNT: u16 = 16;

fn draw_lines(year: &Year, look: &Look, area: Rect, buf: &mut Buffer) {
    rule(buf, area, look);
    let heading = row(area, 0);
    let muted = look.style(Role::Muted);
    label(buf, heading, &look.say(&account::last_lines()), muted);
    if area.width >= 70 {
        let columns = columns(heading);
        flush(buf, columns[2], &look.say(&account::amount()), muted);
        flush(buf, columns[3], &look.say(&account::balance_after()), muted);
    }
    if year.lines.is_empty() {
        label(buf, row(area, 1), &look.say(&account::no_lines()), muted);
    }
    for (nth, line) in (1..area.height).zip(&year.lines) {
        draw_line(line, look, row(area, nth), buf);
    }
}

/// Date, what for, amount, balance after. Narrow, only the first three.
fn columns(at: Rect) -> [Rect; 4] {
    let balance = if at.width >= 70 { AMOUNT } else { 0 };
    let words = at.width.saturating_sub(DATE + AMOUNT + balance);
    let column =
        |x: u16, width: u16| Rect { x: at.x.saturating_add(x), width, ..at }.intersection(at);
    [
        column(0, DATE),
        column(DATE, words),
        column(DATE + words, AMOUNT),
        column(DATE + words + AMOUNT, balance),
    ]
}

fn draw_line(line: &StatementLine, look: &Look, at: Rect, buf: &mut Buffer) {
    let [date, words, amount, balance] = columns(at);
    label(buf, date, &line.at.date(), look.style(Role::Muted));
    label(buf, words, line.text.get(look.language).as_str(), look.style(Role::Text));
    signed(buf, amount, line.amount, look);
    flush(buf, balance, &line.balance.to_string(), look.style(Role::Muted));
}
