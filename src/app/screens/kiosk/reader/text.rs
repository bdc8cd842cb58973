//! The text: gauge, columns, notes, touch zones, the line below.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Modifier,
};

use super::{
    Msg, Reader, contents,
    flow::{Flow, NOTE_INSET, Rows},
    layout::{Column, Layout, lay_out},
    seek::{Seek, matches_of},
};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, gauge, label},
    },
    domain::{BlockKind, Language},
    text::phrases::{agreement as about, reader as words},
};

/// Touch targets: zones, the other language, sections, and the clauses themselves.
pub(super) fn targets(reader: &Reader, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
    let layout = lay_out(area);
    let columns = layout.columns(reader.shown(shared));
    let agreement = &shared.facts.agreement;
    let flow = Flow { agreement, columns: &columns };
    let mut targets = vec![
        (layout.up, Msg::Page(false)),
        (layout.down, Msg::Page(true)),
        (layout.swap, Msg::Swap),
    ];
    targets.extend(contents::targets(agreement, layout.contents));
    let top = reader.top.unwrap_or_default();
    for (block, y, rows) in flow.visible(top, layout.text.height) {
        targets.push((window_rows(layout.text, y, rows.height()), Msg::Point(block)));
    }
    targets
}

/// The rows of the window from `y` on, `y` counted from the window's first row.
fn window_rows(window: Rect, y: i32, rows: u16) -> Rect {
    let start = u16::try_from(y.max(0)).unwrap_or(u16::MAX).min(window.height);
    let end = u16::try_from((y + i32::from(rows)).max(0)).unwrap_or(u16::MAX).min(window.height);
    Rect { y: window.y + start, height: end.saturating_sub(start), ..window }
}

/// Draws it; returns where the text cursor stands.
pub(super) fn draw(
    reader: &Reader,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let layout = lay_out(area);
    let shown = reader.shown(shared);
    let columns = layout.columns(shown);
    draw_gauge(shared, look, layout.gauge, buf);
    if !layout.both {
        let other = if shown == Language::Kk { Language::Ru } else { Language::Kk };
        button(buf, layout.swap, other.name(), "Tab", shared.pressed, Role::Button, look);
    }
    if layout.contents.height > 0 {
        contents::draw(None, shared, look, layout.contents, buf);
    }
    draw_heads(&columns, look, layout.heads, buf);
    draw_window(reader, shared, look, &layout, &columns, buf);
    draw_zones(reader, shared, look, &layout, buf);
    draw_status(reader, shared, look, layout.status, buf)
}

fn draw_gauge(shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let (seen, all) = shared.visit.reading.progress(&shared.facts.agreement);
    let role = if seen == all { Role::Good } else { Role::Accent };
    let figures = format!("{seen} / {all}");
    let used = label(buf, area, &look.say(&words::seen()), look.style(Role::Muted));
    let after = |x: u16| Rect { x: area.x + x, width: area.width.saturating_sub(x), ..area };
    let used = used + 1 + label(buf, after(used + 1), &figures, look.style(role));
    // The bar begins where the longest words of any language and two figures have room.
    let bar = after(used.max(18) + 2);
    gauge(buf, Rect { width: bar.width.saturating_sub(1).min(44), ..bar }, seen, all, role, look);
}

fn draw_heads(columns: &[Column], look: &Look, area: Rect, buf: &mut Buffer) {
    for column in columns {
        let at = Rect { x: area.x + column.x, width: column.width, ..area }.intersection(area);
        let style = look.style(Role::Border);
        label(buf, at, &"─".repeat(usize::from(at.width)), style);
        let name = format!("{} ", column.language.name());
        label(buf, at, &name, look.style(Role::Accent));
    }
}

fn draw_window(
    reader: &Reader,
    shared: &Shared,
    look: &Look,
    layout: &Layout,
    columns: &[Column],
    buf: &mut Buffer,
) {
    let flow = Flow { agreement: &shared.facts.agreement, columns };
    let window = layout.text;
    let cursor = shared.visit.reading.cursor;
    let sought = match &reader.seek {
        Seek::Words { typed, .. } => typed.as_str(),
        _ => "",
    };
    for (block, y, rows) in flow.visible(reader.top.unwrap_or_default(), window.height) {
        let marked = window_rows(window, y, rows.text);
        if block == cursor {
            for row in marked.rows() {
                label(buf, Rect { width: 1, ..row }, "▌", look.style(Role::Accent));
            }
        }
        for (nth, column) in columns.iter().enumerate() {
            draw_column(&rows, nth, *column, sought, look, (window, y), buf);
        }
    }
}

