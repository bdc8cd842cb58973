//! How looking after a help request looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{HelpLook, help_topics};
use crate::{
    api::{HelpRequest, staff::HelpState},
    app::{
        fetched::Fetched,
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{centred, draw_keypad, frame, label, pairs, trouble},
    },
    domain::HelpCode,
    text::{
        Arg,
        phrases::{common, entry, support},
        wrap,
    },
};

/// Columns of a text.
const WIDE: u16 = 84;
/// The most own requests that are listed at once.
const LISTED: u16 = 5;
/// Rows of a request's facts.
const FACTS: u16 = 4;

/// Where the entry's parts are.
pub(super) struct Entry {
    title: Rect,
    digits: Rect,
    line: Rect,
    pub(super) keypad: Rect,
}

/// Everything in the middle.
///
/// ```text
///          title
/// ┌──────────────────────┐
/// │ 1042-3914-0726-55831 │
/// └──────────────────────┘
///      what is missing
///       ┌ 1 ┐┌ 2 ┐┌ 3 ┐
///            …
/// ```
pub(super) fn lay_out_entry(area: Rect) -> Entry {
    let (digits, keys) =
        if area.height >= 18 { (3, 12) } else { (1, area.height.saturating_sub(4).min(12)) };
    let spare = area.height.saturating_sub(1 + digits + 2 + keys);
    let [over_digits, over_line, over_keys] = [1, 3, 2].map(|nth| u16::from(spare >= nth));
    let over_all = spare.saturating_sub(over_digits + over_line + over_keys) / 2;
    let width = area.width.min(46);
    let row =
        |y: u16, height: u16| Rect { y: y.min(area.bottom()), height, ..area }.intersection(area);
    let title = area.y + over_all;
    let at = title + 1 + over_digits;
    let line = at + digits + over_line;
    let keypad = line + 2 + over_keys;
    let in_the_middle = Rect { x: area.x + (area.width - width) / 2, width, ..row(at, digits) };
    Entry {
        title: row(title, 1),
        digits: in_the_middle,
        line: row(line, 2),
        keypad: row(keypad, keys),
    }
}

/// The digits in the groups in which they were shown. A request's number has four digits until
/// there are more than any other could have.
fn grouped(digits: &str) -> String {
    let number = digits.len().saturating_sub(HelpCode::SECRET).max(4);
    let ends = [number, number + 4, number + 8];
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if ends.contains(&place) {
            shown.push('-');
        }
        shown.push(digit);
    }
    shown
}

/// Draws it.
pub(super) fn draw(
    state: &HelpLook,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if state.is_entry(shared) {
        return Some(draw_entry(state, shared, look, area, buf));
    }
    let area = Rect { width: area.width.min(WIDE), ..area };
    let title = if shared.visit.has_session() { support::mine() } else { support::look() };
    let at = Rect { height: 1, ..area }.intersection(area);
    label(buf, at, &look.say(&title), look.style(Role::Title));
    let gap = u16::from(area.height >= 12);
    let below = below(area, 1 + gap);
    if let Some(why) = state.own.failure() {
        trouble(buf, below, &Trouble::from(why), look);
    } else if state.own.here().is_some_and(|own| own.requests.is_empty()) {
        label(buf, below, &look.say(&support::none()), look.style(Role::Text));
    } else if matches!(state.own, Fetched::Asked) || matches!(state.found, Fetched::Asked) {
        label(buf, below, &look.say(&common::loading()), look.style(Role::Muted));
    } else if let Some(request) = state.shown(shared) {
        let (list, answer) = lay_out(state, shared, area);
        draw_list(state, look, list, buf);
        draw_request(request, state.top, look, answer, buf);
    }
    None
}

fn draw_entry(
    state: &HelpLook,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let places = lay_out_entry(area);
    centred(buf, places.title, &look.say(&support::which()), look.style(Role::Title));
    let style = look.style(Role::Field);
    buf.set_style(places.digits.intersection(buf.area), style);
    if places.digits.height >= 3 {
        frame(buf, places.digits, style, true);
    }
    let digits = grouped(state.typed.reveal());
    let middle = Rect {
        y: places.digits.y + places.digits.height / 2,
        height: places.digits.height.min(1),
        ..places.digits
    };
    centred(buf, middle, &digits, style);
    let used = u16::try_from(digits.len()).unwrap_or(u16::MAX);
    let line = places.line;
    let missing = (HelpCode::SECRET + 4).saturating_sub(state.typed.len());
    if let Some(why) = &state.trouble {
        let width = line.width.min(WIDE);
        let x = line.x + (line.width - width) / 2;
        trouble(buf, Rect { x, width, ..line }, why, look);
    } else {
        let (words, role) = match (state.unknown, state.typed.len()) {
            (true, _) => (support::unknown(), Role::Bad),
            (false, 0) => (support::which_hint(), Role::Muted),
            (false, _) if missing > 0 => (support::digits_left(missing), Role::Muted),
            (false, _) => (support::show(), Role::Muted),
        };
        let complete = !state.unknown && missing == 0;
        let words = if complete { String::new() } else { look.say(&words) };
        let rows = wrap(&words, line.width);
        for (y, range) in (line.y..line.bottom()).zip(rows) {
            let words = words.get(range).unwrap_or_default();
            centred(buf, Rect { y, height: 1, ..line }, words, look.style(role));
        }
    }
    draw_keypad(buf, places.keypad, &look.say(&entry::clear()), shared.pressed, look);
    let free = middle.width.saturating_sub(used);
    Position::new(middle.x + free / 2 + used.min(middle.width.saturating_sub(1)), middle.y)
}

