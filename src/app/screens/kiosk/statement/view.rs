//! Draws the statement.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Statement, TABS,
    layout::{columns, lay_out, rows},
};
use crate::{
    api::StatementLine,
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{banner, button, flush, label, paragraph, signed, trouble},
    },
    domain::EntryKind,
    text::{
        Arg, Phrase,
        phrases::{account, common, statement},
    },
};

/// A kind's name; none is everything.
pub(super) fn name_of(kind: Option<EntryKind>) -> Phrase {
    match kind {
        None => statement::all(),
        Some(EntryKind::TopUp) => statement::top_ups(),
        Some(EntryKind::Service) => statement::services(),
        Some(EntryKind::Refund) => statement::refunds(),
        Some(EntryKind::Correction) => statement::corrections(),
    }
}

pub(super) fn draw(it: &Statement, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let broken = it.is_broken();
    let places = lay_out(area, shared.is_roomy(), broken);
    label(buf, places.title, &look.say(&statement::title()), look.style(Role::Title));
    if let Some(balance) = it.balance {
        let words = statement::balance(balance.amount, Arg::DateTime(balance.at));
        let right = Rect { x: places.title.x + places.title.width / 4, ..places.title };
        flush(buf, right.intersection(places.title), &look.say(&words), look.style(Role::Muted));
    }
    for ((rect, kind), digit) in places.tabs.iter().zip(TABS).zip('1'..) {
        let role = if kind == it.kind { Role::ButtonMain } else { Role::Button };
        let cap = digit.to_string();
        button(buf, *rect, &look.say(&name_of(kind)), &cap, shared.pressed, role, look);
    }
    if broken {
        let words = look.say(&account::does_not_sum());
        banner(buf, places.banner, &words, Role::Bad, look);
    }
    if !it.lines.is_empty() {
        draw_table(it, look, places.names, places.lines, buf);
        draw_detail(it, look, places.detail, buf);
    } else if let Some(why) = &it.failure {
        trouble(buf, places.lines, &Trouble::from(why), look);
    } else {
        let (words, role) = match (it.begun, it.kind) {
            (false, _) => (common::loading(), Role::Muted),
            (true, None) => (statement::none_yet(), Role::Text),
            (true, Some(_)) => (statement::none_of_kind(), Role::Text),
        };
        paragraph(buf, places.lines, &look.say(&words), look.style(role));
    }
}

fn draw_table(it: &Statement, look: &Look, names: Rect, lines: Rect, buf: &mut Buffer) {
    let muted = look.style(Role::Muted);
    let [_, date, words, amount, balance] = columns(names);
    label(buf, date, &look.say(&statement::date()), muted);
    label(buf, words, &look.say(&statement::what_for()), muted);
    flush(buf, amount, &look.say(&account::amount()), muted);
    flush(buf, balance, &look.say(&account::balance_after()), muted);
    let visible = it.lines.iter().enumerate().skip(it.top);
    for (at, (place, line)) in rows(lines).zip(visible) {
        draw_line(line, place == it.selected, look, at, buf);
    }
}

fn draw_line(line: &StatementLine, selected: bool, look: &Look, at: Rect, buf: &mut Buffer) {
    let [mark, date, words, amount, balance] = columns(at);
    let when = if date.width > 16 { line.at.date_time() } else { line.at.date() };
    label(buf, date, &when, look.style(Role::Muted));
    let room = Rect { width: words.width.saturating_sub(1), ..words };
    label(buf, room, line.text.get(look.language).as_str(), look.style(Role::Text));
    signed(buf, amount, line.amount, look);
    flush(buf, balance, &line.balance.to_string(), look.style(Role::Muted));
    if selected {
        buf.set_style(at, look.style(Role::Selected));
        label(buf, mark, "▸", look.style(Role::Selected));
    }
}

/// The selected line in full; in the rule above it, that more is under way.
fn draw_detail(it: &Statement, look: &Look, area: Rect, buf: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let rule = "─".repeat(usize::from(area.width));
    label(buf, area, &rule, look.style(Role::Border));
    if it.asked.is_some() {
        let words = format!(" {}", look.say(&common::loading()));
        flush(buf, area, &words, look.style(Role::Muted));
    }
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if let Some(why) = &it.failure {
        let Trouble { sentence, code, .. } = Trouble::from(why);
        let words = format!("{}  {code}", look.say(&sentence));
        paragraph(buf, below, &words, look.style(Role::Bad));
    } else if let Some(line) = it.lines.get(it.selected) {
        let words = statement::detail(
            line.id.to_string(),
            Arg::DateTime(line.at),
            name_of(Some(line.kind)),
            line.text.get(look.language).clone(),
        );
        paragraph(buf, below, &look.say(&words), look.style(Role::Text));
    }
}
