//! The text: gauge, columns, notes, touch zones, the line below.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Msg, Reader,
    column::{Part, window_rows},
    contents,
    flow::Flow,
    layout::{Column, Layout, lay_out},
    seek::Seek,
};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, gauge, label},
    },
    domain::Language,
    text::phrases::reader as words,
};

/// Touch targets: zones, the other language, sections, and the clauses themselves.
pub(super) fn targets(reader: &Reader, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
    let layout = lay_out(area);
    let columns = layout.columns(reader.shown(shared));
    let agreement = &shared.facts.agreement;
    let flow = Flow::new(agreement, &columns, &reader.wrapped);
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
    let agreement = &shared.facts.agreement;
    let flow = Flow::new(agreement, columns, &reader.wrapped);
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
        let Some(block) = agreement.blocks().get(block) else { continue };
        for (nth, column) in columns.iter().enumerate() {
            let part = Part { block, rows, nth, column: *column, window, y };
            part.draw_text(sought, look, buf);
            if let Some(note) = agreement.note(&block.id) {
                part.draw_note(note.text.get(column.language).as_str(), look, buf);
            }
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
                let words = match nearest.is_empty() {
                    true => words::no_clause(),
                    false => words::no_such_clause(nearest.join(", ").into()),
                };
                label(buf, after(x + 14), &look.say(&words), look.style(Role::Warning));
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
                (_, all, place) => {
                    let place = place.map_or(0, |at| at + 1);
                    let words = if *typing {
                        words::found_typing(place, all)
                    } else {
                        words::found(place, all)
                    };
                    (words, Role::Accent)
                }
            };
            label(buf, after(x + 30), &look.say(&words), look.style(role));
            let end = tail.chars().count() as u16;
            typing.then(|| Position::new((field.x + end).min(field.right()), area.y))
        }
    }
}
