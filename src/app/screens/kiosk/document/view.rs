//! How the document and its signing are laid out and drawn.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Borders, Widget},
};
use unicode_width::UnicodeWidthStr;

use super::{Document, Stage, stop::Stop};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, centred, checks, gauge, label, paragraph, stages, trouble},
    },
    text::phrases::document,
};

/// Where everything is.
pub(super) struct Places {
    title: Rect,
    code: Rect,
    /// The page, inside its frame.
    pub(super) page: Rect,
    frame: Rect,
    /// Back through the text.
    pub(super) before: Rect,
    gauge: Rect,
    /// On through the text.
    pub(super) after: Rect,
}

/// The page takes everything between the head and the row of the gauge.
///
/// ```text
/// title                    check code
/// ┌ page ───────────────────────────┐
/// └─────────────────────────────────┘
/// [PgUp]     3 / 41 ▰▰▱▱▱▱     [PgDn]
/// ```
pub(super) fn lay_out(shared: &Shared, area: Rect) -> Places {
    let tall: u16 = if shared.is_roomy() { 3 } else { 1 };
    let head = if tall == 3 { 2 } else { 1 };
    let left = if area.width >= 76 { 26 } else { area.width / 2 };
    let title = Rect { width: left, height: 1.min(area.height), ..area };
    let code = Rect { x: area.x + left, width: area.width - left, ..title };
    let bottom = area.bottom().saturating_sub(tall);
    let frame = Rect { y: area.y + head, height: bottom.saturating_sub(area.y + head), ..area }
        .intersection(area);
    let page = Rect::new(
        frame.x + 2,
        frame.y + 1,
        frame.width.saturating_sub(4),
        frame.height.saturating_sub(2),
    );
    let each = (area.width / 4).min(24);
    let row = Rect { y: bottom, height: tall, ..area }.intersection(area);
    let before = Rect { width: each, ..row };
    let after = Rect { x: row.right().saturating_sub(each), width: each, ..row };
    let gauge = Rect {
        x: before.right() + 2,
        width: after.x.saturating_sub(before.right() + 4),
        y: row.y + row.height / 2,
        height: 1.min(row.height),
    };
    Places { title, code, page, frame, before, gauge, after }
}

/// Columns and rows of a page.
pub(super) fn page_size(shared: &Shared, area: Rect) -> (u16, u16) {
    let page = lay_out(shared, area).page;
    (page.width, page.height.max(1))
}

/// Draws it.
pub(super) fn draw(state: &Document, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    match &state.stage {
        Stage::Asking => draw_asking(look, area, buf),
        Stage::Ready => draw_ready(state, shared, look, area, buf),
        Stage::Signing => draw_work(0, look, area, buf),
        Stage::HandingIn { checking } => draw_work(1 + usize::from(*checking), look, area, buf),
        Stage::Stopped(stop) => draw_stop(stop, look, area, buf),
    }
}

/// The area below its first `rows` rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn draw_asking(look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, area, &look.say(&document::title()), look.style(Role::Title));
    let used =
        paragraph(buf, below(area, 3), &look.say(&document::asking()), look.style(Role::Accent));
    let words = look.say(&document::asking_words());
    paragraph(buf, below(area, 4 + used), &words, look.style(Role::Muted));
}

fn draw_ready(state: &Document, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let places = lay_out(shared, area);
    label(buf, places.title, &look.say(&document::title()), look.style(Role::Title));
    if let Some(request) = &shared.visit.request {
        draw_code(request.check_code().as_str(), look, places.code, buf);
    }
    let block = Block::new().borders(Borders::ALL).border_set(border::ROUNDED);
    block.border_style(look.style(Role::Border)).render(places.frame.intersection(buf.area), buf);
    if state.anew {
        let above = Rect { y: places.frame.y, height: 1, ..places.page };
        let words = format!(" {} ", look.say(&document::made_anew()));
        label(buf, above, &words, look.style(Role::Warning));
    }
    draw_organisation(shared, look, &places, buf);
    let Some((pages, place)) = state.page() else { return };
    let lines = pages.get(place).map(|page| page.lines.as_slice()).unwrap_or_default();
    for (line, row) in lines.iter().zip(0..places.page.height) {
        let at = Rect { y: places.page.y + row, height: 1, ..places.page };
        label(buf, at, &line.text, look.style(Role::Text));
    }
    let turns = [
        (places.before, document::page_before(), "PgUp"),
        (places.after, document::page_after(), "PgDn"),
    ];
    for (at, words, cap) in turns {
        let words = if at.width >= 19 { look.say(&words) } else { String::new() };
        button(buf, at, &words, cap, shared.pressed, Role::Button, look);
    }
    draw_gauge(place + 1, pages.len(), look, places.gauge, buf);
}