/// The list of the own requests, and the request with its answer.
fn lay_out(state: &HelpLook, shared: &Shared, area: Rect) -> (Rect, Rect) {
    let gap = u16::from(area.height >= 12);
    let listed = match (shared.visit.has_session(), state.own.here()) {
        (true, Some(own)) => u16::try_from(own.requests.len()).unwrap_or(LISTED).min(LISTED),
        _ => 0,
    };
    let list = Rect { height: listed, ..below(area, 1 + gap) }.intersection(area);
    let after = 1 + gap + if listed > 0 { listed + gap } else { 0 };
    (list, below(area, after))
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// How far the answer can be scrolled.
pub(super) fn last_top(state: &HelpLook, shared: &Shared, area: Rect) -> usize {
    let area = Rect { width: area.width.min(WIDE), ..area };
    let (_, request) = lay_out(state, shared, area);
    let answer = state.shown(shared).and_then(|request| request.answer.as_ref());
    let rows = answer.map_or(0, |answer| wrap(answer.as_str(), request.width).len());
    rows.saturating_sub(usize::from(below(request, ANSWER).height))
}

/// Rows above the answer: the facts, a free row, its name.
const ANSWER: u16 = FACTS + 2;

fn draw_list(state: &HelpLook, look: &Look, at: Rect, buf: &mut Buffer) {
    let Some(own) = state.own.here() else { return };
    let first = (state.chosen + 1).saturating_sub(usize::from(at.height));
    for (y, (place, request)) in
        (at.y..at.bottom()).zip(own.requests.iter().enumerate().skip(first))
    {
        let chosen = place == state.chosen;
        let row = Rect { y, height: 1, ..at };
        let style = look.style(if chosen { Role::Selected } else { Role::Text });
        buf.set_style(row.intersection(buf.area), style);
        let mark = if chosen { "▸" } else { " " };
        let topic = look.say(&help_topics::topic(request.topic));
        let state = look.say(&help_topics::state(request.state));
        label(buf, row, &format!("{mark} {}  {topic} · {state}", request.id), style);
    }
}

fn draw_request(request: &HelpRequest, top: usize, look: &Look, at: Rect, buf: &mut Buffer) {
    let (mark, role) = match request.state {
        HelpState::Answered => ("✓ ", Role::Good),
        _ => ("", Role::Text),
    };
    let facts = [
        (support::number(), request.id.to_string()),
        (support::about(), look.say(&help_topics::topic(request.topic))),
        (support::asked_at(), look.say(&support::at(Arg::DateTime(request.at)))),
        (support::state(), format!("{mark}{}", look.say(&help_topics::state(request.state)))),
    ]
    .map(|(name, value)| (look.say(&name), value));
    pairs(buf, Rect { height: at.height.min(FACTS), ..at }, &facts, look);
    let name = Rect { height: 1, ..below(at, FACTS + 1) }.intersection(at);
    let text = Rect { ..below(at, ANSWER) };
    let Some(answer) = &request.answer else {
        let words = match request.state {
            HelpState::Closed => support::no_answer_ever(),
            _ => support::no_answer(),
        };
        let at = below(at, FACTS + 1);
        crate::app::widgets::paragraph(buf, at, &look.say(&words), look.style(Role::Muted));
        return;
    };
    let mut title = look.say(&support::answer());
    if let Some(answered_at) = request.answered_at {
        let at = look.say(&support::at(Arg::DateTime(answered_at)));
        title = format!("{title} · {at}");
    }
    label(buf, name, &title, look.style(role));
    let lines = wrap(answer.as_str(), text.width);
    for (y, line) in (text.y..text.bottom()).zip(lines.into_iter().skip(top)) {
        let line = answer.as_str().get(line).unwrap_or_default();
        label(buf, Rect { y, height: 1, ..text }, line, look.style(Role::Text));
    }
}