/// One column of one block: its text, and the note below it.
fn draw_column(
    rows: &Rows<'_>,
    nth: usize,
    column: Column,
    sought: &str,
    look: &Look,
    (window, y): (Rect, i32),
    buf: &mut Buffer,
) {
    let role = match rows.block.kind {
        BlockKind::Title | BlockKind::Section => Role::Title,
        BlockKind::SignatureLine => Role::Muted,
        _ => Role::Text,
    };
    let row = |offset: usize| {
        let y = y + i32::try_from(offset).unwrap_or(i32::MAX / 2);
        let at = window_rows(window, y, 1);
        let at = if y < 0 { Rect { height: 0, ..at } } else { at };
        Rect { x: window.x + column.x, width: column.width, ..at }.intersection(window)
    };
    let text = rows.block.text(column.language);
    let found = matches_of(text, sought);
    for (line, range) in rows.lines.get(nth).into_iter().flatten().enumerate() {
        let at = row(line);
        if at.height == 0 {
            continue;
        }
        label(buf, at, text.get(range.clone()).unwrap_or_default(), look.style(role));
        for part in &found {
            let (start, end) = (part.start.max(range.start), part.end.min(range.end));
            if start < end {
                let before = text.get(range.start..start).unwrap_or_default();
                let x = unicode_width::UnicodeWidthStr::width(before) as u16;
                let there = Rect { x: at.x + x, width: at.width.saturating_sub(x), ..at };
                let style = look.style(Role::ButtonPressed);
                label(buf, there, text.get(start..end).unwrap_or_default(), style);
            }
        }
    }
    if rows.noted == 0 {
        return;
    }
    let inset =
        |at: Rect| Rect { x: at.x + NOTE_INSET, width: at.width.saturating_sub(NOTE_INSET), ..at };
    let mark = look.texts.say(column.language, &about::note_mark());
    let mark_lines = crate::text::wrap(&mark, column.width.saturating_sub(NOTE_INSET));
    let muted = look.style(Role::Muted);
    let warning = look.style(Role::Warning).remove_modifier(Modifier::BOLD);
    let lines = mark_lines.iter().map(|range| (mark.get(range.clone()), warning));
    let note = rows.note.get(nth).into_iter();
    let lines =
        lines.chain(note.flat_map(|(note, lines)| {
            lines.iter().map(move |range| (note.get(range.clone()), muted))
        }));
    for (line, (words, style)) in lines.take(usize::from(rows.noted)).enumerate() {
        let at = row(usize::from(rows.text) + line);
        if at.height > 0 {
            label(buf, at, "┆", warning);
            label(buf, inset(at), words.unwrap_or_default(), style);
        }
    }
}

/// The zones, and between them how far down the text the window is.
fn draw_zones(reader: &Reader, shared: &Shared, look: &Look, layout: &Layout, buf: &mut Buffer) {
    for (zone, arrow) in [(layout.up, "▲"), (layout.down, "▼")] {
        button(buf, zone, arrow, "", shared.pressed, Role::Button, look);
    }
    let track = Rect {
        x: layout.up.x + layout.up.width / 2,
        width: layout.up.width.min(1),
        y: layout.up.bottom(),
        height: layout.down.y.saturating_sub(layout.up.bottom()),
    };
    if track.height < 3 {
        return;
    }
    let all = shared.facts.agreement.blocks().len().max(1);
    let at = reader.top.unwrap_or_default().block.min(all - 1);
    let row = (usize::from(track.height - 1) * at / all.saturating_sub(1).max(1)) as u16;
    for (nth, part) in track.rows().enumerate() {
        let here = nth as u16 == row;
        let (mark, role) = if here { ("┃", Role::Accent) } else { ("│", Role::Border) };
        label(buf, part, mark, look.style(role));
    }
}

fn draw_status(
    reader: &Reader,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let agreement = &shared.facts.agreement;
    let after = |x: u16| Rect { x: area.x + x, width: area.width.saturating_sub(x), ..area };
    match &reader.seek {
        Seek::Nothing => {
            let complete = shared.visit.reading.is_complete(agreement);
            let (words, role) = match (complete, reader.purpose) {
                (true, super::Purpose::Join) => (words::complete(), Role::Good),
                _ => (words::hint(), Role::Muted),
            };
            label(buf, area, &look.say(&words), look.style(role));
            None
        }
        Seek::Number { typed, known, .. } => {
            let x = label(buf, area, &look.say(&words::go_to()), look.style(Role::Muted)) + 1;
            let field = Rect { width: 12.min(after(x).width), ..after(x) };
            buf.set_style(field.intersection(buf.area), look.style(Role::Field));
            label(buf, field, typed, look.style(Role::Field));
            if !known {
                let nearest: Vec<_> =
                    agreement.nearest(typed).into_iter().map(|id| id.0.as_str()).collect();
                let words = look.say(&words::no_such_clause(nearest.join(", ").into()));
                label(buf, after(x + 14), &words, look.style(Role::Warning));
            }
            Some(Position::new(field.x + typed.chars().count() as u16, area.y))
        }
        Seek::Words { typed, typing, found } => {
            let x = label(buf, area, &look.say(&words::search()), look.style(Role::Muted)) + 1;
            let field = Rect { width: 28.min(after(x).width), ..after(x) };
            buf.set_style(field.intersection(buf.area), look.style(Role::Field));
            let role = if *typing { Role::Field } else { Role::Text };
            // The end of what is typed stays in view.
            let room = usize::from(field.width.saturating_sub(1));
            let skip = typed.chars().count().saturating_sub(room);
            let tail: String = typed.chars().skip(skip).collect();
            label(buf, field, &tail, look.style(role));
            let place = found.iter().position(|block| *block == shared.visit.reading.cursor);
            let (words, role) = match (typed.is_empty(), found.len(), place) {
                (true, ..) => (words::search_hint(), Role::Muted),
                (_, 0, _) => (words::nothing_found(), Role::Warning),
                (_, all, place) => (words::found(place.map_or(0, |at| at + 1), all), Role::Accent),
            };
            label(buf, after(x + 30), &look.say(&words), look.style(role));
            let end = tail.chars().count() as u16;
            typing.then(|| Position::new((field.x + end).min(field.right()), area.y))
        }
    }
}