/// Who signs for which organisation, in the frame's lower edge: the document has the BIN alone, and
/// names nobody before the certificate does. Without room for both the organisation stays.
fn draw_organisation(shared: &Shared, look: &Look, places: &Places, buf: &mut Buffer) {
    let certificate = shared.visit.key.as_ref().map(|key| &key.certificate);
    let Some((of, organisation)) = certificate.and_then(|it| Some((it, it.organisation.as_ref()?)))
    else {
        return;
    };
    let at = Rect { y: places.frame.bottom().saturating_sub(1), height: 1, ..places.page };
    let both = look.say(&document::acts_for(organisation.clone(), of.owner.clone()));
    let fits = both.width() + 2 <= usize::from(at.width);
    let words = if fits { both } else { organisation.to_string() };
    label(buf, at, &format!(" {words} "), look.style(Role::Text));
}

/// The check code at the right, its signs apart, because people read it aloud.
fn draw_code(code: &str, look: &Look, area: Rect, buf: &mut Buffer) {
    let name = look.say(&document::check_code());
    let spread: String = code
        .split('-')
        .map(|group| group.chars().map(String::from).collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("  ");
    let room = usize::from(area.width);
    let (spread, between) = match spread.width() + name.width() + 3 <= room {
        true => (spread, 3),
        false => (code.to_owned(), 1),
    };
    // Where only one of both fits, it is the code.
    let fits = spread.width() + between + name.width() <= room;
    let (name, between) = if fits { (name, between) } else { (String::new(), 0) };
    let width = spread.width() + between + name.width();
    let free = area.width.saturating_sub(u16::try_from(width).unwrap_or(u16::MAX));
    let at = Rect { x: area.x + free, width: area.width - free, ..area };
    let used = label(buf, at, &name, look.style(Role::Muted));
    let used = used + u16::try_from(between).unwrap_or(1);
    let after = Rect { x: at.x + used, width: at.width.saturating_sub(used), ..at };
    label(buf, after, &spread, look.style(Role::Accent));
}

fn draw_gauge(page: usize, pages: usize, look: &Look, area: Rect, buf: &mut Buffer) {
    let words = look.say(&document::page(page, pages));
    let wide = u16::try_from(words.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(wide + 2).min(24);
    if room < 6 {
        centred(buf, area, &words, look.style(Role::Muted));
        return;
    }
    let free = area.width - wide - 2 - room;
    let at = Rect { x: area.x + free / 2, width: area.width - free / 2, ..area };
    let used = label(buf, at, &words, look.style(Role::Muted)) + 2;
    let bar = Rect { x: at.x + used, width: room, ..at };
    gauge(buf, bar, page, pages, Role::Accent, look);
}

fn draw_work(now: usize, look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, area, &look.say(&document::signing()), look.style(Role::Title));
    let steps = [document::step_sign(), document::step_hand_in(), document::step_check()];
    let at = below(area, 3.min(area.height / 3));
    let used = stages(buf, at, &steps.map(|it| look.say(&it)), now, look);
    let words = if now == 0 { document::may_cancel() } else { document::kept() };
    paragraph(buf, below(at, used + 1), &look.say(&words), look.style(Role::Muted));
}

fn draw_stop(stop: &Stop, look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, area, &look.say(&document::signing()), look.style(Role::Title));
    let at = below(area, 3.min(area.height / 4));
    let narrow = Rect { width: at.width.min(84), ..at };
    let mut used = trouble(buf, narrow, &stop.trouble, look) + 1;
    let indent = |rect: Rect| Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..rect };
    if let Some(detail) = &stop.detail {
        let words = look.say(detail);
        used += paragraph(buf, indent(below(narrow, used)), &words, look.style(Role::Text)) + 1;
    }
    if !stop.checks.is_empty() {
        checks(buf, indent(below(narrow, used)), &stop.checks, look);
    }
}
